import Markdown

/// A text as words, with its bytes at hand. A class, because many rules are handed it.
final class Words {
  /// Nil for text without markup.
  private let text: Markdown.RichText?
  private let firstLine: Int
  let bytes: [UInt8]
  let all: [Word]

  convenience init(_ text: Markdown.RichText) { self.init(text.text, line: text.line, text) }

  init(_ string: String, line: Int, _ text: Markdown.RichText? = nil) {
    self.text = text
    firstLine = line
    let bytes = Array(string.utf8)
    var all: [Word] = []
    all.reserveCapacity(bytes.count / 5 + 4)
    bytes.withUnsafeBufferPointer { Word.forEach(in: $0) { all.append($0) } }
    self.bytes = bytes
    self.all = all
  }

  /// The names of data sets, which several extractors ask for.
  private(set) lazy var datasetPhrases = DatasetPhrase.all(in: self)

  var count: Int { all.count }
  subscript(index: Int) -> Word { all[index] }

  /// The words from one up to another, as far as there are any: rules look around where a text may end or begin.
  @inline(__always)
  func places(_ from: Int, _ to: Int) -> Range<Int> {
    let low = max(0, from)
    return low..<max(low, min(to, all.count))
  }

  /// The first word that begins at a byte of the text or behind it.
  func first(from offset: Int) -> Int? {
    let index = all.prefixCount(where: { $0.range.lowerBound < offset })
    return index < all.count ? index : nil
  }

  /// Whether a word is one of these.
  ///
  /// Up to twelve are inlined and become comparisons with constants, which the words of an array do not.
  @inline(__always)
  func has(
    _ index: Int, _ first: StaticString, _ second: StaticString? = nil, _ third: StaticString? = nil,
    _ fourth: StaticString? = nil, _ fifth: StaticString? = nil, _ sixth: StaticString? = nil,
    _ seventh: StaticString? = nil, _ eighth: StaticString? = nil, _ ninth: StaticString? = nil,
    _ tenth: StaticString? = nil, _ eleventh: StaticString? = nil, _ twelfth: StaticString? = nil
  ) -> Bool {
    guard index >= 0, index < all.count else { return false }
    let word = all[index]
    return word.reads(first) || word.reads(second) || word.reads(third) || word.reads(fourth) || word.reads(fifth)
      || word.reads(sixth) || word.reads(seventh) || word.reads(eighth) || word.reads(ninth) || word.reads(tenth)
      || word.reads(eleventh) || word.reads(twelfth)
  }

  func has(
    _ index: Int, _ first: StaticString, _ second: StaticString, _ third: StaticString, _ fourth: StaticString,
    _ fifth: StaticString, _ sixth: StaticString, _ seventh: StaticString, _ eighth: StaticString,
    _ ninth: StaticString, _ tenth: StaticString, _ eleventh: StaticString, _ twelfth: StaticString,
    _ last: StaticString, _ more: StaticString...
  ) -> Bool {
    if has(index, first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth)
      || has(index, last)
    {
      return true
    }
    guard index >= 0, index < all.count else { return false }
    let word = all[index]
    return more.contains { $0.utf8Start.pointee == UInt8(truncatingIfNeeded: word.key) && word.reads($0) }
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func string(_ index: Int) -> String { string(all[index].range) }
  /// Calls with bytes of the text in small letters, as far as they are ASCII.
  func withSmallLetters<R>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, range.count)) { room in
      for index in 0..<range.count { room[index] = bytes[range.lowerBound + index].lowercased }
      return body(UnsafeBufferPointer(rebasing: room[..<range.count]))
    }
  }

  /// The line that a byte stands on.
  func line(at offset: Int) -> Int {
    guard let text else { return firstLine }
    return bytes.count < Self.longText ? text.line(at: offset) : text.line(at: offset, ends: lineEnds)
  }

  /// Of texts of so many bytes the lines are noted: counting from the beginning for every fact of a paragraph of a megabyte
  /// takes the square of its length.
  static let longText = 4096
  private lazy var lineEnds = text?.lineEnds ?? []

  /// What stands between a word and the next.
  func gap(after index: Int) -> ArraySlice<UInt8> {
    let end = index + 1 < all.count ? all[index + 1].range.lowerBound : bytes.count
    return bytes[all[index].range.upperBound..<end]
  }

  /// Whether a sentence, or a clause set off by strong punctuation, ends behind a word.
  func endsSentence(after index: Int) -> Bool {
    // Behind most words stands but a space.
    let end = all[index].range.upperBound
    if index + 1 < all.count, all[index + 1].range.lowerBound == end + 1, bytes[end] == 0x20 { return false }
    let gap = gap(after: index)
    guard let first = gap.first else { return index + 1 >= all.count }
    switch first {
    // "reaches 71.3%. It"
    case UInt8(ascii: "%") where gap.starts(with: "%. ".utf8) || gap.starts(with: "%.\n".utf8): return true
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      if first == UInt8(ascii: "."), isAbbreviated(index) { return false }
      let next = gap.dropFirst().first
      // Without a space behind it, a point belongs to a number or name.
      return next == nil && index + 1 >= all.count || next == 0x20 || next == 0x0A || next == 0x29 || next == 0x22
    default: return gap.contains(UInt8(ascii: ";")) || index + 1 >= all.count
    }
  }

  /// Whether the point behind a word ends no sentence: that of "e.g.", "Ph.D.", "Dr." and "Lee J. Otter".
  private func isAbbreviated(_ index: Int) -> Bool {
    if all[index].range.count > 1 { return has(index, "dr", "prof", "cf") }
    guard index > 0, index + 1 < all.count else { return false }
    func isCapital(_ at: Int) -> Bool { bytes[all[at].range.lowerBound].isCapital }
    let before = gap(after: index - 1)
    return before.elementsEqual([0x2E]) && !bytes[all[index].range.lowerBound].isDigit
      || before.elementsEqual([0x20]) && isCapital(index - 1) && isCapital(index) && isCapital(index + 1)
  }

  /// How many words before and behind a word are looked at for the ends of its sentence: rules ask for it at many words, and
  /// a text without an end would take the square of its length.
  private static let longestReach = 160

  /// The words of the sentence around a word.
  func sentence(around index: Int) -> Range<Int> {
    if lastSentence.contains(index) { return lastSentence }
    var low = index
    let first = max(0, index - Self.longestReach)
    while low > first, !endsSentence(after: low - 1) { low -= 1 }
    var high = index
    let last = min(all.count - 1, index + Self.longestReach)
    while high < last, !endsSentence(after: high) { high += 1 }
    let sentence = low..<high + 1
    // Of a longer one each of its words sees another part.
    if sentence.count <= Self.longestReach { lastSentence = sentence }
    return sentence
  }

  /// The sentence that was last asked for: most rules ask for that of the words they stand at.
  private var lastSentence = 0..<0

  /// Whether a byte stands in the text of a link.
  func isInLink(_ offset: Int) -> Bool {
    guard let spans = text?.spans, !spans.isEmpty else { return false }
    // Links do not nest: only the last that begins before the byte can hold it.
    let last = links.prefixCount(where: { $0.lowerBound <= offset }) - 1
    return last >= 0 && links[last].contains(offset)
  }

  /// Whether the text is a link from its first word to its last.
  private(set) lazy var isLink = links.contains { link in
    all.first.map { link.lowerBound <= $0.range.lowerBound } ?? false
      && all.last.map { $0.range.upperBound <= link.upperBound } ?? false
  }

  private lazy var links: [Range<Int>] = (text?.spans ?? []).compactMap { span in
    guard case .link = span.kind else { return nil }
    return span.range
  }

  /// Whether a byte stands in bold or italic text that has a colon before it, as titles of papers have.
  func isInTitle(_ offset: Int) -> Bool {
    text?.spans.contains { span in
      switch span.kind {
      case .strong, .emphasis: break
      default: return false
      }
      return span.range.contains(offset) && bytes[span.range.lowerBound..<offset].contains(0x3A)
    } ?? false
  }

  /// The link, code, bold or italic text that begins at a byte, or within the few marks before it.
  func span(at offset: Int) -> Markdown.RichText.Span? {
    firstSpan(around: offset) { span in
      guard offset < span.range.upperBound, areMarks(span.range.lowerBound..<offset) else { return false }
      switch span.kind {
      case .link, .code, .strong, .emphasis: return true
      default: return false
      }
    }
  }

  /// The link or code that begins at a byte, be it in bold or not.
  func source(at offset: Int) -> Markdown.RichText.Span? {
    firstSpan(around: offset) { span in
      offset < span.range.upperBound && Self.isSource(span) && areMarks(span.range.lowerBound..<offset)
    }
  }

  /// The link or code that ends at a byte, or within the few marks behind it.
  func source(endingBefore offset: Int) -> Markdown.RichText.Span? {
    firstSpan(around: offset) { span in
      span.range.lowerBound < offset && offset <= span.range.upperBound && Self.isSource(span)
        && areMarks(offset..<span.range.upperBound)
    }
  }

  /// Longer spans, in bytes, are no names.
  private static let longestSpan = 120

  /// The first span for a name around a byte that is as wanted.
  @inline(__always)
  private func firstSpan(
    around offset: Int, where isWanted: (Markdown.RichText.Span) -> Bool
  ) -> Markdown.RichText.Span? {
    guard let spans = text?.spans, !spans.isEmpty else { return nil }
    // Spans stand in the order they begin: those that end at the byte or behind it begin within reach.
    let first = spans.prefixCount(where: { $0.range.lowerBound < offset - Self.longestSpan })
    for span in spans[first...] {
      if span.range.lowerBound > offset { return nil }
      if span.range.count <= Self.longestSpan, isWanted(span) { return span }
    }
    return nil
  }

  private static func isSource(_ span: Markdown.RichText.Span) -> Bool {
    switch span.kind {
    case .link, .code: true
    default: false
    }
  }

  /// Whether neither letters nor digits stand there.
  private func areMarks(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { !$0.isLetter && !$0.isDigit } }
}
