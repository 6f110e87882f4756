import Markdown
import Records
import Stages
import YAML

/// Reads tables of results, with pipes or in HTML, and the last row of a Trainer's log.
struct ResultTableExtractor: CardExtractor {
  static let name = "result-table"
  static let summary = "Read tables of results."
  static let version = 15
  static let method = Method.table
  static let confidence = 0.88

  func read(_ card: Card, into findings: inout Findings) {
    guard !card.tables.isEmpty else { return }
    // Some zoos keep the title in the front matter.
    let names = OwnNames(
      card.names + [card.frontMatter("title")?.text].compactMap { $0.map { folded($0) } }, owner: card.owner)
    let tuned = TunedSections(card)
    let named = card.names.lazy.compactMap(NamedSize.init).first.flatMap { $0.isSure ? $0 : nil }
    for (number, table) in card.tables.enumerated() where !tuned.isOfOther(table.section) {
      let topic = card.topic(ofSection: table.section)
      if topic == .versions || topic == .hyperparameters && !Self.isOfBoth(table, card) { continue }
      if let title = table.header.first?.text, HyperparametersExtractor.isOfTraining(table, folded(title)) { continue }
      if HyperparametersExtractor.settings(of: table) != nil { continue }
      let above = card.passages(before: table.block).last
      // How long the texts of a data set are is no result.
      if topic != .evaluation, let above, !above.isHeading, above.text.text.mentions("tatistics") { continue }
      let reading = TableReading(table, context(of: table, above, topic, names, card))
      guard !reading.values.isEmpty else { continue }
      let path = card.document.path(ofSection: table.section)
      for value in reading.values {
        // The sizes of a family may stand below each other without what each is called.
        if let named, value.predicate == Predicate.paramsTotal, !named.isNear(value.number.value) { continue }
        findings.add(
          value.predicate, .number(value.number), raw: value.cell.text, lines: value.cell.lines, value.qualifiers,
          section: path, cell: (number, value.row, value.column))
      }
      addEpochs(of: table, number, &findings)
      let context = reading.context
      if let dataset = context.dataset, context.datasetLine > 0 {
        findings.addOnce(
          Predicate.evaluatedOn, dataset, raw: dataset, lines: context.datasetLine...context.datasetLine)
      }
      if let (name, line) = context.headed {
        findings.addOnce(Predicate.evaluatedOn, name, raw: name, lines: line...line)
      }
      for dataset in reading.datasets
      where (DatasetPhrase.isName(dataset.text) || reading.namesDatasets || KnownDatasets.has(dataset.text))
        && !NamedDataset.isAbility(dataset.text)
      {
        findings.add(
          Predicate.evaluatedOn, .string(dataset.text), raw: dataset.text, lines: dataset.lines, section: path)
      }
    }
  }

  /// Whether models stand below a heading of their settings and of what came of them: "Hyperparameters and Validation
  /// Perplexity".
  private static func isOfBoth(_ table: Grid, _ card: Card) -> Bool {
    table.header.first.map { TableRole($0.text) == .model } == true
      && MetricName(card.document.sections[table.section].title).isKnown
  }

  /// "#epoch" beside the results of the one model of a table, which is no log of its training.
  private func addEpochs(of table: Grid, _ number: Int, _ findings: inout Findings) {
    guard table.rows.count == 1, let cells = table.rows.first,
      let column = table.header.firstIndex(where: { $0.text.utf8.count <= 8 && $0.text.mentions("poch") }),
      column > 0, column < cells.count,
      table.header.contains(where: { TableRole($0.text) == .model }), let count = PrintedValue(cells[column].text),
      count.rest.isEmpty, !table.header.contains(where: { $0.text.mentions("oss") })
    else { return }
    let name = folded(table.header[column].text).drop { $0 == "#" || $0 == " " }
    findings.add(
      Predicate.hyperparameter, .number(count.number), raw: cells[column].text, lines: cells[column].lines,
      ["name": .string(String(name))], cell: (number, 0, column))
  }

  /// What the heading and the paragraph above a table say of it.
  private func context(
    of table: Grid, _ above: Passage?, _ topic: Topic, _ names: OwnNames, _ card: Card
  ) -> TableReading.Context {
    let title = card.document.sections[table.section].title
    var context = TableReading.Context(
      isEvaluation: topic == .evaluation || Self.announces(above, table, topic), names: names)
    for text in [title, above.flatMap { $0.isHeading ? nil : $0.text.text } ?? ""]
    where text.mentions("est") || text.mentions("EST") || text.mentions("alid") || text.mentions("ALID") {
      let words = folded(text)
      if words.mentions("validation set") || words.mentions("validation split") || words.hasPrefix("validation") {
        context.split = context.split ?? "validation"
      } else if words.mentions("test set") || words.mentions("test split") || words.mentions("test portion") {
        context.split = context.split ?? "test"
      }
    }
    if let above, above.block + 1 == table.block {
      if above.isHeading {
        if let name = ResultName(title), name.metrics.count == 1, name.datasets.count == 1 {
          // "COPA (F1)"
          context.metric = name.metrics[0]
          context.dataset = name.datasets[0]
          context.datasetLine = above.text.line
        } else if !table.header.contains(where: { TableRole($0.text) == .metric }) {
          context.metric = Self.metric(inHeading: above)
        }
      } else {
        if context.isEvaluation || above.words.count <= 40 { context.metric = Self.metric(in: above.words) }
        context.metrics = Self.metrics(in: above.words)
        // "Test results :" below "the results in BLEU score are"
        if context.metric == nil, above.text.text.utf8.count <= 24, above.text.text.utf8.last == 0x3A,
          let before = card.passages(before: above.block).last, before.block + 1 == above.block,
          before.section == above.section, !before.isHeading
        {
          context.metric = Self.metric(in: before.words)
        } else if context.metric == nil, above.isItem, let before = Self.introduction(of: above, card) {
          context.metric = Self.metric(in: before.words)
        }
      }
    }
    if context.dataset == nil, table.header.contains(where: { TableReading.isHalf($0.text) }) {
      (context.dataset, context.datasetLine) = Self.halved(before: table, card) ?? (nil, 0)
    }
    context.isAblation = title.mentions("blation") || title.mentions("BLATION")
    if context.dataset != nil { return context }
    let isHeaded = context.isEvaluation && above.map { $0.isHeading && $0.block + 1 == table.block } == true
    let parent = card.document.sections[table.section].parent.map { card.document.sections[$0].title }
    // Over the results of each of many sets: "Training results", and "Pondthings V2" below it.
    let isResults =
      isHeaded
      && parent.map { $0.hasPrefix("Results") || $0.mentions("esults") && title.utf8.contains(where: \.isDigit) }
        == true
    let benchmark = context.isEvaluation ? NamedDataset.benchmark(title) : nil
    context.isTitled = benchmark != nil
    // "COPA (F1)" over a picture
    if benchmark != nil, context.metric == nil, let name = ResultName(title), name.metrics.count == 1 {
      context.metric = name.metrics[0]
    }
    if let dataset = benchmark ?? NamedDataset.inHeading(title) ?? (isHeaded ? NamedDataset.alone(title) : nil)
      ?? (isResults ? NamedDataset.below(title) : nil)
    {
      context.dataset = dataset
      context.datasetLine = card.document.sections[table.section].lines.lowerBound
      // "COCO-WholeBody Dataset" over "Results on COCO-WholeBody v1.0 val": the sentence tells which one.
      if benchmark == nil, let above, !above.isHeading, above.block + 1 == table.block,
        let placed = Self.dataset(inTitle: above.text.text), placed.utf8.count > dataset.utf8.count,
        placed.hasPrefix(dataset)
      {
        context.headed = (dataset, context.datasetLine)
        context.dataset = placed
        context.isPlaced = true
        context.datasetLine = above.text.line
      }
    } else if let above, !above.isHeading, let dataset = Self.dataset(inLabel: above.text.text) {
      context.dataset = dataset
      context.datasetLine = above.text.line
    } else if let above, !above.isHeading, above.block + 1 == table.block, !above.isItem,
      let dataset = NamedDataset.alone(above.text.text) ?? NamedDataset.told(above.text.text)
    {
      context.dataset = dataset
      context.datasetLine = above.text.line
    } else if let above, !above.isHeading, let dataset = Self.dataset(inTitle: above.text.text) {
      context.dataset = dataset
      context.isPlaced = true
      context.datasetLine = above.text.line
    } else if let above, !above.isHeading, above.text.text.utf8.count < 600,
      let dataset = Self.dataset(above: above.words)
    {
      context.dataset = dataset.text
      context.datasetLine = above.words.line(at: dataset.offset)
    } else if let said = card.passages(before: table.block).last(where: {
      // "Their errors on the X dataset are listed below", also where what follows is called "The small variants".
      $0.section == table.section && !$0.isHeading && $0.text.text.utf8.count < 900
        && ($0.signals.contains(.evaluation) || $0.text.text.mentions("listed below"))
    }), let dataset = Self.dataset(above: said.words) {
      context.dataset = dataset.text
      context.datasetLine = said.words.line(at: dataset.offset)
    } else if let above, !above.isHeading, above.block + 1 == table.block, context.isEvaluation,
      above.text.text.utf8.count < 600, !Self.namesDatasets(table), let dataset = Self.onlyKnown(in: above.words)
    {
      context.dataset = dataset.text
      context.datasetLine = above.words.line(at: dataset.offset)
    } else if let titled = card.passages(before: table.block).last(where: {
      // Over what the model was trained on: "Results on COFW dataset", "The model is trained on COFW train."
      $0.block + 3 > table.block && !$0.isHeading && $0.text.text.hasPrefix("Results on ")
    }), let dataset = Self.dataset(inTitle: titled.text.text) {
      context.dataset = dataset
      context.datasetLine = titled.text.line
    }
    return context
  }

  /// Whether the text right above a table says that results follow, where the heading does not: "Here are the scores on six
  /// tasks:", "Results on PondPose val set".
  private static func announces(_ above: Passage?, _ table: Grid, _ topic: Topic) -> Bool {
    guard topic == .other || topic == .description || topic == .trainingProcedure, let above, !above.isHeading,
      above.block + 1 == table.block, above.text.text.utf8.count < 900,
      !above.signals.isDisjoint(with: [.result, .evaluation])
    else { return false }
    let words = above.words
    guard words.count > 1 else { return false }
    if words.has(0, "results") { return true }
    let last = words.sentence(around: words.count - 1)
    var isPointed = above.text.text.trimmed.utf8.last == 0x3A
    var areResults = false
    for index in last {
      if words.has(index, "speed", "latency", "size", "sizes", "statisti", "distribu", "training", "examples") {
        return false
      }
      isPointed = isPointed || words.has(index, "table", "below", "following", "follows")
      areResults =
        areResults || words.has(index, "results", "scores", "performa", "accuracy", "evaluate", "benchmar", "f1")
        || words.has(index, "evaluati", "metrics", "quality")
    }
    return isPointed && areResults
  }

  /// The text that the list before a table belongs to, if it announces both: "The table below shows F1 for these models:"
  private static func introduction(of item: Passage, _ card: Card) -> Passage? {
    guard
      let before = card.passages(before: item.block).last(where: { !$0.isItem && $0.section == item.section }),
      !before.isHeading, before.text.text.utf8.last == 0x3A
    else { return nil }
    return before.words.all.indices.contains { before.words.has($0, "table") } ? before : nil
  }

  /// "The WERs for the test sets are", "results (in BLEU score)": the one metric that a short text names.
  private static func metric(in words: Words) -> String? {
    // Of a longer text the last sentence: "Performance is given as accuracy in percent."
    let said = words.count <= 40 ? words.all.indices : words.sentence(around: words.count - 1)
    guard said.count <= 40 else { return nil }
    var found: Range<Int>?
    for index in said {
      let word = words[index]
      var range = word.range
      // "ROC AUC" is one metric.
      if words.has(index, "auc"), words.has(index - 1, "roc"), let last = found, last == words[index - 1].range {
        found = last.lowerBound..<range.upperBound
        continue
      }
      let letters = words.bytes[range]
      if letters.last == UInt8(ascii: "s"), letters.dropLast().allSatisfy({ $0 &- 0x41 < 26 }) {
        range = range.lowerBound..<range.upperBound - 1
      }
      guard words.withSmallLetters(range, { MetricName(folded: $0).isKnown && !unspecific.contains($0) }) else {
        continue
      }
      // "the F1 score obtained by", but "(in BLEU score)"
      if words.has(index + 1, "score"), !words.has(index - 1, "in"), words.gap(after: index).elementsEqual(" ".utf8) {
        range = range.lowerBound..<words[index + 1].range.upperBound
      }
      if let found, !words.bytes[found].elementsEqual(words.bytes[range]) { return nil }
      found = found ?? range
    }
    return found.map { words.string($0) }
  }

  /// The set whose halves "clean" and "other" are, as a text before the table spells it.
  private static func halved(before table: Grid, _ card: Card) -> (String, Int)? {
    for passage in card.passages(before: table.block).reversed() {
      for word in passage.words.all where passage.words.withSmallLetters(word.range, KnownDatasets.isHalved) {
        return (passage.words.string(word.range), passage.words.line(at: word.range.lowerBound))
      }
    }
    return nil
  }

  /// "F1-score", "Top-1 Accuracy", "Results on Common Voice (WER)": the metric that a heading is, or names.
  private static func metric(inHeading heading: Passage) -> String? {
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
  private static func metrics(in words: Words) -> [String] {
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
  private static let unspecific = Lexicon<Bool>([
    "loss", "macro", "micro", "weighted", "samples", "error", "map", "box", "mask", "r", "p", "f", "ar", "steps", "gen",
    "len", "exact", "bias", "inception", "std", "recognition", "squad", "mmlu", "agreement", "top", "reward", "runtime",
    "precision", "per", "em", "correlation", "deviation", "percentile", "mer", "sub", "del", "ins", "corr", "err",
  ])
  private static let partsOfNames = Lexicon<Bool>(["score", "top", "rate", "word", "character", "mean"])

  /// "Results on COCO val2017", "Results on COCO val2017 with detector having human AP of 56.4"
  private static func dataset(inTitle text: String) -> String? {
    guard text.utf8.count <= 160, text.hasPrefix("Result"), let start = text.place(of: " on ")?.upperBound,
      text[..<start] == "Results on " || text[..<start] == "Result on "
    else { return nil }
    let rest = text[start...]
    var name = (rest.place(of: " with").map { rest[..<$0.lowerBound] } ?? rest).trimmed
      .prefix { $0 != "," && $0 != "(" && $0 != ":" }.trimmed
    if let stop = name.place(of: ". ") ?? name.place(of: " & ") { name = name[..<stop.lowerBound] }
    if name.utf8.last == 0x2E { name = name.dropLast() }
    let bare = name.hasPrefix("the ") ? name.dropFirst(4) : name
    return DatasetPhrase.isName(bare) && !DatasetPhrase.isSentence(bare)
      && bare.split(separator: " ").count <= 5 ? DatasetPhrase.bare(String(bare)) : nil
  }

  private static let labels = Lexicon<Bool>([
    "dataset", "data set", "test set", "evaluation dataset", "benchmark",
  ])

  /// "Dataset: DCASE 2020 Task 2"
  private static func dataset(inLabel text: String) -> String? {
    guard text.utf8.count <= 80, !text.mentions("\n"), let colon = text.utf8.firstIndex(of: 0x3A),
      withFolded(text[..<colon], labels.contains)
    else { return nil }
    let name = text[text.utf8.index(after: colon)...].trimmed
    return DatasetPhrase.isName(name) && !DatasetPhrase.isSentence(name) ? String(name) : nil
  }

  /// Whether a table says itself what its results are of.
  private static func namesDatasets(_ table: Grid) -> Bool {
    table.header.contains { KnownDatasets.has($0.text) || TableRole($0.text) == .dataset }
      || table.rows.contains { $0.first.map { KnownDatasets.has($0.text) } ?? false }
  }

  /// "The table below has ImageNet-1k validation results of all models": the one data set that is known, where it is not what
  /// a model was trained on.
  private static func onlyKnown(in words: Words) -> (text: String, offset: Int)? {
    var found: (text: String, offset: Int)?
    for index in words.all.indices {
      let first = words.bytes[words[index].range.lowerBound]
      guard first &- 0x41 < 26, KnownDatasets.isPlain(words.string(index)) else { continue }
      if (max(0, index - 6)..<index).contains(where: { words.has($0, "trained", "pretrain", "tuned", "finetune") }) {
        return nil
      }
      guard let name = DatasetPhrase.names(words, from: index).first, KnownDatasets.has(name.text),
        !name.text.hasSuffix("script")
      else { continue }
      if let found, found.text != name.text { return nil }
      found = found ?? (name.text, name.range.lowerBound)
    }
    return found
  }

  /// "… on (the) ImageNet dataset", "using the XNLI test set", "the dev results on XNLI"
  private static func dataset(above words: Words) -> (text: String, offset: Int)? {
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
      if (max(0, index - 8)..<index).contains(where: { words.has($0, "pretrained") && words.has($0 + 1, "weights") }) {
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
      for end in first..<min(first + 5, words.count) {
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
