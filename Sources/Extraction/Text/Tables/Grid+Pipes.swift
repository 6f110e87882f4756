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
    var header = cells(rule - 1)
    guard header.count > 1 else { return nil }
    let below = lines[(rule + 1)...].prefix { $0.utf8.contains(0x7C) }.indices.map(cells)
    // Nothing stands over what the rows are called: "| recall | f1 |" over "| yes | 0.91 | 0.88 |".
    if !below.isEmpty,
      below.allSatisfy({ $0.count == header.count + 1 && PrintedValue($0[0].text) == nil && !$0[0].text.isEmpty })
    {
      header.insert(Cell(text: "", line: first + rule - 1), at: 0)
    }
    var rows: [[Cell]] = []
    for var row in below {
      while row.count < header.count { row.append(Cell(text: "", line: row.last?.line ?? first)) }
      rows.append(Array(row.prefix(header.count)))
    }
    guard !rows.isEmpty else { return nil }
    self.init(header: header, rows: rows, section: section, block: block)
  }

  /// `|---|:---:|`
  private static func isRule(_ line: Substring) -> Bool {
    let line = line.trimmed
    return line.utf8.count > 4 && line.utf8.first == 0x7C
      && line.utf8.allSatisfy { $0 == 0x7C || $0 == 0x2D || $0 == 0x3A || $0 == 0x20 } && line.mentions("--")
  }
}
