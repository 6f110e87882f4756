extension Section {
  /// Finds the sections of a document and tells each block which one it is in.
  ///
  /// A heading inside a quote belongs to what is quoted and opens no section.
  static func outline(of blocks: inout [Block], firstLine: Int, lastLine: Int) -> [Section] {
    let all = firstLine...max(firstLine, lastLine)
    let range = blocks.indices
    var sections = [Section(title: "", level: 0, parent: nil, lines: all, blocks: range, ownBlocks: range)]
    sections.reserveCapacity(16)
    var open = [0]
    open.reserveCapacity(8)
    for index in blocks.indices {
      if case .heading(let level, let text) = blocks[index].content, blocks[index].quotes == 0 {
        let line = blocks[index].lines.lowerBound
        if let inner = open.last, sections[inner].ownBlocks.upperBound == range.upperBound {
          sections[inner].ownBlocks = sections[inner].ownBlocks.lowerBound..<index
        }
        while let inner = open.last, sections[inner].level >= level {
          sections[inner].lines = sections[inner].lines.lowerBound...max(sections[inner].lines.lowerBound, line - 1)
          sections[inner].blocks = sections[inner].blocks.lowerBound..<index
          open.removeLast()
        }
        let rest = index..<range.upperBound
        let lines = line...max(line, all.upperBound)
        sections.append(
          Section(title: text.text, level: level, parent: open.last, lines: lines, blocks: rest, ownBlocks: rest))
        open.append(sections.count - 1)
      }
      blocks[index].section = open.last ?? 0
    }
    return sections
  }
}
