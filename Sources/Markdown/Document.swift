/// A Markdown document as blocks in reading order, each with its lines.
///
/// Lists and quotes are not nested values: each block says which item it belongs to, so that an extractor walks one array.
/// Lines are exact and 1-based in the file that the caller's `firstLine` counts in.
public struct Document: Sendable {
  public var blocks: [Block] = []
  /// The whole document first (level 0), then one section per heading.
  public var sections: [Section] = []
  /// Why less was read than is there; empty when all of it was.
  public var degraded: [Degradation] = []

  /// Reads GitHub-flavoured Markdown: CommonMark 0.29 with tables.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; invalid bytes and NUL read as U+FFFD. Of more than `limits.bytes` the whole lines within them are read.
  ///   - firstLine: the line number of the first line, for a body that follows front matter.
  public init(parsing bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1, limits: Limits = .default) {
    let whole = bytes.count
    let bytes = UnsafeBufferPointer(rebasing: bytes[..<Self.end(of: bytes, limit: limits.bytes)])
    var degradation: Degradation?
    var lastLine: Int
    var scanner = BlockScanner(bytes, firstLine: firstLine, limits: limits)
    do throws(Decline) {
      blocks = try scanner.scan()
      lastLine = scanner.lastLine
    } catch {
      (degradation, lastLine) = Guard(limits: limits, firstLine: firstLine).inspect(bytes)
      if degradation == nil {
        var builder = DocumentBuilder(bytes, firstLine: firstLine)
        if let read = builder.build(memory: limits.memory) {
          blocks = read
        } else {
          degradation = .tooMuchMemory(limit: limits.memory)
        }
      }
    }
    if let degradation {
      degraded.append(degradation)
      let lines = Lines(bytes, firstLine: firstLine)
      blocks = HeadingScanner().headings(in: bytes, lines)
      lastLine = lines.last
    }
    if bytes.count < whole {
      let unread = bytes.isEmpty ? firstLine - 1 : lastLine
      degraded.append(.tooLarge(bytes: whole, limit: limits.bytes, lastLine: unread))
    }
    sections = Section.outline(of: &blocks, firstLine: firstLine, lastLine: lastLine)
  }

  /// Where to stop reading: behind the last line that ends within the limit, as half a line would be a wrong statement.
  private static func end(of bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int {
    guard bytes.count > limit else { return bytes.count }
    return (bytes[..<limit].lastIndex { $0 == 0x0A || $0 == 0x0D } ?? -1) + 1
  }

  /// Reads GitHub-flavoured Markdown; see `init(parsing:firstLine:limits:)`.
  public init(parsing text: String, firstLine: Int = 1, limits: Limits = .default) {
    var text = text
    self = text.withUTF8 { Document(parsing: $0, firstLine: firstLine, limits: limits) }
  }
}

extension Document {
  /// Every text of the document in reading order: headings, paragraphs and cells.
  public var texts: [RichText] {
    blocks.flatMap { block -> [RichText] in
      switch block.content {
      case .heading(_, let text), .paragraph(let text): [text]
      case .table(let table): table.header.cells + table.rows.flatMap(\.cells)
      default: []
      }
    }
  }

  public var tables: [Table] {
    blocks.compactMap { if case .table(let table) = $0.content { table } else { nil } }
  }

  public var links: [Link] { texts.flatMap(\.links) }

  public var images: [Image] { texts.flatMap(\.images) }

  /// The titles from the outermost section to this one.
  public func path(ofSection index: Int) -> [String] {
    var path: [String] = []
    path.reserveCapacity(4)
    var next: Int? = index
    while let current = next, sections.indices.contains(current), sections[current].level > 0 {
      path.append(sections[current].title)
      next = sections[current].parent
    }
    path.reverse()
    return path
  }
}
