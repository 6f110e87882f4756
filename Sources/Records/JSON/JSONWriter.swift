#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes JSON text into one growing buffer: no white space, escapes and numbers as RFC 8785 (JCS) has them.
public struct JSONWriter: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  public private(set) var count = 0
  @usableFromInline var needsComma = false

  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The text so far.
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The text so far, copied.
  public var array: [UInt8] { Array(bytes) }

  /// Forgets the text and keeps the buffer.
  public mutating func clear() {
    count = 0
    needsComma = false
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(by: more) }
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  @usableFromInline
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @usableFromInline
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress, !text.isEmpty else { return }
    reserve(text.count)
    (base + count).update(from: start, count: text.count)
    count += text.count
  }

  @usableFromInline
  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @usableFromInline
  mutating func comma() {
    if needsComma { append(0x2c) }
    needsComma = true
  }

  // MARK: Structure

  public mutating func beginObject() {
    comma()
    append(0x7b)
    needsComma = false
  }

  public mutating func endObject() {
    append(0x7d)
    needsComma = true
  }

  public mutating func beginArray() {
    comma()
    append(0x5b)
    needsComma = false
  }

  public mutating func endArray() {
    append(0x5d)
    needsComma = true
  }

  /// A member's name that needs no escape; the value must follow.
  public mutating func key(_ name: StaticString) {
    comma()
    append(0x22)
    append(name)
    append(0x22)
    append(0x3a)
    needsComma = false
  }

  public mutating func key(_ name: String) {
    comma()
    quoted(name)
    append(0x3a)
    needsComma = false
  }

  // MARK: Values

  public mutating func null() {
    comma()
    append("null")
  }

  public mutating func write(_ value: Bool) {
    comma()
    append(value ? "true" : "false" as StaticString)
  }

  public mutating func write(_ value: Int) {
    comma()
    reserve(20)
    if value == 0 {
      append(0x30)
      return
    }
    var rest = value.magnitude
    var length = value < 0 ? 1 : 0
    var probe = rest
    while probe > 0 {
      length += 1
      probe /= 10
    }
    if value < 0 { base[count] = 0x2d }
    var at = count + length
    while rest > 0 {
      at -= 1
      base[at] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    count += length
  }

  /// A finite number in its shortest form; NaN and infinities, which JSON lacks, become null.
  public mutating func write(_ value: Double) {
    guard value.isFinite else { return null() }
    // Two decimals, as confidences have them. n/100 rounds to the double nearest to that decimal, and no shorter decimal
    // reads back as the same double.
    let hundredths = (value * 100).rounded()
    if hundredths > 0, hundredths < 100, hundredths / 100 == value {
      let number = UInt8(hundredths)
      comma()
      append("0.")
      append(0x30 + number / 10)
      if number % 10 > 0 { append(0x30 + number % 10) }
      return
    }
    write(PrintedNumber(value))
  }

  /// A number as `PrintedNumber.canonical` spells it.
  public mutating func write(_ value: PrintedNumber) {
    comma()
    let count = value.digits.count
    // Anything else is rare: zero, and numbers that need zeros or an exponent.
    guard count > 0, value.point > -6, value.point <= 21, value.point <= count else {
      return append(literal: value.canonical)
    }
    reserve(count + 9)
    if value.isNegative { append(0x2d) }
    if value.point <= 0 {
      append("0.")
      for _ in 0..<(-value.point) { append(0x30) }
    }
    value.digits.withUnsafeBufferPointer { digits in
      for index in digits.indices {
        if index == value.point, index > 0 { append(0x2e) }
        append(0x30 + digits[index])
      }
    }
  }

  public mutating func write(_ value: String) {
    comma()
    quoted(value)
  }

  /// Text that is JSON already.
  public mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
    comma()
    append(text)
  }

  mutating func raw(literal: String) {
    comma()
    append(literal: literal)
  }

  private mutating func append(literal: String) {
    var literal = literal
    literal.withUTF8 { append($0) }
  }

  /// A piece of JSON text as it is, with no comma before it: for those who write the commas themselves.
  public mutating func verbatim(_ text: UnsafeBufferPointer<UInt8>) { append(text) }

  /// A piece of JSON text as it is, with no comma before it: for those who write the commas themselves.
  public mutating func verbatim(_ text: StaticString) {
    append(text)
    needsComma = false
  }

  /// Ends a line of JSON lines.
  public mutating func newline() {
    append(0x0a)
    needsComma = false
  }

  private mutating func quoted(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ quoted($0) }) == nil {
      var copy = text
      copy.withUTF8 { quoted($0) }
    }
  }

  private mutating func quoted(_ text: UnsafeBufferPointer<UInt8>) {
    reserve(text.count * 6 + 2)
    base[count] = 0x22
    count += 1
    var from = 0
    var index = 0
    while index < text.count {
      // Runs without anything to escape are passed over eight bytes at a time.
      while index + 8 <= text.count,
        !Self.needsEscape(UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
      }
      guard index < text.count else { break }
      let byte = text[index]
      if byte >= 0x20, byte != 0x22, byte != 0x5c {
        index += 1
        continue
      }
      append(UnsafeBufferPointer(rebasing: text[from..<index]))
      escape(byte)
      index += 1
      from = index
    }
    append(UnsafeBufferPointer(rebasing: text[from...]))
    append(0x22)
  }

  /// Whether one of eight bytes is below 0x20, a quote or a backslash ("has less", "has zero": Bit Twiddling Hacks).
  @inline(__always)
  private static func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ 0x2222_2222_2222_2222
    let slash = word ^ 0x5c5c_5c5c_5c5c_5c5c
    let hits = (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash
    return hits & 0x8080_8080_8080_8080 != 0
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: append("\\\"")
    case 0x5c: append("\\\\")
    case 8: append("\\b")
    case 9: append("\\t")
    case 10: append("\\n")
    case 12: append("\\f")
    case 13: append("\\r")
    default:
      append("\\u00")
      append(byte < 16 ? 0x30 : 0x31)
      let low = byte & 15
      append(low < 10 ? 0x30 + low : 0x61 + low - 10)
    }
  }
}
