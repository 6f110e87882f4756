import Records

/// A number as cells and sentences print it: `86.4%`, `20.0 ± 1.2`, `1,014.45`, `12'200`, `1,17`, `~6.7B`.
///
/// ```swift
/// PrintedValue("86.4%")?.proportion.canonical      // "0.864"
/// ```
struct PrintedValue {
  var number: PrintedNumber
  /// Whether a percent sign follows it.
  var isPercent: Bool
  /// What follows, without white space around it.
  var rest: String

  /// The number that a text begins with; nil if it begins with anything else.
  init?(_ text: some StringProtocol) {
    guard let value = text.withBytes({ Self.read($0) }) else { return nil }
    self = value
  }

  private init(number: PrintedNumber, isPercent: Bool, rest: String) {
    self.number = number
    self.isPercent = isPercent
    self.rest = rest
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> PrintedValue? {
    var at = 0
    // About, bold, italics, code, brackets.
    while at < bytes.count, isLead(bytes[at]) || bytes[at] == 0xC2 && bytes.has("\u{A0}", at: at) {
      at += bytes[at] == 0xC2 ? 2 : 1
    }
    for mark in abouts where bytes.has(mark, at: at) { at += mark.utf8CodeUnitCount }
    let sign = minuses.first { bytes.has($0, at: at) }
    at += sign?.utf8CodeUnitCount ?? 0
    if at < bytes.count, bytes[at] == 0x2B { at += 1 }
    guard let length = length(of: bytes, from: at),
      var number = number(UnsafeBufferPointer(rebasing: bytes[at..<at + length]))
    else { return nil }
    if sign != nil { number.isNegative = !number.digits.isEmpty }
    at += length
    while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == 0x2A || bytes[at] == 0x60 { at += 1 }
    let isPercent = at < bytes.count && bytes[at] == UInt8(ascii: "%")
    if isPercent { at += 1 }
    var rest = UnsafeBufferPointer(rebasing: bytes[at...]).trimmed
    // The end of a sentence is none of the value.
    if rest.count == 1, rest[0] == UInt8(ascii: ".") { rest = UnsafeBufferPointer(rebasing: rest[1...]) }
    return PrintedValue(
      number: number, isPercent: isPercent, rest: rest.isEmpty ? "" : String(decoding: rest, as: UTF8.self))
  }

  private static let abouts: [StaticString] = ["≈", "∼", "≃"]
  private static let minuses: [StaticString] = ["\u{2212}", "–", "-"]

  private static func isLead(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x7E || byte == 0x2A || byte == 0x60 || byte == 0x28 || byte == 0x5F
  }

  /// How many bytes the number takes.
  private static func length(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    var digits = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isDigit {
        digits += 1
      } else if byte == 0x2E || byte == 0x2C {
        // A point or comma belongs to the number if a digit follows.
        guard index + 1 < bytes.count, bytes[index + 1].isDigit else { break }
      } else if byte == 0x27 || byte == 0x5F {
        guard digits < 4, index == start + digits, bytes[start] != 0x30 else { break }
        guard let end = grouped(bytes, from: index, by: byte) else { break }
        return end - start
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < bytes.count, bytes[index] | 0x20 == 0x65 {
      var end = index + 1
      if end < bytes.count, bytes[end] == 0x2D || bytes[end] == 0x2B { end += 1 }
      if bytes.has("\u{2212}", at: end) { end += 3 }
      let first = end
      while end < bytes.count, bytes[end].isDigit { end += 1 }
      if end > first { index = end }
    }
    return index - start
  }

  /// The end of the groups of three digits behind a mark: of `'050'000` and `_000`, but not of `_4` and `_1024`.
  private static func grouped(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, by mark: UInt8) -> Int? {
    var index = start
    while index < bytes.count, bytes[index] == mark {
      let digits = bytes[(index + 1)...].prefix(while: \.isDigit).count
      guard digits == 3 else { return nil }
      index += 4
    }
    // What goes on is a name: `16_224_otter`.
    return index < bytes.count && (bytes[index].isLetter || bytes[index] == 0x5F) ? nil : index
  }

  /// Commas stand before three digits, or for a decimal point.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> PrintedNumber? {
    if !bytes.contains(0x2C) {
      guard bytes.contains(0xE2) else {
        // Other marks than a point group digits: `12'200`.
        return PrintedNumber(utf8: bytes)
          ?? PrintedNumber(String(decoding: bytes.filter { $0 != 0x27 && $0 != 0x5F }, as: UTF8.self))
      }
      // An exponent with a minus sign proper.
      return PrintedNumber(
        String(decoding: bytes.filter { $0 < 0x80 || $0 == 0xE2 }.map { $0 == 0xE2 ? 0x2D : $0 }, as: UTF8.self))
    }
    let parts = bytes.split(separator: 0x2C, omittingEmptySubsequences: false)
    let whole = parts[0]
    let isGrouped =
      (1...3).contains(whole.count) && whole.first != 0x30 && !whole.contains(0x2E)
      && parts.dropFirst().allSatisfy { $0.prefix { $0 != 0x2E }.count == 3 }
      && parts.dropFirst().dropLast().allSatisfy { !$0.contains(0x2E) }
    if isGrouped { return PrintedNumber(String(decoding: bytes.filter { $0 != 0x2C }, as: UTF8.self)) }
    guard parts.count == 2, !bytes.contains(0x2E) else { return nil }
    return PrintedNumber(String(decoding: bytes.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self))
  }

  /// The number, a percentage as a proportion.
  var proportion: PrintedNumber { isPercent ? number.scaled(byPowerOfTen: -2) : number }

  /// The number with the letter that follows it counted in: `6.7B` is 6,700,000,000.
  var magnified: PrintedNumber? { Self.power(of: rest).map { number.scaled(byPowerOfTen: $0) } }

  /// The power of ten that a unit begins with: 6 for `M parameters` or `million`; nil if it does not.
  static func power(of unit: some StringProtocol) -> Int? {
    let letters = unit.prefix { $0.isLetter }
    switch letters {
    case "K", "k", "thousand", "Thousand": return 3
    case "M", "m", "million", "Million", "millions", "Mio", "MM": return 6
    case "B", "G", "billion", "Billion", "billions", "b": return 9
    case "T", "trillion", "Trillion": return 12
    default: return nil
    }
  }

  /// The power of ten of operations as they are printed: 12 for `TFLOPS`, 9 for `GMACs`, 0 for `FLOPs`.
  static func power(ofOperations unit: some StringProtocol) -> Int? {
    let letters = unit.prefix { $0.isLetter }.lowercased()
    guard let stem = ["flops", "flop", "macs", "mac"].first(where: { letters.ends(with: $0) }) else {
      return power(of: unit)
    }
    switch letters.dropLast(stem.utf8CodeUnitCount) {
    case "": return 0
    case "k": return 3
    case "m": return 6
    case "g": return 9
    case "t": return 12
    default: return nil
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a text stands at a place.
  func has(_ text: StaticString, at place: Int) -> Bool {
    has(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), at: place)
  }

  /// Whether a text stands at a place.
  @inline(__always)
  func has(_ text: Self, at place: Int) -> Bool {
    guard place + text.count <= count else { return false }
    for index in text.indices where self[place + index] != text[index] { return false }
    return true
  }
}

extension PrintedNumber {
  /// The nearest double, as `double` gives it, without spelling the number out where it is short.
  ///
  /// Up to 15 digits and powers of ten up to 22 are exact in a double, so that one rounding is the right one (Clinger 1990).
  var value: Double {
    guard digits.count <= 15, abs(point - digits.count) <= 22 else { return double }
    var magnitude = 0
    for digit in digits { magnitude = magnitude * 10 + Int(digit) }
    let power = Self.powers[abs(point - digits.count)]
    let value = point >= digits.count ? Double(magnitude) * power : Double(magnitude) / power
    return isNegative ? -value : value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
