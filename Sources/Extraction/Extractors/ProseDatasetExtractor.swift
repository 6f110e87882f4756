import Markdown
import Records
import Stages

/// Reads which data sets sentences say the model was trained or evaluated on, and lists of data sets under such a heading.
struct ProseDatasetExtractor: CardExtractor {
  static let name = "prose-dataset"
  static let summary = "Read which data sets a model was trained and evaluated on."
  static let version = 2
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
    }
  }
}
