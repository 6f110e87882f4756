import CNative
import Glibc
import Markdown

/// A document's text with its lines, in which quotes are looked up.
struct SourceText {
  /// Valid UTF-8; stays in place as long as the document is read.
  let bytes: UnsafeBufferPointer<UInt8>
  private let lines: Markdown.Lines

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    lines = Markdown.Lines(bytes)
  }

  var lastLine: Int { lines.last }

  /// The bytes of a line, its end included.
  func line(_ number: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[lines.range(of: number)])
  }

  /// The bytes from one line to another, the end of the last included.
  func lines(_ range: ClosedRange<Int>) -> UnsafeBufferPointer<UInt8> {
    let start = lines.range(of: range.lowerBound).lowerBound
    return UnsafeBufferPointer(rebasing: bytes[start..<max(start, lines.range(of: range.upperBound).upperBound)])
  }

  func offset(ofLine number: Int) -> Int { lines.range(of: number).lowerBound }

  func line(of offset: Int) -> Int { lines.line(of: offset) }

  /// The printed text if it stands on those lines byte for byte, the same with the marks that stand in it, and else what does
  /// stand on them; with the lines, of which it may have one or two more.
  func quote(_ raw: String, on range: ClosedRange<Int>) -> (raw: String, lines: ClosedRange<Int>) {
    let text = lines(range)
    var raw = Self.shortened(raw)
    let isThere = raw.withUTF8 { needle in
      needle.isEmpty || text.offset(of: needle, from: 0) != nil
    }
    if isThere { return (raw, range) }
    if let place = placeAcrossMarks(of: raw, on: range) {
      return (printed(place), range.lowerBound...max(range.upperBound, line(of: place.upperBound - 1)))
    }
    return (Self.beginning(of: text.trimmed), range)
  }

  /// The printed text where it first stands within those bytes, and else what does stand there.
  func quote(_ raw: String, in range: Range<Int>) -> (raw: String, range: Range<Int>) {
    let range = range.clamped(to: 0..<bytes.count)
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    var raw = Self.shortened(raw)
    let place = raw.withUTF8 { needle in
      needle.isEmpty
        ? nil : text.offset(of: needle, from: 0).map { range.lowerBound + $0..<range.lowerBound + $0 + needle.count }
    }
    if let place { return (raw, place) }
    if let place = placeAcrossMarks(of: raw, in: range) { return (printed(place), place) }
    let found = text.trimmed
    let start = range.lowerBound + (text.firstIndex { $0 > 0x20 } ?? 0)
    return (Self.beginning(of: found), start..<start + found.count)
  }

  private func printed(_ range: Range<Int>) -> String {
    Self.beginning(of: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// The first 500 letters.
  static func shortened(_ text: String) -> String {
    text.utf8.count <= mostLetters ? text : String(text.unicodeScalars.prefix(mostLetters))
  }

  /// The same of bytes, of a line of a megabyte no more than needed.
  private static func beginning(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    // A letter has four bytes at most; one that is cut in two stands behind those that are kept.
    shortened(String(decoding: bytes.prefix(4 * mostLetters + 4), as: UTF8.self))
  }

  private static let mostLetters = 500
}

extension UnsafeBufferPointer<UInt8> {
  /// Without white space at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = count
    while low < high, self[low] <= 0x20 { low += 1 }
    while low < high, self[high - 1] <= 0x20 { high -= 1 }
    return UnsafeBufferPointer(rebasing: self[low..<high])
  }

  /// Whether the text stands in here.
  func contains(_ needle: StaticString) -> Bool { offset(of: needle) != nil }

  /// Where the text first stands, from an offset on.
  func offset(of needle: StaticString, from start: Int = 0) -> Int? {
    offset(of: UnsafeBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount), from: start)
  }

  /// Where the text first stands, from an offset on.
  func offset(of needle: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start <= count, let base = baseAddress, let wanted = needle.baseAddress else { return nil }
    let found = macaroni_find(base + start, count - start, wanted, needle.count)
    return found == count - start ? nil : start + found
  }
}
