import Markdown
import Records
import Stages
import YAML

/// Reads tables of results, with pipes or in HTML, and the last row of a Trainer's log.
struct ResultTableExtractor: CardExtractor {
  static let name = "result-table"
  static let summary = "Read tables of results."
  static let version = 27
  static let method = Method.table
  static let confidence = 0.88

  func read(_ card: Card, into findings: inout Findings) {
    guard !card.tables.isEmpty else { return }
    // Some zoos keep the title in the front matter.
    let names = OwnNames(
      card.names + [card.frontMatter("title")?.text].compactMap { $0.map { folded($0) } }, owner: card.owner,
      short: card.shortName, in: card.tables)
    let tuned = TunedSections(card)
    var readings: [(number: Int, reading: TableReading)] = []
    for (number, table) in card.tables.enumerated() where !tuned.isOfOther(table.section) {
      let topic = card.topic(ofSection: table.section)
      if topic == .versions || topic == .hyperparameters && !Self.isOfBoth(table, card) { continue }
      if let title = table.titles.first, HyperparametersExtractor.isOfTraining(table, title) { continue }
      if HyperparametersExtractor.settings(of: table) != nil { continue }
      let above = card.passages(before: table.block).last
      // How long the texts of a data set are is no result.
      if topic != .evaluation, let above, !above.isHeading, above.text.text.mentions("tatistics") { continue }
      if let above, above.block + 1 == table.block, Self.isOfOther(above) { continue }
      let reading = TableReading(table, context(of: table, above, topic, names, card))
      if !reading.values.isEmpty { readings.append((number, reading)) }
    }
    // Where one table has rows of this model, another with none of them is of its siblings.
    let isTold = readings.contains { $0.reading.owner == .thisModel }
    let named = card.names.lazy.compactMap(NamedSize.init).first.flatMap { $0.isSure ? $0 : nil }
    for (number, reading) in readings where !(isTold && reading.owner == .otherModels) {
      let table = card.tables[number]
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
      for (name, line) in [context.headed, context.benchmark].compactMap({ $0 }) {
        findings.addOnce(Predicate.evaluatedOn, name, raw: name, lines: line...line)
      }
      for dataset in reading.datasets
      where
        (DatasetPhrase.isName(dataset.text) || reading.namesDatasets || KnownDatasets.has(dataset.text)
        // What a toolkit calls the decoding of a set has a path's length.
        || dataset.text.utf8.count > 80 && !dataset.text.mentions(" "))
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
    table.roles.first == .model
      && MetricName(card.document.sections[table.section].title).isKnown
  }

  /// "#epoch" beside the results of the one model of a table, which is no log of its training.
  private func addEpochs(of table: Grid, _ number: Int, _ findings: inout Findings) {
    guard table.rows.count == 1, let cells = table.rows.first,
      let column = table.header.firstIndex(where: { $0.text.utf8.count <= 8 && $0.text.mentions("poch") }),
      column > 0, column < cells.count,
      table.roles.contains(.model), let count = PrintedValue(cells[column].text),
      count.rest.isEmpty, !table.header.contains(where: { $0.text.mentions("oss") })
    else { return }
    let name = table.titles[column].drop { $0 == "#" || $0 == " " }
    findings.add(
      Predicate.hyperparameter, .number(count.number), raw: cells[column].text, lines: cells[column].lines,
      ["name": .string(String(name))], cell: (number, 0, column))
  }
}
