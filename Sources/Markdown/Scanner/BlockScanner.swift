import Glibc

/// Reads the blocks of a document as cmark and `DocumentBuilder` do, several times faster, or declines.
///
/// It follows the strategy of CommonMark's appendix: open containers are matched against each line, then new blocks are
/// looked for, then the rest is text. cmark stays the truth: what this does not do exactly alike makes it decline the
/// document, and a test holds both against each other over all documents at hand.
struct BlockScanner: ~Copyable {
  /// A quote, list or item that is open.
  struct Container {
    enum Kind { case quote, list, item }

    var kind: Kind
    /// Of lists: `-`, `*`, `+`, `.` or `)`; items with other marks are in other lists.
    var mark: UInt8 = 0
    /// Of an item: by how much its lines are indented.
    var indent = 0
    /// Of an item: whether there is anything in it.
    var hasContent = false
    /// Of an item: whether its first block came.
    var hasBlock = false
    /// Which list of the document it is, or belongs to.
    var list = 0
    /// Of a list: how many items it has. Of an item: how many stand before it.
    var index = 0
    /// Of an ordered list: the number of its first item. Of an item: its own.
    var number: Int?
  }

  /// The block at the end that lines can be added to.
  enum Leaf {
    case none, paragraph, indentedCode, table
    /// A break stays open over blank lines, as if they belonged to it.
    case thematicBreak
    case fence(mark: UInt8, length: Int, indent: Int)
    case html(HTMLBlockStart)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var blocks: [Block] = []
  var containers = Buffer<Container>(capacity: 16)
  /// How many containers of the line before this line continues, or began.
  var kept = 0
  var listCount = 0
  var leaf = Leaf.none
  /// The line that the leaf begins on.
  var leafLine = 0
  /// The lines of a paragraph, or the text of code or HTML.
  var content: LeafLines
  /// What stands behind the opening fence.
  var info = ""
  var header: Table.Row?
  var rows: [Table.Row] = []
  var inlines = InlineScanner()

  private let limits: Limits
  /// Cells of all tables so far, short rows filled up.
  private var cellCount = 0

  // The line being read, and what of it is left.
  private let firstLine: Int
  var number = 0
  var offset = 0
  var end = 0
  /// The first byte that is no space.
  var nonspace = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int, limits: Limits = .default) {
    self.bytes = bytes
    content = LeafLines(of: bytes)
    self.firstLine = firstLine
    self.limits = limits
  }

  /// The number of the last line, once all were read.
  var lastLine: Int { max(firstLine, number - 1) }

  /// The blocks of the document, their sections not yet known.
  mutating func scan() throws(Decline) -> [Block] {
    guard let base = bytes.baseAddress else { return [] }
    if memchr(base, 0x0D, bytes.count) != nil { throw .carriageReturn }
    blocks.reserveCapacity(bytes.count / 64 + 8)
    number = firstLine - 1
    var start = 0
    while start < bytes.count {
      number += 1
      let found = memchr(base + start, 0x0A, bytes.count - start)
      end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
      offset = start
      try readLine()
      start = end + 1
    }
    // Blocks end on the line before the one that ends them.
    number += 1
    try closeLeaf(lastLine: number - 1)
    // Held here as well, they would be copied by who changes them.
    defer { blocks = [] }
    return blocks
  }

  var indent: Int { nonspace - offset }
  var isBlank: Bool { nonspace == end }
  /// What is left of the line, its end excluded.
  var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[offset..<end]) }
  /// What is left of the line from its first letter on.
  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[nonspace..<end]) }
  /// The first letter of what is left; zero on a blank line.
  var first: UInt8 { nonspace < end ? bytes[nonspace] : 0 }

  mutating func findNonspace() throws(Decline) {
    nonspace = offset
    while nonspace < end, bytes[nonspace] == 0x20 { nonspace += 1 }
    if nonspace < end, bytes[nonspace] == 0x09 { throw .tab }
  }

  // MARK: A line

  private mutating func readLine() throws(Decline) {
    if containers.isEmpty, try readPlainLine() { return }
    kept = 0
    while kept < containers.count, try continues(containers[kept]) { kept += 1 }
    var isLeafKept = false
    if kept == containers.count {
      switch try continueLeaf() {
      case .kept: isLeafKept = true
      case .ended: break
      case .endedHere: return
      }
    }
    if isLeafKept {
      switch leaf {
      case .fence, .indentedCode: return addLine(from: offset)
      case .html(let start): return try addHTML(start)
      default: break
      }
    }
    let isLazy = isParagraph && !isLeafKept
    switch try openBlocks(isLeafKept: isLeafKept, isParagraph: isParagraph) {
    case .wholeLine: return
    case .containers: break
    case .nothing:
      if isLeafKept, isParagraph { return addLine(from: nonspace) }
      // A paragraph goes on although the containers around it were not marked again.
      if isLazy, !isBlank { return addLine(from: nonspace) }
      if isLeafKept, isBlank { return }
      try endUnkept()
    }
    guard !isBlank else { return }
    try begin(.paragraph)
    addLine(from: nonspace)
  }

  /// Reads a line that is empty or begins with a letter at its very left, as most do; false for any other.
  private mutating func readPlainLine() throws(Decline) -> Bool {
    let isEmpty = offset == end
    guard isEmpty || bytes[offset].isASCIILetter || bytes[offset] >= 0x80 else { return false }
    switch leaf {
    case .none:
      guard !isEmpty else { return true }
      leaf = .paragraph
      leafLine = number
      content.removeAll()
    case .paragraph:
      guard !isEmpty else {
        try closeLeaf(lastLine: number - 1)
        return true
      }
    case .fence: break
    default: return false
    }
    addLine(from: offset)
    return true
  }

  private var isParagraph: Bool { if case .paragraph = leaf { true } else { false } }

  /// Whether the line goes on a container; takes what marks that.
  private mutating func continues(_ container: Container) throws(Decline) -> Bool {
    switch container.kind {
    case .list: return true
    case .quote:
      try findNonspace()
      guard indent < 4, first == UInt8(ascii: ">") else { return false }
      offset = nonspace + 1
      try skipOptionalSpace()
      return true
    case .item:
      try findNonspace()
      if indent >= container.indent {
        offset += container.indent
      } else if isBlank, container.hasContent {
        offset = nonspace
      } else {
        return false
      }
      return true
    }
  }

  /// Containers in each other; each line is held against all of them.
  static let mostContainers = 60

  mutating func open(_ container: Container) throws(Decline) {
    guard containers.count < Self.mostContainers else { throw .crowded }
    containers.append(container)
    kept = containers.count
  }

  /// Counts the cells of a row before they are made.
  mutating func count(cells columns: Int) throws(Decline) {
    cellCount += columns
    guard columns <= limits.columns, cellCount <= limits.cells else { throw .crowded }
  }

  func skippingSpace(_ at: Int) throws(Decline) -> Int {
    guard at < end else { return at }
    if bytes[at] == 0x09 { throw .tab }
    return bytes[at] == 0x20 ? at + 1 : at
  }

  mutating func skipOptionalSpace() throws(Decline) { offset = try skippingSpace(offset) }

  private enum Continuation { case kept, ended, endedHere }

  /// Whether the line goes on the leaf, as far as that can be told before new blocks are looked for.
  private mutating func continueLeaf() throws(Decline) -> Continuation {
    switch leaf {
    case .none: return .ended
    case .thematicBreak: return .kept
    case .paragraph:
      try findNonspace()
      return isBlank ? .ended : .kept
    case .table:
      try findNonspace()
      return TableRow.hasCell(text) ? .kept : .ended
    case .indentedCode:
      try findNonspace()
      if indent >= 4 {
        offset += 4
      } else if isBlank {
        offset = nonspace
      } else {
        return .ended
      }
      return .kept
    case .html(let start):
      return start.endsAtBlankLine && rest.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? .ended : .kept
    case .fence(let mark, let length, let fenceIndent):
      var at = offset
      while at < end, at - offset < 4, bytes[at] == 0x20 { at += 1 }
      if at - offset < 4, at < end, bytes[at] == mark {
        let start = at
        while at < end, bytes[at] == mark { at += 1 }
        if at - start >= length, bytes[at..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
          try closeLeaf(lastLine: number)
          return .endedHere
        }
      }
      // The content is indented as the fence is.
      var left = fenceIndent
      while left > 0, offset < end, bytes[offset] == 0x20 || bytes[offset] == 0x09 {
        if bytes[offset] == 0x09 { throw .tab }
        offset += 1
        left -= 1
      }
      return .kept
    }
  }

  mutating func addLine(from start: Int) { content.append(start..<end) }

  mutating func addHTML(_ start: HTMLBlockStart) throws(Decline) {
    addLine(from: offset)
    if start.ends(on: rest) { try closeLeaf(lastLine: number - 1) }
  }

  // MARK: Beginning and ending

  /// Ends what this line does not continue.
  mutating func endUnkept() throws(Decline) {
    // Code between fences is said to end on the line that ends what it stands in.
    if case .fence = leaf { try closeLeaf(lastLine: number) } else { try closeLeaf(lastLine: number - 1) }
    containers.truncate(to: kept)
  }

  /// Ends what stands in the way of a new block in the innermost container that is kept.
  mutating func makeRoom(forItem isItem: Bool = false) throws(Decline) {
    try endUnkept()
    // A list holds nothing but items.
    if !isItem, containers.last?.kind == .list { containers.truncate(to: containers.count - 1) }
    if !containers.isEmpty { containers[containers.count - 1].hasContent = true }
    kept = containers.count
  }

  mutating func begin(_ new: Leaf) throws(Decline) {
    try makeRoom()
    leaf = new
    leafLine = number
    content.removeAll()
  }

  mutating func add(_ block: consuming Block.Content, _ lines: ClosedRange<Int>) {
    let (item, quotes) = containers.isEmpty ? (nil, 0) : place()
    blocks.append(Block(content: block, lines: lines, item: item, quotes: quotes, section: 0))
  }

  /// What the next block stands in.
  private mutating func place() -> (item: Block.Item?, quotes: Int) {
    var depth = 0
    var quotes = 0
    var innermost: (index: Int, depth: Int)?
    for index in 0..<containers.count {
      switch containers[index].kind {
      case .quote: quotes += 1
      case .list: depth += 1
      case .item: innermost = (index, depth)
      }
    }
    // A quote inside of an item may hold lists of its own, but none that ended.
    guard let innermost else { return (nil, quotes) }
    let holder = containers[innermost.index]
    containers[innermost.index].hasBlock = true
    let item = Block.Item(
      depth: innermost.depth, list: holder.list, index: holder.index, number: holder.number, isStart: !holder.hasBlock)
    return (item, quotes)
  }

  mutating func closeLeaf(lastLine: Int) throws(Decline) {
    let ending = leaf
    leaf = .none
    let lines = leafLine...max(leafLine, lastLine)
    switch ending {
    case .none: break
    case .thematicBreak: add(.thematicBreak, lines)
    case .paragraph: add(.paragraph(try read(content.bytes, line: leafLine)), lines)
    case .indentedCode:
      add(.code(Block.Code(info: "", text: withoutBlankLines(content.bytes).string, line: leafLine)), lines)
    case .fence:
      add(.code(Block.Code(info: info, text: content.bytes.string, line: leafLine + 1)), lines)
    case .html: add(.html(content.bytes.string), lines)
    case .table:
      guard let header else { break }
      add(.table(Table(header: header, rows: rows)), header.line...(rows.last?.line ?? header.line + 1))
      self.header = nil
      rows = []
    }
  }

  /// Blank lines at the end of indented code do not belong to it.
  private func withoutBlankLines(_ lines: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let last = lines.lastIndex(where: { !$0.isMarkdownSpace }) else {
      return UnsafeBufferPointer(rebasing: lines[..<0])
    }
    let end = lines[last...].firstIndex(of: 0x0A) ?? lines.count - 1
    return UnsafeBufferPointer(rebasing: lines[...end])
  }
}
