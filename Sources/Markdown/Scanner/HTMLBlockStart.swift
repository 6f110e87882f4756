import Glibc

/// How a line can begin a block of HTML, and what ends it (CommonMark 0.29 §4.6).
enum HTMLBlockStart {
  /// Up to a closing `</script>`, `</pre>` or `</style>`.
  case verbatim
  /// `<!--` up to `-->`.
  case comment
  /// `<?` up to `?>`.
  case instruction
  /// `<!DOCTYPE` up to `>`.
  case declaration
  /// `<![CDATA[` up to `]]>`.
  case data
  /// A tag of a block, up to a blank line.
  case block
  /// Any tag alone on its line, up to a blank line.
  case other

  /// - Parameters:
  ///   - line: from the `<` on, without the line's end.
  ///   - inParagraph: whether the line goes on a paragraph, which only some tags interrupt.
  init?(_ line: UnsafeBufferPointer<UInt8>, inParagraph: Bool) {
    guard line.count > 1, line[0] == UInt8(ascii: "<") else { return nil }
    switch line[1] {
    case UInt8(ascii: "!"):
      if line.starts(with: "<!--".utf8) {
        self = .comment
      } else if line.starts(with: "<![CDATA[".utf8) {
        self = .data
      } else if line.count > 2, line[2] &- 0x41 < 26 {
        self = .declaration
      } else {
        return nil
      }
    case UInt8(ascii: "?"): self = .instruction
    default:
      let isClosing = line[1] == UInt8(ascii: "/")
      let first = isClosing ? 2 : 1
      var end = first
      while end < line.count, line[end].isASCIILetter || line[end].isASCIIDigit { end += 1 }
      if end > first, end - first <= 10 {
        let name = String(decoding: line[first..<end], as: UTF8.self).lowercased()
        let next = end < line.count ? line[end] : 0x0A
        let isApart = next.isMarkdownSpace || next == UInt8(ascii: ">")
        if !isClosing, isApart, name == "script" || name == "pre" || name == "style" {
          self = .verbatim
          return
        }
        let closes = next == UInt8(ascii: "/") && end + 1 < line.count && line[end + 1] == UInt8(ascii: ">")
        if isApart || closes, Self.blocks.contains(name) {
          self = .block
          return
        }
      }
      let tags = TagScanner(bytes: line)
      guard !inParagraph, let end = tags.endOfTag(at: 0), tags.afterSpaces(end) == line.count else { return nil }
      self = .other
    }
  }

  var endsAtBlankLine: Bool {
    switch self {
    case .block, .other: true
    default: false
    }
  }

  /// Whether a line ends the block.
  func ends(on line: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .verbatim:
      return line.contains("</script>", ignoringCase: true) || line.contains("</pre>", ignoringCase: true)
        || line.contains("</style>", ignoringCase: true)
    case .comment: return line.contains("-->")
    case .instruction: return line.contains("?>")
    case .declaration: return line.contains(UInt8(ascii: ">"))
    case .data: return line.contains("]]>")
    case .block, .other: return false
    }
  }

  private static let blocks: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "source",
    "title", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a text, in small letters, stands in here. All that end a block end in `>`, so that is looked for.
  fileprivate func contains(_ words: StaticString, ignoringCase: Bool = false) -> Bool {
    guard let base = baseAddress else { return false }
    let wanted = UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
    var at = 0
    while let hit = memchr(base + at, Int32(UInt8(ascii: ">")), count - at) {
      at = UnsafeRawPointer(hit) - UnsafeRawPointer(base) + 1
      guard at >= wanted.count else { continue }
      let found = UnsafeBufferPointer(rebasing: self[at - wanted.count..<at])
      let isHere = zip(found, wanted).allSatisfy { byte, letter in
        byte == letter || (ignoringCase && letter.isASCIILetter && byte | 0x20 == letter)
      }
      if isHere { return true }
    }
    return false
  }
}
