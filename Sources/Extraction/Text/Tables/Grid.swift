import HTML
import Markdown

/// A table, whether written with pipes or in HTML.
struct Grid {
  struct Cell {
    var text: String
    var line: Int
    /// Whether all of it is in bold.
    var isStrong = false
    fileprivate var markup: Markup?

    init(text: String, line: Int) {
      self.text = text
      self.line = line
    }

    /// The text of the link that the cell begins with, if that is not all of it.
    var link: String? { markup?.link }
    /// The text without what stands below or above the line behind it, if that is a word: `MMMU` of `MMMU<sub>val</sub>`.
    var stem: String? { markup?.stem }
    /// What stands there: `val`.
    var note: String? { markup?.note }
    /// The last part of the address that the first cell of a row is linked to, or one that says in brackets what else the
    /// target is called: "2/128 (Tiny)".
    var target: String? { markup?.target }
    /// What spans this header and those beside it, in the row of headers above, and the line of that row.
    var group: (text: String, line: Int)? { markup?.group }
    var name: String { stem ?? text }
    /// The lines of the document that the cell's text may stand on.
    var lines: ClosedRange<Int> { line...line }
  }

  /// What only the markup of a cell tells. Apart from the cell, because few have any and all are copied.
  fileprivate final class Markup: Sendable {
    let link: String?
    let stem: String?
    let note: String?
    let target: String?
    let group: (text: String, line: Int)?

    init?(
      link: String?, stem: String?, note: String?, target: String?, group: (text: String, line: Int)? = nil
    ) {
      if link == nil, stem == nil, note == nil, target == nil, group == nil { return nil }
      self.group = group
      self.link = link
      self.stem = stem
      self.note = note
      self.target = target
    }
  }

  /// The rows above the values, most often one; empty where a table has none.
  private(set) var header: [Cell]
  /// The headers, folded, and what each says of its column: most extractors ask for them.
  private(set) var titles: [String] = []
  private(set) var roles: [TableRole] = []
  private(set) var rows: [[Cell]]
  let section: Int
  /// The block the table is, or begins in.
  let block: Int

  init(header: [Cell], rows: [[Cell]], section: Int, block: Int) {
    self.header = header
    self.rows = rows
    self.section = section
    self.block = block
    readHeader()
  }

  init(_ table: Markdown.Table, section: Int, block: Int) {
    let cells = table.header.cells
    header = cells.indices.map { Cell(cells, $0, line: table.header.line) }
    rows = table.rows.map { row in
      let cells = row.cells
      return cells.indices.map { Cell(cells, $0, line: row.line, isInBody: true) }
    }
    self.section = section
    self.block = block
    let isSpread = spreadHeader()
    joinSecondHeader(isSpread: isSpread)
    freeHeader()
    readHeader()
  }

  private mutating func readHeader() {
    titles = header.map { folded($0.text) }
    roles = header.indices.map { TableRole(header[$0].text, folded: titles[$0]) }
  }

  /// "| F1 | 87.4 |" over a rule is a row, which had to be written where a table of pipes has its header.
  private mutating func freeHeader() {
    guard header.count == 2, TableReading.isMetric(header[0].text), let value = PrintedValue(header[1].text),
      value.rest.isEmpty, value.isPercent || header[1].text.utf8.contains(0x2E)
    else { return }
    rows.insert(header, at: 0)
    for column in header.indices { header[column].text = "" }
  }

  /// "| Model | SQuAD | | PondQA | |" over a row of parts or metrics: what a header spans is left empty behind it.
  ///
  /// - Returns: whether a header was spread over those behind it.
  private mutating func spreadHeader() -> Bool {
    guard rows.count > 1, header.count > 2, rows[0].count == header.count, let label = rows[0].first?.text,
      label.isEmpty || label == header[0].text,
      rows[0].dropFirst().allSatisfy({ !$0.text.isEmpty && PrintedValue($0.text) == nil }),
      !header[1].text.isEmpty, header.dropFirst(2).contains(where: { $0.text.isEmpty })
    else { return false }
    for column in header.indices.dropFirst(2) where header[column].text.isEmpty {
      header[column].text = header[column - 1].text
    }
    return true
  }

  /// Pipes have room for one row of headers; who needs two writes the second as a row that begins as the first does, or
  /// with nothing. Metrics below data sets are no second header.
  ///
  /// - Parameter isSpread: whether the first row spans several columns of the second, and tells what those are parts of.
  private mutating func joinSecondHeader(isSpread: Bool) {
    guard rows.count > 1, let name = header.first?.text, !name.isEmpty, let label = rows[0].first?.text,
      label == name || label.isEmpty,
      rows[0].count == header.count, rows[0].allSatisfy({ Int($0.text) == nil && Double($0.text) == nil })
    else { return }
    if label.isEmpty {
      guard rows[0].count(where: { !$0.text.isEmpty }) >= 3,
        !rows[0].contains(where: { PrintedValue($0.text) != nil || TableReading.isMetric($0.text) })
      else { return }
    }
    for (index, cell) in rows[0].enumerated() where !cell.text.isEmpty {
      let group = isSpread && index > 0 ? (header[index].text, header[index].line) : nil
      header[index] = cell
      if group != nil {
        header[index].markup = Markup(
          link: cell.link, stem: cell.stem, note: cell.note, target: cell.target, group: group)
      }
    }
    rows.removeFirst()
  }

  /// - Parameter document: the page that the table stands in; nil rows are left out.
  init?(_ table: HTML.Table, section: Int, block: Int) {
    let rows = table.rows.map { row in
      row.cells.map { Cell(text: String($0.text.trimmed), line: max($0.line, 1)) }
    }
    guard let first = rows.first, rows.count > 1 else { return nil }
    let headers = table.rows.prefix { $0.isHeader }.count
    self.init(
      header: headers > 1 ? Self.joined(Array(rows[..<headers])) : first, rows: Array(rows[max(1, headers)...]),
      section: section, block: block)
  }

  /// Header rows above each other as one.
  private static func joined(_ rows: [[Cell]]) -> [Cell] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      let cells = rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      var texts: [String] = []
      for cell in cells where !cell.text.isEmpty && texts.last != cell.text { texts.append(cell.text) }
      return Cell(text: named(texts) ?? texts.joined(separator: " "), line: cells.last?.line ?? 1)
    }
  }

  /// "RuSentiment (F1)" of "Dataset", "RuSentiment" and "F1": the data set that spans several columns, and the metric of each.
  private static func named(_ texts: [String]) -> String? {
    let parts = texts.filter { !kinds.contains(folded($0)) }
    guard parts.count > 1, let metric = parts.last, metric.utf8.count <= 24, DatasetPhrase.isName(parts[0]) else {
      return nil
    }
    let text = "\(parts[0]) (\(metric))"
    guard let name = ResultName(text), name.datasets == [parts[0]], name.metrics == [metric] else { return nil }
    return text
  }

  /// What headers above the names of data sets say.
  private static let kinds = Lexicon<Bool>(["dataset", "datasets", "task", "tasks", "benchmark", "benchmarks"])
}

extension Grid.Cell {
  /// One of the cells of a row, which are not copied: most have no markup.
  fileprivate init(_ cells: [Markdown.RichText], _ index: Int, line: Int, isInBody: Bool = false) {
    self.init(text: cells[index].text, line: line)
    if let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 {
      text = String(text.trimmed)
    }
    if cells[index].spans.isEmpty { return }
    let raised: (stem: String?, note: String?) = text.utf8.first?.isLetter == true ? readNote(cells[index]) : (nil, nil)
    isStrong = isInBody && index == 0 && Self.isStrong(cells[index])
    markup = Grid.Markup(
      link: isInBody ? Self.link(of: cells[index]) : nil, stem: raised.stem, note: raised.note,
      target: isInBody && (index == 0 || text.utf8.last == 0x29) ? Self.target(of: cells[index]) : nil)
  }

  private static func target(of cell: Markdown.RichText) -> String? {
    for span in cell.spans {
      guard case .link(let url) = span.kind, let slash = url.utf8.lastIndex(of: 0x2F) else { continue }
      return String(url[url.utf8.index(after: slash)...])
    }
    return nil
  }

  private static func isStrong(_ cell: Markdown.RichText) -> Bool {
    cell.spans.contains { span in
      span.kind == .strong && span.range.count + 2 >= cell.text.trimmed.utf8.count
    }
  }

  private static func link(of cell: Markdown.RichText) -> String? {
    guard let span = cell.spans.first, span.range.count < cell.text.utf8.count, case .link = span.kind,
      cell.text.utf8.prefix(span.range.lowerBound).allSatisfy({ $0 <= 0x20 })
    else { return nil }
    return String(cell[span].trimmed)
  }

  /// `DocVQA<sub>test</sub>` reads as `DocVQA test`, `AP<sub>50</sub>` as `AP50`, and a footnote's mark is left out.
  private mutating func readNote(_ cell: Markdown.RichText) -> (stem: String?, note: String?) {
    guard cell.spans.contains(where: { Self.isRaised($0) }) else { return (nil, nil) }
    var found: (stem: String?, note: String?)
    let bytes = Array(cell.text.utf8)
    func text(_ range: Range<Int>) -> Substring { String(decoding: bytes[range], as: UTF8.self).trimmed }
    var result = ""
    var start = 0
    for (index, span) in cell.spans.enumerated() where Self.isRaised(span) {
      let end = cell.spans[(index + 1)...].first { Self.isTag($0) }?.range.lowerBound ?? bytes.count
      result += text(start..<max(start, span.range.lowerBound))
      start = max(start, end)
      let raised = text(span.range.lowerBound..<start)
      let isWord = raised.utf8.count > 1 && raised.utf8.contains(where: \.isLetter)
      if isWord, start == bytes.count, !result.isEmpty {
        found = (result, String(raised))
      }
      if !Self.isMark(raised, span, behind: result) { result += isWord ? " " + raised : raised }
    }
    let rest = text(start..<bytes.count)
    if !rest.isEmpty { result += " " + rest }
    self.text = String(result.trimmed)
    return found
  }

  /// Whether it points to a footnote: `*`, `[1]`, and `<sup>2</sup>` behind more than a letter.
  private static func isMark(_ raised: Substring, _ span: Markdown.RichText.Span, behind text: String) -> Bool {
    guard raised.utf8.first != 0x5B, raised.utf8.contains(where: { $0.isLetter || $0.isDigit }) else { return true }
    guard case .html(let tag) = span.kind, tag.begins(with: "<sup"), text.utf8.count > 1 else { return false }
    return raised.utf8.count == 1 && raised.utf8.allSatisfy(\.isDigit) || raised.utf8.contains(0x2C)
  }

  private static func isRaised(_ span: Markdown.RichText.Span) -> Bool {
    if case .html(let tag) = span.kind { tag.begins(with: "<sub") || tag.begins(with: "<sup") } else { false }
  }

  private static func isTag(_ span: Markdown.RichText.Span) -> Bool {
    if case .html(let tag) = span.kind { tag.begins(with: "<su") || tag.begins(with: "</su") } else { false }
  }
}
