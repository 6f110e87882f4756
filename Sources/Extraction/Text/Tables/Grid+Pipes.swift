import Markdown

extension Grid {
  /// A table that was meant as one, though the reference implementation reads it as text: its rule has a cell too many, or
  /// it is not indented as the list item that it stands in.
  init?(pipesIn text: Markdown.RichText, section: Int, block: Int) {
    let lines = text.text.lines
    guard let rule = lines.firstIndex(where: Self.isRule), rule > 0 else { return nil }
    let first = text.line
    func cells(_ index: Int) -> [Cell] {
      var parts = lines[index].utf8.split(separator: 0x7C, omittingEmptySubsequences: false).map {
        Substring($0).trimmed
      }
      if parts.first?.isEmpty == true { parts.removeFirst() }
      if parts.last?.isEmpty == true { parts.removeLast() }
      return parts.map { Cell(text: String($0), line: first + index) }
    }
    let header = cells(rule - 1)
    guard header.count > 1 else { return nil }
    var rows: [[Cell]] = []
    for index in (rule + 1)..<max(lines.count, rule + 1) {
      guard lines[index].utf8.contains(0x7C) else { break }
      var row = cells(index)
      while row.count < header.count { row.append(Cell(text: "", line: first + index)) }
      rows.append(Array(row.prefix(header.count)))
    }
    guard !rows.isEmpty else { return nil }
    self.header = header
    self.rows = rows
    self.section = section
    self.block = block
  }

  /// `|---|:---:|`
  private static func isRule(_ line: Substring) -> Bool {
    let line = line.trimmed
    return line.utf8.count > 4 && line.utf8.first == 0x7C
      && line.utf8.allSatisfy { $0 == 0x7C || $0 == 0x2D || $0 == 0x3A || $0 == 0x20 } && line.mentions("--")
  }
}
