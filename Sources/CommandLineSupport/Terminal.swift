import CNative
import FoundationEssentials
import Glibc
import Stages

/// Standard error, where all talk goes; standard output is for answers.
public enum Terminal {
  public static let isLive: Bool =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Whether colours are wanted (no-color.org).
  public static let hasColour: Bool = isLive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty

  /// Columns of the terminal; 100 where there is none.
  public static var columns: Int {
    let columns = Int(macaroni_terminal_columns(STDERR_FILENO))
    return columns > 0 ? columns : 100
  }

  public static func say(_ line: String) { write(line + "\n") }

  // There is nobody left to tell that this cannot be heard.
  public static func write(_ text: String) { try? put(text, to: STDERR_FILENO) }

  /// An answer, on standard output. One that cannot be written ends the program: half an answer must not pass for one.
  public static func answer(_ text: String, terminator: String = "\n") {
    do throws(StageFailure) {
      try put(text + terminator, to: STDOUT_FILENO)
    } catch {
      Exits.end(CommandLine.arguments[0].split(separator: "/").last.map(String.init) ?? "macaroni", with: error)
    }
  }

  private static func put(_ text: String, to file: Int32) throws(StageFailure) {
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(StageFailure) in
      try Files.writeAll(UnsafeRawBufferPointer(bytes), to: file, "standard output")
    }
  }

  public enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  public static func styled(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }
}

/// Columns of text, as wide as they need to be.
public struct TextTable {
  public var rows: [[String]]

  public init(_ rows: [[String]]) { self.rows = rows }

  public var text: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      // Nothing follows the last cell that says something.
      let last = row.lastIndex { !$0.isEmpty } ?? 0
      return row.prefix(last + 1).enumerated().map { column, cell in
        column == last ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }.joined()
    }.joined(separator: "\n")
  }
}

/// Numbers as people read them.
public enum Spoken {
  /// `23,511`
  public static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// `3.2 s`, `4 min 10 s`
  public static func duration(_ seconds: Double) -> String {
    if seconds < 9.95 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  /// `412 MB`, in powers of ten.
  public static func bytes(_ count: Int) -> String {
    var value = Double(count)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 999.5 || unit == "GB" { return unit == "B" ? "\(count) B" : "\((value * 10).rounded() / 10) \(unit)" }
      value /= 1000
    }
    return "\(count) B"
  }
}
