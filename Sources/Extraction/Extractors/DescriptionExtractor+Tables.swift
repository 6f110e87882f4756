import Markdown
import Records
import Stages
import YAML

/// Tables of languages: "code | language | script" with a row for each that a model handles; and of what it can be put to.
extension DescriptionExtractor {
  /// "Task | Use case | Dataset", with a row for each that there is an example of.
  func readTaskTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated()
    where table.titles.count > 2 && table.titles[0] == "task" && table.titles[1] == "use case" {
      for (row, cells) in table.rows.enumerated() {
        guard let cell = cells.first, Tasks.isTask(cell.text) else { continue }
        findings.add(
          Predicate.task, .string(cell.text), raw: cell.text, lines: cell.lines, cell: (number, row, 0), method: .table)
      }
    }
  }

  func readLanguageTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated() where table.rows.count > 2 {
      if readPairs(of: table, number, &findings) { continue }
      let names = table.titles.firstIndex { Self.columnsOfNames.contains($0) }
      let codes = table.titles.firstIndex { Self.columnsOfCodes.contains($0) }
      guard let column = codes ?? names else { continue }
      let isSaid = Self.isOfLanguages(card.document.sections[table.section].title)
      guard isSaid || codes != nil && names != nil && card.topic(ofSection: table.section) != .evaluation else {
        continue
      }
      let found = table.rows.enumerated().compactMap { row, cells -> (row: Int, cell: Grid.Cell, code: String)? in
        guard column < cells.count, let code = Self.code(in: cells[column].text, isCode: codes != nil) else {
          return nil
        }
        return (row, cells[column], code)
      }
      // Languages of programs have names as short as codes are.
      let known = table.rows.count { cells in
        let name = names.flatMap { $0 < cells.count ? cells[$0].text : nil } ?? ""
        return name.spaced.contains { Languages.named($0) != nil } || codes != nil && names == nil
      }
      guard found.count * 3 > table.rows.count * 2, known * 2 > table.rows.count,
        codes != nil || !Self.isOfFamily(found.count, card)
      else { continue }
      for (row, cell, code) in found {
        findings.add(
          Predicate.language, .string(code), raw: cell.text, lines: cell.lines, cell: (number, row, column),
          method: .table)
      }
    }
  }

  /// "source language | target language": what can be translated into what.
  private func readPairs(of table: Grid, _ number: Int, _ findings: inout Findings) -> Bool {
    guard table.titles.count == 2, table.titles[0].begins(with: "source lang"),
      table.titles[1].begins(with: "target lang")
    else { return false }
    for (row, cells) in table.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        guard let code = Self.code(in: cell.text, isCode: false) ?? Self.code(in: cell.text, isCode: true) else {
          continue
        }
        findings.add(
          Predicate.language, .string(code), raw: cell.text, lines: cell.lines, cell: (number, row, column),
          method: .table)
      }
    }
    return true
  }

  /// Whether so many languages are those of models beside this one: its own are declared, and fewer.
  private static func isOfFamily(_ count: Int, _ card: Card) -> Bool {
    guard let node = card.frontMatter("language", "languages") else { return false }
    let declared = (node.isSequence ? node.items : [node]).compactMap(\.text)
    return !declared.isEmpty && declared.count * 2 <= count
      && !declared.contains { $0.utf8.starts(with: "multi".utf8) || $0 == "xx" }
  }

  /// The code of the language that a cell names: `af` for "afr" and for "Afrikaans", `cmn-Hant` for "cmn_Hant".
  private static func code(in cell: String, isCode: Bool) -> String? {
    guard isCode else { return language(Array(cell.utf8)[...]) }
    guard cell.utf8.count <= 10, cell.utf8.allSatisfy({ $0.isLetter || $0 == 0x5F || $0 == 0x2D }),
      let code = Languages.code(cell)
    else { return nil }
    if let short = Languages.short(code) { return short }
    return code.utf8.contains(0x5F) ? code.split(separator: "_").joined(separator: "-") : code
  }

  private static let columnsOfNames = Lexicon<Bool>([
    "language", "languages", "language name", "supported language", "supported languages",
  ])
  private static let columnsOfCodes = Lexicon<Bool>([
    "code", "codes", "language code", "language codes", "lang code", "iso code", "iso codes", "iso 639 1", "iso 639 2",
    "iso 639 3", "iso 639", "bcp 47", "iso", "iso language code",
  ])
}
