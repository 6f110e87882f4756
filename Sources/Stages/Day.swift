import Records

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A calendar day, `2026-11-23`: what a snapshot is dated by.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible, Decodable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// The day that `text` spells as `YYYY-MM-DD`; nil where there is no such day.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.map({ $0.utf8.count }) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == 0x2d || 0x30...0x39 ~= $0 }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), 1...12 ~= month, day >= 1
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(text) else { throw InvalidSetting("", text, expected: "a day such as 2026-11-23") }
    self = day
  }

  /// Today, in UTC. For the command line only: stages are told their day.
  public static func today() -> Day {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let text = "\(parts.tm_year + 1900)-\(pad(Int(parts.tm_mon) + 1))-\(pad(Int(parts.tm_mday)))"
    // The calendar's own output is a day; 1970 would say that the clock is broken.
    return Day(text) ?? Day(year: 1970, month: 1, day: 1)
  }

  private init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  public var description: String {
    let text = String(year)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text + "-" + Self.pad(month) + "-" + Self.pad(day)
  }

  public static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
