import Glibc

/// A row of a pipe table: cells between pipes, of which those at both ends may be left out.
enum TableRow {
  /// How many cells a line has as a row.
  static func count(in line: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    forEachCell(in: line) { _ in count += 1 }
    return count
  }

  /// Whether a line has any cell as a row.
  static func hasCell(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "|") else { return !line.isEmpty }
    return afterSpaces(line, 1) < line.count
  }

  /// Calls with each cell, still with its white space.
  @inline(__always)
  static func forEachCell(in line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let base = line.baseAddress, !line.isEmpty else { return }
    var at = 0
    if line[at] == UInt8(ascii: "|") { at = afterSpaces(line, at + 1) }
    while at < line.count {
      let start = at
      while true {
        let found = memchr(base + at, Int32(UInt8(ascii: "|")), line.count - at)
        at = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? line.count
        // A pipe behind a backslash belongs to the cell.
        guard at < line.count, at > start, line[at - 1] == UInt8(ascii: "\\") else { break }
        at += 1
      }
      body(UnsafeBufferPointer(rebasing: line[start..<at]))
      if at < line.count { at = afterSpaces(line, at + 1) }
    }
  }

  private static func afterSpaces(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < line.count, isSpace(line[at]) { at += 1 }
    return at
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C }

  /// How many columns a line gives a table as its delimiter row, `|:--|--:|`; zero for any other line.
  static func delimiters(in line: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 0
    var columns = 0
    if at < line.count, line[at] == UInt8(ascii: "|") { at += 1 }
    while true {
      at = afterSpaces(line, at)
      if at == line.count { break }
      if line[at] == UInt8(ascii: ":") { at += 1 }
      let dashes = at
      while at < line.count, line[at] == UInt8(ascii: "-") { at += 1 }
      guard at > dashes else { return 0 }
      if at < line.count, line[at] == UInt8(ascii: ":") { at += 1 }
      at = afterSpaces(line, at)
      columns += 1
      guard at < line.count else { break }
      guard line[at] == UInt8(ascii: "|") else { return 0 }
      at += 1
    }
    return columns
  }
}
