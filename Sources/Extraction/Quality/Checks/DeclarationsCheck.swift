import Markdown
import Records
import YAML

/// Looks for base models and data sets that the text names and the front matter does not.
struct DeclarationsCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    guard !card.card.frontMatter.isEmpty else { return }
    look(
      for: Predicate.baseModel, declared: card.values("base_model", "base_models", "base-model").compactMap(\.text),
      card
    ) { finding, isFirst in
      let id = Self.id(of: finding, at: "https://huggingface.co/", in: card)
      remarks.add(
        .baseModelUndeclared, line: finding.line,
        "the text names the base model '\(finding.text)', the front matter \(isFirst ? "none" : "another")",
        fix: id.map { "add 'base_model: \($0)'" }
          ?? "add 'base_model: \(finding.text)', with the owner's name before it")
    }
    look(for: Predicate.trainedOn, declared: card.values("datasets", "dataset").compactMap(\.text), card) {
      finding, _ in
      let id = Self.id(of: finding, at: "https://huggingface.co/datasets/", in: card)
      remarks.add(
        .datasetUndeclared, line: finding.line,
        "the text names the training data '\(finding.text)', the front matter does not",
        fix: "add \(id.map { "'\($0)'" } ?? "it") under 'datasets:'")
    }
  }

  private func look(
    for predicate: String, declared: [String], _ card: CheckedCard, _ found: (Finding, _ isFirst: Bool) -> Void
  ) {
    var known = declared.map(Self.plain)
    var exactly = Set(known)
    var count = 0
    for finding in card.prose(predicate) where count < Remarks.most {
      let name = Self.plain(finding.text)
      // Those that are declared with other words are looked for among as many as a person declares.
      if name.isEmpty || exactly.contains(name) || known.prefix(1000).contains(where: { Self.isSame($0, name) }) {
        continue
      }
      known.append(name)
      exactly.insert(name)
      count += 1
      found(finding, declared.isEmpty)
    }
  }

  /// The id on the Hub of what a text names, where it is linked: `gulls/pond-base` of "[pond-base](https://huggingface.co/gulls/pond-base)".
  private static func id(of finding: Finding, at place: String, in card: CheckedCard) -> String? {
    let name = plain(finding.text)
    var id: String?
    for text in card.card.document.texts {
      text.forEachLink { url, line in
        guard id == nil, line == finding.line, url.begins(withText: place) else { return }
        let parts = url.dropFirst(place.count).split(maxSplits: 2) { $0 == "/" || $0 == "?" || $0 == "#" }
        guard let first = parts.first, !pages.contains(String(first)) else { return }
        let linked = parts.prefix(2).joined(separator: "/")
        // What no id may have in it is not put before an author.
        let isId = linked.utf8.allSatisfy { $0.isLetter || $0.isDigit || [0x2D, 0x2E, 0x2F, 0x5F].contains($0) }
        if isId, plain(linked) == name { id = linked }
      }
    }
    return id
  }

  /// What addresses of the Hub begin with that are no owners.
  private static let pages: Set<String> = [
    "datasets", "spaces", "docs", "transformers", "models", "papers", "blog", "collections", "tasks", "learn",
  ]

  /// The letters and digits of a name, its owner left out.
  private static func plain(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let words = folded(last).split(separator: " ").filter { !["dataset", "datasets", "the", "corpus"].contains($0) }
    return words.joined().filter { $0.isLetter || $0.isNumber }
  }

  /// "GLUE COLA" is declared by "glue", and "bert-base-uncased" by "google-bert/bert-base-uncased".
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one == other || one.begins(withText: other) || other.begins(withText: one) || one.ends(withText: other)
      || other.ends(withText: one)
  }
}
