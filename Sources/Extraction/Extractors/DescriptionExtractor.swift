import Markdown
import Records
import Stages

/// Reads which task and language the first sentences of a card say a model is for.
struct DescriptionExtractor: CardExtractor {
  static let name = "description"
  static let summary = "Read task and language from the first sentences."
  static let version = 2
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
      let words = passage.words
      if passage.signals.contains(.task) { readTasks(words, &findings) }
      if passage.signals.contains(.language), isIntroduction || topic == .description {
        readLanguages(words, &findings)
      }
    }
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
      while low > 0, Tasks.modifiers.contains(words.string(low - 1).lowercased()),
        words.gap(after: low - 1).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A })
      {
        low -= 1
      }
      let isSingle = low == index
      if isSingle {
        guard Tasks.single.contains(words.string(index).lowercased()), isPurpose(words, index) else { continue }
      }
      // Titles of papers, and names of data sets and projects.
      if words.isInLink(words[low].range.lowerBound)
        || words.has(index + 1, "dataset", "datasets", "corpus", "benchmar", "api", "project")
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
      guard isMeant else { continue }
      let line = words.line(at: words[index].range.lowerBound)
      findings.add(Predicate.language, .string(code), raw: text, lines: line...line)
    }
  }
}
