extension RichText {
  /// What a block of HTML reads as, its tags as spans: `<p><a href="u">Code</a></p>` reads `Code` between the tags of a link.
  ///
  /// Comments, styles and scripts read as nothing; line ends stay, so that lines can be counted.
  public init(html: String, line: Int) {
    var html = html
    self = html.withUTF8 { Self.read($0, line: line) }
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> RichText {
    let scanner = TagScanner(bytes: bytes)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var spans: [Span] = []
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "<"), let end = scanner.endOfHidden(at: at) {
        text.append(contentsOf: bytes[at..<end].lazy.filter { $0 == 0x0A })
        at = end
      } else if byte == UInt8(ascii: "<"), let end = scanner.endOfTag(at: at) {
        let tag = String(decoding: bytes[at..<end], as: UTF8.self)
        spans.append(Span(kind: .html(tag), range: text.count..<text.count))
        text.append(contentsOf: bytes[at..<end].lazy.filter { $0 == 0x0A })
        at = end
      } else if byte == UInt8(ascii: "&"), let end = CharacterReference.end(in: bytes, at) {
        text.append(contentsOf: CharacterReference.text(of: UnsafeBufferPointer(rebasing: bytes[at..<end])).utf8)
        at = end
      } else {
        text.append(byte)
        at += 1
      }
    }
    return RichText(text: String(decoding: text, as: UTF8.self), spans: spans, line: line)
  }

  /// The links that tags make, in reading order: where each reads, and its address as written.
  public func forEachAnchor(_ body: (_ url: String, _ range: Range<Int>) -> Void) {
    var open: (url: String, start: Int)?
    for span in spans {
      guard case .html(let tag) = span.kind else { continue }
      if let url = Self.address(of: tag) {
        open = (url, span.range.lowerBound)
      } else if let link = open, tag.utf8.elementsEqual("</a>".utf8) {
        body(link.url, link.start..<span.range.lowerBound)
        open = nil
      }
    }
  }

  /// The address in a tag that opens a link.
  private static func address(of tag: String) -> String? {
    var tag = tag
    return tag.withUTF8 { bytes in
      guard bytes.count > 9, bytes[1] | 0x20 == UInt8(ascii: "a"), bytes[2] <= 0x20 else { return nil }
      var at = 2
      while let attribute = attribute(of: bytes, from: at) {
        if attribute.name.count == 4, attribute.name.map({ $0 | 0x20 }).elementsEqual("href".utf8) {
          return String(decoding: attribute.value, as: UTF8.self)
        }
        at = attribute.end
      }
      return nil
    }
  }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// The next attribute of a tag, and where to look for the one after it.
  private static func attribute(
    of tag: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (name: Bytes, value: Bytes, end: Int)? {
    func skip(_ at: Int, while isSkipped: (UInt8) -> Bool) -> Int {
      tag[at...].firstIndex { !isSkipped($0) } ?? tag.count
    }
    let low = skip(start) { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
    let high = skip(low) { $0 > 0x20 && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
    guard high > low else { return nil }
    let sign = skip(high) { $0 <= 0x20 }
    guard sign < tag.count, tag[sign] == UInt8(ascii: "=") else { return (tag[low..<high], tag[high..<high], high) }
    let first = skip(sign + 1) { $0 <= 0x20 }
    guard first < tag.count else { return nil }
    let quote = tag[first]
    guard quote == 0x22 || quote == 0x27 else {
      let end = skip(first) { $0 > 0x20 && $0 != UInt8(ascii: ">") }
      return (tag[low..<high], tag[first..<end], end)
    }
    let end = skip(first + 1) { $0 != quote }
    return (tag[low..<high], tag[first + 1..<end], min(end + 1, tag.count))
  }
}
