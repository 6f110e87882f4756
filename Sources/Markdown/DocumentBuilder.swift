import CMarkGFM

/// Turns cmark's tree into blocks.
struct DocumentBuilder {
  private struct List {
    var id: Int
    var nextIndex = 0
    /// The number of the next item, in an ordered list.
    var nextNumber: Int?
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  /// What to add to cmark's lines.
  private let shift: Int
  private var blocks: [Block] = []
  private var text = TextBuilder()
  private var lists: [List] = []
  private var items: [Block.Item] = []
  private var listCount = 0
  private var quotes = 0
  private var header: Table.Row?
  private var rows: [Table.Row] = []
  private var cells: [RichText] = []
  /// Needed by few documents.
  private lazy var source = Lines(bytes)

  init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int) {
    self.bytes = bytes
    shift = firstLine - 1
  }

  /// Walks the tree without recursion: documents nest as deeply as their authors like.
  ///
  /// - Returns: the blocks, or `nil` if reading would take more than `memory` bytes.
  mutating func build(memory: Int) -> [Block]? {
    defer { macaroni_cmark_reset() }
    guard let document = macaroni_cmark_parse(bytes.baseAddress, bytes.count, memory),
      let walk = cmark_iter_new(document)
    else { return nil }
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { break }
      guard let node = cmark_iter_get_node(walk) else { break }
      let kind = macaroni_cmark_kind(node)
      if event == CMARK_EVENT_ENTER { enter(node, kind) } else { leave(node, kind) }
    }
    return blocks
  }

  private mutating func enter(_ node: OpaquePointer, _ kind: macaroni_node_kind) {
    switch kind {
    case MACARONI_TEXT, MACARONI_BREAK, MACARONI_CODE, MACARONI_HTML_INLINE, MACARONI_EMPHASIS, MACARONI_STRONG,
      MACARONI_LINK, MACARONI_IMAGE:
      text.enter(node, kind)
    case MACARONI_PARAGRAPH, MACARONI_HEADING, MACARONI_TABLE_CELL: text.begin(node)
    case MACARONI_BLOCK_QUOTE: quotes += 1
    case MACARONI_LIST: begin(list: node)
    case MACARONI_ITEM: beginItem()
    case MACARONI_CODE_BLOCK: add(code: node)
    case MACARONI_HTML_BLOCK: add(.html(literal(node)), lines(node))
    case MACARONI_THEMATIC_BREAK: add(.thematicBreak, lines(node))
    default: break
    }
  }

  private mutating func leave(_ node: OpaquePointer, _ kind: macaroni_node_kind) {
    switch kind {
    case MACARONI_EMPHASIS, MACARONI_STRONG, MACARONI_LINK, MACARONI_IMAGE: text.leave()
    case MACARONI_PARAGRAPH: add(paragraph: node)
    case MACARONI_HEADING: add(heading: node)
    case MACARONI_TABLE_CELL: cells.append(text.finish(line: start(node)))
    case MACARONI_TABLE_ROW: finishRow(node)
    case MACARONI_TABLE: add(table: node)
    case MACARONI_BLOCK_QUOTE: quotes -= 1
    case MACARONI_LIST: _ = lists.popLast()
    case MACARONI_ITEM: _ = items.popLast()
    default: break
    }
  }

  private mutating func add(_ content: Block.Content, _ lines: ClosedRange<Int>) {
    blocks.append(Block(content: content, lines: lines, item: items.last, quotes: quotes, section: 0))
    if !items.isEmpty { items[items.count - 1].isStart = false }
  }

  // MARK: Lists

  private mutating func begin(list node: OpaquePointer) {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    lists.append(List(id: listCount, nextNumber: isOrdered ? Int(cmark_node_get_list_start(node)) : nil))
    listCount += 1
  }

  private mutating func beginItem() {
    guard var list = lists.popLast() else { return }
    items.append(
      Block.Item(
        depth: lists.count + 1, list: list.id, index: list.nextIndex, number: list.nextNumber, isStart: true))
    list.nextIndex += 1
    list.nextNumber = list.nextNumber.map { $0 + 1 }
    lists.append(list)
  }

  // MARK: Leaves

  private mutating func add(paragraph node: OpaquePointer) {
    var first = Int(cmark_node_get_start_line(node))
    var last = Int(cmark_node_get_end_line(node))
    if first == 0, let table = cmark_node_next(node), macaroni_cmark_kind(table) == MACARONI_TABLE {
      // What stands directly above a table's header is cut off from it; cmark leaves its lines with the table.
      first = Int(cmark_node_get_start_line(table))
      last = headerLine(of: table) - 1
    }
    var content = text.finish(line: first + shift)
    let drift = last - first - text.passed
    if drift > 0 { settle(&content, drift: drift) }
    let start = content.line
    add(.paragraph(content), start...max(start, last + shift))
  }

  /// Makes the lines of a paragraph right that cmark counts too low.
  ///
  /// The last line is known. Lines go missing where link definitions stood before the text, which then begins later, or
  /// inside a link, whose title may stand on a line of its own.
  private mutating func settle(_ content: inout RichText, drift: Int) {
    let link = content.spans.first { span in
      switch span.kind {
      case .link, .image: true
      default: false
      }
    }
    if let link, !beginsWithDefinition(line: content.line - shift) {
      let offset = link.range.upperBound
      content.jumps.removeAll { $0.offset == offset }
      let line = content.line(at: offset) + drift
      for index in content.jumps.indices where content.jumps[index].offset > offset {
        content.jumps[index].line += drift
      }
      content.jumps.append(RichText.Jump(offset: offset, line: line))
      content.jumps.sort { $0.offset < $1.offset }
    } else {
      content.line += drift
      for index in content.jumps.indices { content.jumps[index].line += drift }
    }
  }

  /// Whether a line (cmark's count) begins `[label]:` behind any marks of quotes and lists.
  private mutating func beginsWithDefinition(line: Int) -> Bool {
    let content = bytes[source.range(of: line)]
    guard let bracket = content.firstIndex(of: UInt8(ascii: "[")),
      content[..<bracket].allSatisfy({ " \t>-*+.)0123456789".utf8.contains($0) })
    else { return false }
    return content[bracket...].firstIndex(of: UInt8(ascii: "]")).map {
      content.index(after: $0) < content.endIndex && content[content.index(after: $0)] == UInt8(ascii: ":")
    } ?? false
  }

  private mutating func add(heading node: OpaquePointer) {
    let first = start(node)
    let content = text.finish(line: first)
    // A heading that is underlined ends there; cmark gives the line after it, but only for these.
    let isUnderlined = end(node) > first
    let last = first + text.passed + (isUnderlined ? 1 : 0)
    add(.heading(level: Int(cmark_node_get_heading_level(node)), content), first...max(first, last))
  }

  private mutating func add(code node: OpaquePointer) {
    let lines = lines(node)
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    let isFenced = macaroni_cmark_is_fenced(node) != 0
    add(
      .code(Block.Code(info: info, text: literal(node), line: lines.lowerBound + (isFenced ? 1 : 0))), lines)
  }

  // MARK: Tables

  private mutating func finishRow(_ node: OpaquePointer) {
    if cmark_gfm_extensions_get_table_row_is_header(node) != 0, let table = cmark_node_parent(node) {
      let line = headerLine(of: table) + shift
      for index in cells.indices { cells[index].line = line }
      header = Table.Row(cells: cells, line: line)
    } else {
      rows.append(Table.Row(cells: cells, line: start(node)))
    }
    cells = []
  }

  private mutating func add(table node: OpaquePointer) {
    defer {
      header = nil
      rows = []
    }
    guard let header else { return }
    add(.table(Table(header: header, rows: rows)), header.line...(rows.last?.line ?? header.line + 1))
  }

  /// The line of a table's header, in cmark's count, which is wrong by the lines of a paragraph above it.
  private func headerLine(of table: OpaquePointer) -> Int {
    guard let header = cmark_node_first_child(table), let row = cmark_node_next(header) else {
      return Int(cmark_node_get_end_line(table)) - 1
    }
    return Int(cmark_node_get_start_line(row)) - 2
  }

  // MARK: Reading nodes

  private func start(_ node: OpaquePointer) -> Int { Int(cmark_node_get_start_line(node)) + shift }
  private func end(_ node: OpaquePointer) -> Int { Int(cmark_node_get_end_line(node)) + shift }

  private func lines(_ node: OpaquePointer) -> ClosedRange<Int> {
    let first = start(node)
    return first...max(first, end(node))
  }

  private func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}
