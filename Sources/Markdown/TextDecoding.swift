import CNative
import Glibc

/// Makes UTF-8 of what zoos serve as text.
public struct TextDecoding: Sendable, Equatable {
  /// What was not as it should be.
  public struct Repairs: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The text was UTF-16, told by its byte-order mark or by every other byte being NUL.
    public static let utf16 = Repairs(rawValue: 1)
    /// Bytes that are no UTF-8 became U+FFFD.
    public static let invalidBytes = Repairs(rawValue: 2)
    /// NUL characters became U+FFFD.
    public static let nulls = Repairs(rawValue: 4)
  }

  /// Calls with the text as valid UTF-8 without NUL, and with what had to be repaired.
  ///
  /// Text that needs no repair is passed on where it lies. Line ends are not changed, so lines keep their numbers.
  public static func withUTF8<R, E: Error>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>, Repairs) throws(E) -> R
  ) throws(E) -> R {
    guard let (repaired, repairs) = repair(bytes) else { return try body(bytes, []) }
    let result = repaired.withUnsafeBufferPointer { bytes in
      Result { () throws(E) in try body(bytes, repairs) }
    }
    return try result.get()
  }

  /// The text as valid UTF-8, and what had to be repaired; `nil` if nothing had to.
  private static func repair(_ bytes: UnsafeBufferPointer<UInt8>) -> (bytes: [UInt8], repairs: Repairs)? {
    var repairs: Repairs = []
    var result: [UInt8]
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      result = utf16(bytes, from: 2, isLittleEndian: bytes[0] == 0xFF)
      repairs.insert(.utf16)
    } else if let isLittleEndian = isUTF16WithoutMark(bytes) {
      result = utf16(bytes, from: 0, isLittleEndian: isLittleEndian)
      repairs.insert(.utf16)
    } else if isValid(bytes) {
      guard let base = bytes.baseAddress, memchr(base, 0, bytes.count) != nil else { return nil }
      result = Array(bytes)
    } else {
      result = Array(String(decoding: bytes, as: UTF8.self).utf8)
      repairs.insert(.invalidBytes)
    }
    if result.contains(0) {
      repairs.insert(.nulls)
      result = result.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] }
    }
    return (result, repairs)
  }

  private static func utf16(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLittleEndian: Bool) -> [UInt8] {
    let units = stride(from: start, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Whether every other byte at the start is NUL, as in UTF-16 of Latin letters; nil for anything else.
  private static func isUTF16WithoutMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    let count = min(bytes.count, 64) & ~1
    guard count >= 8 else { return nil }
    var nulls = (even: 0, odd: 0)
    for index in stride(from: 0, to: count, by: 2) {
      if bytes[index] == 0 { nulls.even += 1 }
      if bytes[index + 1] == 0 { nulls.odd += 1 }
    }
    if nulls.even == 0, nulls.odd * 10 >= count / 2 * 9 { return true }
    if nulls.odd == 0, nulls.even * 10 >= count / 2 * 9 { return false }
    return nil
  }

  private static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let raw = UnsafeRawBufferPointer(bytes)
    var index = macaroni_next_beyond_ascii(base, bytes.count, 0)
    while index < raw.count {
      let length = sequenceLength(raw, index)
      if length == 0 { return false }
      index = macaroni_next_beyond_ascii(base, bytes.count, index + length)
    }
    return true
  }

  /// The length of the well-formed sequence (Unicode 15, table 3-7) at an index; 0 if there is none.
  private static func sequenceLength(_ raw: UnsafeRawBufferPointer, _ index: Int) -> Int {
    let first = raw[index]
    if first < 0x80 { return 1 }
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0x80...0x80)
      }
    guard length > 0, index + length <= raw.count, second.contains(raw[index + 1]) else { return 0 }
    for offset in 2..<max(2, length) where raw[index + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
