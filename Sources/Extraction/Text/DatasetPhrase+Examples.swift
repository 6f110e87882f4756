import Markdown

/// Names that are examples of what was said before: "benchmarks such as GULL and HERON", "datasets, including GULL".
extension DatasetPhrase {
  /// The benchmarks that a sentence tells of, if it says how the model does on them.
  static func examples(_ words: Words, behind index: Int) -> [(text: String, range: Range<Int>)] {
    guard let next = firstExample(words, behind: index) else { return [] }
    let sentence = words.sentence(around: index)
    var isMeasured = false
    for position in max(sentence.lowerBound, index - 24)..<index {
      if words.has(position, "will", "plan", "future", "existing")
        || words.has(position, "removed", "contamin", "overlap")
        || words.has(position, "like", "unlike", "not")
      {
        return []
      }
      isMeasured =
        isMeasured || !Signals(of: words[position]).isDisjoint(with: [.result, .measured, .reached])
        || words.has(position, "evaluate", "evaluati", "tested", "performs", "excels") || words.has(position, "strong")
    }
    guard isMeasured, !words.has(index - 1, "model", "models") else { return [] }
    return Array(names(words, from: next).prefix { isStrong($0, in: words) })
  }

  /// "trained on publicly available datasets such as GULL and HERON": what a verb's data is said to be of.
  static func exampled(_ words: Words, after verb: Int) -> [(text: String, range: Range<Int>)] {
    guard let on = words.places(verb + 1, verb + 8).first(where: { words.has($0, "on", "with", "using") }),
      // "similar models can be trained using other data sets like"
      !words.has(verb - 1, "be")
    else { return [] }
    for index in words.places(on + 1, on + 12) {
      if words.endsSentence(after: index - 1) { return [] }
      guard words.has(index, "datasets", "corpora", "sources") else { continue }
      guard let next = firstExample(words, behind: index) else { return [] }
      return Array(names(words, from: next).prefix { isStrong($0, in: words) || words.isInLink($0.range.lowerBound) })
    }
    return []
  }

  /// Where the first example stands behind "such as", "including", "like", a colon or an opening bracket.
  static func firstExample(_ words: Words, behind index: Int) -> Int? {
    guard index + 1 < words.count, !words.endsSentence(after: index) else { return nil }
    if words.has(index + 1, "such"), words.has(index + 2, "as") { return index + 3 }
    if words.has(index + 1, "includin", "like", "namely") { return index + 2 }
    let gap = words.gap(after: index)
    guard gap.elementsEqual(": ".utf8) || gap.elementsEqual(" (".utf8) else { return nil }
    // "(e.g. GULL)"
    if words.has(index + 1, "e"), words.has(index + 2, "g") { return index + 3 }
    // "(GULL is short for gulls)"
    return gap.first == 0x3A || !words.has(index + 2, "is", "stands") ? index + 1 : nil
  }

  /// "SFT on GULL, followed by DPO on HERON": whether a word is a way of training that has its data behind it.
  @inline(__always)
  static func isAligned(_ words: Words, _ index: Int) -> Bool {
    words.has(index + 1, "on") && Signals(of: words[index]).contains(.aligned)
      && !words.has(index + 2, "top", "a", "an")
  }

  /// What names behind such words are that are no data: "SFT on Heron-7B".
  static func isModel(_ name: (text: String, range: Range<Int>)) -> Bool {
    BaseModelExtractor.isSized(name.text) || BaseModelExtractor.isFamily(name.text.utf8)
  }
}
