import Markdown
import Records
import Stages

/// Reads the data sets that tables and lists about training data name, one a row or an item.
struct TrainingDataExtractor: CardExtractor {
  static let name = "training-data"
  static let summary = "Read the data sets that tables and lists about training data name."
  static let version = 22
  static let method = Method.list
  static let confidence = 0.85

  func read(_ card: Card, into findings: inout Findings) {
    for (number, table) in card.tables.enumerated() { read(table, number, card, &findings) }
    readAnnounced(card, &findings)
    readNested(card, &findings)
    readPrograms(card, &findings)
    guard card.topics.contains(.trainingData) else { return }
    for passage in card.passages where !passage.isHeading && !passage.isItem && !Self.isLink(passage) {
      guard card.topic(ofSection: passage.section) == .trainingData else { continue }
      for name in Self.gathered(passage.words) + Self.sources(passage.words) {
        let line = passage.line(at: name.range.lowerBound)
        findings.add(Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line)
      }
      for name in [Self.filed(passage), Self.given(passage.words)] {
        guard let name else { continue }
        let line = passage.line(at: name.range.lowerBound)
        findings.add(Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line)
      }
      if let name = Self.told(passage.words) ?? Self.called(passage.words), !card.isNamed(name.text) {
        let line = passage.line(at: name.range.lowerBound)
        findings.add(
          Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line, method: .proseRule,
          confidence: 0.75)
      }
    }
    for passage in card.passages where !passage.isHeading && (passage.isItem || Self.isLink(passage)) {
      guard card.topic(ofSection: passage.section) == .trainingData,
        // "21 annotations (Labels) covered:" has the classes below it.
        !card.document.sections[passage.section].title.mentions("abels"),
        // "Otter-Base (2 epochs): 12-layer, 768-hidden, 12-heads"
        !passage.text.text.mentions("-layer, "),
        let name = Self.name(of: passage) ?? Self.articled(passage.words) ?? Self.counted(passage.words)
          ?? Self.sourced(passage.words) ?? Self.coming(passage.words).first ?? Self.news(passage.words)
      else { continue }
      let line = passage.line(at: name.range.lowerBound)
      findings.add(Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line)
    }
  }

  /// "The model was pre-trained on:", "fine-tuned on Swahili using the following datasets:", and a list of them.
  private func readAnnounced(_ card: Card, _ findings: inout Findings) {
    for (index, passage) in card.passages(about: [.training, .evaluation, .measured])
    where !passage.isHeading && Self.endsOpen(passage.text.text) {
      let isTraining = Self.isAnnouncement(passage.words)
      guard isTraining || Self.isOfEvaluation(passage.words) else { continue }
      // Lists in a section on the data are read anyway, as far as their items look like names.
      let isRead = isTraining && card.topic(ofSection: passage.section) == .trainingData
      let depth = card.document.blocks[passage.block].item?.depth ?? -1
      for item in card.passages[(index + 1)...] {
        guard let place = card.document.blocks[item.block].item, place.depth > depth else { break }
        guard place.isStart,
          let name = isRead
            ? Self.linked(item)
            : Self.name(of: item) ?? Self.articled(item.words) ?? Self.counted(item.words) ?? Self.linked(item)
              ?? (isTraining ? nil : Self.part(item, ofBenchmark: passage)),
          // "evaluated with a model trained on the X dataset: - WER: 0.15"
          !MetricName(name.text).isKnown || KnownDatasets.has(name.text)
        else { continue }
        let line = item.line(at: name.range.lowerBound)
        findings.add(
          isTraining ? Predicate.trainedOn : Predicate.evaluatedOn, .string(name.text), raw: name.text,
          lines: line...line)
      }
    }
  }

  /// "Logical deduction", a part of the benchmark that the text above the list ends with.
  private static func part(_ item: Passage, ofBenchmark above: Passage) -> (text: String, range: Range<Int>)? {
    let words = item.words
    let text = item.text.text
    guard above.words.has(above.words.count - 1, "benchmar"), (2...5).contains(words.count), item.text.spans.isEmpty,
      text.utf8.first.map({ $0.isCapital }) == true, text.utf8.allSatisfy({ $0.isLetter || $0 == 0x20 })
    else { return nil }
    return (text, 0..<text.utf8.count)
  }

  /// Whether a text ends by saying that data sets follow which the model was evaluated on.
  private static func isOfEvaluation(_ words: Words) -> Bool {
    let last = words.count - 1
    guard last > 2, words.has(last, "datasets", "dataset", "corpora", "sets", "benchmar") else { return false }
    let sentence = words.sentence(around: last)
    guard let verb = sentence.last(where: { words.has($0, "evaluate", "tested", "performa") }) else { return false }
    return (verb..<last).contains { words.has($0, "on", "using", "with") }
      && !sentence.contains { words.has($0, "trained", "tuned", "not", "can", "should") }
  }

  /// Whether what a text ends with is a colon, or the comma that some put there.
  static func endsOpen(_ text: String) -> Bool {
    let last = text.trimmed.utf8.last
    return last == 0x3A || last == 0x2C
  }

  /// The link that is all of an item, whatever it is called: "[local news](…)."
  static func linked(_ passage: Passage) -> (text: String, range: Range<Int>)? {
    guard let span = passage.text.spans.first, case .link = span.kind, span.range.lowerBound == 0,
      span.range.upperBound + 1 >= passage.text.text.utf8.count
    else { return nil }
    let text = passage.words.string(span.range).trimmed
    guard !DatasetPhrase.isName(text), !DatasetPhrase.isSentence(text), text.spaced.count <= 4 else { return nil }
    return (DatasetPhrase.bare(String(text)), span.range)
  }

  /// Whether a text ends by saying that data sets follow which the model was trained on.
  private static func isAnnouncement(_ words: Words) -> Bool {
    let last = words.count - 1
    guard last > 1 else { return false }
    // "Datasets of several kinds were used to pre-train the model:"
    if words.has(last, "model"), words.has(last - 1, "the", "this", "our") {
      guard words.has(last - 2, "train", "pretrain", "tune", "finetune"),
        let used = words.places(last - 6, last).first(where: { words.has($0, "used") && words.has($0 + 1, "to", "for") }
        ),
        let noun = words.sentence(around: used).first(where: { words.has($0, "datasets", "corpora") }), noun < used
      else { return false }
      return true
    }
    if words.has(last, "on") { return words.has(last - 1, "trained", "pretrain", "tuned", "finetuned", "distille") }
    guard words.has(last, "datasets", "dataset", "corpora") else { return false }
    let sentence = words.sentence(around: last)
    return sentence.contains { words.has($0, "trained", "tuned", "finetuned", "pretrain", "tuning", "finetuni") }
      && !sentence.contains { index in
        // "models trained on these data sets" follow, but "models are trained on" them.
        words.has(index, "evaluate", "tested") || words.has(index, "models") && !words.has(index + 1, "are", "were")
      }
  }

  /// Whether nothing but a link stands there.
  static func isLink(_ passage: Passage) -> Bool {
    guard passage.text.spans.count == 1, let span = passage.text.spans.first, case .link = span.kind else {
      return false
    }
    // A full stop behind it is nothing.
    let end = passage.text.text.utf8.last == 0x2E ? 1 : 0
    return span.range.lowerBound == 0 && span.range.upperBound + end >= passage.text.text.utf8.count
  }
}
