import Glibc

/// Looks for what would make cmark slow or greedy, before cmark sees it. (`BlockScanner` counts for itself.)
///
/// cmark fills short rows of a table up to the header's width, so 14 KB of source can become a gigabyte of cells, and it
/// visits every open quote and list on every line. The estimate is an upper bound: every line that could be a delimiter
/// row counts as one.
struct Guard {
  var limits: Limits
  var firstLine: Int

  /// What was found, and the number of the last line when all of them were seen.
  func inspect(_ bytes: UnsafeBufferPointer<UInt8>) -> (degradation: Degradation?, lastLine: Int) {
    let mayHoldCR = bytes.baseAddress.map { memchr($0, 0x0D, bytes.count) != nil } ?? false
    var cells = 0
    var columns = 0
    var line = firstLine
    var start = 0
    while start < bytes.count {
      let end = Self.lineEnd(in: bytes, from: start, mayHoldCR: mayHoldCR)
      let shape = Self.shape(of: bytes, start..<end)
      if shape.nesting > limits.nesting { return (.tooDeep(line: line), line) }
      // A blank line ends a table.
      if shape.isBlank { columns = 0 }
      if shape.columns > columns { columns = shape.columns }
      cells += columns
      if columns > limits.columns || cells > limits.cells { return (.tooManyCells(line: line), line) }
      start = end + 1
      if start < bytes.count, bytes[end] == 0x0D, bytes[start] == 0x0A { start += 1 }
      line += 1
    }
    return (nil, max(firstLine, line - 1))
  }

  private struct Shape {
    var isBlank = true
    /// The columns that this line would give a table as its delimiter row.
    var columns = 0
    /// Markers of quotes and lists at its start.
    var nesting = 0
  }

  private static func shape(of bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Shape {
    var shape = Shape()
    var pipes = 0
    var dashes = 0
    var isStart = true
    var couldDelimit = true
    var digits = 0
    for index in range {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): continue
      case UInt8(ascii: "|"): pipes += 1
      case UInt8(ascii: "-"):
        dashes += 1
        if isStart, isApart(bytes, index, range) { shape.nesting += 1 }
      case UInt8(ascii: ":"): isStart = false
      case UInt8(ascii: ">"):
        if isStart { shape.nesting += 1 } else { couldDelimit = false }
      case UInt8(ascii: "*"), UInt8(ascii: "+"):
        if isStart, isApart(bytes, index, range) { shape.nesting += 1 } else { couldDelimit = false }
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isStart: digits += 1
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        if isStart, digits > 0 { shape.nesting += 1 } else { couldDelimit = false }
        digits = 0
      default: couldDelimit = false
      }
      shape.isBlank = false
      if byte == UInt8(ascii: "|") { isStart = false }
      if !couldDelimit { break }
    }
    // A rule of dashes or stars is one line and nests nothing.
    if couldDelimit, pipes == 0, isRule(bytes, range) { shape.nesting = 0 }
    if couldDelimit, dashes > 0 { shape.columns = pipes + 1 }
    return shape
  }

  /// Whether a space follows, as it does after the bullet of a list.
  private static func isApart(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ range: Range<Int>) -> Bool {
    let next = index + 1
    return next == range.upperBound || bytes[next] == UInt8(ascii: " ") || bytes[next] == UInt8(ascii: "\t")
  }

  /// Whether dashes or stars alone, without a letter or a mark of another kind, fill the line.
  private static func isRule(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var mark: UInt8?
    for index in range where bytes[index] != UInt8(ascii: " ") && bytes[index] != UInt8(ascii: "\t") {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*"), mark == nil || mark == byte else { return false }
      mark = byte
    }
    return mark != nil
  }

  private static func lineEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, mayHoldCR: Bool) -> Int {
    if !mayHoldCR {
      guard let base = bytes.baseAddress, let end = memchr(base + start, 0x0A, bytes.count - start) else {
        return bytes.count
      }
      return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(end))
    }
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }
}
