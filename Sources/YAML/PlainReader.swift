/// Reads the YAML that most front matter is: names with a word or a list of words each, one on a line.
///
/// libyaml takes five times as long for these. Whatever is not of that form is declined, never guessed; a test holds the
/// trees against libyaml's.
struct PlainReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let firstLine: Int
  private let firstByte: Int
  private var pairs: [Pair] = []
  /// The key whose list is being read, with its items and the column that their dashes stand in.
  private var open: (key: Node, items: [Node], column: Int, dash: (offset: Int, line: Int))?
  /// The key that stood alone on the line before.
  private var waiting: Node?

  /// Longer documents are not of that form.
  private static let largest = 16 << 10

  init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int, firstByte: Int = 0) {
    self.bytes = bytes
    self.firstLine = firstLine
    self.firstByte = firstByte
  }

  /// The tree, as `TreeBuilder` would build it; nil for anything unusual.
  mutating func read() -> Parsed? {
    guard !bytes.isEmpty, bytes.count <= Self.largest else { return nil }
    pairs.reserveCapacity(12)
    var start = 0
    var line = firstLine
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if end > start, !readLine(start..<end, line) { return nil }
      start = end + 1
      line += 1
    }
    closeList()
    guard waiting == nil, let first = pairs.first, let last = pairs.last else { return nil }
    var root = node(
      .mapping(pairs), from: Int(first.key.start), to: Int(last.value.end), line: first.key.line, column: 0)
    root.lastLine = last.value.lastLine
    return Parsed(root: root, error: nil)
  }

  /// - Returns: whether the line is of a form that is known.
  private mutating func readLine(_ range: Range<Int>, _ line: Int) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound, bytes[at] == 0x20 { at += 1 }
    guard at < range.upperBound else { return false }
    if bytes[at] == UInt8(ascii: "-") { return readItem(at, range, line) }
    guard at == range.lowerBound, waiting == nil, Self.isLetter(bytes[at]) else { return false }
    closeList()
    while at < range.upperBound, Self.isKeyByte(bytes[at]) { at += 1 }
    guard at < range.upperBound, bytes[at] == UInt8(ascii: ":") else { return false }
    let key = scalar(range.lowerBound..<at, isPlain: true, from: range.lowerBound, to: at, line: line, column: 0)
    at += 1
    if at == range.upperBound {
      waiting = key
      return true
    }
    guard let value = readValue(at, range, line) else { return false }
    pairs.append(Pair(key: key, value: value))
    return true
  }

  private mutating func readItem(_ dash: Int, _ range: Range<Int>, _ line: Int) -> Bool {
    let column = dash - range.lowerBound
    guard let item = readValue(dash + 1, range, line) else { return false }
    if let key = waiting {
      waiting = nil
      open = (key, [item], column, (dash + firstByte, line))
      return true
    }
    guard open?.column == column else { return false }
    open?.items.append(item)
    return true
  }

  private mutating func closeList() {
    guard let list = open, let last = list.items.last else { return }
    var sequence = node(
      .sequence(list.items), from: list.dash.offset, to: Int(last.end), line: list.dash.line, column: list.column)
    sequence.lastLine = last.lastLine
    pairs.append(Pair(key: list.key, value: sequence))
    open = nil
  }

  /// One word or quoted text behind at least one space, to the end of the line.
  private func readValue(_ behind: Int, _ range: Range<Int>, _ line: Int) -> Node? {
    var at = behind
    while at < range.upperBound, bytes[at] == 0x20 { at += 1 }
    var end = range.upperBound
    while end > at, bytes[end - 1] == 0x20 { end -= 1 }
    guard at > behind, at < end else { return nil }
    let column = at - range.lowerBound
    let quote = bytes[at]
    if quote == 0x22 || quote == 0x27 {
      guard end - at >= 2, bytes[end - 1] == quote,
        bytes[(at + 1)..<(end - 1)].allSatisfy({ (0x20...0x7E).contains($0) && $0 != quote && $0 != 0x5C })
      else { return nil }
      return scalar(at + 1..<end - 1, isPlain: false, from: at, to: end, line: line, column: column)
    }
    guard Self.isKeyByte(quote) && quote != 0x2D || quote == 0x2F else { return nil }
    for index in at..<end {
      switch bytes[index] {
      case UInt8(ascii: "#"): return nil
      case UInt8(ascii: ":"): if index + 1 == end || bytes[index + 1] == 0x20 { return nil }
      case 0x20...0x7E: continue
      default: return nil
      }
    }
    return scalar(at..<end, isPlain: true, from: at, to: end, line: line, column: column)
  }

  private func scalar(
    _ text: Range<Int>, isPlain: Bool, from start: Int, to end: Int, line: Int, column: Int
  ) -> Node {
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[text]), as: UTF8.self)
    return node(
      .scalar(Scalar(text: text, isPlain: isPlain)), from: start + firstByte, to: end + firstByte, line: line,
      column: column)
  }

  private func node(_ content: Node.Content, from start: Int, to end: Int, line: Int, column: Int) -> Node {
    let line = Int32(truncatingIfNeeded: line)
    return Node(
      content: content, tag: nil, firstLine: line, lastLine: line, firstColumn: Int32(truncatingIfNeeded: column + 1),
      start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
  }
}
