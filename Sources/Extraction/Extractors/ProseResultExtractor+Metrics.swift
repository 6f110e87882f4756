import Records

/// How sentences name metrics, and the words that stand between a metric and its value.
extension ProseResultExtractor {
  /// The word behind the name of a metric, which may be of two: "exact match", "ROUGE-L", "FID-30K", "F1-macro".
  static func end(_ words: Words, _ metric: Int) -> Int {
    let next = metric + 1
    if words.has(metric, "exact") { return next + 1 }
    if words.has(metric, "matthews", "pearson", "spearman") {
      // "Spearman rank correlation"
      let last = words.has(next, "rank") ? next + 1 : next
      if words.has(last, "correlati") { return last + 1 }
    }
    guard next < words.count else { return next }
    // "pass@1", "nDCG@10", but not "mAP@0.5:0.95"
    if words.gap(after: metric).elementsEqual("@".utf8) || words.gap(after: metric).elementsEqual(" @".utf8) {
      let isPart = next + 1 < words.count && words.gap(after: next).elementsEqual(".".utf8)
      let count = words.bytes[words[next].range]
      // "Recall@1K"
      let isCount = (count.last == UInt8(ascii: "K") ? count.dropLast() : count).allSatisfy(\.isDigit)
      return !isPart && isCount ? next + 1 : next
    }
    guard words.gap(after: metric).elementsEqual("-".utf8) else { return next }
    // "F1-score" is one word, as printed.
    if words.has(next, "score") { return next + 1 }
    if words.has(metric, "rouge"), words.has(next, "1", "2", "l") { return next + 1 }
    let name = words.bytes[words[next].range]
    let isSample = name.last.map { $0 | 0x20 == UInt8(ascii: "k") } == true && name.dropLast().allSatisfy(\.isDigit)
    return isSample || words.has(next, "macro", "micro", "weighted") ? next + 1 : next
  }

  /// "F-measure", "F-1 score", "word error rate": names of metrics whose words alone are none.
  static func twoWords(_ words: Words, _ index: Int) -> (name: String, words: Range<Int>, scale: MetricName.Scale)? {
    func joined(_ range: Range<Int>, _ scale: MetricName.Scale) -> (String, Range<Int>, MetricName.Scale) {
      (
        words.string(words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound), range,
        scale
      )
    }
    if words.has(index, "measure", "score"), words.has(index - 1, "f"), isJoined(words, index - 1) {
      return joined(index - 1..<index + 1, .proportion)
    }
    if words.has(index, "score"), words.has(index - 1, "1"), words.has(index - 2, "f"), isJoined(words, index - 2) {
      return joined(index - 2..<index, .proportion)
    }
    guard words.has(index, "error"), words.has(index + 1, "rate"), isJoined(words, index) else { return nil }
    var first = index
    while words.has(first - 1, "word", "characte", "phoneme", "equal", "token", "label", "sentence", "diarizat"),
      isJoined(words, first - 1)
    { first -= 1 }
    return joined(first..<index + 2, .errorRate)
  }

  /// Whether a word and the next have but a space or a hyphen between them.
  private static func isJoined(_ words: Words, _ index: Int) -> Bool {
    let gap = words.gap(after: index)
    return gap.elementsEqual(" ".utf8) || gap.elementsEqual("-".utf8)
  }

  /// The first of the words for a split or a task before a metric: "92.3% development set accuracy", "82% of accuracy".
  static func beforeSplit(_ words: Words, _ metric: Int) -> Int {
    var first = metric
    while words.has(first - 1, "test", "validati", "dev", "developm", "evaluati", "eval", "set", "classifi"),
      words.gap(after: first - 1).elementsEqual(" ".utf8)
    { first -= 1 }
    // "81.2% zero-shot accuracy", "64.6% 5-shot accuracy"
    if words.has(first - 1, "shot"), first > 1, words.gap(after: first - 2).elementsEqual("-".utf8) { first -= 2 }
    let isOf = first > 1 && words.has(first - 1, "of") && words.gap(after: first - 2).first == 0x25
    return isOf ? first - 1 : first
  }
}
