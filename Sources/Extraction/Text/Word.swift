import CNative

/// A word of a running text: where it stands, and its first letters as one number, so that words compare at once.
///
/// Words are runs of ASCII letters and digits and of letters beyond ASCII; what stands between them is no word.
struct Word {
  /// In UTF-8 bytes of the text.
  var range: Range<Int>
  /// The first eight bytes in small letters, the first in the lowest byte.
  var key: UInt64

  /// The key of a word. Words of eight letters and more are known by their beginning: `finetune` is also `finetuned`.
  ///
  /// Inlined, so that the compiler makes a constant of a literal's.
  @inline(__always)
  static func key(_ word: StaticString) -> UInt64 {
    var key: UInt64 = 0
    for index in 0..<min(8, word.utf8CodeUnitCount) { key |= UInt64(word.utf8Start[index]) &<< (8 &* UInt64(index)) }
    return key
  }

  /// The key of a word of which some letters may be capital.
  static func key(_ word: String) -> UInt64 {
    var key: UInt64 = 0
    for (index, byte) in word.utf8.prefix(8).enumerated() { key |= UInt64(byte.lowercased) << (8 * UInt64(index)) }
    return key
  }

  /// Whether it is that word; none is no word's.
  @inline(__always)
  func reads(_ word: StaticString?) -> Bool { word.map { Self.key($0) == key } ?? false }

  @inline(__always)
  static func ~= (word: StaticString, other: Word) -> Bool { other.reads(word) }

  /// Calls with every word.
  @inline(__always)
  static func forEach(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Word) -> Void) {
    guard let base = bytes.baseAddress else { return }
    var words = macaroni_words_of(base, bytes.count)
    while macaroni_next_word(&words) != 0 { body(Word(range: words.start..<words.end, key: words.key)) }
  }
}
