import Records
import Stages
import YAML

/// Reads what the front matter of a card says and no other extractor has read: `widget`, `inference`, `thumbnail`, `metrics`.
///
/// A key becomes a claim under its own name, so that nothing that an author wrote for machines is lost without a trace.
struct OtherFieldsExtractor: CardExtractor {
  static let name = "other-fields"
  static let summary = "Read the fields of a card's front matter that have no meaning here."
  static let method = Method.frontMatter
  static let confidence = 0.97

  /// Must come right behind the extractors that read front matter: what they found is what it leaves out.
  func read(_ card: Card, into findings: inout Findings) {
    guard !card.frontMatter.isEmpty else { return }
    let understood = Self.lines(
      of: findings, upTo: card.frontMatter.reduce(0) { max($0, Self.lines(of: $1).upperBound) })
    for pair in card.frontMatter {
      let lines = Self.lines(of: pair)
      guard !lines.contains(where: { understood[$0] }), let name = pair.key.text, let value = Self.value(pair.value)
      else { continue }
      findings.add(Predicate.field, value, raw: pair.value.text ?? name, lines: lines, ["name": .string(name)])
    }
  }

  private static func lines(of pair: YAML.Pair) -> ClosedRange<Int> {
    pair.key.line...max(pair.key.line, pair.value.endLine)
  }

  /// For each line whether something was found on it. Beginnings and ends are counted, as one statement may take many lines.
  private static func lines(of findings: Findings, upTo last: Int) -> [Bool] {
    var changes = [Int](repeating: 0, count: last + 2)
    for finding in findings.all {
      guard let first = finding.span.lineStart, let end = finding.span.lineEnd, first <= last else { continue }
      changes[first] += 1
      changes[min(end, last) + 1] -= 1
    }
    var open = 0
    return changes.map { change in
      open += change
      return open > 0
    }
  }

  /// The text of a value, or of the items of a list; of what has parts of its own, their names. Nil where nothing is said.
  private static func value(_ node: YAML.Node, depth: Int = 0) -> JSON? {
    switch node.content {
    case .scalar:
      guard !node.isNull, let text = node.text?.trimmed, !text.isEmpty, !text.mentions("{{") else { return nil }
      return .string(SourceText.shortened(String(text)))
    case .sequence(let items):
      guard depth < 2 else { return nil }
      let values = items.prefix(100).compactMap { value($0, depth: depth + 1) }
      return values.isEmpty ? nil : .array(values)
    case .mapping(let pairs):
      let names = pairs.prefix(100).compactMap { $0.key.text.map { JSON.string(SourceText.shortened($0)) } }
      return names.isEmpty ? nil : .array(names)
    }
  }
}
