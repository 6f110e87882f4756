import Markdown

/// A paragraph of a card, or a heading, with what it may be about.
final class Passage {
  let text: Markdown.RichText
  /// The block it is, an index into `Document.blocks`.
  let block: Int
  /// The innermost section around it.
  let section: Int
  let isHeading: Bool
  let isItem: Bool
  let signals: Signals

  init(_ text: Markdown.RichText, block: Int, section: Int, isHeading: Bool, isItem: Bool) {
    var signals = text.text.withBytes { Signals(in: $0) }
    signals.insert(.passage)
    if isItem { signals.insert(.item) }
    if !text.spans.isEmpty { signals.insert(.marked) }
    self.signals = signals
    self.text = text
    self.block = block
    self.section = section
    self.isHeading = isHeading
    self.isItem = isItem
  }

  /// Whether HTML stands in it.
  var hasTags: Bool {
    text.spans.contains { span in
      guard case .html = span.kind else { return false }
      return true
    }
  }

  /// The words of the passage, cut when first asked for.
  private(set) lazy var words = Words(text)

  /// The line that a byte stands on.
  func line(at offset: Int) -> Int {
    text.text.utf8.count < Words.longText ? text.line(at: offset) : words.line(at: offset)
  }
}
