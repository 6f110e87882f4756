import Markdown
import Records
import Stages

/// What stands above results: where they were measured, and on what part of it.
extension TrainerResultsExtractor {
  /// What the text above a list says of it.
  struct Context {
    var isOpen = false
    /// Whether results were announced, so that names we do not know are metrics as well.
    var isStrict = false
    var dataset: (text: String, line: Int)?
    var split: String?

    init() {}

    init(_ passage: Passage, _ card: Card) {
      let topic = card.topic(ofSection: passage.section)
      isOpen = topic != .hyperparameters && topic != .versions && topic != .howToUse
      // A heading may be nothing but the name of a data set.
      guard passage.isHeading || passage.signals.contains(.result) || passage.signals.contains(.evaluation) else {
        return
      }
      if !passage.isHeading, passage.text.text.utf8.count <= 300, passage.text.text.begins(with: "Evaluated on ") {
        nameEvaluated(passage.words)
        return
      }
      if !passage.isHeading, passage.text.text.utf8.count <= 80, passage.text.text.begins(with: "On "),
        passage.text.text.trimmed.utf8.last == 0x3A
      {
        namePlace(passage.words)
        return
      }
      // Most paragraphs tell nothing of this, and are long.
      guard
        passage.isHeading || passage.text.text.mentions("esults") || passage.text.text.mentions("ESULTS")
          || passage.text.text.mentions("following score")
      else { return }
      let text = folded(passage.text.text)
      if passage.isHeading {
        if text.mentions("validation") { split = "validation" } else if text.mentions("test") { split = "test" }
        dataset = NamedDataset.inHeading(passage.text.text).map { ($0, passage.text.line) }
        return
      }
      // "Evaluation results on Pond2.0 Dev Dataset", which is all that stands above the code
      if text.utf8.count <= 60, text.begins(with: "evaluation results on "),
        let printed = NamedDataset.inHeading(passage.text.text)
      {
        let (name, part) = NamedDataset.parted(printed)
        dataset = (name, passage.text.line)
        split = part
        return
      }
      // "with the following score on the Pond validation set"
      let isOfScores = text.mentions("following score")
      guard isOfScores || text.mentions("following results") || text.ends(with: "results") else { return }
      isStrict = true
      let words = passage.words
      guard
        let results = (0..<words.count).last(where: {
          words.has($0, "results") || isOfScores && words.has($0, "score", "scores")
        })
      else { return }
      // The set: "on the evaluation set", "on the Common Voice 7 test set".
      if let set = (results..<words.count).first(where: { words.has($0, "set") }), set > results + 1 {
        let name = words.string(set - 1).lowercased()
        if ["evaluation", "test", "validation", "dev"].contains(name) { split = name }
        let from = words.places(results + 1, set - 1).drop { words.has($0, "on", "the", "of", "in") }
        if let first = from.first, split != nil, let last = from.last {
          let range = words[first].range.lowerBound..<words[last].range.upperBound
          // "on the evaluation (validation) set"
          if ["evaluation", "test", "validation", "dev"].contains(words.string(range)) {
            split = words.string(range)
          } else {
            dataset = (words.string(range), words.line(at: range.lowerBound))
          }
        }
      }
      if dataset == nil {
        dataset = DatasetPhrase.first(in: words, trained: true).map { ($0.text, words.line(at: $0.range.lowerBound)) }
      }
    }

    /// "Evaluated on the Pond 2.0 dev set with the official script" above what the script printed.
    private mutating func nameEvaluated(_ words: Words) {
      dataset = DatasetPhrase.first(in: words, trained: false).map {
        ($0.text, words.line(at: $0.range.lowerBound))
      }
    }

    /// "On PondMix min test set:" above what was measured there.
    private mutating func namePlace(_ words: Words) {
      guard let set = words.all.indices.first(where: { words.has($0, "set") }),
        case let name = words.string(max(0, set - 1)).lowercased(),
        ["evaluation", "test", "validation", "dev"].contains(name)
      else { return }
      split = name
      dataset = DatasetPhrase.names(words, from: 1).first.map { ($0.text, words.line(at: $0.range.lowerBound)) }
    }

    func qualifiers(metric: String) -> Qualifiers {
      var qualifiers: Qualifiers = ["metric": .string(metric)]
      qualifiers["dataset"] = dataset.map { .string($0.text) }
      qualifiers["split"] = split.map { .string($0) }
      return qualifiers
    }
  }
}
