import Foundation

/// How figures are printed on pages.
enum Figures {
  /// 25424 becomes "25,424".
  static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var out = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// Three figures and a letter: 109482240 becomes "109 M".
  static func short(_ value: Int) -> String {
    scaled(Double(value), by: 1000, units: ["", " k", " M", " G", " T", " P"])
  }

  /// Decimal bytes in three figures: 440449768 becomes "440 MB".
  static func bytes(_ value: Int) -> String {
    scaled(Double(value), by: 1000, units: [" B", " kB", " MB", " GB", " TB", " PB"])
  }

  /// A share as a percentage: 0.9312 becomes "93.1".
  static func percent(_ share: Double, decimals: Int = 1) -> String { fixed(share * 100, decimals) }

  /// A part of a whole in per cent; never all of it while one is missing, and never nothing while one is there: 23,509 of
  /// 23,511 become ">99.9", 5 become "<0.1".
  static func share(_ part: Int, of whole: Int) -> String {
    let text = percent(Double(part) / Double(whole))
    if text == "100.0", part < whole { return ">99.9" }
    return text == "0.0" && part > 0 ? "<0.1" : text
  }

  /// Points with their sign: −0.05 becomes "−5.0", 0 becomes "0.0".
  static func points(_ share: Double) -> String {
    let text = fixed(abs(share * 100), 1)
    return text == "0.0" ? text : (share < 0 ? "−" : "+") + text
  }

  /// Seconds as milliseconds in three figures.
  static func milliseconds(_ seconds: Double) -> String { significant(seconds * 1000) }

  /// How long a stage took: nobody reads the milliseconds of an hour.
  static func seconds(_ value: Double) -> String {
    value >= 100 ? grouped(Int(value.rounded())) : fixed(value, value < 1 ? 2 : 1)
  }

  /// At least three figures, thousands grouped: 7213.2 becomes "7,213", 0.08347 becomes "0.0835".
  static func significant(_ value: Double) -> String {
    let size = abs(value)
    if size >= 99.95, size < 1e15 { return grouped(Int(value.rounded())) }
    let decimals = [9.995, 0.9995, 0.09995, 0.009995, 0.0009995].firstIndex { size >= $0 } ?? (size == 0 ? 0 : 5)
    return (value < 0 ? "−" : "") + fixed(size, decimals + (size == 0 ? 0 : 1))
  }

  static func fixed(_ value: Double, _ decimals: Int) -> String {
    if decimals == 2, let known = hundredths(value) { return known }
    return String(format: "%.\(decimals)f", value)
  }

  /// A share that was given in whole hundredths, which every confidence is; formatting takes ten times as long.
  private static func hundredths(_ value: Double) -> String? {
    guard (0...1).contains(value) else { return nil }
    let count = (value * 100).rounded()
    return abs(value * 100 - count) < 1e-9 ? table[Int(count)] : nil
  }

  private static let table = (0...100).map { String(format: "%.2f", Double($0) / 100) }

  private static func scaled(_ value: Double, by step: Double, units: [String]) -> String {
    var value = value
    var unit = 0
    while value >= step * 0.9995, unit < units.count - 1 {
      value /= step
      unit += 1
    }
    if unit == 0 { return String(Int(value)) + units[0] }
    return fixed(value, value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2) + units[unit]
  }
}
