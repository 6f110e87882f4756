import Markdown
import Records
import Stages

/// Reads tables of results, with pipes or in HTML, and the last row of a Trainer's log.
struct ResultTableExtractor: CardExtractor {
  static let name = "result-table"
  static let summary = "Read tables of results."
  static let method = Method.table
  static let confidence = 0.88

  func read(_ card: Card, into findings: inout Findings) {
    for (number, table) in card.tables.enumerated() {
      let topic = card.topic(ofSection: table.section)
      if topic == .hyperparameters || topic == .versions { continue }
      let section = card.document.sections[table.section]
      let title = folded(section.title)
      let reading = TableReading(
        table,
        TableReading.Context(
          isEvaluation: topic == .evaluation, dataset: nil,
          split: title.contains("validation") ? "validation" : title.contains("test set") ? "test" : nil))
      guard !reading.values.isEmpty else { continue }
      let path = card.document.path(ofSection: table.section)
      for value in reading.values {
        findings.add(
          value.predicate, .number(value.number), raw: value.cell.text, lines: value.cell.lines, value.qualifiers,
          section: path, cell: (number, value.row, value.column))
      }
      for dataset in reading.datasets {
        findings.add(Predicate.evaluatedOn, .string(dataset.text), raw: dataset.text, lines: dataset.lines, section: path)
      }
    }
  }
}
