import Markdown

/// Names that quotation marks, links and the signs of accounts set off from the words around them.
extension DatasetPhrase {
  /// A link's text without what it says of the data: "GULL data set containing 3 hours" is the GULL data set.
  static func described(_ text: String) -> String {
    for word in [" containing ", " consisting ", " comprising ", " dataset from "] as [StaticString] {
      if let place = text.place(of: word) { return String(text[..<place.lowerBound]) }
    }
    return text
  }

  /// "@otter's tweets", which may also be those of several: "@otter-@gull's tweets".
  static func account(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    let start = words[index].range.lowerBound
    guard start > 0, words.bytes[start - 1] == 0x40 else { return nil }
    for next in words.places(index + 1, index + 16) where words.has(next, "tweets") {
      let range = start - 1..<words[next].range.upperBound
      let text = words.string(range)
      guard text.ends(with: "'s tweets") || text.ends(with: "’s tweets") else { return nil }
      return ((text: text, range: range), next + 1)
    }
    return nil
  }

  /// "The model was trained on tweets from Otter Gull.": whose they are, whatever signs the name has.
  static func tweets(_ words: Words, behind on: Int) -> (text: String, range: Range<Int>)? {
    guard words.has(on + 1, "tweets"), words.has(on + 2, "from"), on <= 5, words.count < 30 else { return nil }
    let start = words[on + 1].range.lowerBound
    var end = words.bytes[start...].firstIndex(of: 0x0A) ?? words.bytes.count
    if end > start, words.bytes[end - 1] == 0x2E { end -= 1 }
    let text = words.string(start..<end)
    return text.utf8.count <= 100 ? (text, start..<end) : nil
  }

  /// A name between quotation marks, which may have any words.
  static func quoted(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    let start = words[index].range.lowerBound
    guard let close = closing(behind: words.bytes[..<start]), words.span(at: start) == nil,
      let end = words.bytes[start...].prefix(60).firstIndex(of: close), end > start + 1
    else { return nil }
    let text = words.string(start..<end)
    guard !text.mentions("\n"), isName(text) else { return nil }
    let next = words.first(from: end) ?? words.count
    return ((bare(text), start..<end), next)
  }

  /// The first byte of what closes the quotation mark that a text ends with: of `"`, of “ and „, of ‘, or of an apostrophe that
  /// no letter stands before.
  private static func closing(behind text: ArraySlice<UInt8>) -> UInt8? {
    if text.last == 0x22 { return 0x22 }
    if text.last == 0x27, text.dropLast().last == 0x20 { return 0x27 }
    let isTypeset = text.suffix(3).starts(with: [0xE2, 0x80]) && [0x98, 0x9C, 0x9E].contains(text.last)
    return isTypeset ? 0xE2 : nil
  }

  /// The Trainer's sentence names the set, however it is written: "a fine-tuned version of X on the glue dataset", and where
  /// nothing follows also with the part of it: "on the xsum de dataset.", "on the heron_corpus dataset."
  static func written(_ words: Words, from first: Int) -> (text: String, range: Range<Int>)? {
    guard
      let noun = words.places(first + 1, first + 5).first(where: { words.has($0, "dataset") && !isJoined(words, $0) })
    else {
      return nil
    }
    let isSpaced =
      noun == first + 1 || words.places(first, noun - 1).contains { words.gap(after: $0).elementsEqual(" ".utf8) }
    guard noun == first + 1 || words.endsSentence(after: noun) && noun - first <= (isSpaced ? 2 : 4) else { return nil }
    for index in first..<noun
    where withLowercased(words.string(index), notNames.contains) && index == first
      || vague.contains(words.string(index).lowercased())
    {
      return nil
    }
    guard
      words.places(first, noun - 1).allSatisfy({
        words.gap(after: $0).elementsEqual(" ".utf8) || isJoined(words, $0 + 1)
      })
    else { return nil }
    let range = words[first].range.lowerBound..<words[noun - 1].range.upperBound
    return (words.string(range), range)
  }
}
