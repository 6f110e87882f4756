import CNative

/// `(address "title")` behind the text of a link.
enum LinkTarget {
  /// Where the address stands and where the parenthesis ends; nil where what follows is none.
  static func read(
    _ content: UnsafeBufferPointer<UInt8>, _ start: Int
  ) throws(Decline) -> (address: Range<Int>, end: Int)? {
    guard start < content.count, content[start] == UInt8(ascii: "(") else { return nil }
    var at = try afterSpaces(content, start + 1)
    var from = at
    var to: Int
    if at < content.count, content[at] == UInt8(ascii: "<") {
      from = at + 1
      at = from
      while at < content.count, content[at] != UInt8(ascii: ">") {
        if content[at] == 0x0A { throw .overLines }
        if content[at] == UInt8(ascii: "<") || content[at] == UInt8(ascii: "\\") { throw .rare }
        at += 1
      }
      guard at < content.count else { return nil }
      to = at
      while from < to, content[from].isMarkdownSpace { from += 1 }
      while from < to, content[to - 1].isMarkdownSpace { to -= 1 }
      at += 1
    } else {
      guard let end = try endOfPlain(content, from) else { return nil }
      to = end
      at = end
    }
    if let mark = content.firstIndex(of: UInt8(ascii: "&"), in: from..<to),
      hasReference(UnsafeBufferPointer(rebasing: content[mark..<to]))
    {
      throw .entity
    }
    let behind = try afterSpaces(content, at)
    if behind > at, behind < content.count, let end = try endOfTitle(content, behind) {
      at = try afterSpaces(content, end)
    } else {
      at = behind
    }
    guard at < content.count, content[at] == UInt8(ascii: ")") else { return nil }
    return (from..<to, at + 1)
  }

  /// The end of an address without marks around it; nil if there is none, or nothing behind it.
  private static func endOfPlain(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Decline) -> Int? {
    guard let base = content.baseAddress else { return nil }
    var at = macaroni_next_in_address(base, content.count, start)
    var depth = 0
    while at < content.count {
      switch content[at] {
      case UInt8(ascii: "\\"): throw .rare
      case UInt8(ascii: "("):
        depth += 1
        if depth > 32 { throw .rare }
      case UInt8(ascii: ")"):
        if depth == 0 { return at }
        depth -= 1
      case 0x09...0x0D, 0x20:
        if at == start { return nil }
        if depth > 0 { throw .rare }
        return at
      case 0..<0x20: throw .rare
      default: break
      }
      at = macaroni_next_in_address(base, content.count, at + 1)
    }
    return nil
  }

  private static func hasReference(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
    url.indices.contains { url[$0] == UInt8(ascii: "&") && InlineScanner.mayBeReference(url, $0) }
  }

  private static func endOfTitle(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Decline) -> Int? {
    let quote: UInt8
    switch content[start] {
    case 0x22: quote = 0x22
    case 0x27: quote = 0x27
    case UInt8(ascii: "("): throw .rare
    default: return nil
    }
    var at = start + 1
    while at < content.count, content[at] != quote {
      if content[at] == 0x0A { throw .overLines }
      if content[at] == UInt8(ascii: "\\") { throw .rare }
      at += 1
    }
    return at < content.count ? at + 1 : nil
  }

  private static func afterSpaces(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Decline) -> Int {
    var at = start
    while at < content.count, content[at].isMarkdownSpace {
      if content[at] == 0x0A { throw .overLines }
      at += 1
    }
    return at
  }
}
