import HTML
import Stages

/// HTML, as libxml2 reads it.
enum HTMLPage: TextFormat {
  static let kind = DocumentKind.html

  /// A part of the page, in the order in which it stands there.
  private enum Part {
    case heading(HTML.Heading)
    case text(HTML.Passage)
    case link(HTML.Link)
    case table(HTML.Table)

    var line: Int {
      switch self {
      case .heading(let heading): heading.line
      case .text(let passage): passage.line
      case .link(let link): link.line
      case .table(let table): table.line
      }
    }
  }

  static func translate(_ source: SourceText) -> Translation {
    let page = HTML.Document(parsing: source.bytes)
    var result = Translation()
    if let degraded = page.degraded { result.rejections.append(Rejection(.tooLarge, degraded.description)) }
    // The text of headings and cells is among the passages as well.
    let passages = page.passages.filter {
      !["h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "title"].contains($0.element)
    }
    var parts = page.headings.map(Part.heading) + passages.map(Part.text) + page.tables.map(Part.table)
    parts += page.links.map(Part.link)
    let order = parts.indices.sorted { (parts[$0].line, $0) < (parts[$1].line, $1) }
    func lines(_ first: Int, _ last: Int) -> ClosedRange<Int> {
      let first = min(max(first, 1), source.lastLine)
      return first...max(first, min(last, source.lastLine))
    }
    for (position, index) in order.enumerated() {
      let part = parts[index]
      let next = position + 1 < order.count ? parts[order[position + 1]].line : part.line + 1
      // A paragraph that is filled over several lines reads as one; it ends before what follows it.
      let place = lines(part.line, max(part.line, next - 1))
      switch part {
      case .heading(let heading):
        result.addHeading(Translation.escaped(heading.text), level: heading.level, from: lines(part.line, part.line))
      case .text(let passage):
        let isItem = passage.element == "li"
        if !isItem { result.endBlock() }
        result.add((isItem ? "- " : "") + Translation.escaped(passage.text), from: place)
      case .link(let link):
        guard link.url.utf8.starts(with: "http".utf8), !link.url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x3E })
        else {
          continue
        }
        result.endBlock()
        result.add("[\(Translation.escaped(link.text))](<\(link.url)>)", from: lines(link.line, link.line))
      case .table(let table):
        result.addTable(
          table.rows.map { row in
            let last = row.cells.map(\.line).max() ?? row.line
            return (row.cells.map { Translation.escaped($0.text) }, lines(row.line, max(row.line, last)))
          })
      }
    }
    return result
  }
}
