import Records

/// A number as cells and sentences print it: `86.4%`, `20.0 ± 1.2`, `1,014.45`, `1,17`, `~6.7B`.
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
    var bytes = Array(text.utf8)[...]
    func drop(while condition: (UInt8) -> Bool) { bytes = bytes.drop(while: condition) }
    // About, bold, italics, code, brackets.
    drop { $0 <= 0x20 || $0 == 0x7E || $0 == 0x2A || $0 == 0x60 || $0 == 0x28 || $0 == 0x5F }
    for mark in ["≈", "∼", "≃"] where bytes.starts(with: mark.utf8) { bytes = bytes.dropFirst(mark.utf8.count) }
    var isNegative = false
    for mark in ["\u{2212}", "–", "-"] where bytes.starts(with: mark.utf8) {
      bytes = bytes.dropFirst(mark.utf8.count)
      isNegative = true
      break
    }
    if bytes.first == 0x2B { bytes = bytes.dropFirst() }
    guard let length = Self.length(of: bytes), let number = Self.number(bytes.prefix(length)) else { return nil }
    self.number = number
    if isNegative { self.number.isNegative = !number.digits.isEmpty }
    bytes = bytes.dropFirst(length)
    drop { $0 <= 0x20 || $0 == 0x2A || $0 == 0x60 }
    isPercent = bytes.first == UInt8(ascii: "%")
    if isPercent { bytes = bytes.dropFirst() }
    rest = String(String(decoding: bytes, as: UTF8.self).trimmed)
  }

  /// How many bytes the number takes.
  private static func length(of bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    var digits = 0
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte.isDigit {
        digits += 1
      } else if byte == 0x2E || byte == 0x2C {
        // A point or comma belongs to the number if a digit follows.
        guard index + 1 < bytes.endIndex, bytes[index + 1].isDigit else { break }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < bytes.endIndex, bytes[index] | 0x20 == 0x65 {
      var end = index + 1
      if end < bytes.endIndex, bytes[end] == 0x2D || bytes[end] == 0x2B { end += 1 }
      let first = end
      while end < bytes.endIndex, bytes[end].isDigit { end += 1 }
      if end > first { index = end }
    }
    return index - bytes.startIndex
  }

  /// Commas stand before three digits, or for a decimal point.
  private static func number(_ bytes: ArraySlice<UInt8>) -> PrintedNumber? {
    guard bytes.contains(0x2C) else { return PrintedNumber(String(decoding: bytes, as: UTF8.self)) }
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
}
