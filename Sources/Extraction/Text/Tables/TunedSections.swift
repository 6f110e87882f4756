import Markdown

/// The sections of a card that are about the model before it was tuned or about the one that came of it, where a card of one
/// of them tells of both: "Base pretrained models" beside "Instruction tuned models".
struct TunedSections {
  private enum Kind { case base, tuned }

  /// What each section is about by its own heading; empty where the card does not tell the two apart.
  private let kinds: [Kind?]
  private let own: Kind
  private let document: Markdown.Document

  init(_ card: Card) {
    document = card.document
    let kinds = card.document.sections.map { Self.kind(of: $0.title) }
    self.kinds = kinds.contains(.base) && kinds.contains(.tuned) ? kinds : []
    own = card.names.first?.spaced.contains(where: Self.tunedNames.contains) == true ? .tuned : .base
  }

  /// Whether a section is about the other of the two.
  func isOfOther(_ section: Int) -> Bool {
    var next: Int? = section
    while let current = next, kinds.indices.contains(current) {
      if let kind = kinds[current] { return kind != own }
      next = document.sections[current].parent
    }
    return false
  }

  /// "Chat Model", but no "Fine-tuning the base model".
  private static func kind(of title: String) -> Kind? {
    guard title.utf8.count <= 40, title.mentions("odel") else { return nil }
    let words = folded(title).spaced
    guard let last = words.last, last == "model" || last == "models", words.count <= 4 else { return nil }
    let isBase = words.contains { $0 == "base" || $0 == "pretrained" }
    let isTuned = words.contains(where: tunedWords.contains)
    return isBase == isTuned ? nil : isBase ? .base : .tuned
  }

  private static let tunedWords = Lexicon<Bool>([
    "chat", "instruct", "instruction", "tuned", "finetuned", "aligned",
  ])
  private static let tunedNames = Lexicon<Bool>(["chat", "instruct", "it", "sft", "dpo", "rlhf", "tuned", "finetuned"])
}
