import Markdown
import Records
import Stages

/// Reads which task and language the first sentences of a card say a model is for.
struct DescriptionExtractor: CardExtractor {
  static let name = "description"
  static let summary = "Read task and language from the first sentences."
  static let version = 3
  static let method = Method.proseRule
  static let confidence = 0.75

  func read(_ card: Card, into findings: inout Findings) {
    for index in card.passages.indices {
      let passage = card.passages[index]
      let topic = card.topic(ofSection: passage.section)
      guard index < 40 else { continue }
      if passage.isHeading {
        if passage.signals.contains(.task) { readHeading(passage, &findings) }
        continue
      }
      let isIntroduction = card.introduction.contains(index)
      guard isIntroduction || topic == .intendedUse || topic == .description else { continue }
      guard !passage.signals.isDisjoint(with: [.task, .language]), passage.text.text.utf8.count < 3000 else { continue }
      if Self.isOutOfScope(card, passage.section) { continue }
      let words = passage.words
      if passage.signals.contains(.task) { readTasks(words, &findings) }
      if passage.signals.contains(.language), isIntroduction || topic == .description {
        readLanguages(words, &findings)
      }
    }
  }

  /// What a model is not for stands under "Out-of-scope use", inside the section on its uses.
  private static func isOutOfScope(_ card: Card, _ section: Int) -> Bool {
    let title = folded(card.document.sections[section].title)
    return title.mentions("out of scope") || title.mentions("misuse") || title.mentions("not for")
  }

  /// "Image Classification on ImageNet-1k"
  private func readHeading(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    guard let end = text.place(of: " on ")?.lowerBound else { return }
    let name = text[..<end].trimmed
    guard Tasks.isTask(name) else { return }
    findings.add(Predicate.task, .string(String(name)), raw: String(name), lines: passage.text.line...passage.text.line)
  }

  /// "a model for image classification"
  private func readTasks(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices {
      guard Signals(of: words[index]).contains(.task) else { continue }
      let ending = words.string(index).lowercased()
      guard ending.withBytes(Tasks.isEnding) || Tasks.single.contains(ending) else { continue }
      var low = index
      while low > 0, words.gap(after: low - 1).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A }) {
        if Tasks.modifiers.contains(words.string(low - 1).lowercased()) {
          low -= 1
        } else if low > 1, words.has(low - 1, "of"), words.has(low - 2, "part") {
          low -= 2
        } else {
          break
        }
      }
      while low < index, words.has(low, "to") { low += 1 }
      let isSingle = low == index
      if isSingle {
        guard Tasks.single.contains(words.string(index).lowercased()), isPurpose(words, index) else { continue }
      }
      // Titles of papers, and names of data sets and projects.
      if words.isInLink(words[low].range.lowerBound)
        || words.has(index + 1, "dataset", "datasets", "corpus", "benchmar", "api", "project", "loss", "objectiv")
        || (index + 1..<index + 4).contains(where: { words.has($0, "loss") })
      {
        continue
      }
      if words.has(index, "inferenc", "search", "predicti", "analysis", "data", "resoluti", "editing"),
        isSingle || !isPhrase(words, low, index)
      {
        continue
      }
      guard isMeant(words, low) else { continue }
      let range = words[low].range.lowerBound..<words[index].range.upperBound
      let text = words.string(range)
      guard !text.mentions("\n") else { continue }
      let line = words.line(at: range.lowerBound)
      findings.add(Predicate.task, .string(text), raw: text, lines: line...line)
    }
  }

  /// Whether common words are a task together: "semantic search" is, "architecture search" is not.
  private func isPhrase(_ words: Words, _ low: Int, _ index: Int) -> Bool {
    words.has(
      low, "semantic", "sentimen", "natural", "next", "sentence", "super", "document", "punctuat", "image", "emotion")
      || words.has(index - 1, "language", "entailme", "sentimen", "super", "order", "semantic")
  }

  /// "for Finnish ASR", "tasks like clustering", "information retrieval, clustering or"
  private func isPurpose(_ words: Words, _ index: Int) -> Bool {
    (max(0, index - 6)..<index).contains { words.has($0, "for", "task", "tasks", "do", "perform", "performs") }
  }

  /// Whether the sentence says that the model does it.
  private func isMeant(_ words: Words, _ index: Int) -> Bool {
    let sentence = words.sentence(around: index)
    let isAbout = sentence.contains {
      words.has($0, "model", "models", "for", "used", "trained", "task", "tasks", "solve", "network", "objective")
    }
    return isAbout && !sentence.contains { words.has($0, "unlike", "not", "previous") }
  }

  /// "for Finnish ASR", "English language", "Language(s): English"
  private func readLanguages(_ words: Words, _ findings: inout Findings) {
    let isLabel = words.has(0, "language", "languages")
    var last: Int?
    for index in words.all.indices {
      let first = words.bytes[words[index].range.lowerBound]
      guard first >= 0x41, first <= 0x5A, Signals(of: words[index]).contains(.language) else { continue }
      let text = words.string(index)
      guard let code = Languages.named(text), !words.isInLink(words[index].range.lowerBound) else { continue }
      let isMeant =
        isLabel
        || words.has(
          index + 1, "language", "languages", "text", "texts", "model", "pipeline", "asr", "speech", "bert", "news",
          "sentences", "tweets")
        || index > 0 && words.has(index - 1, "for", "in", "on")
        || (index == 0 || words.has(index - 1, "a", "an", "the")) && isOfModel(words, index)
        // "for Malay and Indonesian"
        || last.map { $0 == index - 2 && words.has(index - 1, "and", "or", "to") } ?? false
      guard isMeant else { continue }
      last = index
      let line = words.line(at: words[index].range.lowerBound)
      findings.add(Predicate.language, .string(code), raw: text, lines: line...line)
    }
  }

  /// "a Dutch pre-trained BERT model"
  private func isOfModel(_ words: Words, _ index: Int) -> Bool {
    for next in index + 1..<min(words.count, index + 5) {
      if words.has(next, "model", "models") { return true }
      guard words.gap(after: next).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x2A }) else { return false }
    }
    return false
  }
}
