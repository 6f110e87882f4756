import Glibc

/// What a line can begin.
extension BlockScanner {
  enum Opening {
    /// Containers, with text behind their marks or without.
    case containers
    /// The line is taken whole.
    case wholeLine
    case nothing
  }

  mutating func openBlocks(isLeafKept: Bool, isParagraph: Bool) throws(Decline) -> Opening {
    var opening = Opening.nothing
    // What the line would go on: only in the first round is there a leaf.
    var inParagraph = isLeafKept && isParagraph
    var inTable = false
    if isLeafKept, case .table = leaf { inTable = true }
    var mayBeLazy = isParagraph
    while true {
      try findNonspace()
      if isBlank { return opening }
      let isIndented = indent >= 4
      if isIndented {
        if !mayBeLazy {
          offset += 4
          try begin(.indentedCode)
          addLine(from: offset)
          return .wholeLine
        }
        return opening
      }
      switch first {
      case UInt8(ascii: ">"):
        offset = nonspace + 1
        try makeRoom()
        try open(Container(kind: .quote))
        try skipOptionalSpace()
        opening = .containers
        (inParagraph, inTable, mayBeLazy) = (false, false, false)
        continue
      case UInt8(ascii: "#"): if try openHeading() { return .wholeLine }
      case UInt8(ascii: "`"), UInt8(ascii: "~"): if try openFence() { return .wholeLine }
      case UInt8(ascii: "<"):
        if let start = HTMLBlockStart(text, inParagraph: inParagraph) {
          try begin(.html(start))
          try addHTML(start)
          return .wholeLine
        }
      case UInt8(ascii: "="): if inParagraph, try underline(level: 1) { return .wholeLine }
      default: break
      }
      if inParagraph, first == UInt8(ascii: "-"), try underline(level: 2) { return .wholeLine }
      if try openBreak() { return .wholeLine }
      if try openItem(inParagraph: inParagraph) {
        opening = .containers
        (inParagraph, inTable, mayBeLazy) = (false, false, false)
        continue
      }
      if inParagraph, try openTable() { return .wholeLine }
      if inTable, try addRow() { return .wholeLine }
      return opening
    }
  }

  // MARK: Single lines

  /// `## Title ##`
  private mutating func openHeading() throws(Decline) -> Bool {
    let line = text
    var level = 0
    while level < line.count, line[level] == UInt8(ascii: "#") { level += 1 }
    guard level <= 6, level == line.count || line[level] == 0x20 || line[level] == 0x09 else { return false }
    try makeRoom()
    var title = UnsafeBufferPointer(rebasing: line[level...]).strippedOfSpace
    // Closing marks stand behind a space, or alone.
    var high = title.count
    while high > 0, title[high - 1] == UInt8(ascii: "#") { high -= 1 }
    if high < title.count, high == 0 || title[high - 1] == 0x20 || title[high - 1] == 0x09 {
      title = UnsafeBufferPointer(rebasing: title[..<high]).strippedOfSpace
    }
    let content = try inlines.read(title, line: number)
    add(.heading(level: level, content), number...number)
    return true
  }

  /// A paragraph becomes a heading by the line below it.
  private mutating func underline(level: Int) throws(Decline) -> Bool {
    let line = text
    var at = 0
    while at < line.count, line[at] == first { at += 1 }
    guard line[at...].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return false }
    let title = try read(content.bytes, line: leafLine)
    leaf = .none
    add(.heading(level: level, title), leafLine...number)
    return true
  }

  /// `---`, `* * *`
  private mutating func openBreak() throws(Decline) -> Bool {
    let mark = first
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_") else { return false }
    var marks = 0
    for byte in text {
      if byte == mark { marks += 1 } else if byte != 0x20 && byte != 0x09 { return false }
    }
    guard marks >= 3 else { return false }
    try begin(.thematicBreak)
    return true
  }

  private mutating func openFence() throws(Decline) -> Bool {
    let line = text
    let mark = first
    var length = 0
    while length < line.count, line[length] == mark { length += 1 }
    guard length >= 3 else { return false }
    let behind = UnsafeBufferPointer(rebasing: line[length...])
    if mark == UInt8(ascii: "`"), behind.contains(mark) { return false }
    if behind.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "\\") }) { throw .rare }
    let fenceIndent = indent
    try begin(.fence(mark: mark, length: min(length, 255), indent: fenceIndent))
    info = String(decoding: behind.strippedOfSpace, as: UTF8.self)
    return true
  }

  // MARK: Items

  /// `- `, `12. `
  private mutating func openItem(inParagraph: Bool) throws(Decline) -> Bool {
    var at = nonspace
    var value: Int?
    switch bytes[at] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): break
    case 0x30...0x39:
      var number = 0
      while at < end, bytes[at].isASCIIDigit, at - nonspace < 10 {
        number = number * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at - nonspace <= 9, at < end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ")") else {
        return false
      }
      if inParagraph, number != 1 { return false }
      value = number
    default: return false
    }
    let mark = bytes[at]
    at += 1
    if at < end, bytes[at] == 0x09 { throw .tab }
    if at < end, bytes[at] == 0x0B || bytes[at] == 0x0C { throw .rare }
    guard at == end || bytes[at] == 0x20 else { return false }
    var behind = at
    while behind < end, bytes[behind] == 0x20 { behind += 1 }
    if behind < end, bytes[behind] == 0x09 { throw .tab }
    if inParagraph, behind == end { return false }
    // Text that is far away, or none, begins one space behind the mark.
    let spaces = behind - at
    let isNear = behind < end && spaces <= 4
    let width = at - nonspace
    let itemIndent = indent + width + (isNear ? spaces : 1)
    offset = isNear ? behind : min(at + 1, end)

    try makeRoom(forItem: true)
    if containers.last?.kind != .list || containers.last?.mark != mark {
      if containers.last?.kind == .list { containers.truncate(to: containers.count - 1) }
      if !containers.isEmpty { containers[containers.count - 1].hasContent = true }
      try open(Container(kind: .list, mark: mark, list: listCount, number: value))
      listCount += 1
    }
    let list = containers[containers.count - 1]
    containers[containers.count - 1].index += 1
    try open(
      Container(
        kind: .item, indent: itemIndent, list: list.list, index: list.index, number: list.number.map { $0 + list.index }
      ))
    return true
  }

  // MARK: Tables

  /// A paragraph whose last line is the header of a table, by the delimiter row below it.
  private mutating func openTable() throws(Decline) -> Bool {
    switch first {
    case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"): break
    default: return false
    }
    let columns = TableRow.delimiters(in: text)
    guard columns > 0 else { return false }
    let all = UnsafeBufferPointer(rebasing: content.bytes.dropLast())
    let start = all.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = UnsafeBufferPointer(rebasing: all[start...])
    guard TableRow.count(in: line) == columns else { throw .oddTable }
    let row = try cells(of: line, line: number - 1, columns: columns)
    if start > 0 {
      // What stands above the header is a paragraph of its own.
      guard !all[..<start].contains(UInt8(ascii: "\\")) else { throw .oddTable }
      let above = try read(UnsafeBufferPointer(rebasing: all[..<start]), line: leafLine)
      add(.paragraph(above), leafLine...max(leafLine, number - 2))
    } else if all.first == UInt8(ascii: "[") {
      try refuseDefinitions(all)
    }
    header = Table.Row(cells: row, line: number - 1)
    leaf = .table
    return true
  }

  private mutating func addRow() throws(Decline) -> Bool {
    guard let header else { return false }
    rows.append(
      Table.Row(cells: try cells(of: text, line: number, columns: header.cells.count), line: number))
    return true
  }

  private mutating func cells(
    of line: UnsafeBufferPointer<UInt8>, line number: Int, columns: Int
  ) throws(Decline) -> [RichText] {
    try count(cells: columns)
    var cells: [RichText] = []
    cells.reserveCapacity(columns)
    var failure: Decline?
    let hasEscapes = line.baseAddress.map { memchr($0, 0x5C, line.count) != nil } ?? false
    TableRow.forEachCell(in: line) { cell in
      guard cells.count < columns, failure == nil else { return }
      do throws(Decline) {
        let stripped = cell.strippedOfSpace
        cells.append(try hasEscapes ? unescaped(stripped, line: number) : inlines.read(stripped, line: number))
      } catch { failure = error }
    }
    if let failure { throw failure }
    while cells.count < columns { cells.append(RichText(text: "", line: number)) }
    return cells
  }

  /// A cell with pipes behind backslashes.
  private mutating func unescaped(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(Decline) -> RichText {
    var plain = Buffer<UInt8>(capacity: cell.count)
    var from = 0
    var at = 0
    while let mark = cell.firstIndex(of: UInt8(ascii: "\\"), in: at..<cell.count) {
      at = mark + 1
      guard at < cell.count, cell[at] == UInt8(ascii: "|") else { continue }
      plain.append(UnsafeBufferPointer(rebasing: cell[from..<mark]))
      from = at
    }
    plain.append(UnsafeBufferPointer(rebasing: cell[from...]))
    return try inlines.read(plain.elements.strippedOfSpace, line: line)
  }

  // MARK: Text

  /// What a paragraph's or a heading's lines say.
  mutating func read(_ lines: UnsafeBufferPointer<UInt8>, line: Int) throws(Decline) -> RichText {
    let stripped = lines.strippedOfSpace
    if stripped.first == UInt8(ascii: "[") { try refuseDefinitions(stripped) }
    return try inlines.read(stripped, line: line)
  }

  /// Links anywhere may depend on what stands at the beginning of a paragraph: `[label]: address`.
  private func refuseDefinitions(_ text: UnsafeBufferPointer<UInt8>) throws(Decline) {
    var at = 1
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "["): return
      case UInt8(ascii: "]"):
        if at + 1 < text.count, text[at + 1] == UInt8(ascii: ":") { throw .definition }
        return
      default: break
      }
      at += 1
    }
  }
}
