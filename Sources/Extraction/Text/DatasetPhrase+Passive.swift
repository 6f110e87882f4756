import Markdown

/// Sentences in which the data stands first: "the GULL and HERON datasets were used for training".
extension DatasetPhrase {
  /// The data sets that a text says were used for training, or that its training data was taken from.
  static func used(in words: Words) -> [DatasetPhrase] {
    var found: [DatasetPhrase] = []
    for index in words.all.indices {
      if isUsedForTraining(words, index) {
        found += subject(words, before: index)
      } else if let next = object(words, index) {
        found += names(words, from: next).map {
          DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: index)
        }
      } else if words.has(index, "data", "dataset", "corpus", "set"),
        words.has(index - 1, "training", "pretrain", "tuning")
      {
        found += source(words, behind: index)
      }
    }
    return found
  }

  /// "were used for training", "was used to fine-tune"
  @inline(__always)
  private static func isUsedForTraining(_ words: Words, _ index: Int) -> Bool {
    guard words.has(index, "used"), words.has(index - 1, "was", "were", "is", "are") || words.has(index - 1, "been")
    else {
      return false
    }
    guard words.has(index + 1, "for", "to", "as") else { return false }
    let next = words.has(index + 2, "the", "fine", "pre") ? index + 3 : index + 2
    if words.has(index + 1, "as"), !words.has(next + 1, "data", "corpus", "dataset"), !words.has(next + 1, "set") {
      return false
    }
    return words.has(next, "training", "train", "tuning", "tune", "pretrain", "finetune", "finetuni")
  }

  /// "For the fine-tuning, we used the [GULL]": where the link begins.
  private static func object(_ words: Words, _ used: Int) -> Int? {
    guard words.has(used, "used"), words.has(used - 1, "we"),
      words.sentence(around: used).contains(where: { index in
        index < used && words.has(index, "training", "tuning", "pretrain", "finetuni")
          && (max(0, index - 3)..<index).contains { words.has($0, "for") }
      })
    else { return nil }
    let next = words.has(used + 1, "the") ? used + 2 : used + 1
    return next < words.count && words.isInLink(words[next].range.lowerBound) ? next : nil
  }

  /// The names from the start of the sentence to the verb, if it holds nothing but them, their splits and the word "dataset".
  private static func subject(_ words: Words, before verb: Int) -> [DatasetPhrase] {
    var names: [DatasetPhrase] = []
    var index = words.sentence(around: verb).lowerBound
    var isOfData = false
    while index < verb {
      if isPart(words, index) {
        isOfData = isOfData || isOfSplit(words, index)
        index += 1
        continue
      }
      guard let (name, next) = name(words, from: index), next <= verb else { return [] }
      isOfData = isOfData || (index..<next).contains { words.has($0, "dataset", "datasets", "corpus", "data") }
      // In "the speech corpus `gulls5000`" one name explains the other.
      let isNext =
        names.isEmpty || words.has(index - 1, "and", "the") || words.gap(after: index - 1).contains(UInt8(ascii: ","))
      if isNext { names.append(DatasetPhrase(text: name.text, range: name.range, isTraining: true, verb: verb)) }
      index = next
    }
    return isOfData ? names : []
  }

  private static func isPart(_ words: Words, _ index: Int) -> Bool {
    words.has(
      index, "the", "and", "both", "was", "were", "is", "are", "been", "has", "have", "other", "that", "which", "then",
      "also") || isOfSplit(words, index)
  }

  private static func isOfSplit(_ words: Words, _ index: Int) -> Bool {
    words.has(
      index, "train", "training", "validati", "dev", "test", "split", "splits", "set", "sets", "dataset", "datasets",
      "data", "corpus", "corpora")
  }

  /// "The training data was mostly taken from [OSCAR]", "The training dataset is [GULL]"
  private static func source(_ words: Words, behind index: Int) -> [DatasetPhrase] {
    guard words.has(index + 1, "was", "were", "is", "are") || words.has(index + 1, "comes", "all") else { return [] }
    let sentence = words.sentence(around: index)
    let end = min(index + 7, sentence.upperBound)
    var names: [(text: String, range: Range<Int>)] = []
    if let from = (index + 1..<end).first(where: { words.has($0, "from") }) {
      let isTaken = (index + 2..<from).allSatisfy { isTaking(words, $0) }
      if isTaken { names = self.names(words, from: from + 1) }
    } else {
      // "The training data is a combination of well-known datasets: [GULL](…), [HERON](…)"
      let rest = min(index + 2, sentence.upperBound)..<sentence.upperBound
      if let colon = rest.prefix(14).first(where: { words.gap(after: $0).first == 0x3A }),
        words.has(colon, "datasets", "corpora", "dataset", "sources"), colon + 1 < words.count,
        words.isInLink(words[colon + 1].range.lowerBound)
      {
        return self.names(words, from: colon + 1).map {
          DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: index)
        }
      }
      // Of what it "is" only a link is sure to be a name.
      let next = words.has(index + 2, "the") ? index + 3 : index + 2
      guard next < sentence.upperBound, let span = words.span(at: words[next].range.lowerBound), case .link = span.kind
      else { return [] }
      names = self.names(words, from: next)
    }
    return names.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: index) }
  }

  /// "mostly taken", "obtained", "is": what may stand between the data and where it is from.
  private static func isTaking(_ words: Words, _ index: Int) -> Bool {
    let text = words.string(index)
    return text.hasSuffix("ly") || text.hasSuffix("ed")
      || words.has(index, "is", "was", "are", "were") || words.has(index, "taken", "drawn", "all", "comes")
  }
}
