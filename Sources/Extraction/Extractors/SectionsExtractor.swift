import Markdown
import Records
import Stages

/// Reads which of the sections that a model card should have are there and say something.
///
/// A section that holds only what the template put there says nothing, and is claimed as absent of content: not at all.
struct SectionsExtractor: CardExtractor {
  static let name = "sections"
  static let summary = "Read which sections of a model card are there."
  static let version = 16
  static let method = Method.proseRule
  static let confidence = 0.85

  func read(_ card: Card, into findings: inout Findings) {
    let sections = card.document.sections
    var isUseShown = false
    for index in sections.indices where sections[index].level > 0 {
      let main = topic(of: index, card)
      for topic in [main] + main.others(in: sections[index].title) where topic.isSection {
        // An example is part of the use it is an example of.
        if let parent = sections[index].parent, isCovered(topic, sections[index].title, by: parent, card) { continue }
        guard hasContent(index, card), topic != .trainingProcedure || !isForReader(index, card) else { continue }
        if topic == .howToUse { isUseShown = true }
        add(topic, index, card, &findings)
      }
    }
    readBold(card, &findings)
    if !isUseShown { addShown(card, &findings) }
  }

  private func add(_ topic: Topic, _ index: Int, _ card: Card, _ findings: inout Findings) {
    let section = card.document.sections[index]
    var last = section.lines.upperBound
    while last > section.lines.lowerBound, card.source.line(last).allSatisfy({ $0 <= 0x20 }) { last -= 1 }
    findings.add(
      topic.rawValue, true, raw: heading(of: section, card), lines: section.lines.lowerBound...last,
      section: card.document.path(ofSection: index))
  }

  /// Where no heading speaks of use, sections that show it: below a heading of their own, code that loads the model.
  private func addShown(_ card: Card, _ findings: inout Findings) {
    let title = card.document.sections.firstIndex { $0.level > 0 && $0.level < 3 }
    var last: Int?
    for listing in card.listings where listing.mentions.contains(.imports) && listing.section != last {
      guard listing.section != title, card.topics[listing.section] == .other,
        card.document.sections[listing.section].level > 0, card.topic(ofSection: listing.section) == .other,
        listing.text.withBytes({ Self.loading.groups(in: $0) }) == 1
      else { continue }
      last = listing.section
      add(.howToUse, listing.section, card, &findings)
    }
  }

  /// What code loads a model by; and what it has that trains or measures one.
  private static let loading = Phrases([
    [".from_pretrained(", "pipeline(", "hub.load(", "hub.KerasLayer(", "hub.Module("],
    ["TrainingArguments", "Trainer(", ".fit(", ".backward(", "load_metric(", ".compile("],
  ])

  private func topic(of index: Int, _ card: Card) -> Topic {
    switch card.topics[index] {
    // Hyperparameters under no other heading are the training procedure.
    case .hyperparameters: .trainingProcedure
    case .references where isOwnWork(index, card): .citation
    // "If you use this model in your research please cite:", below "References"
    case .references where opening(of: index, card)?.mentions("lease cite") == true: .citation
    // "ASR config", over all that the training was run with
    case .other where isConfiguration(index, card): .trainingProcedure
    // "For more details about our paper", with its entry of BibTeX
    case .other where isOfPaper(index, card), .description where isOfPaper(index, card): .citation
    // "If you use this work, please cite as", below "Author"
    case .other where asksToCite(index, card): .citation
    // "Do consider the biases which came from the data"
    case .other
    where Self.isDisclaimer(card.document.sections[index].title)
      && opening(of: index, card)?.mentions("bias") == true:
      .limitations
    // What a model is not for is no limit of what it does.
    case .limitations where card.document.sections[index].title.begins(with: "Unsuitable use"): .other
    // "Fine-tuning on NLU tasks: We present the dev results"
    case .trainingProcedure where opening(of: index, card)?.mentions("We present the dev results") == true: .evaluation
    case let topic: topic
    }
  }

  /// Whether a section is headed as a configuration and holds one that a toolkit printed.
  private func isConfiguration(_ index: Int, _ card: Card) -> Bool {
    let title = card.document.sections[index].title
    guard title.ends(with: " config") || title.ends(with: " Config") else { return false }
    return card.listings.contains { $0.section == index && HyperparametersExtractor.isConfiguration($0) }
  }

  private func isOfPaper(_ index: Int, _ card: Card) -> Bool {
    card.document.sections[index].title.ends(with: "our paper") && isOwnWork(index, card)
  }

  /// Whether a section on who made the model says how to cite it.
  private func asksToCite(_ index: Int, _ card: Card) -> Bool {
    guard withFolded(card.document.sections[index].title, Self.makers.contains) else { return false }
    return card.document.sections[index].blocks.prefix(12).contains { block in
      guard case .paragraph(let text) = card.document.blocks[block].content else { return false }
      return text.text.mentions("lease cite") || text.text.mentions("lease consider citing")
    }
  }

  private static let makers = Lexicon<Bool>([
    "author", "authors", "notice", "contact", "acknowledgements", "acknowledgments", "acknowledgement",
    "acknowledgment", "credits", "credit", "author information", "contact information", "team", "developers",
  ])

  private static func isDisclaimer(_ title: String) -> Bool {
    title.utf8.count < 16 && withLowercased(title) { $0.offset(of: "disclaimer") != nil }
  }

  /// Whether references are how to cite the model, which an entry of BibTeX tells. Works with numbers are what its page speaks
  /// of, also where there is but one.
  private func isOwnWork(_ index: Int, _ card: Card) -> Bool {
    card.document.sections[index].lines.prefix(200).contains { number in
      // "> @article{"
      let line = card.source.line(number).drop { $0 == 0x3E || $0 <= 0x20 }
      return line.first == 0x40 && line.contains(0x7B)
    }
  }

  /// Whether a section on fine-tuning tells readers how to go on from the model, rather than how it was made.
  private func isForReader(_ index: Int, _ card: Card) -> Bool {
    let title = card.document.sections[index].title
    // "You can use the following command to train a model", whichever that is
    if withFolded(title, { $0.elementsEqual("train".utf8) || $0.elementsEqual("training".utf8) }) {
      return opening(of: index, card).map { $0.utf8.count < 200 && $0.mentions("following command to train") } == true
    }
    guard title.mentions("uning"), let text = opening(of: index, card) else { return false }
    return text.withBytes { Self.invitations.groups(in: $0) } != 0
  }

  /// The first paragraph below a heading.
  private func opening(of index: Int, _ card: Card) -> String? {
    for block in card.document.sections[index].blocks.dropFirst().prefix(2) {
      if case .paragraph(let text) = card.document.blocks[block].content { return text.text }
    }
    return nil
  }

  private static let invitations = Phrases([
    [
      "onsumers of this", "be fine-tuned", "be finetuned", "To fine-tune", "To finetune", "how to fine", "yourself",
      "further fine-tun", "directly fine-tuned", "ine-tuning can be", "can be improved", "only possible in",
      "inetuning README",
    ]
  ])

  /// Whether a section is part of one around it, which is of the same subject, or of the training whose log it shows.
  func isCovered(_ topic: Topic, _ title: String, by parent: Int, _ card: Card) -> Bool {
    // "Evaluation commands" are no log, under whatever heading the template left them.
    let mayBeLog =
      topic == .evaluation && (title.mentions("rain") || title.mentions("best") || title.mentions("valuated"))
    var next: Int? = parent
    while let current = next {
      if card.topics[current] == topic || mayBeLog && card.topics[current] == .trainingProcedure { return true }
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
      let section = document.blocks[position].section
      let topic = card.topics[section]
      guard section == index || topic == card.topics[index] || !topic.isSection else { return false }
      switch document.blocks[position].content {
      case .paragraph(let text): return !Self.isTemplate(text.text) && !Self.isLabel(text.text)
      case .table: return true
      case .code(let code): return !Self.isPromise(code.text)
      case .html(let html): return !html.begins(with: "<!--") && html.utf8.count > 20
      default: return false
      }
    }
  }

  /// `# coming soon`, or nothing yet.
  private static func isPromise(_ code: String) -> Bool {
    guard code.utf8.count < 100 else { return false }
    return isTemplate(code) || withLowercased(code) { $0.offset(of: "coming soon") != nil }
  }

  /// What the template writes above each form of a citation: "BibTeX:", "APA:".
  private static func isLabel(_ text: String) -> Bool {
    text.utf8.count < 10 && text.utf8.last == 0x3A
      && withFolded(text) { $0.has("bibtex", at: 0) || $0.has("apa", at: 0) }
  }

  static func isTemplate(_ text: String) -> Bool {
    guard text.utf8.count < 200, text.withBytes(mayBeTemplate) else { return false }
    return withFolded(text) { words in
      words.isEmpty || templates.contains(words) || templateBeginnings.contains { words.has($0, at: 0) }
        // "TODO: Add a table if there is one"
        || words.count < 48 && words.has("todo ", at: 0)
    }
  }

  private static let templates = Lexicon<Bool>([
    "needs more information", "todo", "to do", "tbd", "tba", "wip", "n a", "none",
    "provide examples of latent issues and potential remediations.",
  ])
  private static let templateBeginnings: [StaticString] = [
    "more information needed", "describe the data you used to train the model", "coming soon",
    "you can include sample code", "to be updated", "work in progress", "created by",
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
