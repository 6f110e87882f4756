/// Recognises tags and addresses between `<` and `>`.
struct TagScanner {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The end of an opening or closing tag that begins at an index (CommonMark 0.29 §6.8); nil for anything else.
  func endOfTag(at start: Int) -> Int? {
    var at = start + 1
    let isClosing = byte(at) == UInt8(ascii: "/")
    if isClosing { at += 1 }
    guard byte(at).isASCIILetter else { return nil }
    while byte(at).isASCIILetter || byte(at).isASCIIDigit || byte(at) == UInt8(ascii: "-") { at += 1 }
    if isClosing {
      at = afterSpaces(at)
      return byte(at) == UInt8(ascii: ">") ? at + 1 : nil
    }
    while true {
      let space = afterSpaces(at)
      guard space > at, let end = endOfAttribute(at: space) else { break }
      at = end
    }
    at = afterSpaces(at)
    if byte(at) == UInt8(ascii: "/") { at += 1 }
    return byte(at) == UInt8(ascii: ">") ? at + 1 : nil
  }

  /// The end of `name`, `name=value` or `name="value"`.
  private func endOfAttribute(at start: Int) -> Int? {
    var at = start
    let first = byte(at)
    guard first.isASCIILetter || first == UInt8(ascii: "_") || first == UInt8(ascii: ":") else { return nil }
    while isNamePart(byte(at)) { at += 1 }
    let end = at
    at = afterSpaces(at)
    guard byte(at) == UInt8(ascii: "=") else { return end }
    at = afterSpaces(at + 1)
    let quote = byte(at)
    if quote == 0x22 || quote == 0x27 {
      at += 1
      while at < bytes.count, bytes[at] != quote { at += 1 }
      return at < bytes.count ? at + 1 : end
    }
    let value = at
    while at < bytes.count, !isUnquotedEnd(bytes[at]) { at += 1 }
    return at > value ? at : end
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private func isUnquotedEnd(_ byte: UInt8) -> Bool {
    byte.isMarkdownSpace || byte == 0x22 || byte == 0x27 || byte == 0x3C || byte == 0x3D || byte == 0x3E
      || byte == 0x60 || byte == 0
  }

  /// The end of `<scheme:address>`; nil for anything else.
  func endOfAddress(at start: Int) -> Int? {
    var at = start + 1
    guard byte(at).isASCIILetter else { return nil }
    while byte(at).isASCIILetter || byte(at).isASCIIDigit || "+.-".utf8.contains(byte(at)) { at += 1 }
    let length = at - start - 1
    guard length >= 2, length <= 32, byte(at) == UInt8(ascii: ":") else { return nil }
    at += 1
    while at < bytes.count, bytes[at] > 0x20, bytes[at] != 0x3C, bytes[at] != 0x3E { at += 1 }
    return byte(at) == UInt8(ascii: ">") ? at + 1 : nil
  }

  /// The end of a comment, a style sheet or a script, none of which is shown, that begins at an index; nil for anything else.
  func endOfHidden(at start: Int) -> Int? {
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    for (opening, closing) in Self.hidden where rest.starts(with: opening.utf8) {
      var at = start + opening.utf8.count
      while at < bytes.count {
        if bytes[at] == closing.utf8.first, bytes[at...].starts(with: closing.utf8) { return at + closing.utf8.count }
        at += 1
      }
      return bytes.count
    }
    return nil
  }

  private static let hidden = [("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>")]

  func afterSpaces(_ start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[at].isMarkdownSpace { at += 1 }
    return at
  }

  /// Zero behind the end.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
}
