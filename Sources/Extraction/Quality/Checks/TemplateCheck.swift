import Markdown

/// Looks for text that a template put into the card and no one replaced.
struct TemplateCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    let last = min(card.card.source.lastLine, 100_000)
    guard last >= 1 else { return }
    let isCode = codeLines(card, upTo: last)
    for number in 1...last where !isCode[number] {
      let text = card.line(number).lowercased()
      guard let phrase = Self.phrases.first(where: { text.contains($0.words) }) else { continue }
      remarks.add(.templateText, line: number, phrase.sentence, fix: phrase.fix)
    }
  }

  /// Code may hold templates of its own, such as those of chats.
  private func codeLines(_ card: CheckedCard, upTo last: Int) -> [Bool] {
    var isCode = [Bool](repeating: false, count: last + 1)
    for block in card.card.document.blocks {
      guard case .code = block.content else { continue }
      for line in block.lines.clamped(to: 0...last) { isCode[line] = true }
    }
    return isCode
  }

  private static let write = "write what it asks for, or remove the section"

  private static let phrases: [(words: String, sentence: String, fix: String)] = [
    ("more information needed", "the template's 'More information needed' is still here", write),
    ("needs more information", "the template's 'needs more information' is still here", write),
    (
      "has been generated automatically according to the information the trainer had access to",
      "the Trainer's note to its author is still here", "proofread the card, complete it and remove the comment"
    ),
    (
      "this model card has been automatically generated", "the card says that nobody wrote it",
      "proofread the card, complete it and remove the sentence"
    ),
    ("model card for model id", "the title is still that of the template", "write the model's name"),
    ("{{", "a placeholder of a template was not filled in", "write what belongs here"),
    ("describe the data you used to train the model", "the template's instruction is still here", write),
    ("you can include sample code", "the template's instruction is still here", write),
    ("provide examples of latent issues and potential remediations", "the template's instruction is still here", write),
    (
      "provide a quick summary of what the model is/does", "the template's instruction is still here",
      "write the summary and remove the comment"
    ),
    ("[optional]:** [more", "the template's empty entry is still here", write),
  ]
}
