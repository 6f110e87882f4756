import CLibXML2

/// Reads one table and writes its spans out, as the table model of the HTML standard (§4.9.12) places cells.
struct TableReader {
  /// A cell that reaches into the rows below.
  private struct Hanging {
    var cell: Table.Cell
    var rows: Int
  }

  let shift: Int
  let limits: Limits
  var cellsLeft: Int
  private(set) var isCut = false
  private var rows: [Table.Row] = []
  private var caption = ""
  private var hanging: [Int: Hanging] = [:]
  /// Of the widest row so far, in cells.
  private var width = 0

  init(shift: Int, limits: Limits, cellsLeft: Int) {
    self.shift = shift
    self.limits = limits
    self.cellsLeft = cellsLeft
  }

  mutating func read(_ table: xmlNodePtr) -> Table {
    collect(table, isHead: false)
    for index in rows.indices where rows[index].cells.count < width {
      // One wide row must not widen thousands of short ones.
      guard spend(width - rows[index].cells.count) else { break }
      rows[index].cells += Array(repeating: .missing, count: width - rows[index].cells.count)
    }
    return Table(caption: caption, rows: rows, line: table.line + shift)
  }

  private mutating func collect(_ part: xmlNodePtr, isHead: Bool) {
    var next = part.pointee.children
    while let child = next, !isCut {
      if child.pointee.type == XML_ELEMENT_NODE {
        switch child.name {
        case "thead":
          collect(child, isHead: true)
          hanging = [:]
        case "tbody", "tfoot":
          collect(child, isHead: false)
          hanging = [:]
        case "tr": _ = read(cellsFrom: child.pointee.children, line: child.line, isHead: isHead)
        case "td", "th":
          // Cells outside of a row make one (§13.2.6.4.13), as far as the next element that is none. The tags that close
          // rows that were never opened are gone from the tree: where a row is full, the next begins.
          next = read(cellsFrom: child, line: child.line, isHead: isHead, upTo: width)
          continue
        case "caption": caption = Text.joined(child, limits: limits)
        default: break
        }
      }
      next = child.pointee.next
    }
  }

  /// Reads the row that cells beside each other make.
  ///
  /// - Parameter limit: how many cells a row has at most that no tag ends; 0 where that is not known.
  /// - Returns: the element behind them, if there is one.
  private mutating func read(
    cellsFrom first: xmlNodePtr?, line: Int, isHead: Bool, upTo limit: Int = 0
  ) -> xmlNodePtr? {
    var cells: [Table.Cell] = []
    var isBegun = false
    var next = first
    while let child = next, !isCut {
      if child.pointee.type == XML_ELEMENT_NODE {
        let name = child.name
        if name == "tr" { break }
        if name == "td" || name == "th" {
          fillFromAbove(&cells)
          if isBegun, limit > 0, cells.count >= limit { break }
          place(child, isHeader: name == "th", in: &cells)
          isBegun = true
        }
      }
      next = child.pointee.next
    }
    fillFromAbove(&cells)
    guard !cells.isEmpty else { return next }
    let isHeader = isHead || cells.allSatisfy(\.isHeader)
    rows.append(Table.Row(cells: cells, line: line + shift, isHeader: isHeader))
    width = max(width, cells.count)
    return next
  }

  private mutating func place(_ node: xmlNodePtr, isHeader: Bool, in cells: inout [Table.Cell]) {
    var cell = read(cell: node, isHeader: isHeader)
    // The standard's own bounds (§4.9.11); 0 rows means the rest of the group.
    let columns = min(max(Int(node.attribute("colspan") ?? "") ?? 1, 1), 1000)
    let span = Int(node.attribute("rowspan") ?? "") ?? 1
    let below = span == 0 ? 65_534 : min(max(span, 1), 65_534)
    guard spend(columns) else { return }
    for _ in 0..<columns {
      if below > 1 {
        var copy = cell
        copy.isSpanned = true
        hanging[cells.count] = Hanging(cell: copy, rows: below - 1)
      }
      cells.append(cell)
      cell.isSpanned = true
    }
  }

  /// Puts the cells that reach down from the rows above where the row has got to.
  private mutating func fillFromAbove(_ cells: inout [Table.Cell]) {
    while let above = hanging[cells.count], spend(1) {
      hanging[cells.count] = above.rows > 1 ? Hanging(cell: above.cell, rows: above.rows - 1) : nil
      cells.append(above.cell)
    }
  }

  private mutating func spend(_ cells: Int) -> Bool {
    guard cells <= cellsLeft else {
      isCut = true
      return false
    }
    cellsLeft -= cells
    return true
  }

  private func read(cell node: xmlNodePtr, isHeader: Bool) -> Table.Cell {
    let text = Text.joined(node, limits: limits)
    var links: [Link] = []
    var strong = Text()
    inspect(node, depth: 0, isStrong: false, &links, &strong)
    return Table.Cell(
      text: text, isHeader: isHeader, isStrong: !text.isEmpty && strong.string == text, links: links,
      line: node.line + shift, isSpanned: false)
  }

  private func inspect(_ node: xmlNodePtr, depth: Int, isStrong: Bool, _ links: inout [Link], _ strong: inout Text) {
    guard depth < limits.depth else { return }
    var next = node.pointee.children
    while let child = next {
      if child.isText {
        if isStrong { strong.add(child.content) }
      } else if child.pointee.type == XML_ELEMENT_NODE {
        let name = child.name
        if name == "a", let url = child.attribute("href") {
          links.append(Link(text: Text.joined(child, limits: limits), url: url, line: child.line + shift))
        }
        if name != "table" {
          inspect(child, depth: depth + 1, isStrong: isStrong || name == "b" || name == "strong", &links, &strong)
        }
      }
      next = child.pointee.next
    }
  }
}
