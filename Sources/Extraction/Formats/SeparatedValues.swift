import YAML

/// Tables of comma- or tab-separated values (RFC 4180): a list of rows, each a mapping from the header's names to its cells.
struct SeparatedValues {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private let limits: YAML.Limits
  private var at = 0
  private var line = 1

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, limits: YAML.Limits = .default)
    -> YAML.Parsed
  {
    var reader = SeparatedValues(bytes: bytes, separator: separator, limits: limits)
    return reader.read()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, limits: YAML.Limits) {
    self.bytes = bytes
    self.separator = separator
    self.limits = limits
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  private mutating func read() -> YAML.Parsed {
    guard bytes.count <= limits.bytes else {
      return YAML.Parsed(
        error: limit("the table has \(bytes.count) bytes, more than the \(limits.bytes) that are read"))
    }
    let header = row()
    var rows: [YAML.Node] = []
    var cells = 0
    while at < bytes.count {
      let first = line
      let start = at
      let row = row()
      guard row.count > 1 || row.first?.text?.isEmpty == false else { continue }
      cells += row.count
      guard cells <= limits.nodes else {
        return YAML.Parsed(
          root: list(rows), error: limit("the table has more than \(limits.nodes) cells; the rows up to here are read"))
      }
      let pairs = zip(header, row).map { YAML.Pair(key: $0, value: $1) }
      rows.append(YAML.Node(.mapping(pairs), lines: first...max(first, row.last?.endLine ?? first), range: start..<at))
    }
    return YAML.Parsed(root: list(rows))
  }

  private func list(_ rows: [YAML.Node]) -> YAML.Node {
    YAML.Node(.sequence(rows), lines: 1...max(1, line), range: 0..<bytes.count)
  }

  private func limit(_ problem: String) -> YAML.ParseError {
    YAML.ParseError(kind: .limit, line: line, column: 1, problem: problem)
  }

  /// The cells up to the end of the line, or of a later one where a quoted cell has line ends.
  private mutating func row() -> [YAML.Node] {
    var cells: [YAML.Node] = []
    while true {
      cells.append(cell())
      guard at < bytes.count else { return cells }
      let mark = bytes[at]
      at += 1
      if mark == separator { continue }
      if mark == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
      line += 1
      return cells
    }
  }

  private mutating func cell() -> YAML.Node {
    let first = line
    var start = at
    var text: [UInt8] = []
    let isQuoted = at < bytes.count && bytes[at] == 0x22
    if isQuoted {
      at += 1
      start = at
      while at < bytes.count {
        if bytes[at] == 0x22 {
          guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else { break }
          at += 1
        } else if bytes[at] == 0x0A || bytes[at] == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A) {
          line += 1
        }
        text.append(bytes[at])
        at += 1
      }
    }
    let end = at
    // A quote that ends before the cell does is followed by what belongs to no cell.
    while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    let range = start..<(isQuoted ? end : at)
    let value = isQuoted ? String(decoding: text, as: UTF8.self) : String(decoding: bytes[range], as: UTF8.self)
    return YAML.Node(
      .scalar(YAML.Scalar(text: Self.plain(value.trimmed), isPlain: !isQuoted)), lines: first...line, range: range)
  }

  /// Without the marks of reStructuredText, in which Sphinx sites write their tables: `vgg16 [3]_` is `vgg16`.
  private static func plain(_ text: Substring) -> String {
    guard text.mentions("]_") || text.mentions(":`") else { return String(text) }
    return String(RestructuredInline().markdown(text).trimmed)
  }
}
