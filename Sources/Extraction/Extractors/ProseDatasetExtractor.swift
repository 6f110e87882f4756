import Markdown
import Records
import Stages

/// Reads which data sets sentences say the model was trained or evaluated on, and lists of data sets under such a heading.
struct ProseDatasetExtractor: CardExtractor {
  static let name = "prose-dataset"
  static let summary = "Read which data sets a model was trained and evaluated on."
  static let version = 27
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    let others = card.passagesOnOthers
    let wanted: Signals = [.marked, .training, .evaluation, .result, .measured, .aligned, .origin]
    for (index, passage) in card.passages(about: wanted) {
      if !passage.text.spans.isEmpty, passage.text.text.utf8.count <= 200, passage.text.text.mentions("ataset card") {
        readCard(passage, card, &findings)
      }
      if passage.signals.contains(.marked) { readDescribed(passage, card, &findings) }
      if passage.text.text.begins(with: "The validation set of ") || passage.text.text.begins(with: "The test set of ")
      {
        readSplit(passage.words, &findings)
      }
      if passage.signals.isDisjoint(with: [.training, .evaluation, .result, .measured, .aligned]) {
        // "We used an alternative version of Wikipedia" says it without a word of training.
        if passage.signals.contains(.origin), passage.text.text.mentions("e used a"), !others.contains(index) {
          for phrase in DatasetPhrase.versions(in: passage.words) { add(phrase, passage.words, &findings) }
        }
        continue
      }
      if others.contains(index) { continue }
      let words = passage.words
      let first = findings.all.count
      // Who is thanked for the data, and for help with the evaluation, tells of no results.
      let isThanks = card.document.sections[passage.section].title.mentions("cknowledg")
      for phrase in words.datasetPhrases where phrase.isTraining || !isThanks {
        if phrase.isTraining {
          if card.isNamed(phrase.text) || isOfOther(words, phrase.verb, card) || isOfSibling(words, phrase.verb, card)
            || isOtherwise(words, phrase.verb, card)
          {
            continue
          }
        } else if MetricName(phrase.text).isKnown, !KnownDatasets.has(phrase.text),
          !phrase.text.utf8.contains(where: { $0 == 0x2F || $0 == 0x5F })
        {
          // "evaluated on UPOS and LAS"
          continue
        }
        if phrase.isClaim, isOfBase(words, phrase.verb, card, findings) { continue }
        add(phrase, words, &findings)
      }
      if passage.signals.contains(.evaluation), passage.text.text.mentions("enchmark") {
        readBenchmark(words, &findings)
      }
      if passage.signals.contains(.evaluation), passage.text.text.mentions("valuation code") {
        readProgram(words, &findings)
      }
      let isTraining = passage.signals.contains(.training)
      if !passage.isHeading, isTraining || passage.text.text.mentions("ource data ") {
        for phrase in DatasetPhrase.used(in: words) where !card.isNamed(phrase.text) { add(phrase, words, &findings) }
        readUse(words, &findings)
      }
      if isTraining {
        readLinked(passage, card, from: first, &findings)
        if passage.text.text.mentions("ed on ") { readOwn(words, card, &findings) }
      }
    }
  }

  private func add(_ phrase: DatasetPhrase, _ words: Words, _ findings: inout Findings) {
    let line = words.line(at: phrase.range.lowerBound)
    guard phrase.isTraining else {
      let name = words.has(0, "results") ? NamedDataset.parted(phrase.text).name : phrase.text
      findings.addOnce(Predicate.evaluatedOn, name, raw: name, lines: line...line)
      return
    }
    findings.addOnce(
      Predicate.trainedOn, phrase.text, raw: phrase.text, lines: line...line, stage(words, phrase.verb))
  }

  /// Which training it was, where the verb tells.
  private func stage(_ words: Words, _ verb: Int) -> Qualifiers {
    if words.has(verb, "pretrain") || words.has(verb - 1, "pre") { return ["stage": "pretrain"] }
    return words.has(verb, "tuned", "tune", "tuning", "finetuni", "finetune") ? ["stage": "finetune"] : [:]
  }

  /// "OtterNet achieves state-of-the-art results on GULL", which tells of the model that this one was made from, or of a
  /// family that has its name from another.
  private func isOfBase(_ words: Words, _ verb: Int, _ card: Card, _ findings: Findings) -> Bool {
    guard let name = DatasetPhrase.claimant(words, verb).map({ folded($0) }) else { return false }
    if card.names.first?.contains(name) == false { return true }
    // By index: findings that are taken out of the array are copied. Base models are read first.
    return findings.all.indices.prefix(200).contains { index in
      findings.all[index].predicate == Predicate.baseModel
        && findings.all[index].value?.string.map { folded($0).contains(name) } == true
    }
  }

  /// "We compare with GPT-J, a 6B parameter model trained on the Pile": what is told of the model before the comma.
  private func isOfOther(_ words: Words, _ verb: Int, _ card: Card) -> Bool {
    let sentence = words.sentence(around: verb)
    guard
      let comma = (max(sentence.lowerBound, verb - 8)..<verb).last(where: {
        words.gap(after: $0).contains(UInt8(ascii: ",")) && words.has($0 + 1, "a", "an", "which")
      }), sentence.contains(where: { isComparison(words, $0) })
    else { return false }
    return !card.isNamed(words.string(comma))
  }

  /// `"Otter-M", pre-trained on`, in the card of an Otter-S: what is told of a sibling, which the card does not begin with.
  private func isOfSibling(_ words: Words, _ verb: Int, _ card: Card) -> Bool {
    let first = words.has(verb - 1, "pre") ? verb - 1 : verb
    guard first > 0, words.gap(after: first - 1).starts(with: "\",".utf8) else { return false }
    let end = words[first - 1].range.upperBound
    guard let quote = words.bytes[max(0, end - 24)..<end].lastIndex(of: 0x22) else { return false }
    let name = words.string(quote + 1..<end)
    return !card.passages.prefix(3).contains { $0.text.text.holds(name) && $0.words !== words }
  }

  /// "We train unsupervised OtterCSE on GULL, and train supervised OtterCSE on HERON", of `sup-ottercse`: what is told of the
  /// other of the two.
  private func isOtherwise(_ words: Words, _ verb: Int, _ card: Card) -> Bool {
    let isUnsupervised = words.has(verb + 1, "unsuperv")
    guard isUnsupervised || words.has(verb + 1, "supervis") else { return false }
    return card.names.contains { $0.spaced.contains(isUnsupervised ? "sup" : "unsup") }
  }

  /// "Our evaluation code is based on a modified version of [PondEval](…)": what it was evaluated with.
  private func readProgram(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropLast(2) where words.has(index, "version") && words.has(index + 1, "of") {
      guard let span = words.span(at: words[index + 2].range.lowerBound), case .link = span.kind,
        case let name = words.string(span.range), name.ends(with: "Eval"),
        words.sentence(around: index).contains(where: { words.has($0, "evaluati") && words.has($0 + 1, "code") })
      else { continue }
      let line = words.line(at: span.range.lowerBound)
      findings.addOnce(Predicate.evaluatedOn, name, raw: name, lines: line...line)
    }
  }

  private func isComparison(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "results", "compare", "compared", "comparis", "baseline")
  }

  /// "For an automated evaluation of this model, see the *Sentence Embeddings Benchmark*"
  private func readBenchmark(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropLast(2) where words.has(index, "see") && words.has(index + 1, "the") {
      guard let span = words.span(at: words[index + 2].range.lowerBound),
        case let text = words.string(span.range).trimmed, text.ends(with: "Benchmark"), text.utf8.count > 9,
        words.sentence(around: index).contains(where: { $0 < index && words.has($0, "evaluati") })
      else { continue }
      let line = words.line(at: span.range.lowerBound)
      findings.add(Predicate.evaluatedOn, .string(String(text)), raw: String(text), lines: line...line)
    }
  }

  /// "The validation set of GULL400 we used consists of": what was measured on.
  private func readSplit(_ words: Words, _ findings: inout Findings) {
    guard words.has(5, "we"), words.has(6, "used"), case let name = words.string(4), DatasetPhrase.isName(name) else {
      return
    }
    let line = words.line(at: words[4].range.lowerBound)
    findings.addOnce(Predicate.evaluatedOn, name, raw: name, lines: line...line)
  }

  /// "uses the Italian part of [OSCAR] as training set", "[CLUECorpusSmall] is used as training data", "I selected [GULL] as
  /// the training and evaluation data"
  private func readUse(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "as") {
      let training = words.has(index + 1, "the") ? index + 2 : index + 1
      guard words.has(training, "training"),
        case let noun = words.has(training + 1, "and") ? training + 3 : training + 1,
        words.has(noun, "data", "set", "dataset", "corpus")
      else { continue }
      let sentence = words.sentence(around: index)
      let link = sentence.prefix { $0 < index }.last { position in
        if let span = words.span(at: words[position].range.lowerBound), case .link = span.kind { true } else { false }
      }
      guard let link, let span = words.span(at: words[link].range.lowerBound) else { continue }
      let text = words.string(span.range).trimmed
      guard DatasetPhrase.isName(text), !DatasetPhrase.isSentence(text) else { continue }
      let line = words.line(at: span.range.lowerBound)
      findings.add(
        Predicate.trainedOn, .string(DatasetPhrase.bare(String(text))), raw: String(text), lines: line...line)
    }
  }
}
