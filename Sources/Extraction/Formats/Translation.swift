import Stages

/// A document of another format written as Markdown, with the lines that each line of it comes from.
///
/// So every extractor for cards reads every format, and says on which lines of the document itself it found what it found.
struct Translation {
  private(set) var markdown: [UInt8] = []
  private(set) var lines: [ClosedRange<Int>] = []
  /// Why less was translated than is there.
  var rejections: [Rejection] = []

  var isEmpty: Bool { markdown.isEmpty }

  /// Adds a line, which may not have line ends of its own.
  mutating func add(_ text: some StringProtocol, from lines: ClosedRange<Int>) {
    markdown += text.utf8.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    markdown.append(0x0A)
    self.lines.append(lines)
  }

  /// A blank line, which parts two blocks.
  mutating func endBlock() {
    guard let last = lines.last else { return }
    markdown.append(0x0A)
    lines.append(last)
  }

  mutating func addHeading(_ text: some StringProtocol, level: Int, from lines: ClosedRange<Int>) {
    endBlock()
    add(String(repeating: "#", count: min(max(level, 1), 6)) + " " + text, from: lines)
    endBlock()
  }

  /// Adds a table; the first row is its header.
  mutating func addTable(_ rows: [(cells: [String], lines: ClosedRange<Int>)]) {
    guard let header = rows.first, rows.count > 1, !header.cells.isEmpty else { return }
    endBlock()
    for (index, row) in rows.enumerated() {
      add("|" + row.cells.map { Self.cell($0) + "|" }.joined(), from: row.lines)
      if index == 0 { add("|" + String(repeating: "---|", count: header.cells.count), from: row.lines) }
    }
    endBlock()
  }

  private static func cell(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "|")) ? text.replacing("|", with: "\\|") : text
  }

  /// Text that stands for itself, whatever marks of Markdown it holds.
  static func escaped(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: isMark) else { return String(text) }
    var result: [UInt8] = []
    for byte in text.utf8 {
      if isMark(byte) { result.append(0x5C) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x5C, 0x60, 0x2A, 0x5F, 0x5B, 0x5D, 0x3C, 0x3E, 0x23, 0x7E: true
    default: false
    }
  }
}
