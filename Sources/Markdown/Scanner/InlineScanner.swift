import CNative

/// Reads what stands inside of a paragraph, heading or cell, as CommonMark 0.29 §6 has it, where no link is defined elsewhere.
///
/// It follows the strategy of the specification's appendix: marks that may open or close something are kept on a stack and
/// paired at the end. The text is cut into pieces of the source; what opens and closes around a piece is noted on it, so that
/// spans come out in the order in which they begin. Buffers are kept from text to text.
struct InlineScanner: ~Copyable {
  // What buffers hold is not private: Swift 6.3 does not compile that without optimisation.

  enum Content: UInt8 { case text, lineEnd, code, tag, reference }

  struct Piece {
    var content: Content
    var start: Int32
    var end: Int32
    /// How many spans end before it.
    var closes: Int32 = 0
    /// The outermost of the spans that begin behind it, an index into `openings`; -1 for none.
    var opens: Int32 = -1
  }

  enum Kind: UInt8 { case emphasis, strong, link, image }

  struct Opening {
    var kind: Kind
    /// Of links and images: where the address stands.
    var start: Int32
    var end: Int32
    /// The next inner one that begins at the same place.
    var inner: Int32
  }

  struct Mark {
    var piece: Int32
    var byte: UInt8
    var canOpen: Bool
    var canClose: Bool
    /// How long the run was as written.
    var length: Int
    var previous: Int
    var next: Int
  }

  struct Bracket {
    var piece: Int
    var isImage: Bool
    var isActive = true
    /// The last mark before it, -1 for none.
    var mark: Int
    /// Where its text begins.
    var position: Int
  }

  private var pieces = Buffer<Piece>(capacity: 64)
  private var openings = Buffer<Opening>(capacity: 16)
  private var marks = Buffer<Mark>(capacity: 16)
  private var lastMark = -1
  private var brackets = Buffer<Bracket>(capacity: 16)
  /// How many spans come of pieces rather than of pairs: code and tags.
  private var pieceSpans = 0
  private var output = Buffer<UInt8>(capacity: 1 << 10)
  /// Of the spans that began and did not end yet, an index each.
  private var open = Buffer<Int>(capacity: 16)
  /// How many marks were looked at for partners, in all texts so far.
  private var work = 0
  /// Where the text begins that is no piece yet.
  private var textStart = 0
  /// Whether a run of backticks found no partner.
  private var hasLoneTicks = false

  /// Beyond so many marks and brackets in one text, pairing them could take long.
  private static let mostMarks = 4096
  private static let mostBrackets = 400
  /// Beyond so many looks, somebody made the document to be slow.
  private static let mostWork = 1 << 18

  /// - Parameter content: without white space at its ends; lines begin without it.
  mutating func read(_ content: UnsafeBufferPointer<UInt8>, line: Int) throws(Decline) -> RichText {
    guard let base = content.baseAddress else { return RichText(text: "", line: line) }
    var at = macaroni_next_mark(base, content.count, 0)
    if at == content.count { return RichText(text: content.string, line: line) }
    begin()
    while at < content.count {
      at = macaroni_next_mark(base, content.count, try next(content, at))
    }
    // None of the marks meant anything: the text reads as it is written.
    if pieces.isEmpty, textStart == 0 { return RichText(text: content.string, line: line) }
    addText(to: at)
    if lastMark >= 0 { try pair(above: -1) }
    return assemble(content, line)
  }

  private mutating func begin() {
    pieces.removeAll()
    openings.removeAll()
    marks.removeAll()
    brackets.removeAll()
    lastMark = -1
    hasLoneTicks = false
    pieceSpans = 0
    textStart = 0
  }

  /// Takes what a mark begins; where it ends. A mark that means nothing stays part of the text around it.
  private mutating func next(_ content: UnsafeBufferPointer<UInt8>, _ at: Int) throws(Decline) -> Int {
    switch content[at] {
    case 0x0A: return endLine(content, at)
    case UInt8(ascii: "`"): return try code(content, at)
    case UInt8(ascii: "\\"):
      guard at + 1 < content.count else { break }
      if content[at + 1].isASCIIPunctuation {
        addText(to: at)
        textStart = at + 1
        return at + 2
      }
      if content[at + 1] == 0x0A {
        addText(to: at)
        add(.lineEnd, at + 1, at + 2)
        return at + 2
      }
    case UInt8(ascii: "&"):
      if Self.mayBeReference(content, at) {
        guard let end = CharacterReference.end(in: content, at) else { throw .entity }
        addText(to: at)
        add(.reference, at, end)
        return end
      }
    case UInt8(ascii: "<"): if let end = try tag(content, at) { return end }
    case UInt8(ascii: "*"), UInt8(ascii: "_"): return try marks(content, at)
    case UInt8(ascii: "["):
      addText(to: at)
      add(.text, at, at + 1)
      brackets.append(Bracket(piece: pieces.count - 1, isImage: false, mark: lastMark, position: at + 1))
    case UInt8(ascii: "!"):
      guard at + 1 < content.count, content[at + 1] == UInt8(ascii: "[") else { break }
      addText(to: at)
      add(.text, at, at + 2)
      brackets.append(Bracket(piece: pieces.count - 1, isImage: true, mark: lastMark, position: at + 2))
      return at + 2
    case UInt8(ascii: "]"): return try closeBracket(content, at)
    default: break
    }
    return at + 1
  }

  /// White space around a line end is not part of the text; most have none.
  private mutating func endLine(_ content: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    var start = at
    while start > textStart, content[start - 1].isMarkdownSpace, content[start - 1] != 0x0A { start -= 1 }
    var end = at + 1
    while end < content.count, content[end] == 0x20 || content[end] == 0x09 { end += 1 }
    guard start < at || end > at + 1 else { return end }
    addText(to: start)
    add(.lineEnd, at, end)
    return end
  }

  @inline(__always)
  private mutating func add(_ content: Content, _ start: Int, _ end: Int) {
    if content == .code || content == .tag { pieceSpans += 1 }
    pieces.append(Piece(content: content, start: Int32(start), end: Int32(end)))
    textStart = end
  }

  /// Adds what stands between the last piece and a mark.
  private mutating func addText(to end: Int) {
    if textStart < end { add(.text, textStart, end) }
  }

  /// `&name;`, `&#1;`
  static func mayBeReference(_ content: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    var end = at + 1
    if end < content.count, content[end] == UInt8(ascii: "#") { return true }
    while end < content.count, content[end].isASCIILetter || content[end].isASCIIDigit { end += 1 }
    return end > at + 1 && end < content.count && content[end] == UInt8(ascii: ";")
  }

  // MARK: Code and tags

  private mutating func code(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Decline) -> Int {
    var first = start
    while first < content.count, content[first] == 0x60 { first += 1 }
    let length = first - start
    // Having once looked in vain, cmark relies on places that it has overwritten.
    if hasLoneTicks { throw .rare }
    var at = first
    while let last = content.firstIndex(of: 0x60, in: at..<content.count) {
      at = last
      while at < content.count, content[at] == 0x60 { at += 1 }
      guard at - last == length else { continue }
      if content.firstIndex(of: 0x0A, in: first..<last) != nil { throw .overLines }
      var (low, high) = (first, last)
      // One space at both ends is dropped, unless there is nothing else.
      if high - low > 1, content[low] == 0x20, content[high - 1] == 0x20,
        content[low..<high].contains(where: { $0 != 0x20 })
      {
        low += 1
        high -= 1
      }
      addText(to: start)
      add(.code, low, high)
      textStart = at
      return at
    }
    hasLoneTicks = true
    return first
  }

  private mutating func tag(_ content: UnsafeBufferPointer<UInt8>, _ at: Int) throws(Decline) -> Int? {
    guard at + 1 < content.count else { return nil }
    let first = content[at + 1]
    if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") { throw .rare }
    guard
      first.isASCIILetter || first.isASCIIDigit || first == UInt8(ascii: "/")
        || ".#$%&'*+=^_`{|}~-".utf8.contains(first)
    else { return nil }
    let tags = TagScanner(bytes: content)
    if let end = tags.endOfAddress(at: at) {
      let url = UnsafeBufferPointer(rebasing: content[at + 1..<end - 1])
      if url.contains(UInt8(ascii: "&")) { throw .entity }
      // The address stands for itself: a link around an empty piece before it, closed by one behind.
      addText(to: at)
      add(.text, at, at)
      openSpan(.link, at + 1..<end - 1, behind: pieces.count - 1)
      add(.text, at + 1, end - 1)
      add(.text, end, end)
      pieces[pieces.count - 1].closes += 1
      return end
    }
    if let end = tags.endOfTag(at: at) {
      if content[at..<end].contains(0x0A) { throw .overLines }
      addText(to: at)
      add(.tag, at, end)
      return end
    }
    // `<name@host>` is an address as well.
    var end = at + 1
    var hasHost = false
    while end < content.count, content[end] > 0x20, content[end] != 0x3C, content[end] != 0x3E {
      if content[end] == UInt8(ascii: "@") { hasHost = true }
      end += 1
    }
    if hasHost, end < content.count, content[end] == UInt8(ascii: ">") { throw .rare }
    return nil
  }

  // MARK: Emphasis

  private mutating func marks(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Decline) -> Int {
    let byte = content[start]
    var end = start
    while end < content.count, content[end] == byte { end += 1 }
    let before = Surroundings(before: start, in: content)
    let after = Surroundings(at: end, in: content)
    let isLeft = !after.isSpace && (!after.isPunctuation || before.isSpace || before.isPunctuation)
    let isRight = !before.isSpace && (!before.isPunctuation || after.isSpace || after.isPunctuation)
    let isUnderscore = byte == UInt8(ascii: "_")
    let canOpen = isLeft && (!isUnderscore || !isRight || before.isPunctuation)
    let canClose = isRight && (!isUnderscore || !isLeft || after.isPunctuation)
    guard canOpen || canClose else { return end }
    addText(to: start)
    add(.text, start, end)
    guard marks.count < Self.mostMarks else { throw .crowded }
    marks.append(
      Mark(
        piece: Int32(pieces.count - 1), byte: byte, canOpen: canOpen, canClose: canClose, length: end - start,
        previous: lastMark, next: -1))
    if lastMark >= 0 { marks[lastMark].next = marks.count - 1 }
    lastMark = marks.count - 1
    return end
  }

  /// Pairs the marks that stand above one on the stack, and takes them off it.
  private mutating func pair(above bottom: Int) throws(Decline) {
    var closer = bottom >= 0 ? marks[bottom].next : firstMark
    // Below these nothing was found for a run of that byte and length. cmark keeps them by the length modulo three, which
    // leaves a few pairs unmade that the specification would make.
    var searched = (star: (bottom, bottom, bottom), underscore: (bottom, bottom, bottom))
    while closer >= 0 {
      guard marks[closer].canClose else {
        closer = marks[closer].next
        continue
      }
      let isStar = marks[closer].byte == UInt8(ascii: "*")
      let known = isStar ? searched.star : searched.underscore
      let remainder = marks[closer].length % 3
      let floor = remainder == 0 ? known.0 : remainder == 1 ? known.1 : known.2
      var opener = marks[closer].previous
      while opener != bottom, opener >= 0, opener != floor, !fits(opener, closer) {
        opener = marks[opener].previous
        work += 1
      }
      if work > Self.mostWork { throw .crowded }
      if opener != bottom, opener >= 0, opener != floor {
        closer = wrap(opener, closer)
        continue
      }
      let unfit = closer
      closer = marks[closer].next
      var new = known
      switch remainder {
      case 0: new.0 = marks[unfit].previous
      case 1: new.1 = marks[unfit].previous
      default: new.2 = marks[unfit].previous
      }
      if isStar { searched.star = new } else { searched.underscore = new }
      if !marks[unfit].canOpen { remove(unfit) }
    }
    // What is left has no partner.
    lastMark = bottom
    if bottom >= 0 { marks[bottom].next = -1 }
  }

  private var firstMark: Int {
    var first = lastMark
    while first >= 0, marks[first].previous >= 0 { first = marks[first].previous }
    return first
  }

  /// Whether two runs may be partners: the "rule of three" keeps `*a**b*` from becoming strong.
  private func fits(_ opener: Int, _ closer: Int) -> Bool {
    guard marks[opener].canOpen, marks[opener].byte == marks[closer].byte else { return false }
    if !marks[closer].canOpen && !marks[opener].canClose { return true }
    return marks[closer].length % 3 == 0 || (marks[opener].length + marks[closer].length) % 3 != 0
  }

  /// Makes a span of what stands between two runs; the next run to look at.
  private mutating func wrap(_ opener: Int, _ closer: Int) -> Int {
    let first = Int(marks[opener].piece)
    let last = Int(marks[closer].piece)
    let used: Int32 = min(pieces[first].end - pieces[first].start, pieces[last].end - pieces[last].start) >= 2 ? 2 : 1
    pieces[first].end -= used
    pieces[last].start += used
    openSpan(used == 2 ? .strong : .emphasis, behind: first)
    pieces[last].closes += 1
    marks[opener].next = closer
    marks[closer].previous = opener
    if pieces[first].end == pieces[first].start { remove(opener) }
    guard pieces[last].end == pieces[last].start else { return closer }
    let next = marks[closer].next
    remove(closer)
    return next
  }

  private mutating func remove(_ mark: Int) {
    let (previous, next) = (marks[mark].previous, marks[mark].next)
    if previous >= 0 { marks[previous].next = next }
    if next >= 0 { marks[next].previous = previous } else { lastMark = previous }
  }

  /// A span that begins behind a piece, around those that already do.
  private mutating func openSpan(_ kind: Kind, _ address: Range<Int> = 0..<0, behind piece: Int) {
    openings.append(
      Opening(
        kind: kind, start: Int32(address.lowerBound), end: Int32(address.upperBound), inner: pieces[piece].opens))
    pieces[piece].opens = Int32(openings.count - 1)
  }

  // MARK: Links

  private mutating func closeBracket(_ content: UnsafeBufferPointer<UInt8>, _ at: Int) throws(Decline) -> Int {
    guard let bracket = brackets.popLast(), bracket.isActive,
      let (address, end) = try LinkTarget.read(content, at + 1)
    else { return at + 1 }
    addText(to: at)
    pieces[bracket.piece].end = pieces[bracket.piece].start
    openSpan(bracket.isImage ? .image : .link, address, behind: bracket.piece)
    try pair(above: bracket.mark)
    add(.text, at, at)
    textStart = end
    pieces[pieces.count - 1].closes += 1
    // Links do not nest.
    if !bracket.isImage {
      guard brackets.count < Self.mostBrackets else { throw .crowded }
      for index in 0..<brackets.count where !brackets[index].isImage { brackets[index].isActive = false }
    }
    return end
  }

  // MARK: The text

  private mutating func assemble(_ content: UnsafeBufferPointer<UInt8>, _ line: Int) -> RichText {
    output.removeAll()
    open.removeAll()
    let spans = [RichText.Span](unsafeUninitializedCapacity: openings.count + pieceSpans) { spans, count in
      for index in 0..<pieces.count { add(pieces[index], content, to: spans, &count) }
    }
    return RichText(text: output.elements.string, spans: spans, line: line)
  }

  @inline(__always)
  private mutating func add(
    _ piece: Piece, _ content: UnsafeBufferPointer<UInt8>, to spans: UnsafeMutableBufferPointer<RichText.Span>,
    _ count: inout Int
  ) {
    for _ in 0..<piece.closes {
      guard let index = open.popLast() else { break }
      spans[index].range = spans[index].range.lowerBound..<output.count
    }
    let source = UnsafeBufferPointer(rebasing: content[Int(piece.start)..<Int(piece.end)])
    let start = output.count
    switch piece.content {
    case .text: output.append(source)
    case .lineEnd: output.append(0x0A)
    case .reference: for byte in CharacterReference.text(of: source).utf8 { output.append(byte) }
    case .code:
      output.append(source)
      spans.initializeElement(at: count, to: RichText.Span(kind: .code, range: start..<output.count))
      count += 1
    case .tag:
      let tag = source.string
      spans.initializeElement(at: count, to: RichText.Span(kind: .html(tag), range: start..<start))
      count += 1
      if source.count < 8, tag.lowercased().hasPrefix("<br") { output.append(0x20) }
    }
    var next = piece.opens
    while next >= 0 {
      let opening = openings[Int(next)]
      open.append(count)
      spans.initializeElement(
        at: count, to: RichText.Span(kind: kind(of: opening, content), range: output.count..<output.count))
      count += 1
      next = opening.inner
    }
  }

  private func kind(of opening: Opening, _ content: UnsafeBufferPointer<UInt8>) -> RichText.Span.Kind {
    let address = UnsafeBufferPointer(rebasing: content[Int(opening.start)..<Int(opening.end)])
    return switch opening.kind {
    case .emphasis: .emphasis
    case .strong: .strong
    case .link: .link(url: address.string)
    case .image: .image(url: address.string)
    }
  }
}
