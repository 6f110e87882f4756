/// Builds the tree of a JSON document. Depth, size and the number of nodes are bounded, and every byte is looked at once.
struct JSONTreeReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: Limits
  private var at = 0
  private var line: Int
  private var lineStart = 0
  private var nodes = 0
  private var error: ParseError?

  init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int, limits: Limits) {
    self.bytes = bytes
    self.limits = limits
    line = firstLine
  }

  mutating func read() -> Parsed {
    guard bytes.count <= limits.bytes else {
      fail("the document has \(bytes.count) bytes, more than the \(limits.bytes) that are read", .limit)
      return Parsed(error: error)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    skipSpace()
    guard at < bytes.count else { return Parsed() }
    let root = value(depth: 0)
    skipSpace()
    if error == nil, at < bytes.count { fail("something follows the end of the document") }
    return Parsed(root: root, error: error)
  }

  private mutating func fail(_ problem: String, _ kind: ParseError.Kind = .syntax) {
    guard error == nil else { return }
    error = ParseError(kind: kind, line: line, column: at - lineStart + 1, problem: problem)
  }

  /// White space between values.
  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09: at += 1
      case 0x0A, 0x0D:
        let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
        at += isPair ? 2 : 1
        line += 1
        lineStart = at
      default: return
      }
    }
  }

  /// A value; what of it was complete if an error ends it, nil if nothing was.
  private mutating func value(depth: Int) -> Node? {
    nodes += 1
    guard depth <= limits.depth else {
      fail("values are nested more than \(limits.depth) deep", .limit)
      return nil
    }
    guard nodes <= limits.nodes else {
      fail("there are more than \(limits.nodes) values", .limit)
      return nil
    }
    guard at < bytes.count else {
      fail("the document ends before a value")
      return nil
    }
    let start = at
    let first = line
    let column = at - lineStart + 1
    let content: Node.Content
    switch bytes[at] {
    case UInt8(ascii: "{"): content = .mapping(members(depth: depth))
    case UInt8(ascii: "["): content = .sequence(elements(depth: depth))
    case UInt8(ascii: "\""):
      guard let text = string() else { return nil }
      content = .scalar(Scalar(text: text, isPlain: false))
    default:
      guard let word = word() else { return nil }
      content = .scalar(Scalar(text: word, isPlain: true))
    }
    return Node(content, lines: first...line, column: column, range: start..<at)
  }

  private mutating func members(depth: Int) -> [Pair] {
    var pairs: [Pair] = []
    at += 1
    skipSpace()
    if take("}") { return pairs }
    while error == nil {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let key = value(depth: depth + 1) else {
        fail("a name in quotes is missing")
        break
      }
      skipSpace()
      guard take(":") else {
        fail("a colon is missing after a name")
        break
      }
      skipSpace()
      if let value = value(depth: depth + 1) { pairs.append(Pair(key: key, value: value)) }
      skipSpace()
      if error != nil || take("}") { break }
      guard take(",") else {
        fail("a comma or a closing brace is missing")
        break
      }
      skipSpace()
    }
    return pairs
  }

  private mutating func elements(depth: Int) -> [Node] {
    var items: [Node] = []
    at += 1
    skipSpace()
    if take("]") { return items }
    while error == nil {
      if let item = value(depth: depth + 1) { items.append(item) }
      skipSpace()
      if error != nil || take("]") { break }
      guard take(",") else {
        fail("a comma or a closing bracket is missing")
        break
      }
      skipSpace()
    }
    return items
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(truncatingIfNeeded: mark.value) else { return false }
    at += 1
    return true
  }

  /// A number, `true`, `null`, or a word that is neither and refused.
  private mutating func word() -> String? {
    let start = at
    while at < bytes.count, isWord(bytes[at]) { at += 1 }
    guard at > start else {
      fail("a value cannot begin with '\(String(decoding: bytes[at..<at + 1], as: UTF8.self))'")
      return nil
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    switch text {
    case "true", "false", "null", "NaN", "Infinity", "-Infinity": return text
    default:
      guard bytes[start] == 0x2D || bytes[start] &- 0x30 < 10, Double(text) != nil else {
        at = start
        fail("'\(text.prefix(40))' is no value")
        return nil
      }
      return text
    }
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte == 0x5F
  }

  /// A text in quotes, with the line ends and tabs inside that JSON forbids and people write.
  private mutating func string() -> String? {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 { at += 1 }
    if at < bytes.count, bytes[at] == 0x22 {
      at += 1
      return String(decoding: bytes[start..<at - 1], as: UTF8.self)
    }
    var text = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0x22: return String(decoding: text, as: UTF8.self)
      case 0x5C:
        guard escape(into: &text) else {
          fail("an escape in a text is not one of JSON's")
          return nil
        }
      case 0x0A, 0x0D:
        if byte == 0x0A || at >= bytes.count || bytes[at] != 0x0A {
          line += 1
          lineStart = at
        }
        text.append(byte)
      default: text.append(byte)
      }
    }
    fail("a text does not end")
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard at < bytes.count else { return false }
    let mark = bytes[at]
    at += 1
    switch mark {
    case 0x22, 0x5C, 0x2F: text.append(mark)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      guard let first = unit() else { return false }
      var units = [first]
      // The second half of a pair follows as an escape of its own.
      if first & 0xFC00 == 0xD800, at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == UInt8(ascii: "u") {
        at += 2
        guard let second = unit() else { return false }
        units.append(second)
      }
      text += Array(String(decoding: units, as: UTF16.self).utf8)
    default: return false
    }
    return true
  }

  private mutating func unit() -> UInt16? {
    guard at + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { return nil }
    at += 4
    return unit
  }
}
