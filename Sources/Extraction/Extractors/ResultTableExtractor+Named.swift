import Markdown
import Records
import Stages

/// The metric and the data set that a text above a table names.
extension ResultTableExtractor {
  /// "The WERs for the test sets are", "results (in BLEU score)": the one metric that a short text names.
  static func metric(in words: Words) -> String? {
    // Of a longer text the last sentence: "Performance is given as accuracy in percent."
    metric(in: words, words.count <= 40 ? words.all.indices : words.sentence(around: words.count - 1))
  }

  private static func metric(in words: Words, _ said: Range<Int>) -> String? {
    guard said.count <= 60 else { return nil }
    var found: Range<Int>?
    for index in said {
      let word = words[index]
      var range = word.range
      // "\\(F_{1}\\) score", as formulas print it
      if words.has(index, "f"), words.gap(after: index).elementsEqual("_{".utf8), words.has(index + 1, "1") {
        return "F1"
      }
      // "ROC AUC" is one metric.
      if words.has(index, "auc"), words.has(index - 1, "roc"), let last = found, last == words[index - 1].range {
        found = last.lowerBound..<range.upperBound
        continue
      }
      let letters = words.bytes[range]
      if letters.last == UInt8(ascii: "s"), letters.dropLast().allSatisfy({ $0.isCapital }) {
        range = range.lowerBound..<range.upperBound - 1
      }
      // "chr-F" is one metric, too.
      if words.has(index, "f"), words.has(index - 1, "chr"), words.gap(after: index - 1).elementsEqual("-".utf8) {
        range = words[index - 1].range.lowerBound..<range.upperBound
      } else if !words.withSmallLetters(range, { MetricName(folded: $0).isKnown && !unspecific.contains($0) }) {
        continue
      }
      // "the F1 score obtained by", but "(in BLEU score)"
      if words.has(index + 1, "score"), !words.has(index - 1, "in"), words.gap(after: index).elementsEqual(" ".utf8) {
        range = range.lowerBound..<words[index + 1].range.upperBound
      }
      // "a macro F1 score", as papers tell which one they mean
      if words.has(index - 1, "macro", "micro"), words.has(index, "f1") {
        range = words[index - 1].range.lowerBound..<range.upperBound
      }
      // "Results (Acc.)"
      if range.upperBound == word.range.upperBound, words.gap(after: index).starts(with: ".)".utf8) {
        range = range.lowerBound..<range.upperBound + 1
      }
      if let found, !words.bytes[found].elementsEqual(words.bytes[range]) { return nil }
      found = found ?? range
    }
    return found.map { words.string($0) }
  }

  /// "Here are the corresponding GLUE scores on the test set", "Glue test results:": the benchmark whose sets the columns are.
  static func benchmark(_ words: Words) -> (name: String, line: Int)? {
    guard words.count <= 40,
      let index = words.all.indices.first(where: { words.has($0, "glue", "superglu", "clue", "indicglu") }),
      words.has(words.has(index + 1, "test", "dev") ? index + 2 : index + 1, "scores", "results")
    else { return nil }
    return (words.string(index), words.line(at: words[index].range.lowerBound))
  }

  /// The set whose halves "clean" and "other" are, as a text before the table spells it.
  static func halved(before table: Grid, _ card: Card) -> (String, Int)? {
    for passage in card.passages(before: table.block).reversed() {
      for word in passage.words.all where passage.words.withSmallLetters(word.range, KnownDatasets.isHalved) {
        return (passage.words.string(word.range), passage.words.line(at: word.range.lowerBound))
      }
    }
    return nil
  }

  /// "F1-score", "Top-1 Accuracy", "Results on Common Voice (WER)": the metric that a heading is, or names.
  static func metric(inHeading heading: Passage) -> String? {
    let name = heading.text.text.trimmed
    let isMetric = withFolded(name) { name in
      !name.containsPart(separatedBy: 0x20) { word in
        !(word.allSatisfy(\.isDigit) || partsOfNames.contains(word) || MetricName(folded: word).isKnown)
      }
    }
    if isMetric, MetricName(name).isKnown, !withFolded(name, unspecific.contains) {
      return String(name.utf8.last == 0x3A ? name.dropLast() : name)
    }
    return metric(in: heading.words)
  }

  /// "The rank1/mAP on two benchmarks are": the metrics of cells with two values.
  static func metrics(in words: Words) -> [String] {
    guard words.bytes.contains(0x2F), words.count <= 60 else { return [] }
    for index in 1..<max(1, words.count) where words.gap(after: index - 1).elementsEqual([0x2F]) {
      // "Exact Match/F1"
      let isExact = words.has(index - 1, "match") && words.has(index - 2, "exact")
      let first = words[isExact ? index - 2 : index - 1].range.lowerBound..<words[index - 1].range.upperBound
      let names = [words.string(first), words.string(index)]
      if names.allSatisfy({ MetricName($0).isKnown }) { return names }
    }
    return []
  }

  /// Words that are part of a metric's name and that texts about tables use otherwise.
  static let unspecific = Lexicon<Bool>([
    "loss", "macro", "micro", "weighted", "samples", "error", "map", "box", "mask", "r", "p", "f", "ar", "steps", "gen",
    "len", "exact", "bias", "inception", "seqeval", "std", "recognition", "squad", "mmlu", "agreement", "top", "reward",
    "runtime",
    "precision", "per", "em", "correlation", "deviation", "percentile", "mer", "sub", "del", "ins", "corr", "err",
  ])
  static let partsOfNames = Lexicon<Bool>(["score", "top", "rate", "word", "character", "mean"])

  /// "Results on COCO val2017", "Results on COCO val2017 with detector having human AP of 56.4"
  static func dataset(inTitle text: String) -> String? {
    guard text.utf8.count <= 160, text.begins(with: "Result"), let start = text.place(of: " on ")?.upperBound,
      text[..<start] == "Results on " || text[..<start] == "Result on "
    else { return nil }
    let rest = text[start...]
    var name = (rest.place(of: " with").map { rest[..<$0.lowerBound] } ?? rest).trimmed
      .prefix { $0 != "," && $0 != "(" && $0 != ":" }.trimmed
    if let stop = name.place(of: ". ") ?? name.place(of: " & ") { name = name[..<stop.lowerBound] }
    if name.utf8.last == 0x2E { name = name.dropLast() }
    let bare = name.begins(with: "the ") ? name.dropFirst(4) : name
    return DatasetPhrase.isName(bare) && !DatasetPhrase.isSentence(bare)
      && bare.split(separator: " ").count <= 5 ? DatasetPhrase.bare(String(bare)) : nil
  }

  static let labels = Lexicon<Bool>([
    "dataset", "data set", "test set", "evaluation dataset", "benchmark", "test dataset", "eval dataset",
    "evaluation set", "test data",
  ])

  /// "Dataset: DCASE 2020 Task 2"
  static func dataset(inLabel text: String) -> String? {
    guard text.utf8.count <= 80, !text.mentions("\n"), let colon = text.utf8.firstIndex(of: 0x3A),
      withFolded(text[..<colon], labels.contains)
    else { return nil }
    var name = text[text.utf8.index(after: colon)...].trimmed
    if name.ends(with: " Test Set") || name.ends(with: " test set") { name = name.dropLast(9) }
    return DatasetPhrase.isName(name) && !DatasetPhrase.isSentence(name) ? String(name) : nil
  }

  /// Whether the text above a table says that what follows is of a model beside this one: "By comparison, Gull was giving:"
  static func isOfOther(_ above: Passage) -> Bool {
    let text = above.text.text
    return !above.isHeading
      && (text.begins(with: "By comparison") || text.begins(with: "As a baseline"))
  }

  /// The metric that a sentence of the section tells for a table that names none: "Evaluation metric is micro F1.", "We report
  /// the results as a macro F1 score", "achieves the following accuracy results".
  static func metric(toldBefore table: Grid, _ card: Card) -> String? {
    guard
      !table.roles.contains(where: { role in
        if case .value = role { true } else { role == .metric }
      })
        // Of languages, "ar" is no average recall.
        || TableReading.hasLabelColumns(table)
    else { return nil }
    let parent = card.document.sections[table.section].parent
    // Near by, as thousands of tables may stand below one text.
    let near = card.passages(before: table.block).filter {
      !$0.isHeading && $0.block + 60 > table.block && ($0.section == table.section || $0.section == parent)
        && $0.text.text.utf8.count < 1500
    }
    for passage in near.suffix(4).reversed() {
      let words = passage.words
      for index in words.all.indices
      where words.has(index, "metric", "metrics") || words.has(index, "as") && words.has(index + 1, "a")
        || words.has(index, "followin")
          && (words.has(index + 2, "results", "scores") || words.has(index + 1, "table", "tables"))
      {
        let sentence = words.sentence(around: index)
        if words.has(index, "as"), !sentence.contains(where: { words.has($0, "report", "reported", "results") }) {
          continue
        }
        if let name = metric(in: words, sentence) { return name }
      }
    }
    return parent.flatMap { listedMetric(before: table, in: $0, card) }
  }

  /// "Metrics: Accuracy" in the list of what was measured on, which the long template of the Hub has in the section before
  /// the results; nil where several are listed.
  private static func listedMetric(before table: Grid, in parent: Int, _ card: Card) -> String? {
    var found: String?
    for passage in card.passages(before: table.block)
    where passage.isItem && passage.text.text.begins(with: "Metrics: ") && passage.text.text.utf8.count <= 40
      && card.document.sections[passage.section].parent == parent
    {
      let name = String(passage.text.text.dropFirst("Metrics: ".count).trimmed)
      guard MetricName(name).isKnown, found == nil || found == name else { return nil }
      found = name
    }
    return found
  }

  /// The set that an item of the list above a table is labelled with: "* Test dataset: Gull", "* Decoding: beam".
  static func dataset(inItemsEndingWith last: Passage, _ card: Card) -> (String, Int)? {
    for item in card.passages(before: last.block).suffix(6).reversed() {
      guard item.isItem, item.section == last.section else { return nil }
      if let dataset = dataset(inLabel: item.text.text) { return (dataset, item.text.line) }
    }
    return nil
  }

  /// Whether a table says itself what its results are of.
  static func namesDatasets(_ table: Grid) -> Bool {
    table.roles.contains(.dataset) || table.header.contains { KnownDatasets.has($0.text) }
      || table.rows.contains { $0.first.map { KnownDatasets.has($0.text) } ?? false }
  }

  /// "The table below has ImageNet-1k validation results of all models": the one data set that is known, where it is not what
  /// a model was trained on.
  static func onlyKnown(in words: Words) -> (text: String, offset: Int)? {
    var found: (text: String, offset: Int)?
    for index in words.all.indices {
      let first = words.bytes[words[index].range.lowerBound]
      guard first.isCapital, KnownDatasets.isPlain(words.string(index)) else { continue }
      if words.places(index - 6, index).contains(where: { words.has($0, "trained", "pretrain", "tuned", "finetune") }) {
        return nil
      }
      guard let name = DatasetPhrase.names(words, from: index).first, KnownDatasets.has(name.text),
        !name.text.ends(with: "script")
      else { continue }
      if let found, found.text != name.text { return nil }
      found = found ?? (name.text, name.range.lowerBound)
    }
    return found
  }

  /// "… on (the) ImageNet dataset", "using the XNLI test set", "the dev results on XNLI"
  static func dataset(above words: Words) -> (text: String, offset: Int)? {
    for index in words.all.indices where words.has(index, "results") && words.has(index + 1, "on") {
      let names = DatasetPhrase.names(words, from: index + 2)
      guard names.count == 1, KnownDatasets.has(names[0].text) else { continue }
      return (names[0].text, names[0].range.lowerBound)
    }
    for index in 0..<words.count
    where words.has(index, "on", "using", "over")
      // "The best WER for the librispeech test dataset is"
      || words.has(index, "for") && words.has(index + 1, "the") && index > 0
        && MetricName(words.string(index - 1)).isKnown
    {
      if index > 0, words.has(index - 1, "trained", "pretrain", "tuned", "finetune", "based") { continue }
      // "with pretrained weights using that setting on the X dataset"
      if words.places(index - 8, index).contains(where: { words.has($0, "pretrained") && words.has($0 + 1, "weights") })
      {
        continue
      }
      var first = index + 1
      while words.has(first, "the", "our") { first += 1 }
      if first < words.count, let span = words.span(at: words[first].range.lowerBound), case .link = span.kind,
        let next = words.first(from: span.range.upperBound),
        (next...next + 1).contains(where: { words.has($0, "dataset", "validati", "test", "benchmar") })
      {
        let text = words.string(span.range)
        if DatasetPhrase.isName(text), !text.mentions("\n") { return (DatasetPhrase.bare(text), span.range.lowerBound) }
      }
      for end in words.places(first, first + 5) {
        if words.has(end, "dataset", "test", "validati", "dev", "benchmar", "corpus"), end > first {
          let start = words[first].range.lowerBound
          let range = words.span(at: start)?.range ?? start..<words[end - 1].range.upperBound
          let text = words.string(range)
          return DatasetPhrase.isName(text) && !text.mentions("\n") ? (DatasetPhrase.bare(text), range.lowerBound) : nil
        }
        if words.endsSentence(after: end) { break }
      }
    }
    return nil
  }
}
