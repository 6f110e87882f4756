import Markdown
import Records
import Stages

/// Reads what comments of a page state: `<!-- task: image-classification -->`, as TensorFlow Hub has it at the top of its
/// pages.
struct CommentsExtractor: CardExtractor {
  static let name = "comments"
  static let summary = "Read the metadata in comments of a page."
  static let method = Method.frontMatter
  static let confidence = 0.95

  func read(_ card: Card, into findings: inout Findings) {
    for comment in card.comments {
      guard let (name, value) = comment.pair, let meaning = PropertyName(name) else { continue }
      Property(meaning, value, line: comment.line)?.read(into: &findings, method: Self.method)
    }
  }
}
