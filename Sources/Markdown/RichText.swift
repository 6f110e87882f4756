/// A run of text as it reads, with what its markup said and the lines it stood on.
///
/// `**84.2** on [SQuAD](u)` reads `84.2 on SQuAD` with a strong span and a link. The alternative text of an image is part
/// of the text; a line break in the source is `\n`.
public struct RichText: Sendable, Equatable {
  /// A part of the text that markup says something about.
  public struct Span: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
      case emphasis
      case strong
      case code
      case link(url: String)
      case image(url: String)
      /// A tag; it reads as nothing, so the span is empty and marks the place. `<br>` reads as a space.
      case html(String)
    }

    public var kind: Kind
    /// In UTF-8 bytes of the text.
    public var range: Range<Int>
  }

  /// A place where the line number is not what counting line ends gives.
  struct Jump: Sendable, Equatable {
    var offset: Int
    var line: Int
  }

  public var text: String
  /// In the order they begin.
  public var spans: [Span]
  /// The line that the text begins on.
  public var line: Int
  /// Code and tags may span lines of the source while their text does not. Almost always empty.
  var jumps: [Jump]

  init(text: String, spans: [Span] = [], line: Int, jumps: [Jump] = []) {
    self.text = text
    self.spans = spans
    self.line = line
    self.jumps = jumps
  }
}

extension RichText {
  /// The line of the source that a byte of the text stands on.
  public func line(at utf8Offset: Int) -> Int {
    let (line, from) = start(before: utf8Offset)
    let utf8 = text.utf8
    guard from < utf8Offset, from < utf8.count else { return line }
    let counted = utf8.withContiguousStorageIfAvailable { bytes in
      var ends = 0
      for byte in bytes[from..<min(utf8Offset, bytes.count)] where byte == UInt8(ascii: "\n") { ends += 1 }
      return ends
    }
    if let counted { return line + counted }
    let start = utf8.index(utf8.startIndex, offsetBy: from)
    let end = utf8.index(utf8.startIndex, offsetBy: min(utf8Offset, utf8.count))
    return line + utf8[start..<end].count { $0 == UInt8(ascii: "\n") }
  }

  /// Where the text breaks into lines, in UTF-8 bytes.
  public var lineEnds: [Int] {
    var ends: [Int] = []
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") { ends.append(offset) }
    return ends
  }

  /// The line of the source that a byte of the text stands on, told without reading the text again.
  ///
  /// - Parameter ends: what `lineEnds` gave, for those who ask for many places of a long text.
  public func line(at utf8Offset: Int, ends: [Int]) -> Int {
    let (line, from) = start(before: utf8Offset)
    return line + ends.prefixCount(where: { $0 < utf8Offset }) - ends.prefixCount(where: { $0 < from })
  }

  /// The last place at or before a byte of which the line is known, and that line.
  private func start(before utf8Offset: Int) -> (line: Int, offset: Int) {
    let passed = jumps.prefixCount(where: { $0.offset <= utf8Offset })
    return passed == 0 ? (line, 0) : (jumps[passed - 1].line, jumps[passed - 1].offset)
  }

  /// The line of the source that a place in the text stands on.
  public func line(at index: String.Index) -> Int {
    line(at: text.utf8.distance(from: text.utf8.startIndex, to: index))
  }

  /// The text of a span.
  public subscript(span: Span) -> Substring {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: span.range.lowerBound)
    return text[start..<utf8.index(start, offsetBy: span.range.count)]
  }

  /// The links in reading order. An image that is a link, such as a badge, is in `links` and `images`.
  public var links: [Link] {
    guard !spans.isEmpty else { return [] }
    var links: [Link] = []
    forEachSpan { span, line in
      if case .link(let url) = span.kind { links.append(Link(text: String(self[span]), url: url, line: line)) }
    }
    return links
  }

  /// Calls with the address and the line of every link in reading order.
  public func forEachLink(_ body: (_ url: String, _ line: Int) -> Void) {
    guard !spans.isEmpty else { return }
    forEachSpan { span, line in
      if case .link(let url) = span.kind { body(url, line) }
    }
  }

  /// The images in reading order.
  public var images: [Image] {
    guard !spans.isEmpty else { return [] }
    var images: [Image] = []
    var link: (url: String, end: Int)?
    forEachSpan { span, line in
      switch span.kind {
      case .link(let url): link = (url, span.range.upperBound)
      case .image(let url):
        // Links do not nest, so the last one is the only one that can hold the image.
        let target = link.flatMap { span.range.upperBound <= $0.end ? $0.url : nil }
        images.append(Image(alternative: String(self[span]), url: url, target: target, line: line))
      default: break
      }
    }
    return images
  }

  /// Calls with every span and its line, in one pass over the text.
  private func forEachSpan(_ body: (Span, Int) -> Void) {
    var utf8 = text.utf8.makeIterator()
    var offset = 0
    var line = self.line
    var jump = 0
    for span in spans {
      while true {
        while jump < jumps.count, jumps[jump].offset <= offset {
          line = jumps[jump].line
          jump += 1
        }
        guard offset < span.range.lowerBound, let byte = utf8.next() else { break }
        offset += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
      }
      body(span, line)
    }
  }

  /// Whether all of it is bold, as tables mark their best result.
  public var isStrong: Bool { covers(.strong) }

  /// Whether all of it is in italics.
  public var isEmphasised: Bool { covers(.emphasis) }

  private func covers(_ kind: Span.Kind) -> Bool {
    let count = text.utf8.count
    return count > 0 && spans.contains { $0.range == 0..<count && $0.kind == kind }
  }
}
