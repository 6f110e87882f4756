/// A word of a running text: where it stands, and its first letters as one number, so that words compare at once.
///
/// Words are runs of ASCII letters and digits and of letters beyond ASCII; what stands between them is no word.
struct Word {
  /// In UTF-8 bytes of the text.
  var range: Range<Int>
  /// The first eight bytes in small letters, the first in the lowest byte.
  var key: UInt64

  /// The key of a word. Words of eight letters and more are known by their beginning: `finetune` is also `finetuned`.
  static func key(_ word: StaticString) -> UInt64 {
    var key: UInt64 = 0
    for index in 0..<min(8, word.utf8CodeUnitCount) { key |= UInt64(word.utf8Start[index]) << (8 * UInt64(index)) }
    return key
  }

  /// Most words already differ in their first letter.
  @inline(__always)
  static func ~= (word: StaticString, other: Word) -> Bool {
    word.utf8Start.pointee == UInt8(truncatingIfNeeded: other.key) && key(word) == other.key
  }

  /// Calls with every word.
  @inline(__always)
  static func forEach(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Word) -> Void) {
    let letters = letters.start
    var index = 0
    while index < bytes.count {
      var letter = letters[Int(bytes[index])]
      guard letter != 0 else {
        index += 1
        continue
      }
      let start = index
      var key: UInt64 = 0
      var shift: UInt64 = 0
      repeat {
        if shift < 64 {
          key |= UInt64(letter) << shift
          shift += 8
        }
        index += 1
        letter = index < bytes.count ? letters[Int(bytes[index])] : 0
      } while letter != 0
      body(Word(range: start..<index, key: key))
    }
  }

  /// What each byte is in a word: its small letter, or zero for what stands between words.
  ///
  /// A pointer rather than an array, which would be checked for every byte.
  private struct Letters: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>

    init() {
      start = .allocate(capacity: 256)
      for byte in UInt8.min...UInt8.max {
        start[Int(byte)] = byte.isLetter || byte.isDigit || byte >= 0x80 ? byte.lowercased : 0
      }
    }
  }

  private static let letters = Letters()
}
