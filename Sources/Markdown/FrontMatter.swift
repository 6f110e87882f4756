/// The YAML at the top of a card, and the body after it.
public struct FrontMatter: Sendable, Equatable {
  public enum Form: Sendable, Equatable {
    case absent
    /// Between `---` and `---` or `...`.
    case closed
    /// Opened but never closed; it is taken to end at the first heading, or blank line that no further name follows.
    case unclosed
  }

  public var form: Form
  /// The bytes between the marks.
  public var yaml: Range<Int>
  /// The line that the YAML begins on, 1-based.
  public var yamlLine: Int
  /// The bytes after the closing mark.
  public var body: Range<Int>
  /// The line that the body begins on, 1-based.
  public var bodyLine: Int

  /// Finds the front matter of a card.
  ///
  /// A byte-order mark and blank lines may precede it, as the Hub allows, and so may a title, which the Hub does not allow
  /// but writers put there: `# OtterNet` above `---` and `language: en`. Trainers wrote `\n---` for a while.
  /// Whether what stands there is a mapping is for the reader of the YAML to find; if it is not,
  /// `FrontMatter.absent(_:)` reads the whole as a body.
  public static func split(_ bytes: UnsafeBufferPointer<UInt8>) -> FrontMatter {
    let lines = Scanner(bytes)
    let mark = markLength(bytes)
    var line = lines.line(from: mark, number: 1)
    while let blank = line, blank.isBlank { line = lines.line(after: blank) }
    guard let first = line else { return absent(bytes) }
    guard lines.is(first, "-") || lines.isEscaped(first) else { return titled(first, lines, bytes) ?? absent(bytes) }
    let opening = first

    var end: Scanner.Line?
    var blank: Scanner.Line?
    var next = lines.line(after: opening)
    while let current = next {
      if lines.is(current, "-") || lines.is(current, ".") {
        let body = current.next..<bytes.count
        return FrontMatter(
          form: .closed, yaml: opening.next..<current.range.lowerBound, yamlLine: opening.number + 1, body: body,
          bodyLine: current.number + 1)
      }
      if end == nil {
        if current.isBlank {
          blank = blank ?? current
        } else if bytes[current.range.lowerBound] == UInt8(ascii: "#") || blank != nil && !lines.isKey(current) {
          end = blank ?? current
        } else {
          blank = nil
        }
      }
      next = lines.line(after: current)
    }
    end = end ?? blank
    let stop = end?.range.lowerBound ?? bytes.count
    // Three dashes and nothing below them are a rule.
    guard stop > opening.next else { return absent(bytes) }
    return FrontMatter(
      form: .unclosed, yaml: opening.next..<stop, yamlLine: opening.number + 1, body: stop..<bytes.count,
      bodyLine: end?.number ?? opening.number + 1)
  }

  /// Front matter below a line of text, if it is closed and begins with a name that cards have there. That line is no
  /// part of the body, which begins below.
  private static func titled(
    _ title: Scanner.Line, _ lines: Scanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> FrontMatter? {
    var line = lines.line(after: title)
    while let blank = line, blank.isBlank { line = lines.line(after: blank) }
    guard let opening = line, lines.is(opening, "-"), var current = lines.line(after: opening),
      names.contains(where: { bytes[current.range].starts(with: $0.utf8) })
    else { return nil }
    while !lines.is(current, "-") {
      guard let next = lines.line(after: current), next.number < opening.number + 200 else { return nil }
      current = next
    }
    return FrontMatter(
      form: .closed, yaml: opening.next..<current.range.lowerBound, yamlLine: opening.number + 1,
      body: current.next..<bytes.count, bodyLine: current.number + 1)
  }

  private static let names = ["language:", "tags:", "datasets:", "license:", "pipeline_tag:", "library_name:"]

  /// A card without front matter: all of it is body, save a byte-order mark.
  public static func absent(_ bytes: UnsafeBufferPointer<UInt8>) -> FrontMatter {
    let mark = markLength(bytes)
    return FrontMatter(form: .absent, yaml: mark..<mark, yamlLine: 1, body: mark..<bytes.count, bodyLine: 1)
  }

  private static func markLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }
}

/// Steps through lines.
private struct Scanner {
  struct Line {
    /// Without the line end.
    var range: Range<Int>
    var next: Int
    var number: Int
    var isBlank: Bool
  }

  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func line(from start: Int, number: Int) -> Line? {
    guard start < bytes.count else { return nil }
    var index = start
    var isBlank = true
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if bytes[index] != UInt8(ascii: " "), bytes[index] != UInt8(ascii: "\t") { isBlank = false }
      index += 1
    }
    var next = min(index + 1, bytes.count)
    if next < bytes.count, bytes[index] == 0x0D, bytes[next] == 0x0A { next += 1 }
    return Line(range: start..<index, next: next, number: number, isBlank: isBlank)
  }

  func line(after line: Line) -> Line? { self.line(from: line.next, number: line.number + 1) }

  /// Whether a line begins with a name in small letters and a colon, as those of front matter are: `tags:`.
  func isKey(_ line: Line) -> Bool {
    let name = bytes[line.range].prefix { $0 &- 0x61 < 26 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    guard !name.isEmpty, name.endIndex < line.range.upperBound, bytes[name.endIndex] == UInt8(ascii: ":") else {
      return false
    }
    return name.endIndex + 1 == line.range.upperBound || bytes[name.endIndex + 1] == UInt8(ascii: " ")
  }

  /// Whether a line is the opening mark behind a line end that a program wrote as two letters: `\n---`.
  func isEscaped(_ line: Line) -> Bool { bytes[line.range].elementsEqual(#"\n---"#.utf8) }

  /// Whether a line is the character three times and nothing more.
  func `is`(_ line: Line, _ mark: Unicode.Scalar) -> Bool {
    guard line.range.count >= 3 else { return false }
    let start = line.range.lowerBound
    return bytes[start..<start + 3].allSatisfy { $0 == UInt8(ascii: mark) }
      && bytes[start + 3..<line.range.upperBound].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
