/// `(address "title")` behind the text of a link.
enum LinkTarget {
  /// The address and where the parenthesis ends; nil where what follows is none.
  static func read(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Decline) -> (url: String, end: Int)? {
    guard start < content.count, content[start] == UInt8(ascii: "(") else { return nil }
    var at = try afterSpaces(content, start + 1)
    let from: Int
    let to: Int
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
      at += 1
    } else {
      from = at
      var depth = 0
      scan: while at < content.count {
        switch content[at] {
        case UInt8(ascii: "\\"): throw .rare
        case UInt8(ascii: "("):
          depth += 1
          if depth > 32 { throw .rare }
        case UInt8(ascii: ")"):
          if depth == 0 { break scan }
          depth -= 1
        case 0x09...0x0D, 0x20:
          if at == from { return nil }
          if depth > 0 { throw .rare }
          break scan
        case 0..<0x20: throw .rare
        default: break
        }
        at += 1
      }
      guard at < content.count else { return nil }
      to = at
    }
    let url = UnsafeBufferPointer(rebasing: content[from..<to]).strippedOfSpace
    if let mark = url.firstIndex(of: UInt8(ascii: "&")), hasReference(url, from: mark) { throw .entity }
    let behind = try afterSpaces(content, at)
    if behind > at, behind < content.count, let end = try endOfTitle(content, behind) {
      at = try afterSpaces(content, end)
    } else {
      at = behind
    }
    guard at < content.count, content[at] == UInt8(ascii: ")") else { return nil }
    return (String(decoding: url, as: UTF8.self), at + 1)
  }

  private static func hasReference(_ url: UnsafeBufferPointer<UInt8>, from: Int) -> Bool {
    (from..<url.count).contains { url[$0] == UInt8(ascii: "&") && InlineScanner.mayBeReference(url, $0) }
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
