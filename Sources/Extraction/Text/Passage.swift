import Markdown

/// A paragraph of a card, or a heading, with what it may be about.
final class Passage {
  let text: Markdown.RichText
  /// The block it is, an index into `Document.blocks`.
  let block: Int
  /// The innermost section around it.
  let section: Int
  let isHeading: Bool
  let isItem: Bool
  let signals: Signals

  init(_ text: Markdown.RichText, block: Int, section: Int, isHeading: Bool, isItem: Bool) {
    self.text = text
    self.block = block
    self.section = section
    self.isHeading = isHeading
    self.isItem = isItem
    signals = text.text.withBytes { Signals(in: $0) }
  }

  /// Whether HTML stands in it.
  var hasTags: Bool {
    text.spans.contains { span in
      guard case .html = span.kind else { return false }
      return true
    }
  }

  /// The words of the passage, cut when first asked for.
  private(set) lazy var words = Words(text)
}

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

  var count: Int { all.count }
  subscript(index: Int) -> Word { all[index] }

  /// Whether a word is one of these. (Of up to three, as most are, no array is made.)
  @inline(__always)
  func has(_ index: Int, _ word: StaticString) -> Bool {
    index >= 0 && index < all.count && word ~= all[index]
  }

  @inline(__always)
  func has(_ index: Int, _ first: StaticString, _ second: StaticString) -> Bool {
    guard index >= 0, index < all.count else { return false }
    let word = all[index]
    return first ~= word || second ~= word
  }

  @inline(__always)
  func has(_ index: Int, _ first: StaticString, _ second: StaticString, _ third: StaticString) -> Bool {
    guard index >= 0, index < all.count else { return false }
    let word = all[index]
    return first ~= word || second ~= word || third ~= word
  }

  func has(
    _ index: Int, _ first: StaticString, _ second: StaticString, _ third: StaticString, _ fourth: StaticString,
    _ more: StaticString...
  ) -> Bool {
    if has(index, first, second, third) || has(index, fourth) { return true }
    guard index >= 0, index < all.count else { return false }
    let word = all[index]
    for candidate in more where candidate ~= word { return true }
    return false
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

  func line(at offset: Int) -> Int { text?.line(at: offset) ?? firstLine }

  /// What stands between a word and the next.
  func gap(after index: Int) -> ArraySlice<UInt8> {
    let end = index + 1 < all.count ? all[index + 1].range.lowerBound : bytes.count
    return bytes[all[index].range.upperBound..<end]
  }

  /// Whether a sentence, or a clause set off by strong punctuation, ends behind a word.
  func endsSentence(after index: Int) -> Bool {
    let gap = gap(after: index)
    guard let first = gap.first else { return index + 1 >= all.count }
    switch first {
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
    func isCapital(_ at: Int) -> Bool { bytes[all[at].range.lowerBound] &- 0x41 < 26 }
    let before = gap(after: index - 1)
    return before.elementsEqual([0x2E]) && !bytes[all[index].range.lowerBound].isDigit
      || before.elementsEqual([0x20]) && isCapital(index - 1) && isCapital(index) && isCapital(index + 1)
  }

  /// How many words before and behind a word are looked at for the ends of its sentence: rules ask for it at many words, and
  /// a text without an end would take the square of its length.
  private static let longestReach = 160

  /// The words of the sentence around a word.
  func sentence(around index: Int) -> Range<Int> {
    var low = index
    let first = max(0, index - Self.longestReach)
    while low > first, !endsSentence(after: low - 1) { low -= 1 }
    var high = index
    let last = min(all.count - 1, index + Self.longestReach)
    while high < last, !endsSentence(after: high) { high += 1 }
    return low..<high + 1
  }

  /// Whether a byte stands in the text of a link.
  func isInLink(_ offset: Int) -> Bool {
    text?.spans.contains { span in
      guard case .link = span.kind else { return false }
      return span.range.contains(offset)
    } ?? false
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
    text?.spans.first { span in
      guard span.range.lowerBound <= offset, offset < span.range.upperBound,
        bytes[span.range.lowerBound..<offset].allSatisfy({ !$0.isLetter && !$0.isDigit })
      else { return false }
      switch span.kind {
      case .link, .code, .strong, .emphasis: return span.range.count <= 120
      default: return false
      }
    }
  }

  /// The link or code that begins at a byte, be it in bold or not.
  func source(at offset: Int) -> Markdown.RichText.Span? {
    text?.spans.first { span in
      guard span.range.lowerBound <= offset, offset < span.range.upperBound, span.range.count <= 120 else {
        return false
      }
      switch span.kind {
      case .link, .code: break
      default: return false
      }
      return bytes[span.range.lowerBound..<offset].allSatisfy { !$0.isLetter && !$0.isDigit }
    }
  }

  /// The link or code that ends at a byte, or within the few marks behind it.
  func source(endingBefore offset: Int) -> Markdown.RichText.Span? {
    text?.spans.first { span in
      guard span.range.lowerBound < offset, offset <= span.range.upperBound, span.range.count <= 120 else {
        return false
      }
      switch span.kind {
      case .link, .code: break
      default: return false
      }
      return bytes[offset..<span.range.upperBound].allSatisfy { !$0.isLetter && !$0.isDigit }
    }
  }
}
