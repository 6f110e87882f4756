import Markdown
import Stages

/// reStructuredText as Sphinx sites write it: headings, paragraphs, lists, code, links and tables.
///
/// <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>. Nothing is included, run or fetched: a directive that
/// would take another file is left out.
struct RestructuredText: TextFormat {
  static let kind = DocumentKind.restructuredText

  private let lines: [Substring]
  private var at = 0
  private var result = Translation()
  /// The marks of headings in the order they were met, which is their level.
  private var marks: [String] = []
  private var inline: RestructuredInline

  static func translate(_ source: SourceText) -> Translation {
    var reader = RestructuredText(source)
    reader.read()
    return reader.result
  }

  private init(_ source: SourceText) {
    lines = (1...max(1, source.lastLine)).map { number in
      let text = String(decoding: source.line(number), as: UTF8.self)
      return Substring(text.replacing("\t", with: "    ")).withoutEnd
    }
    inline = RestructuredInline(targetsIn: lines)
  }

  private func number(_ index: Int) -> ClosedRange<Int> { index + 1...index + 1 }

  private mutating func read() {
    while at < lines.count {
      let line = lines[at]
      let text = line.trimmed
      if text.isEmpty {
        result.endBlock()
        at += 1
      } else if readHeading() || readGridTable() || readSimpleTable() {
        continue
      } else if text.begins(with: ".. ") || text == ".." {
        readExplicit()
      } else if isAdornment(text) {
        result.endBlock()
        at += 1
      } else {
        readText(text)
      }
    }
  }

  // MARK: Text

  private mutating func readText(_ text: Substring) {
    var text = text
    let indent = lines[at].indent
    let opensCode = text.ends(with: "::")
    if opensCode { text = text == "::" ? "" : text.dropLast() }
    if text.begins(with: "| ") { text = text.dropFirst(2) }
    if text.begins(with: "#. ") { text = "1. " + text.dropFirst(3) }
    if let field = fieldList(text) { text = "- " + field }
    // A footnote's or a link's mark at the start of a line is none of Markdown's.
    let isPlain =
      !(text.begins(with: "- ") || text.begins(with: "* ") || text.begins(with: "+ ") || text.begins(with: "1. "))
    let written = inline.markdown(text)
    result.add(isPlain && written.begins(with: "#") ? "\\" + written : written, from: number(at))
    at += 1
    if opensCode { readCode(deeperThan: indent) }
  }

  /// `:Author: Somebody` is `Author: Somebody`.
  private func fieldList(_ text: Substring) -> Substring? {
    guard text.first == ":", let end = text.dropFirst().firstIndex(of: ":"), text.index(after: end) < text.endIndex,
      text[text.index(after: end)] == " ", !text[..<end].contains("`")
    else { return nil }
    return text.dropFirst()
  }

  /// An indented block, as code.
  private mutating func readCode(deeperThan indent: Int) {
    var end = at
    var last = at
    while end < lines.count, lines[end].isBlank || lines[end].indent > indent {
      if !lines[end].isBlank { last = end + 1 }
      end += 1
    }
    guard last > at else { return }
    let first = lines[at..<last].first { !$0.isBlank }?.indent ?? 0
    result.endBlock()
    result.add("````", from: number(at))
    for index in at..<last { result.add(lines[index].dropFirst(min(first, lines[index].indent)), from: number(index)) }
    result.add("````", from: number(last - 1))
    result.endBlock()
    at = last
  }

  // MARK: Headings

  private mutating func readHeading() -> Bool {
    let text = lines[at].trimmed
    // A line above and below, or below only.
    if isAdornment(text), at + 2 < lines.count, !lines[at + 1].isBlank, lines[at + 2].trimmed.first == text.first,
      isAdornment(lines[at + 2].trimmed), !isAdornment(lines[at + 1].trimmed)
    {
      addHeading(lines[at + 1].trimmed, mark: "\(text.prefix(1))over", line: at + 2)
      at += 3
      return true
    }
    guard at + 1 < lines.count, lines[at].indent == 0, !isAdornment(text), isAdornment(lines[at + 1].trimmed),
      lines[at + 1].indent == 0, lines[at + 1].trimmed.count >= min(4, text.count)
    else { return false }
    addHeading(text, mark: String(lines[at + 1].prefix(1)), line: at + 1)
    at += 2
    return true
  }

  private mutating func addHeading(_ text: Substring, mark: String, line: Int) {
    if !marks.contains(mark) { marks.append(mark) }
    result.addHeading(
      inline.markdown(text), level: (marks.firstIndex(of: mark) ?? 0) + 1, from: line...line)
  }

  /// A run of one mark: `=====`.
  private func isAdornment(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, text.utf8.count >= 3, (0x21...0x7E).contains(first), !first.isLetter,
      !first.isDigit
    else { return false }
    return text.utf8.allSatisfy { $0 == first }
  }

  // MARK: Explicit markup

  private mutating func readExplicit() {
    let indent = lines[at].indent
    let text = lines[at].trimmed.dropFirst(3)
    if text.first == "[", let end = text.firstIndex(of: "]") {
      // A footnote or citation: its text counts, its number does not.
      result.endBlock()
      result.add(inline.markdown(text[text.index(after: end)...].trimmed), from: number(at))
      at += 1
      while at < lines.count, !lines[at].isBlank, lines[at].indent > indent {
        result.add(inline.markdown(lines[at].trimmed), from: number(at))
        at += 1
      }
      result.endBlock()
      return
    }
    guard let colons = text.place(of: "::"), !text[..<colons.lowerBound].contains(" ") else {
      at += 1
      skip(deeperThan: indent)
      return
    }
    let name = text[..<colons.lowerBound].lowercased()
    let argument = text[colons.upperBound...].trimmed
    at += 1
    while at < lines.count, lines[at].trimmed.begins(with: ":"), lines[at].indent > indent { at += 1 }
    switch name {
    case "code", "code-block", "sourcecode", "parsed-literal", "prompt": readCode(deeperThan: indent)
    case "csv-table": readCSVTable(deeperThan: indent)
    case "note", "hint", "tip", "important", "warning", "attention", "caution", "container", "rst-class", "table",
      "only",
      "admonition", "tab", "tabs", "tab-item", "tab-set", "rubric", "compound", "epigraph", "versionadded":
      // What stands inside is text like any other; its indentation is dropped with that of all text.
      if name == "rubric" || name == "admonition", !argument.isEmpty {
        result.endBlock()
        result.add(inline.markdown(argument), from: number(at - 1))
      } else if !argument.isEmpty, name != "container", name != "rst-class", name != "only", name != "table" {
        result.add(inline.markdown(argument), from: number(at - 1))
      }
    default: skip(deeperThan: indent)
    }
  }

  private mutating func skip(deeperThan indent: Int) {
    while at < lines.count, lines[at].isBlank || lines[at].indent > indent { at += 1 }
    result.endBlock()
  }

  private mutating func readCSVTable(deeperThan indent: Int) {
    var rows: [(cells: [String], lines: ClosedRange<Int>)] = []
    while at < lines.count, lines[at].isBlank || lines[at].indent > indent {
      if !lines[at].isBlank {
        rows.append(
          (SeparatedLine.cells(of: lines[at].trimmed, separator: ",").map { inline.markdown($0) }, number(at)))
      }
      at += 1
    }
    result.addTable(rows)
  }

  // MARK: Tables

  /// `+---+---+` around every cell.
  private mutating func readGridTable() -> Bool {
    guard isGridBorder(lines[at].trimmed) else { return false }
    var rows: [(cells: [String], lines: ClosedRange<Int>)] = []
    var open: (cells: [String], lines: ClosedRange<Int>)?
    while at < lines.count {
      let text = lines[at].trimmed
      if isGridBorder(text) {
        if let row = open { rows.append(row) }
        open = nil
      } else if text.begins(with: "|") {
        let cells = text.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
          .map { inline.markdown($0.trimmed) }
        if var row = open {
          // The only owner of the texts, which else would be copied at each line.
          open = nil
          for (index, cell) in cells.enumerated() where index < row.cells.count && !cell.isEmpty {
            row.cells[index] += (row.cells[index].isEmpty ? "" : " ") + cell
          }
          row.lines = row.lines.lowerBound...at + 1
          open = row
        } else {
          open = (cells, number(at))
        }
      } else {
        break
      }
      at += 1
    }
    if let row = open { rows.append(row) }
    result.addTable(rows)
    return true
  }

  private func isGridBorder(_ text: Substring) -> Bool {
    text.begins(with: "+-") || text.begins(with: "+=")
      ? text.utf8.allSatisfy { $0 == 0x2B || $0 == 0x2D || $0 == 0x3D || $0 == 0x20 || $0 == 0x7C } : false
  }

  /// `=====  =====` above, below the header, and at the end.
  private mutating func readSimpleTable() -> Bool {
    let border = lines[at]
    guard isSimpleBorder(border.trimmed) else { return false }
    // The columns are where the border has marks; the last is open to the right.
    var starts: [Int] = []
    var before: UInt8 = 0
    for (offset, byte) in border.utf8.enumerated() {
      if byte == 0x3D, before != 0x3D { starts.append(offset) }
      before = byte
    }
    var rows: [(cells: [String], lines: ClosedRange<Int>)] = []
    var borders = 1
    var index = at + 1
    while index < lines.count, borders < 3 {
      let line = lines[index]
      if isSimpleBorder(line.trimmed) {
        borders += 1
        // Without a blank line below it, the second border was the header's.
        if borders == 2, index + 1 >= lines.count || lines[index + 1].isBlank { borders = 3 }
      } else if !line.isBlank {
        let bytes = Array(line.utf8)
        // As many as the line reaches: short lines below a border of a megabyte have few.
        let reached = starts.prefixCount { $0 < bytes.count }
        let cells = (0..<max(1, reached)).map { column -> String in
          let low = min(starts[column], bytes.count)
          let high = column + 1 < reached ? starts[column + 1] : bytes.count
          return inline.markdown(String(decoding: bytes[low..<max(low, high)], as: UTF8.self).trimmed)
        }
        rows.append((cells, number(index)))
      } else if borders == 1, index - at > 3 {
        break
      }
      index += 1
    }
    guard borders >= 2 else { return false }
    at = index
    result.addTable(rows)
    return true
  }

  private func isSimpleBorder(_ text: Substring) -> Bool {
    text.begins(with: "==") && text.contains(" ") && text.utf8.allSatisfy { $0 == 0x3D || $0 == 0x20 }
  }
}

extension Substring {
  fileprivate var isBlank: Bool { utf8.allSatisfy { $0 <= 0x20 } }
  fileprivate var indent: Int { utf8.prefix { $0 == 0x20 }.count }
  fileprivate var withoutEnd: Substring {
    var text = self
    while let last = text.utf8.last, last == 0x0A || last == 0x0D { text = Substring(text.utf8.dropLast()) }
    return text
  }
}
