/// Reads the YAML that most front matter is: names with a word, a list or further names each, one on a line.
///
/// libyaml takes several times as long for these. Whatever is not of that form is declined, never guessed; tests hold the
/// trees against libyaml's.
struct PlainReader {
  /// A line with something on it.
  private struct Line {
    var number: Int
    var start: Int
    /// The first byte that is no space.
    var text: Int
    /// Behind the last byte that is no space.
    var end: Int

    var column: Int { text - start }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let firstLine: Int
  /// Where the line after the current one begins, and its number.
  private var next: (start: Int, number: Int)
  private var line: Line?

  /// Longer documents and deeper nesting are not of that form.
  private static let largest = 16 << 10
  private static let deepest = 12

  init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int) {
    self.bytes = bytes
    self.firstLine = firstLine
    next = (0, firstLine)
  }

  /// The tree, as `TreeBuilder` would build it; nil for anything unusual.
  mutating func read() -> Parsed? {
    guard !bytes.isEmpty, bytes.count <= Self.largest else { return nil }
    advance()
    guard let first = line, first.column == 0, let root = mapping(column: 0, depth: 1), line == nil else { return nil }
    return Parsed(root: root, error: nil)
  }

  /// Goes to the next line that is not empty.
  private mutating func advance() {
    while next.start < bytes.count {
      let start = next.start
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let number = next.number
      next = (end + 1, number + 1)
      var text = start
      while text < end, bytes[text] == 0x20 { text += 1 }
      guard text < end else { continue }
      while bytes[end - 1] == 0x20 { end -= 1 }
      line = Line(number: number, start: start, text: text, end: end)
      return
    }
    line = nil
  }

  /// The entries that begin in a column; the current line holds the first.
  private mutating func mapping(column: Int, depth: Int) -> Node? {
    guard depth < Self.deepest else { return nil }
    var pairs: [Pair] = []
    pairs.reserveCapacity(8)
    while let current = line, current.column == column {
      guard let key = key(of: current) else { return nil }
      let behind = Int(key.end) + 1
      if behind < current.end {
        guard let value = value(current, behind) else { return nil }
        advance()
        pairs.append(Pair(key: key, value: value))
      } else {
        advance()
        guard let value = nested(below: column, behind, current, depth) else { return nil }
        pairs.append(Pair(key: key, value: value))
      }
    }
    // What stands deeper than the entries would go on with the last of them.
    if let current = line, current.column > column { return nil }
    guard let first = pairs.first?.key, let last = pairs.last?.value else { return nil }
    return node(
      .mapping(pairs), from: Int(first.start), to: Int(last.end), line: first.line, last: last.endLine, column: column)
  }

  /// What stands below a name that is alone on its line.
  private mutating func nested(below column: Int, _ behind: Int, _ key: Line, _ depth: Int) -> Node? {
    if let current = line {
      if bytes[current.text] == UInt8(ascii: "-"), current.column >= column {
        return sequence(column: current.column, depth: depth + 1)
      }
      if current.column > column { return mapping(column: current.column, depth: depth + 1) }
    }
    // Nothing: an empty scalar behind the colon.
    return node(
      .scalar(Scalar(text: "", isPlain: true)), from: behind, to: behind, line: key.number, last: key.number,
      column: behind - key.start)
  }

  /// The items whose dashes stand in a column; the current line holds the first.
  private mutating func sequence(column: Int, depth: Int) -> Node? {
    guard depth < Self.deepest, let first = line else { return nil }
    var items: [Node] = []
    while var current = line, current.column == column, bytes[current.text] == UInt8(ascii: "-") {
      let dash = current.text
      var text = dash + 1
      while text < current.end, bytes[text] == 0x20 { text += 1 }
      guard text > dash + 1, text < current.end else { return nil }
      current.text = text
      if key(of: current) != nil {
        // The first entry of a mapping stands behind the dash.
        line = current
        guard let item = mapping(column: current.column, depth: depth + 1) else { return nil }
        items.append(item)
      } else {
        guard let item = value(current, dash + 1) else { return nil }
        advance()
        items.append(item)
      }
    }
    if let current = line, current.column > column { return nil }
    guard let last = items.last else { return nil }
    return node(
      .sequence(items), from: first.text, to: Int(last.end), line: first.number, last: last.endLine, column: column)
  }

  /// The name that a line begins with, where a colon and a space or nothing follows it.
  private func key(of line: Line) -> Node? {
    guard Self.isLetter(bytes[line.text]) else { return nil }
    var end = line.text
    while end < line.end, Self.isKeyByte(bytes[end]) { end += 1 }
    guard end < line.end, bytes[end] == UInt8(ascii: ":"), end + 1 == line.end || bytes[end + 1] == 0x20 else {
      return nil
    }
    return scalar(line.text..<end, isPlain: true, line, from: line.text, to: end)
  }

  /// One word, quoted text or an empty list behind at least one space, to the end of the line.
  private func value(_ line: Line, _ behind: Int) -> Node? {
    var at = behind
    while at < line.end, bytes[at] == 0x20 { at += 1 }
    let end = line.end
    guard at > behind, at < end else { return nil }
    let first = bytes[at]
    if first == 0x22 || first == 0x27 {
      guard end - at >= 2, bytes[end - 1] == first, isPlain(at + 1..<end - 1, without: first, 0x5C) else { return nil }
      return scalar(at + 1..<end - 1, isPlain: false, line, from: at, to: end)
    }
    if first == UInt8(ascii: "["), end - at == 2, bytes[at + 1] == UInt8(ascii: "]") {
      return node(.sequence([]), from: at, to: end, line: line.number, last: line.number, column: at - line.start)
    }
    guard Self.isKeyByte(first) && first != 0x2D || first == 0x2F || first >= 0x80 else { return nil }
    for index in at..<end where bytes[index] == UInt8(ascii: ":") {
      if index + 1 == end || bytes[index + 1] == 0x20 { return nil }
    }
    guard isPlain(at..<end, without: UInt8(ascii: "#")) else { return nil }
    return scalar(at..<end, isPlain: true, line, from: at, to: end)
  }

  private func scalar(_ text: Range<Int>, isPlain: Bool, _ line: Line, from start: Int, to end: Int) -> Node {
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[text]), as: UTF8.self)
    return node(
      .scalar(Scalar(text: text, isPlain: isPlain)), from: start, to: end, line: line.number, last: line.number,
      column: start - line.start)
  }

  private func node(
    _ content: Node.Content, from start: Int, to end: Int, line: Int, last: Int, column: Int
  ) -> Node {
    Node(
      content: content, tag: nil, firstLine: Int32(truncatingIfNeeded: line), lastLine: Int32(truncatingIfNeeded: last),
      firstColumn: Int32(truncatingIfNeeded: column + 1), start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: end))
  }

  /// Whether there is nothing but what can be printed, and none of these bytes.
  private func isPlain(_ range: Range<Int>, without first: UInt8, _ second: UInt8 = 0) -> Bool {
    var isASCII = true
    for index in range {
      let byte = bytes[index]
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20 || byte == 0x7F || byte == first || byte == second {
        return false
      }
    }
    return isASCII || isPrintable(range)
  }

  /// Whether libyaml takes all letters for letters: it finds line ends among those beyond ASCII, and some that it refuses.
  private func isPrintable(_ range: Range<Int>) -> Bool {
    guard let text = String(validating: bytes[range], as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { letter in
      switch letter.value {
      case 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
      default: true
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
  }
}
