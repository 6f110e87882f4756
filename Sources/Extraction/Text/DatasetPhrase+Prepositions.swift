import Markdown

/// Names that follow what was done by another word than "on": "tuned for SQuAD", "trained by the GULL data set", "by Otter on
/// GULL".
extension DatasetPhrase {
  /// "pre-trained by Otter on the [GULL dataset]": what stands behind the one who did it.
  static func behindAgent(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    guard words.has(index + 1, "by"), index + 4 < words.count else { return [] }
    let agent = words.has(index + 2, "the") ? index + 3 : index + 2
    guard isCapital(words, agent),
      let on = words.places(agent + 1, min(agent + 5, words.count - 1)).first(where: { words.has($0, "on") }),
      !(index..<on).contains(where: { words.endsSentence(after: $0) || words.gap(after: $0).contains(0x2C) })
    else { return [] }
    // "on Otto's [GULL Dataset](…)"
    let isOwned =
      on + 3 < words.count && words.gap(after: on + 1).elementsEqual("'".utf8) && words.has(on + 2, "s")
      && words.isInLink(words[on + 3].range.lowerBound)
    return names(words, from: isOwned ? on + 3 : on + 1).filter { isStrong($0, in: words) }
  }

  /// "tuned for SQuAD", "trained by the GULL data set", "pre-trained in the HERON corpus": of what is known, or called so.
  static func behindOther(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    // "It can be trained for SQuAD" by whoever wants to.
    guard !words.has(index - 1, "be"), !words.has(index - 2, "be") else { return [] }
    // "- Finetuned HI corpus"
    if index == 0 || index == 1 && words.has(0, "fine", "pre"), index + 1 < words.count,
      words.gap(after: index).elementsEqual(" ".utf8)
    {
      let found = names(words, from: index + 1).prefix(1).filter {
        isStrong($0, in: words) && isCalled($0.range, in: words)
      }
      if !found.isEmpty { return Array(found) }
    }
    for next in words.places(index + 1, min(index + 5, words.count - 1)) {
      if words.has(next, "by", "for", "in", "one") {
        let found = names(words, from: next + 1).filter { isSure($0, in: words) }
        return found.isEmpty && words.has(next, "by") ? combined(words, behind: next) : found
      }
      if words.endsSentence(after: next) || words.gap(after: next).contains(0x2C) || words.has(next, "and", "or") {
        return []
      }
    }
    return []
  }

  /// "by combining two tweet datasets taken from [GULL](…)": the link that data is told to be from.
  private static func combined(_ words: Words, behind by: Int) -> [(text: String, range: Range<Int>)] {
    for index in words.places(by + 2, min(by + 10, words.count - 2)) {
      if words.has(index, "from"), words.has(index - 1, "taken", "collecte", "obtained", "sampled"),
        words.has(index - 2, "datasets", "dataset", "data", "corpora"),
        words.isInLink(words[index + 1].range.lowerBound)
      {
        return names(words, from: index + 1)
      }
      if words.endsSentence(after: index) { return [] }
    }
    return []
  }

  /// Past brackets that tell what was done to the data: "on the (filtered, deduplicated) Breton subset of GULL".
  static func afterBrackets(_ words: Words, behind on: Int) -> Int {
    guard words.has(on + 1, "the", "a"), words.gap(after: on + 1).elementsEqual(" (".utf8) else { return on + 1 }
    let close = words.places(on + 2, min(on + 6, words.count - 1)).first {
      words.gap(after: $0).starts(with: ") ".utf8)
    }
    return close.map { $0 + 1 } ?? on + 1
  }

  /// Whether a name is known, whatever its version, or called a data set: "SQuADv1", "the GULL dataset", but not "the GULL
  /// visual dataset".
  private static func isSure(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    guard isStrong(name, in: words), !name.text.utf8.contains(0x2F) else { return false }
    if isKnown(name, in: words) { return true }
    if let version = name.text.place(of: "v1") ?? name.text.place(of: "v2"),
      KnownDatasets.has(name.text[..<version.lowerBound])
    {
      return true
    }
    return isCalled(name.range, in: words)
      && name.text.spaced.dropFirst().allSatisfy { $0.utf8.first.map { $0.isDigit || $0.isCapital } == true }
  }

  /// "tuned over [Otter] using its base variant, using the [GULL] monolingual dataset": the link behind a second "using".
  static func behindSecond(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    guard let first = words.places(index + 1, index + 9).first(where: { words.has($0, "using", "with") }) else {
      return []
    }
    for next in words.places(first + 1, min(first + 24, words.count - 2)) {
      if words.endsSentence(after: next - 1)
        || words.has(next, "evaluate", "tested", "accuracy", "results", "compared", "based", "which", "that")
      {
        return []
      }
      guard words.has(next, "using") else { continue }
      let name = words.has(next + 1, "the") ? next + 2 : next + 1
      guard name < words.count, words.isInLink(words[name].range.lowerBound) else { return [] }
      guard let found = Self.name(words, from: name)?.name else { return [] }
      let next = words.first(from: found.range.upperBound) ?? words.count
      let isData = isCalled(found.range, in: words) || words.has(next + 1, "dataset", "datasets", "corpus")
      return isData ? [found] : []
    }
    return []
  }

  /// "using MIMIC-III clinical notes": whether a name tells whose texts they are.
  static func isOfTexts(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    guard isStrong(name, in: words), let next = words.first(from: name.range.upperBound) else { return false }
    return (next..<next + 2).contains { index in
      words.has(index, "notes", "articles", "abstract", "reviews", "transcri", "dumps", "dump")
    }
  }
}
