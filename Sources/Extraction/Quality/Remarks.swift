/// The remarks on one card so far.
public struct Remarks: Sendable {
  private(set) var all: [Remark] = []
  private var counts: [RemarkCode: Int] = [:]

  /// Remarks with one code on one card; a table with a thousand ragged rows is one mistake.
  static let most = 20

  mutating func add(_ code: RemarkCode, line: Int, _ sentence: String, fix: String) {
    let count = counts[code, default: 0]
    guard count < Self.most else { return }
    let remark = Remark(code, line: max(1, line), Self.line(sentence), fix: Self.line(fix))
    guard !all.contains(remark) else { return }
    counts[code] = count + 1
    all.append(remark)
  }

  /// By line, then by code.
  var sorted: [Remark] {
    all.sorted { left, right in
      (left.line, left.code.rawValue, left.sentence) < (right.line, right.code.rawValue, right.sentence)
    }
  }

  /// Text of a card is quoted in remarks, which are lines of a terminal: control characters and their like become spaces.
  private static func line(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(400) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: line.append(" ")
      default: line.append(scalar)
      }
    }
    return String(line)
  }
}
