/// A SHA-256 digest (FIPS 180-4): the content address of documents, files and snapshots.
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The 32 bytes as four big-endian words, so that comparing words compares bytes.
  let words: (UInt64, UInt64, UInt64, UInt64)

  init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// The digest spelt in 64 hexadecimal letters; nil for anything else.
  public init?(hex: some StringProtocol) {
    var text = String(hex)
    guard let digest = text.withUTF8({ Digest(hex: $0) }) else { return nil }
    self = digest
  }

  /// The digest spelt in 64 hexadecimal letters; nil for anything else.
  public init?(hex bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 64 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    guard Self.word(bytes, 0, &words.0), Self.word(bytes, 16, &words.1), Self.word(bytes, 32, &words.2),
      Self.word(bytes, 48, &words.3)
    else { return nil }
    self.words = words
  }

  /// Sixteen letters as a word; false where one of them is no hexadecimal digit.
  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ word: inout UInt64) -> Bool {
    for byte in bytes[from..<from + 16] {
      switch byte {
      case 0x30...0x39: word = word << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: word = word << 4 | UInt64(byte - 0x61 + 10)
      case 0x41...0x46: word = word << 4 | UInt64(byte - 0x41 + 10)
      default: return false
      }
    }
    return true
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  /// 64 lower-case hexadecimal letters.
  public var hex: String {
    let letters = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      var index = 0
      for word in [words.0, words.1, words.2, words.3] {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
          buffer[index] = letters[Int(word >> shift & 15)]
          index += 1
        }
      }
      return 64
    }
  }

  /// The first `count` base-32 letters (RFC 4648, lower case): 26 letters are 130 bits, enough for ids.
  public func base32(_ count: Int = 26) -> String {
    String(unsafeUninitializedCapacity: count) { buffer in
      writeBase32(into: buffer)
      return count
    }
  }

  /// Fills the buffer, of at most 51 bytes, with the first base-32 letters of the digest.
  public func writeBase32(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    // Four words as one number of 256 bits, from which five are taken off the front at a time.
    var (a, b, c, d) = words
    for index in buffer.indices.prefix(51) {
      let letter = UInt8(truncatingIfNeeded: a >> 59)
      buffer[index] = letter < 26 ? 0x61 + letter : 0x32 - 26 + letter
      a = a << 5 | b >> 59
      b = b << 5 | c >> 59
      c = c << 5 | d >> 59
      d <<= 5
    }
  }

  /// The first 64 bits, for choosing a shard or seeding a generator.
  public var prefix64: UInt64 { words.0 }

  public var description: String { hex }

  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }
  public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
