import Markdown
import Records
import Stages

/// Sections whose headings are nothing but bold, "**Training Data**" on a line of its own, or but a word above an entry of
/// BibTeX: "Citation:".
extension SectionsExtractor {
  /// Such headings count where no real one is of their subject: most stand below one.
  func readBold(_ card: Card, _ findings: inout Findings) {
    for (index, passage) in card.passages(about: card.listings.isEmpty ? .marked : .passage) {
      guard let title = Self.bold(passage) ?? Self.label(passage, card), case let topic = Topic(heading: title),
        topic.isSection, !card.topics.contains(topic), !isCovered(topic, title, by: passage.section, card)
      else { continue }
      let last = end(of: index, card)
      let isContent =
        passage.text.text.utf8.contains(0x0A)
        || last > passage.block
          && card.document.blocks[(passage.block + 1)...last].contains(where: { Self.isContent($0) })
      guard isContent else { continue }
      findings.add(
        topic.rawValue, true, raw: title,
        lines: passage.text.line...max(passage.text.line, card.document.blocks[last].lines.upperBound),
        section: card.document.path(ofSection: passage.section))
    }
  }

  /// The first line of a paragraph, if it is bold from end to end, but for a colon.
  private static func bold(_ passage: Passage) -> String? {
    guard !passage.isHeading, !passage.isItem, let span = passage.text.spans.first, span.kind == .strong,
      span.range.lowerBound == 0
    else { return nil }
    let text = passage.text.text.lines.first { _ in true } ?? ""
    // Commands and examples of data are no sections.
    guard (4...48).contains(text.utf8.count), !text.mentions("ommand"), !text.mentions("xample"),
      span.range.upperBound <= text.utf8.count, text.utf8.count - span.range.upperBound <= 2
    else {
      return nil
    }
    let title = text.trimmed
    return String(title.utf8.last == 0x3A ? title.dropLast() : title)
  }

  /// The word that stands alone above an entry of BibTeX and says that it is how to cite.
  private static func label(_ passage: Passage, _ card: Card) -> String? {
    let text = passage.text.text
    guard text.utf8.count <= 12, !passage.isHeading, !passage.isItem, withFolded(text, labels.contains),
      passage.block + 1 < card.document.blocks.count,
      case .code(let code) = card.document.blocks[passage.block + 1].content, code.text.trimmed.utf8.first == 0x40
    else { return nil }
    return String(text.trimmed)
  }

  private static let labels = Lexicon<Bool>(["citation", "citations", "bibtex", "cite", "citing"])

  /// The last block before the next heading, be it bold or real.
  private func end(of index: Int, _ card: Card) -> Int {
    let first = card.passages[index].block
    let next = card.passages[(index + 1)...].first {
      $0.isHeading || Self.bold($0) != nil || Self.label($0, card) != nil
    }
    return max(first, (next?.block ?? card.document.blocks.count) - 1)
  }

  private static func isContent(_ block: Markdown.Block) -> Bool {
    switch block.content {
    case .paragraph(let text): !isTemplate(text.text)
    case .table, .code: true
    default: false
    }
  }
}
