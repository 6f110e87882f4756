import HTML
import Markdown

/// A table, whether written with pipes or in HTML.
struct Grid {
  struct Cell {
    var text: String
    var line: Int
    /// The text of the link that the cell begins with, if that is not all of it.
    var link: String?
    /// The lines of the document that the cell's text may stand on.
    var lines: ClosedRange<Int> { line...line }
  }

  /// The rows above the values, most often one; empty where a table has none.
  var header: [Cell]
  var rows: [[Cell]]
  var section: Int
  /// The block the table is, or begins in.
  var block: Int

  init(_ table: Markdown.Table, section: Int, block: Int) {
    header = table.header.cells.map { Cell(text: Self.plain($0.text), line: table.header.line) }
    rows = table.rows.map { row in
      row.cells.map { Cell(text: Self.plain($0.text), line: row.line, link: Self.link(of: $0)) }
    }
    self.section = section
    self.block = block
  }

  /// - Parameter document: the page that the table stands in; nil rows are left out.
  init?(_ table: HTML.Table, section: Int, block: Int) {
    let rows = table.rows.map { row in
      row.cells.map { Cell(text: String($0.text.trimmed), line: max($0.line, 1)) }
    }
    guard let first = rows.first, rows.count > 1 else { return nil }
    let headers = table.rows.prefix { $0.isHeader }.count
    header = headers > 1 ? Self.joined(Array(rows[..<headers])) : first
    self.rows = Array(rows[max(1, headers)...])
    self.section = section
    self.block = block
  }

  /// Header rows above each other as one.
  private static func joined(_ rows: [[Cell]]) -> [Cell] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      let cells = rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      var texts: [String] = []
      for cell in cells where !cell.text.isEmpty && texts.last != cell.text { texts.append(cell.text) }
      return Cell(text: texts.joined(separator: " "), line: cells.last?.line ?? 1)
    }
  }

  private static func link(of cell: Markdown.RichText) -> String? {
    guard let span = cell.spans.first, span.range.count < cell.text.utf8.count, case .link = span.kind,
      cell.text.utf8.prefix(span.range.lowerBound).allSatisfy({ $0 <= 0x20 })
    else { return nil }
    return String(cell[span].trimmed)
  }

  private static func plain(_ text: String) -> String {
    let trimmed = text.trimmed
    return trimmed.utf8.count == text.utf8.count ? text : String(trimmed)
  }
}
