import HTML

/// The HTML tables that begin in a block of a card.
///
/// Markdown ends a block of HTML at a blank line, wherever the table ends; so the tables are read from the text itself.
struct HTMLTables {
  private(set) var tables: [HTML.Table] = []
  private(set) var lastLine: Int

  /// How many bytes of a card one table may take.
  private static let largest = 256 << 10

  init(_ source: SourceText, from lines: ClosedRange<Int>) {
    lastLine = lines.upperBound
    let start = source.offset(ofLine: lines.lowerBound)
    var end = source.offset(ofLine: lines.upperBound) + source.line(lines.upperBound).count
    var at = start
    while let opening = source.bytes.offset(of: "<table", from: at), opening < end {
      guard let closing = source.bytes.offset(of: "</table>", from: opening) else { break }
      end = max(end, closing + 8)
      at = closing + 8
    }
    guard end - start <= Self.largest, end <= source.bytes.count else { return }
    lastLine = max(lastLine, source.line(of: max(start, end - 1)))
    let fragment = UnsafeBufferPointer(rebasing: source.bytes[start..<end])
    tables = HTML.Document(parsing: fragment, firstLine: lines.lowerBound).tables
  }
}
