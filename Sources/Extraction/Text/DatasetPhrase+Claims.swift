import Markdown

/// What a model is said to be good on: "achieves SOTA results on GULL", "outperforms OtterNet on HERON".
extension DatasetPhrase {
  /// Whether a word is one of what was reached, before the data that it was reached on.
  @inline(__always)
  static func isOfClaim(_ words: Words, _ index: Int) -> Bool {
    // "For results on GULL, see", "OtterNet-level accuracy on GULL", and the title of a paper.
    if words.has(index - 1, "for", "level") || words.isInLink(words[index].range.lowerBound) { return false }
    if words.has(index, "outperfo", "sota") || words.has(index, "surpass", "surpasse", "surpassi") { return true }
    // "ranks first on GULL", but "ranked candidates on"
    if words.has(index, "ranks", "ranked") { return words.has(index + 1, "first", "1st", "1", "second") }
    if words.has(index, "art"), words.has(index - 2, "of") { return true }
    // "The performance of OtterBERTs on GULL"
    if words.has(index, "performa"), words.has(index + 1, "of"), words.has(index + 3, "on") { return true }
    return words.has(index + 1, "on")
      && words.has(index, "results", "result", "performa", "accuracy", "accuraci", "score", "scores", "wer")
  }

  /// "We report the average pass@1 scores of our models on GULL and HERON"
  @inline(__always)
  static func isOfReport(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "report") && words.has(index - 1, "we")
  }

  /// "we report the average of GULL, HERON and TERN", "We report 7-shot results for GULL": what the numbers are of.
  static func reported(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    for next in words.places(index + 1, min(index + 9, words.count - 1)) {
      if words.has(next, "of", "for"),
        words.has(next - 1, "average", "averages", "mean", "results") || words.has(next - 1, "scores", "performa")
      {
        let found = names(words, from: next + 1)
        return found.count > 1 || found.contains { KnownDatasets.has($0.text) } ? found : []
      }
      if words.endsSentence(after: next) { return [] }
    }
    return []
  }

  /// What is said to be good: the "OtterNet" of "At large scale, OtterNet achieves state-of-the-art results on GULL".
  static func claimant(_ words: Words, _ verb: Int) -> String? {
    let sentence = words.sentence(around: verb)
    guard
      let index = (max(sentence.lowerBound, verb - 8)..<verb).last(where: {
        words.has($0, "achieves", "obtains", "reaches", "attains")
      }), index > sentence.lowerBound,
      index == sentence.lowerBound + 1 || words.gap(after: index - 2).elementsEqual(", ".utf8)
    else { return nil }
    let name = words.string(index - 1)
    return name.utf8.count(where: { $0.isCapital }) > 1 ? name : nil
  }

  /// Whether a name behind such words is sure to be one of data, rather than of a field, a device or another model.
  static func isClaimed(_ name: (text: String, range: Range<Int>), since verb: Int, in words: Words) -> Bool {
    guard isStrong(name, in: words) else { return false }
    let next = words.first(from: name.range.upperBound) ?? words.count
    // "outperforms those pre-trained on GULL"
    let isOfOther = (verb..<max(verb, next)).contains { index in
      words.has(index, "trained", "pretrain", "tuned") && words.has(index + 1, "on")
    }
    return !isOfOther && (!words.has(next, "tasks", "approach", "models", "step") || KnownDatasets.has(name.text))
  }
}
