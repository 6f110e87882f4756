import Markdown
import Records
import Stages

/// What stands above a table and tells what its results are.
extension ResultTableExtractor {
  /// What the heading and the paragraph above a table say of it.
  func context(
    of table: Grid, _ above: Passage?, _ topic: Topic, _ names: OwnNames, _ card: Card
  ) -> TableReading.Context {
    let title = card.document.sections[table.section].title
    var context = TableReading.Context(
      isEvaluation: topic == .evaluation || Self.hasDeviations(table) || TableReading.isOfJoints(table)
        || Self.announces(above, table, topic),
      title: title, names: names)
    for text in [title, above.flatMap { $0.isHeading ? nil : $0.text.text } ?? ""]
    where text.mentions("est") || text.mentions("EST") || text.mentions("alid") || text.mentions("ALID") {
      let words = folded(text)
      if words.mentions("validation set") || words.mentions("validation split") || words.begins(with: "validation") {
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
        } else if !table.roles.contains(.metric) {
          context.metric = Self.metric(inHeading: above)
        }
      } else {
        if context.isEvaluation || above.words.count <= 40 { context.metric = Self.metric(in: above.words) }
        context.benchmark = Self.benchmark(above.words)
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
    // "SentiPond (F1)", and a picture below it
    if let above, above.isHeading, above.block + 2 == table.block, title.utf8.last == 0x29,
      let name = ResultName(title), name.metrics.count == 1, name.datasets.count == 1
    {
      context.metric = name.metrics[0]
      context.dataset = name.datasets[0]
      context.datasetLine = above.text.line
    }
    if context.metric == nil, context.isEvaluation { context.metric = Self.metric(toldBefore: table, card) }
    if context.dataset == nil, table.header.contains(where: { TableReading.isHalf($0.text) }) {
      (context.dataset, context.datasetLine) = Self.halved(before: table, card) ?? (nil, 0)
    }
    context.isAblation = title.mentions("blation") || title.mentions("BLATION")
    if let above, above.block + 1 == table.block, let set = Self.ownSet(above) {
      context.dataset = set
      context.datasetLine = above.text.line
    }
    if context.dataset != nil { return context }
    let isHeaded = context.isEvaluation && above.map { $0.isHeading && $0.block + 1 == table.block } == true
    let parent = card.document.sections[table.section].parent.map { card.document.sections[$0].title }
    // Over the results of each of many sets: "Training results", and "Pondthings V2" below it.
    let isResults =
      isHeaded
      && parent.map { $0.begins(with: "Results") || $0.mentions("esults") && title.utf8.contains(where: \.isDigit) }
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
      context.place(dataset)
      context.datasetLine = card.document.sections[table.section].lines.lowerBound
      // "COCO-WholeBody Dataset" over "Results on COCO-WholeBody v1.0 val": the sentence tells which one.
      if benchmark == nil, let above, !above.isHeading, above.block + 1 == table.block,
        let placed = Self.dataset(inTitle: above.text.text), placed.utf8.count > dataset.utf8.count,
        placed.begins(withText: dataset)
      {
        context.headed = (dataset, context.datasetLine)
        context.dataset = placed
        context.isPlaced = true
        context.datasetLine = above.text.line
      }
    } else if let above, !above.isHeading, let dataset = Self.dataset(inLabel: above.text.text) {
      context.dataset = dataset
      context.datasetLine = above.text.line
    } else if let above, above.isItem, above.block + 1 == table.block,
      let (dataset, line) = Self.dataset(inItemsEndingWith: above, card)
    {
      context.dataset = dataset
      context.datasetLine = line
    } else if let above, !above.isHeading, above.block + 1 == table.block, !above.isItem,
      let dataset = NamedDataset.alone(above.text.text) ?? NamedDataset.told(above.text.text)
        ?? NamedDataset.coded(above)
    {
      context.dataset = dataset
      context.datasetLine = above.text.line
    } else if let above, !above.isHeading, let dataset = Self.dataset(inTitle: above.text.text) {
      context.place(dataset)
      context.isPlaced = true
      context.datasetLine = above.text.line
    } else if let above, !above.isHeading, above.text.text.utf8.count < 600,
      let dataset = Self.dataset(above: above.words)
    {
      // "on COCO val2017:" names its part, "on COCO val2017 dataset" is one name.
      if above.text.text.holds(dataset.text + ":") {
        context.place(dataset.text)
      } else {
        context.dataset = dataset.text
      }
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
    } else if let (dataset, line) = Self.noted(below: table, card) {
      context.place(dataset)
      context.datasetLine = line
    } else if let titled = card.passages(before: table.block).last(where: {
      // Over what the model was trained on: "Results on COFW dataset", "The model is trained on COFW train."
      ($0.block + 3 > table.block || $0.section == table.section && TableReading.isOfJoints(table))
        && !$0.isHeading && $0.text.text.begins(with: "Results on ")
    }), let dataset = Self.dataset(inTitle: titled.text.text) {
      context.place(dataset)
      context.datasetLine = titled.text.line
    }
    return context
  }

  /// "mAP values are for single-model single-scale on COCO val2017 dataset": the set that notes below a table name.
  private static func noted(below table: Grid, _ card: Card) -> (dataset: String, line: Int)? {
    let first = card.passages.prefixCount(where: { $0.block <= table.block })
    for passage in card.passages[first...].prefix(6) where passage.block <= table.block + 8 {
      guard passage.section == table.section, !passage.isHeading, passage.text.text.utf8.count < 400,
        passage.text.text.mentions(" values are ")
      else { continue }
      let words = passage.words
      guard
        let values = words.all.indices.prefix(8).first(where: { words.has($0, "values") && words.has($0 + 1, "are") }),
        let on = words.sentence(around: values).first(where: { $0 > values && words.has($0, "on") }),
        case let next = words.has(on + 1, "the") ? on + 2 : on + 1, next < words.count,
        case let text = words.span(at: words[next].range.lowerBound).map({ words.string($0.range) })
          ?? DatasetPhrase.names(words, from: next).first?.text ?? "",
        KnownDatasets.has(text)
      else { continue }
      return (text, words.line(at: words[next].range.lowerBound))
    }
    return nil
  }

  /// "On private dataset (email, chat), computed on words:": data that has no other name.
  private static func ownSet(_ above: Passage) -> String? {
    let words = above.words
    guard words.has(0, "on"), case let first = words.has(1, "a", "the", "our") ? 2 : 1,
      words.has(first, "private", "internal", "own", "custom"), words.has(first + 1, "dataset", "data", "corpus")
    else { return nil }
    return words.string(words[first].range.lowerBound..<words[first + 1].range.upperBound)
  }

  /// Whether deviations are printed beside the values, as they are beside results: "0.801 ± 0.010".
  private static func hasDeviations(_ table: Grid) -> Bool {
    table.rows.first.map { $0.count(where: { $0.text.mentions("±") }) >= 2 } == true
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
}
