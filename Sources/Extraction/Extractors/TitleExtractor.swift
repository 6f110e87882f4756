import Markdown
import Records
import Stages

/// Reads the first heading of a card.
struct TitleExtractor: CardExtractor {
  static let name = "title"
  static let summary = "Read the first heading of a card."
  static let method = Method.proseRule
  static let confidence = 0.95

  func read(_ card: Card, into findings: inout Findings) {
    guard let title = card.passages.first(where: { $0.isHeading && !$0.text.text.trimmed.isEmpty }) else { return }
    let text = String(title.text.text.trimmed)
    findings.add(Predicate.title, .string(text), raw: text, lines: title.text.line...title.text.line)
  }
}
