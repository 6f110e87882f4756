/// Finds the `#` headings outside code fences, line by line, for documents that cmark must not see.
struct HeadingScanner {
  func headings(in bytes: UnsafeBufferPointer<UInt8>, _ lines: Lines) -> [Block] {
    var blocks: [Block] = []
    var fence: UInt8?
    for line in lines.first...lines.last {
      var content = bytes[lines.range(of: line)]
      let indentation = content.prefix { $0 == UInt8(ascii: " ") }.count
      guard indentation < 4 else { continue }
      content = content.dropFirst(indentation)
      guard let first = content.first else { continue }
      if first == UInt8(ascii: "`") || first == UInt8(ascii: "~"), content.prefix(while: { $0 == first }).count >= 3 {
        if fence == nil { fence = first } else if fence == first { fence = nil }
        continue
      }
      let level = content.prefix { $0 == UInt8(ascii: "#") }.count
      guard fence == nil, (1...6).contains(level) else { continue }
      let rest = content.dropFirst(level)
      guard rest.first.map(isSpace) ?? true else { continue }
      let text = RichText(text: title(rest), line: line)
      blocks.append(Block(content: .heading(level: level, text), lines: line...line, item: nil, quotes: 0, section: 0))
    }
    return blocks
  }

  /// What remains without the closing marks.
  private func title(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var rest = trim(bytes)
    let marks = rest.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    if marks > 0 {
      let before = rest.dropLast(marks)
      if before.last.map(isSpace) ?? true { rest = trim(before) }
    }
    return String(decoding: rest, as: UTF8.self)
  }

  private func trim(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    var rest = bytes.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return rest
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
