#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A pull parser over UTF-8 JSON text (RFC 8259) that decodes only what is asked for.
///
/// The bytes must stay in place while the reader lives. Values are taken in the order in which they stand:
///
/// ```swift
/// try reader.object { key, reader in
///   if "downloads" ~= key { downloads = try reader.integer() } else { try reader.skip() }
/// }
/// ```
public struct JSONReader {
  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let end: UnsafePointer<UInt8>
  @usableFromInline var at: UnsafePointer<UInt8>
  @usableFromInline var depth = 0

  /// How deep arrays and objects may be nested; deeper text is refused rather than recursed into.
  public static let depthLimit = 128

  public init(_ text: UnsafeBufferPointer<UInt8>) {
    // An empty buffer may have no address; any will do when nothing is read.
    start = text.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    end = start + text.count
    at = start
  }

  @usableFromInline
  func failure(_ problem: String) -> JSONError { JSONError(offset: at - start, problem: problem) }

  // MARK: Structure

  @inlinable @inline(__always)
  mutating func skipSpace() {
    while at < end, at.pointee == 0x20 || at.pointee == 0x0a || at.pointee == 0x0d || at.pointee == 0x09 { at += 1 }
  }

  /// The first byte of the next value, not taken; nil at the end of the text.
  @inlinable
  public mutating func peek() -> UInt8? {
    skipSpace()
    return at < end ? at.pointee : nil
  }

  /// Fails unless only white space is left.
  public mutating func finish() throws(JSONError) {
    skipSpace()
    if at != end { throw failure("more text after the value") }
  }

  @inlinable
  mutating func expect(_ byte: UInt8) throws(JSONError) {
    skipSpace()
    guard at < end, at.pointee == byte else {
      throw failure("expected '\(Character(Unicode.Scalar(byte)))'")
    }
    at += 1
  }

  @inlinable
  mutating func descend() throws(JSONError) {
    depth += 1
    if depth > Self.depthLimit { throw failure("nested deeper than \(Self.depthLimit)") }
  }

  /// Calls `member` for each member; `member` must take the value.
  @inlinable
  public mutating func object(
    _ member: (UnsafeBufferPointer<UInt8>, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try expect(0x7b)
    try descend()
    if peek() == 0x7d {
      at += 1
      depth -= 1
      return
    }
    while true {
      skipSpace()
      let raw = try stringBody()
      if raw.escaped {
        let name = try unescaped(raw.body)
        try expect(0x3a)
        // A closure cannot throw a typed error through withUnsafeBufferPointer's rethrow, so the copy is kept by hand.
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(name.count, 1))
        defer { copy.deallocate() }
        _ = copy.initialize(from: name)
        try member(UnsafeBufferPointer(rebasing: copy[..<name.count]), &self)
      } else {
        try expect(0x3a)
        try member(raw.body, &self)
      }
      skipSpace()
      guard at < end else { throw failure("the object does not end") }
      if at.pointee == 0x2c {
        at += 1
        continue
      }
      try expect(0x7d)
      depth -= 1
      return
    }
  }

  /// Calls `element` for each element; `element` must take the value.
  @inlinable
  public mutating func array(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    try expect(0x5b)
    try descend()
    if peek() == 0x5d {
      at += 1
      depth -= 1
      return
    }
    while true {
      try element(&self)
      skipSpace()
      guard at < end else { throw failure("the array does not end") }
      if at.pointee == 0x2c {
        at += 1
        continue
      }
      try expect(0x5d)
      depth -= 1
      return
    }
  }

  // MARK: Scalars

  /// Takes `null` if it is next.
  @inlinable
  public mutating func null() throws(JSONError) -> Bool {
    guard peek() == 0x6e else { return false }
    try literal("null")
    return true
  }

  public mutating func boolean() throws(JSONError) -> Bool {
    switch peek() {
    case 0x74:
      try literal("true")
      return true
    case 0x66:
      try literal("false")
      return false
    default:
      throw failure("expected true or false")
    }
  }

  @usableFromInline
  mutating func literal(_ word: StaticString) throws(JSONError) {
    let count = word.utf8CodeUnitCount
    guard end - at >= count, memcmp(at, word.utf8Start, count) == 0 else { throw failure("expected \(word)") }
    at += count
  }

  /// A whole number that fits 64 bits; `1.0` and `1e3` are not taken for one.
  public mutating func integer() throws(JSONError) -> Int {
    skipSpace()
    var negative = false
    if at < end, at.pointee == 0x2d {
      negative = true
      at += 1
    }
    guard at < end, at.pointee &- 0x30 < 10 else { throw failure("expected a whole number") }
    var value = 0
    while at < end, at.pointee &- 0x30 < 10 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.subtractingReportingOverflow(Int(at.pointee - 0x30))
      if overflow || overflows { throw failure("the number does not fit 64 bits") }
      value = sum
      at += 1
    }
    if at < end, at.pointee == 0x2e || at.pointee | 0x20 == 0x65 { throw failure("expected a whole number") }
    if negative { return value }
    guard value != .min else { throw failure("the number does not fit 64 bits") }
    return -value
  }

  public mutating func double() throws(JSONError) -> Double {
    let text = try number()
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      throw failure("the number is out of range")
    }
    return value
  }

  /// The next number as it is spelt.
  public mutating func number() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
    skipSpace()
    let first = at
    if at < end, at.pointee == 0x2d { at += 1 }
    guard digits() else { throw failure("expected a number") }
    if at < end, at.pointee == 0x2e {
      at += 1
      guard digits() else { throw failure("expected a digit") }
    }
    if at < end, at.pointee | 0x20 == 0x65 {
      at += 1
      if at < end, at.pointee == 0x2b || at.pointee == 0x2d { at += 1 }
      guard digits() else { throw failure("expected a digit") }
    }
    return UnsafeBufferPointer(start: first, count: at - first)
  }

  private mutating func digits() -> Bool {
    let first = at
    while at < end, at.pointee &- 0x30 < 10 { at += 1 }
    return at > first
  }

  public mutating func string() throws(JSONError) -> String {
    skipSpace()
    let raw = try stringBody()
    if !raw.escaped { return String(decoding: raw.body, as: UTF8.self) }
    return String(decoding: try unescaped(raw.body), as: UTF8.self)
  }

  /// The letters between the quotes, still escaped where they were.
  @inlinable
  mutating func stringBody() throws(JSONError) -> (body: UnsafeBufferPointer<UInt8>, escaped: Bool) {
    guard at < end, at.pointee == 0x22 else { throw failure("expected a string") }
    at += 1
    let first = at
    var escaped = false
    while true {
      at = Self.quoteOrBackslash(at, end)
      guard at < end else { throw failure("the string does not end") }
      if at.pointee == 0x22 {
        let body = UnsafeBufferPointer(start: first, count: at - first)
        at += 1
        return (body, escaped)
      }
      escaped = true
      guard end - at >= 2 else { throw failure("the string does not end") }
      at += 2
    }
  }

  /// The first quote or backslash, or `end`: eight bytes at a time (the "has zero byte" test of Mycroft, 1987).
  @inlinable @inline(__always)
  static func quoteOrBackslash(_ from: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var at = from
    while end - at >= 8 {
      let word = UInt64(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
      let quote = word ^ 0x2222_2222_2222_2222
      let slash = word ^ 0x5c5c_5c5c_5c5c_5c5c
      let hits =
        ((quote &- 0x0101_0101_0101_0101) & ~quote | (slash &- 0x0101_0101_0101_0101) & ~slash) & 0x8080_8080_8080_8080
      if hits != 0 { return at + hits.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < end, at.pointee != 0x22, at.pointee != 0x5c { at += 1 }
    return at
  }

  @usableFromInline
  func unescaped(_ body: UnsafeBufferPointer<UInt8>) throws(JSONError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count)
    var index = 0
    while index < body.count {
      let byte = body[index]
      if byte != 0x5c {
        bytes.append(byte)
        index += 1
        continue
      }
      index += 2
      switch body[index - 1] {
      case 0x22: bytes.append(0x22)
      case 0x5c: bytes.append(0x5c)
      case 0x2f: bytes.append(0x2f)
      case 0x62: bytes.append(8)
      case 0x66: bytes.append(12)
      case 0x6e: bytes.append(10)
      case 0x72: bytes.append(13)
      case 0x74: bytes.append(9)
      case 0x75:
        guard var unit = Self.hexUnit(body, index) else { throw failure("a \\u escape needs four hexadecimal digits") }
        index += 4
        if unit & 0xfc00 == 0xd800, index + 6 <= body.count, body[index] == 0x5c, body[index + 1] == 0x75,
          let low = Self.hexUnit(body, index + 2), low & 0xfc00 == 0xdc00
        {
          unit = 0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff
          index += 6
        }
        // A surrogate without its other half stands for no letter.
        let scalar = Unicode.Scalar(unit) ?? "\u{fffd}"
        bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
      default: throw failure("unknown escape in a string")
      }
    }
    return bytes
  }

  private func checkEscapes(_ body: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    var index = 0
    while index < body.count {
      guard body[index] == 0x5c else {
        index += 1
        continue
      }
      switch body[index + 1] {
      case 0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74: index += 2
      case 0x75 where Self.hexUnit(body, index + 2) != nil: index += 6
      case 0x75: throw failure("a \\u escape needs four hexadecimal digits")
      default: throw failure("unknown escape in a string")
      }
    }
  }

  private static func hexUnit(_ body: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32? {
    guard index + 4 <= body.count else { return nil }
    var value: UInt32 = 0
    for byte in body[index..<index + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32(byte | 0x20 - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }

  // MARK: Whole values

  /// Passes over the next value, checking its structure but decoding nothing.
  public mutating func skip() throws(JSONError) {
    switch peek() {
    case 0x22:
      let raw = try stringBody()
      if raw.escaped { try checkEscapes(raw.body) }
    case 0x7b: try object { (_, reader) throws(JSONError) in try reader.skip() }
    case 0x5b: try array { (reader) throws(JSONError) in try reader.skip() }
    case 0x74, 0x66: _ = try boolean()
    case 0x6e: try literal("null")
    case nil: throw failure("expected a value")
    default: _ = try number()
    }
  }

  /// The next value's own bytes.
  public mutating func slice() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
    skipSpace()
    let first = at
    try skip()
    return UnsafeBufferPointer(start: first, count: at - first)
  }
}

/// Whether a member's name is the given one.
@inlinable @inline(__always)
public func ~= (name: StaticString, key: UnsafeBufferPointer<UInt8>) -> Bool {
  guard name.utf8CodeUnitCount == key.count, let base = key.baseAddress else { return false }
  return memcmp(name.utf8Start, base, key.count) == 0
}
