/// Quotes that a document prints with marks in their middle: "**156.85** million", "the [GULL](https://…) corpus", a name over
/// the end of a line.
extension SourceText {
  /// Where a text that was read without its marks begins on those lines, and ends there or on the next two.
  func placeAcrossMarks(of raw: String, on lines: ClosedRange<Int>) -> Range<Int>? {
    let start = offset(ofLine: lines.lowerBound)
    let high = min(start + Self.reach, offset(ofLine: min(lastLine, lines.upperBound) + 1))
    let limit = min(start + Self.reach, offset(ofLine: min(lastLine, lines.upperBound + 2) + 1))
    return placeAcrossMarks(of: raw, from: start, to: high, endingBefore: max(high, limit))
  }

  /// Where a text that was read without its marks first stands within those bytes.
  func placeAcrossMarks(of raw: String, in range: Range<Int>) -> Range<Int>? {
    let end = min(range.upperBound, range.lowerBound + Self.reach)
    return placeAcrossMarks(of: raw, from: range.lowerBound, to: end, endingBefore: end)
  }

  /// How many bytes are looked through: a line may have a megabyte, and each of its statements marks.
  private static let reach = 16_384

  /// How many bytes of marks and addresses may stand within a text.
  private static let mostSkipped = 600

  private func placeAcrossMarks(of raw: String, from low: Int, to high: Int, endingBefore end: Int) -> Range<Int>? {
    var raw = raw
    return raw.withUTF8 { needle -> Range<Int>? in
      guard let first = needle.first, first > 0x20 else { return nil }
      for start in low..<max(low, min(high, bytes.count)) where bytes[start] == first {
        if let stop = self.end(of: needle, from: start, before: min(end, bytes.count)) {
          return whole(start..<stop, from: low)
        }
      }
      return nil
    }
  }

  /// Where the text ends that begins at an offset, whatever marks stand in it.
  private func end(of needle: UnsafeBufferPointer<UInt8>, from start: Int, before limit: Int) -> Int? {
    var place = start
    var skipped = 0
    var index = 0
    while index < needle.count {
      guard place < limit, skipped <= Self.mostSkipped else { return nil }
      if needle[index] <= 0x20, bytes[place] <= 0x20 {
        // All of the white space, and the mark of a quotation at a line's start.
        let start = place
        while place < limit, bytes[place] <= 0x20 || bytes[place] == 0x3E { place += 1 }
        skipped += place - start
        index += 1
        continue
      }
      if bytes[place] == needle[index] {
        place += 1
        index += 1
        continue
      }
      guard index > 0, let next = afterMark(at: place, before: limit) else { return nil }
      skipped += next - place
      place = next
    }
    return place
  }

  /// Past a mark of emphasis, code or a link, with the address, or a tag.
  private func afterMark(at place: Int, before limit: Int) -> Int? {
    switch bytes[place] {
    case 0x2A, 0x5F, 0x60, 0x5C, 0x7E, 0x5B: return place + 1
    case 0x5D:
      guard place + 1 < limit, bytes[place + 1] == 0x28 || bytes[place + 1] == 0x5B else { return place + 1 }
      let close: UInt8 = bytes[place + 1] == 0x28 ? 0x29 : 0x5D
      return bytes[place + 1..<min(limit, place + Self.mostSkipped)].firstIndex(of: close).map { $0 + 1 }
    case 0x3C: return bytes[place..<min(limit, place + Self.mostSkipped)].firstIndex(of: 0x3E).map { $0 + 1 }
    default: return nil
    }
  }

  /// The text with the marks at its ends whose other halves stand in it: of "156.85** million" those before it too.
  private func whole(_ range: Range<Int>, from low: Int) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    for mark in [UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`")] where bytes[range].contains(mark) {
      let before = start
      while start > low, bytes[start - 1] == mark { start -= 1 }
      if start < before { continue }
      while end < bytes.count, bytes[end] == mark { end += 1 }
    }
    let text = bytes[range]
    if let close = text.firstIndex(of: 0x5D), !text[..<close].contains(0x5B),
      let open = bytes[max(low, start - 100)..<start].lastIndex(of: 0x5B),
      !bytes[open..<start].contains(0x0A)
    {
      start = open
    }
    return start..<end
  }
}
