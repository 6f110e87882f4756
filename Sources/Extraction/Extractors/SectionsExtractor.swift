import Markdown
import Records
import Stages

/// Reads which of the sections that a model card should have are there and say something.
///
/// A section that holds only what the template put there says nothing, and is claimed as absent of content: not at all.
struct SectionsExtractor: CardExtractor {
  static let name = "sections"
  static let summary = "Read which sections of a model card are there."
  static let version = 3
  static let method = Method.proseRule
  static let confidence = 0.85

  func read(_ card: Card, into findings: inout Findings) {
    let sections = card.document.sections
    for index in sections.indices {
      let topic = topic(of: index, card)
      guard topic.isSection else { continue }
      let section = sections[index]
      // A training-results log is part of the procedure around it, and an example of the use it is an example of.
      if let parent = section.parent, isCovered(topic, by: parent, card) { continue }
      guard hasContent(index, card) else { continue }
      findings.add(
        topic.rawValue, true, raw: heading(of: section, card), lines: section.lines,
        section: card.document.path(ofSection: index))
    }
  }

  private func topic(of index: Int, _ card: Card) -> Topic {
    switch card.topics[index] {
    // Hyperparameters under no other heading are the training procedure.
    case .hyperparameters: .trainingProcedure
    case .references where isOwnWork(index, card): .citation
    case let topic: topic
    }
  }

  /// Whether references are how to cite the model: an entry of BibTeX, or one numbered work and no other.
  private func isOwnWork(_ index: Int, _ card: Card) -> Bool {
    var numbered = 0
    for number in card.document.sections[index].lines.prefix(200) {
      let line = String(decoding: card.source.line(number).drop { $0 == 0x3E || $0 <= 0x20 }, as: UTF8.self)
      if line.hasPrefix("@"), line.utf8.contains(0x7B) { return true }
      if line.hasPrefix("["), line.utf8.dropFirst().first?.isDigit == true { numbered += 1 }
    }
    return numbered == 1
  }

  private func isCovered(_ topic: Topic, by parent: Int, _ card: Card) -> Bool {
    var next: Int? = parent
    while let current = next {
      if card.topics[current] == topic { return true }
      if topic == .evaluation, card.topics[current] == .trainingProcedure { return true }
      next = card.document.sections[current].parent
    }
    return false
  }

  /// The heading as written.
  private func heading(of section: Markdown.Section, _ card: Card) -> String {
    String(decoding: card.source.line(section.lines.lowerBound).trimmed, as: UTF8.self)
  }

  /// Whether the section, without subsections on subjects of their own, holds more than the template's words.
  private func hasContent(_ index: Int, _ card: Card) -> Bool {
    let document = card.document
    return document.sections[index].blocks.dropFirst().contains { position in
      let block = document.blocks[position]
      let topic = card.topics[block.section]
      guard block.section == index || topic == card.topics[index] || !topic.isSection else { return false }
      switch block.content {
      case .paragraph(let text): return !Self.isTemplate(text.text)
      case .table, .code: return true
      case .html(let html): return !html.hasPrefix("<!--") && html.utf8.count > 20
      default: return false
      }
    }
  }

  static func isTemplate(_ text: String) -> Bool {
    guard text.utf8.count < 200, text.withBytes(mayBeTemplate) else { return false }
    return withFolded(text) { words in
      words.isEmpty || templates.contains(words) || templateBeginnings.contains { words.has($0, at: 0) }
    }
  }

  private static let templates = Lexicon<Bool>([
    "needs more information", "todo", "tbd", "n a", "none",
    "provide examples of latent issues and potential remediations.",
  ])
  private static let templateBeginnings: [StaticString] = [
    "more information needed", "describe the data you used to train the model", "coming soon",
    "you can include sample code", "to be updated", "work in progress",
  ]

  /// Whether the first letter is that of one of the template's phrases, or there is none.
  private static func mayBeTemplate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first(where: { $0.isLetter || $0.isDigit || $0 >= 0x80 }) else { return true }
    switch first | 0x20 {
    case UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "p"), UInt8(ascii: "d"),
      UInt8(ascii: "c"), UInt8(ascii: "y"), UInt8(ascii: "w"):
      return true
    default: return false
    }
  }
}
