import Markdown
import Records
import Stages

/// Reads which data sets sentences say the model was trained or evaluated on, and lists of data sets under such a heading.
struct ProseDatasetExtractor: CardExtractor {
  static let name = "prose-dataset"
  static let summary = "Read which data sets a model was trained and evaluated on."
  static let version = 3
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    for passage in card.passages {
      if passage.signals.isDisjoint(with: [.training, .evaluation]) { continue }
      let words = passage.words
      for phrase in DatasetPhrase.all(in: words) {
        let line = words.line(at: phrase.range.lowerBound)
        findings.add(
          phrase.isTraining ? Predicate.trainedOn : Predicate.evaluatedOn, .string(phrase.text), raw: phrase.text,
          lines: line...line)
      }
      if passage.signals.contains(.training), !passage.isHeading { readUse(words, &findings) }
    }
  }

  /// "uses the Italian part of [OSCAR] as training set", "[CLUECorpusSmall] is used as training data"
  private func readUse(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices
    where words.has(index, "as") && words.has(index + 1, "training")
      && words.has(index + 2, "data", "set", "dataset", "corpus")
    {
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
