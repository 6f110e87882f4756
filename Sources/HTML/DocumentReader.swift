import CLibXML2

/// Walks libxml2's tree once and collects what a page says.
struct DocumentReader {
  private let shift: Int
  private let limits: Limits
  private var document = Document()
  private var passage = Text()
  private var passageLine = 0
  /// The line, in libxml2's count, that the walk has come to. A text node's own line is that of some place inside it.
  private var line = 1
  private var target: String?
  private var cells = 0

  init(firstLine: Int, limits: Limits) {
    shift = firstLine - 1
    self.limits = limits
  }

  mutating func read(_ root: xmlNodePtr?) -> Document {
    if let root {
      visit(root, block: "body", depth: 0)
      endPassage("body")
    }
    return document
  }

  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
  ]

  private mutating func visit(_ element: xmlNodePtr, block: String, depth: Int) {
    guard depth < limits.depth else {
      document.degraded = document.degraded ?? .tooDeep(limit: limits.depth)
      return
    }
    let name = element.name
    line = max(line, element.line)
    switch name {
    case "script", "style", "template": return
    case "title": return document.title = Text.joined(element, limits: limits)
    case "br": return passage.addSpace()
    case "h1", "h2", "h3", "h4", "h5", "h6": addHeading(element, name)
    case "table": addTable(element)
    case "img": addImage(element)
    default: break
    }
    let outerTarget = target
    if name == "a", let url = element.attribute("href") {
      let text = Text.joined(element, limits: limits)
      document.links.append(Link(text: text, url: url, line: element.line + shift))
      target = url
    }
    let isInline = Self.inline.contains(name)
    if !isInline { endPassage(block) }
    let inner = isInline ? block : name
    var next = element.pointee.children
    while let child = next {
      if child.isText {
        add(text: child)
      } else if child.pointee.type == XML_ELEMENT_NODE {
        visit(child, block: inner, depth: depth + 1)
      }
      next = child.pointee.next
    }
    if !isInline { endPassage(inner) }
    target = outerTarget
  }

  private mutating func add(text node: xmlNodePtr) {
    let content = node.content
    let lineEnds = content.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
    let start = max(line, node.line - lineEnds)
    let wasEmpty = passage.isEmpty
    let blankLines = passage.add(content)
    if wasEmpty, !passage.isEmpty { passageLine = start + blankLines }
    line = start + lineEnds
  }

  private mutating func endPassage(_ block: String) {
    if !passage.isEmpty {
      document.passages.append(Passage(text: passage.string, line: passageLine + shift, element: block))
    }
    passage = Text()
  }

  private mutating func addHeading(_ element: xmlNodePtr, _ name: String) {
    guard let level = name.utf8.last.map({ Int($0) - Int(UInt8(ascii: "0")) }) else { return }
    let text = Text.joined(element, limits: limits)
    document.headings.append(Heading(level: level, text: text, line: element.line + shift))
  }

  private mutating func addImage(_ element: xmlNodePtr) {
    guard let url = element.attribute("src") else { return }
    let alternative = element.attribute("alt") ?? ""
    document.images.append(Image(alternative: alternative, url: url, target: target, line: element.line + shift))
  }

  private mutating func addTable(_ element: xmlNodePtr) {
    var reader = TableReader(shift: shift, limits: limits, cellsLeft: limits.cells - cells)
    let table = reader.read(element)
    cells = limits.cells - reader.cellsLeft
    if reader.isCut { document.degraded = document.degraded ?? .tooManyCells(limit: limits.cells) }
    if !table.rows.isEmpty { document.tables.append(table) }
  }
}
