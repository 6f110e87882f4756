import Markdown
import Records
import YAML

/// A card with what was read from it and from the documents beside it.
struct CheckedCard {
  let card: Card
  let reading: Reading
  let surroundings: Surroundings
  let profile: CompletenessProfile

  /// The line of the first heading, or of the first text.
  var titleLine: Int { card.document.blocks.first?.lines.lowerBound ?? 1 }

  /// What the card asserts under a predicate.
  func findings(_ predicate: String) -> [Finding] {
    reading.findings.filter { $0.predicate == predicate && $0.polarity == .asserted && $0.value != nil }
  }

  /// What the card asserts below its front matter.
  func prose(_ predicate: String) -> [Finding] { findings(predicate).filter { $0.method != .frontMatter } }

  /// What stands under any of the keys of the front matter: a value alone, or the items of a list.
  func values(_ keys: StaticString...) -> [YAML.Node] {
    keys.compactMap { card.frontMatter($0) }.flatMap { $0.isSequence ? $0.items : [$0] }
      .filter { !$0.isNull && $0.text?.trimmed.isEmpty == false }
  }

  /// What the documents beside the card assert, with their paths.
  func beside(_ predicate: String) -> [(path: String, finding: Finding)] {
    surroundings.documents.flatMap { document in
      document.reading.findings.filter { $0.predicate == predicate && $0.polarity == .asserted && $0.value != nil }
        .map { (document.path, $0) }
    }
  }

  /// A line of the card, without white space at its ends.
  func line(_ number: Int) -> String { String(decoding: card.source.line(number).trimmed, as: UTF8.self) }
}

extension Finding {
  var line: Int { span.lineStart ?? 1 }
  var text: String { value?.text ?? "" }

  func qualifier(_ names: String...) -> [String] { names.compactMap { qualifiers[$0]?.string } }
}
