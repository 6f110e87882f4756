import Markdown
import Records
import Stages

/// Reads how a model was trained from clauses in Japanese, in which words are not set apart: `学習にGPUを利用`,
/// `エポック数=10`, `lr=5e-4で1Mステップ学習`.
struct JapaneseTrainingExtractor: CardExtractor {
  static let name = "japanese-training"
  static let summary = "Read hyperparameters and hardware of training from Japanese text."
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    for (_, passage) in card.passages(about: .beyondASCII)
    where !passage.isHeading && passage.text.text.mentions("学習") {
      var offset = 0
      let text = passage.text.text
      for line in text.lines {
        read(line, passage.line(at: offset), &findings)
        offset += line.utf8.count + 1
      }
    }
  }

  private func read(_ line: Substring, _ number: Int, _ findings: inout Findings) {
    for clause in line.split(whereSeparator: { $0 == "、" || $0 == "。" }) where clause.mentions("学習") {
      for device in ["GPU", "TPU"] where clause.contains(device) {
        findings.add(Predicate.hardware, .string(device), raw: device, lines: number...number)
      }
    }
    for name in Self.names {
      for place in line.ranges(of: name) { readValue(name, behind: line[place.upperBound...], number, &findings) }
    }
    for unit in Self.units {
      for place in line.ranges(of: unit) { readValue(unit, before: line[..<place.lowerBound], number, &findings) }
    }
  }

  /// Names that a value stands behind.
  private static let names = ["エポック数", "バッチサイズ", "学習率", "lr", "ステップ数"]
  /// Units that a value stands before.
  private static let units = ["ステップ", "エポック"]

  private func readValue(_ name: String, behind rest: Substring, _ line: Int, _ findings: inout Findings) {
    let value = rest.drop { $0 == "=" || $0 == ":" || $0 == "：" || $0 == "は" || $0 == " " }
    let raw = value.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "e" || $0 == "-") }
    guard value.startIndex > rest.startIndex, let printed = PrintedValue(raw), printed.rest.isEmpty else { return }
    add(name, .number(printed.number), String(raw), line, &findings)
  }

  private func readValue(_ name: String, before rest: Substring, _ line: Int, _ findings: inout Findings) {
    let raw = String(
      rest.reversed().prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "," || "kKM".contains($0)) }.reversed())
    guard let printed = PrintedValue(raw), let number = printed.rest.isEmpty ? printed.number : printed.magnified else {
      return
    }
    add(name, .number(number), raw, line, &findings)
  }

  private func add(_ name: String, _ value: JSON, _ raw: String, _ line: Int, _ findings: inout Findings) {
    findings.add(Predicate.hyperparameter, value, raw: raw, lines: line...line, ["name": .string(name)])
  }
}
