import Markdown

/// Looks for tables that readers do not see as such, or lose cells of.
struct TablesCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    for block in card.card.document.blocks {
      switch block.content {
      case .table(let table): look(at: table, card, into: &remarks)
      case .paragraph: lookForLostTable(in: block.lines, card, into: &remarks)
      default: continue
      }
    }
  }

  private func look(at table: Markdown.Table, _ card: CheckedCard, into remarks: inout Remarks) {
    let columns = table.header.cells.count
    if table.header.cells.allSatisfy({ $0.text.trimmed.isEmpty }) {
      remarks.add(
        .tableHeaderless, line: table.header.line, "the table's header is empty, so no one knows what its columns are",
        fix: "name the columns")
    }
    for row in table.rows {
      let count = Self.cells(in: card.line(row.line)).count
      guard count != columns else { continue }
      remarks.add(
        .tableRagged, line: row.line,
        "the row has \(count) cells, the header \(columns)"
          + (count > columns ? "; what is beyond is not shown" : ""),
        fix: "\(count > columns ? "join or remove" : "add") cells; a '|' inside a cell is written '\\|'")
    }
  }

  /// Rows with pipes that Markdown takes for running text.
  private func lookForLostTable(in lines: ClosedRange<Int>, _ card: CheckedCard, into remarks: inout Remarks) {
    guard lines.count > 1, lines.count < 10_000 else { return }
    let rows = lines.filter { card.line($0).begins(with: "|") && Self.cells(in: card.line($0)).count > 1 }
    guard rows.count > 1, let first = rows.first else { return }
    let columns = Self.cells(in: card.line(first)).count
    let delimiter = rows.first { Self.isDelimiter(card.line($0)) }
    if let delimiter, first != delimiter {
      let count = Self.cells(in: card.line(delimiter)).count
      remarks.add(
        .tableBroken, line: first,
        count == columns
          ? "this is shown as text, not as a table"
          : "this is shown as text: the row of dashes has \(count) cells, the header \(columns)",
        fix: count == columns ? "put a blank line above the header" : "give the row of dashes \(columns) cells")
    } else {
      remarks.add(
        .tableBroken, line: first,
        delimiter == nil
          ? "this is shown as text: no row of dashes follows the header"
          : "this is shown as text: the table has no header",
        fix: delimiter == nil
          ? "put '|\(String(repeating: "---|", count: columns))' below the header"
          : "put a header above the row of dashes")
    }
  }

  private static func isDelimiter(_ line: String) -> Bool {
    line.utf8.contains(0x2D) && line.utf8.allSatisfy { $0 == 0x7C || $0 == 0x2D || $0 == 0x3A || $0 <= 0x20 }
  }

  /// The cells of a row as written: cut at pipes that no backslash precedes (GitHub's tables cut inside code as well).
  static func cells(in line: String) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in line.utf8 {
      if byte == 0x7C, !isEscaped {
        cells.append([])
      } else {
        cells[cells.count - 1].append(byte)
      }
      isEscaped = byte == 0x5C && !isEscaped
    }
    var texts = cells.map { String(decoding: $0, as: UTF8.self) }
    if texts.first?.trimmed.isEmpty == true, texts.count > 1 { texts.removeFirst() }
    if texts.last?.trimmed.isEmpty == true, texts.count > 1 { texts.removeLast() }
    return texts
  }
}
