import Markdown

/// Tables that stand in blocks of code, as programs printed them.
extension Grid {
  static func tables(in code: Listing) -> [Grid] {
    let text = code.text
    if text.mentions("|--") || text.mentions("|:-") {
      let inner = text.withBytes { Markdown.Document(parsing: $0, firstLine: code.line) }
      let lines = text.lines
      return inner.blocks.compactMap { part in
        guard case .table(let table) = part.content,
          // What has more cells than headers was not written to be read as a table.
          let width = pipes(lines, table.header.line - code.line),
          table.rows.allSatisfy({ pipes(lines, $0.line - code.line) == width })
        else { return nil }
        return Grid(table, section: code.section, block: code.block)
      }
    }
    return Grid(alignedIn: code).map { [$0] } ?? []
  }

  private static func pipes(_ lines: [Substring], _ index: Int) -> Int? {
    lines.indices.contains(index) ? lines[index].utf8.count { $0 == 0x7C } : nil
  }

  /// scikit-learn's report or the Trainer's log, whose columns are kept apart by spaces.
  private init?(alignedIn code: Listing) {
    let lines = code.text.lines
    guard let top = lines.firstIndex(where: { Self.isReport($0) || Self.isLog($0) }) else { return nil }
    let isReport = Self.isReport(lines[top])
    let names = isReport ? [""] + lines[top].trimmed.spaced.map { $0.trimmed } : Self.columns(lines[top])
    var rows: [[Cell]] = []
    for (offset, content) in lines.enumerated().dropFirst(top + 1).prefix(400) {
      let parts = Self.words(content)
      if parts.isEmpty { continue }
      guard let cells = isReport ? Self.reported(parts) : Self.logged(parts, names.count) else { break }
      rows.append(cells.map { Cell(text: $0, line: code.line + offset) })
    }
    guard !rows.isEmpty else { return nil }
    self.init(
      header: names.map { Cell(text: String($0), line: code.line + top) }, rows: rows, section: code.section,
      block: code.block)
  }

  /// `precision    recall  f1-score   support`
  private static func isReport(_ line: Substring) -> Bool {
    line.utf8.count < 200 && withFolded(line) { $0.elementsEqual("precision recall f1 score support".utf8) }
  }

  /// `Step   Training Loss  Validation Loss  F1`
  private static func isLog(_ line: Substring) -> Bool {
    guard line.utf8.count < 400, line.mentions("Validation Loss"), !line.utf8.contains(0x7C) else { return false }
    return withFolded(line) { $0.has("step ", at: 0) || $0.has("epoch ", at: 0) }
  }

  /// What stands between tabs, or two and more spaces.
  private static func columns(_ line: Substring) -> [Substring] {
    var names: [Substring] = []
    var start = line.startIndex
    var index = start
    while index < line.endIndex {
      let next = line.utf8.index(after: index)
      let isWide = next < line.endIndex && line.utf8[next] <= 0x20
      if line.utf8[index] == 0x09 || line.utf8[index] == 0x20 && isWide {
        names.append(line[start..<index].trimmed)
        start = next
      }
      index = next
    }
    names.append(line[start...].trimmed)
    return names.filter { !$0.isEmpty }
  }

  private static func words(_ line: Substring) -> [Substring] {
    line.utf8.split { $0 <= 0x20 }.map { Substring($0) }
  }

  /// The name of a class and its four numbers; of the accuracy, which has but one beside the support, in the column of F1.
  private static func reported(_ parts: [Substring]) -> [String]? {
    if parts.count == 3, parts[0] == "accuracy" { return ["accuracy", "", ""] + parts[1...].map { String($0) } }
    guard parts.count >= 5, parts.suffix(4).allSatisfy({ Double($0) != nil }) else { return nil }
    return [parts.dropLast(4).joined(separator: " ")] + parts.suffix(4).map { String($0) }
  }

  private static func logged(_ parts: [Substring], _ count: Int) -> [String]? {
    guard parts.count == count, parts.allSatisfy({ Double($0) != nil }) else { return nil }
    return parts.map { String($0) }
  }
}
