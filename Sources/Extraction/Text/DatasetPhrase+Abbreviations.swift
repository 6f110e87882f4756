import Markdown

/// What names have beside them: an abbreviation in brackets, an article, or words that tell what they are of.
extension DatasetPhrase {
  /// The abbreviation that a name has behind it, of which it may be only the beginning: "Common Otters in Context (COCO)".
  static func abbreviation(_ words: Words, of name: Range<Int>, from first: Int) -> (end: Int, next: Int)? {
    for index in max(first, 1)..<max(first, 1, min(first + 4, words.count)) {
      let gap = words.gap(after: index - 1)
      if gap.elementsEqual(" (".utf8) || gap.elementsEqual("\n(".utf8) {
        // "Otter Song Treebank (OST-2)"
        let isNumbered =
          words.gap(after: index).elementsEqual("-".utf8) && index + 1 < words.count
          && words.bytes[words[index + 1].range].allSatisfy(\.isDigit)
        let last = isNumbered ? index + 1 : index
        guard words.gap(after: last).first == 0x29,
          isAbbreviation(
            words.bytes[words[index].range], of: words.bytes[name.lowerBound..<words[index - 1].range.upperBound])
        else { return nil }
        return (
          words[last].range.upperBound + 1, words.has(last + 1, "dataset", "corpus", "data") ? last + 2 : last + 1
        )
      }
      guard gap.elementsEqual(" ".utf8), words.has(index, "in", "and", "of") || isCapital(words, index) else {
        return nil
      }
    }
    return nil
  }

  /// Whether letters of a name of several words make up a word of capitals, in their order: those of "ComVE" are in
  /// "Commonsense Validation and Explanation".
  static func isAbbreviation(_ word: some Collection<UInt8>, of name: some Collection<UInt8>) -> Bool {
    guard (2...10).contains(word.count), name.contains(0x20), word.allSatisfy(\.isLetter),
      word.count(where: { $0.isCapital }) >= 2
    else { return false }
    var rest = word[...]
    var isBegun = false
    var last: UInt8 = 0x20
    for byte in name {
      // The first letter is that of a word.
      if let next = rest.first, byte.lowercased == next.lowercased, isBegun || last == 0x20 {
        isBegun = true
        rest = rest.dropFirst()
      }
      last = byte
    }
    return rest.isEmpty
  }

  /// What a link reads, without the article and the task that are said beside the name: "The GULL Corpus" is the GULL
  /// Corpus, but "The Pile" is its name.
  static func unarticled(_ text: Substring) -> Substring {
    guard text.begins(with: "The ") else { return text }
    let rest = text.ends(with: " shared task") ? text.dropLast(12) : text
    guard rest.endIndex < text.endIndex || text.ends(with: " Corpus") || text.ends(with: " Dataset") else {
      return text
    }
    return rest.dropFirst(4)
  }

  /// Whether a name is the first word, and what stands before "dataset" tells what it is of: "GULL30M public image dataset".
  static func isTold(_ words: Words, _ first: Int, _ last: Int) -> Bool {
    guard last > first + 1, words.has(last + 1, "dataset", "corpus"),
      (first..<last).allSatisfy({ words.gap(after: $0).elementsEqual(" ".utf8) })
    else { return false }
    let isName = words.bytes[words[first].range].dropFirst().count { $0.isCapital || $0.isDigit } >= 1
    return isName && (first + 1...last).allSatisfy { words.bytes[words[$0].range].allSatisfy { $0 &- 0x61 < 26 } }
  }
}
