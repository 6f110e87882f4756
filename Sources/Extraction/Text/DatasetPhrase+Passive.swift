import Markdown

/// Sentences in which the data stands first: "the GULL and HERON datasets were used for training".
extension DatasetPhrase {
  /// The data sets that a text says were used for training, or that its training data was taken from.
  static func used(in words: Words) -> [DatasetPhrase] {
    var found: [DatasetPhrase] = []
    for index in words.all.indices {
      if words.has(index, "used", "use", "utilized") || words.has(index, "utilised", "leverage") {
        found += used(words, index)
      } else if words.has(index, "data", "dataset", "corpus") || words.has(index, "set"),
        words.has(index - 1, "training", "pretrain", "tuning") || words.has(index - 1, "source")
          || isToTrain(words, index) || isForTraining(words, index)
      {
        found += source(words, behind: index)
      } else if words.has(index, "extend", "extended"), words.has(index + 1, "it", "them"), words.has(index + 2, "with")
      {
        found += extended(words, index)
      } else if words.has(index, "uses") {
        found += uses(words, index)
      } else if words.has(index, "combine", "combined"), words.has(index - 1, "we"), index + 1 < words.count {
        // "We combine GULL and a reproduction of HERON"
        let named = names(words, from: index + 1)
        if named.count > 1, named.allSatisfy({ isStrong($0, in: words) }) {
          found += named.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: index) }
        }
      }
    }
    return found
  }

  /// "The fine-tuning task uses the GULL dataset to predict"
  private static func uses(_ words: Words, _ verb: Int) -> [DatasetPhrase] {
    guard words.has(verb - 1, "task", "stage", "step", "process"),
      words.has(verb - 2, "training", "tuning", "finetuni", "pretrain"), verb + 1 < words.count
    else { return [] }
    return names(words, from: verb + 1).prefix { isCalled($0.range, in: words) }.map {
      DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: verb)
    }
  }

  /// "we use the same training data and extend it with data from the Breton part of the [GULL corpus]"
  private static func extended(_ words: Words, _ verb: Int) -> [DatasetPhrase] {
    let isOfData = words.places(verb - 16, verb).contains { words.has($0, "data", "dataset", "corpus") }
    guard isOfData, verb + 3 < words.count else { return [] }
    return names(words, from: verb + 3).prefix { isCalled($0.range, in: words) }.map {
      DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: verb)
    }
  }

  /// "We used an alternative version of Wikipedia and Otter Corpus": of what is sure to be data.
  static func versions(in words: Words) -> [DatasetPhrase] {
    var found: [DatasetPhrase] = []
    for index in words.all.indices.dropFirst(2) where words.has(index, "version") {
      guard words.has(index + 1, "of"), index + 2 < words.count,
        let used = words.places(max(1, index - 3), index).last(where: {
          words.has($0, "used") && words.has($0 - 1, "we")
        }),
        words.has(used + 1, "a", "an")
      else { continue }
      found += names(words, from: index + 2).prefix { isCorpus($0, in: words) }.map {
        DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: used)
      }
    }
    return found
  }

  private static func isCorpus(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    name.text.mentions("Wikipedia") || KnownDatasets.has(name.text) || isCalled(name.range, in: words)
  }

  private static func used(_ words: Words, _ verb: Int) -> [DatasetPhrase] {
    if isUsedForTraining(words, verb) {
      let named = subject(words, before: verb)
      // "used for training and validation"
      let isOfBoth =
        words.has(verb + 3, "and") && words.has(verb + 4, "validati", "evaluati", "testing", "evaluate", "test")
      return isOfBoth
        ? named + named.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: false, verb: verb) } : named
    }
    var found: [(text: String, range: Range<Int>)] = []
    if let next = object(words, verb) {
      found = names(words, from: next)
    } else if let next = split(words, verb) ?? staged(words, verb) {
      found = Array(names(words, from: next).prefix { isStrong($0, in: words) })
    } else if isPurpose(words, verb) {
      let named = names(words, from: verb + 1)
      // "We used the GULL, HERON and TERN corpora for training": the last has the word for all.
      let areCalled = named.count > 1 && named.last.map { isCalled($0.range, in: words) } == true
      found = named.filter { isCalled($0.range, in: words) || areCalled && isStrong($0, in: words) }
    }
    return found.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: verb) }
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
          && words.places(index - 3, index).contains { words.has($0, "for") }
      })
    else { return nil }
    let next = words.has(used + 1, "the") ? used + 2 : used + 1
    return next < words.count && words.isInLink(words[next].range.lowerBound) ? next : nil
  }

  /// "During the SFT stage, we used GULL-Instruct and HERON": where the first name begins.
  private static func staged(_ words: Words, _ used: Int) -> Int? {
    guard words.has(used, "used", "use"), words.has(used - 1, "we"),
      (max(0, used - 7)..<used).contains(where: { index in
        words.has(index, "stage", "phase") || words.has(index, "training", "tuning", "finetuni", "pretrain")
      }),
      words.sentence(around: used).prefix(while: { $0 < used }).contains(where: {
        words.has($0, "during", "for", "in", "at")
      })
    else { return nil }
    let next = words.has(used + 1, "the") ? used + 2 : used + 1
    return next < words.count ? next : nil
  }

  /// "We utilized the training set from GULL": where the name begins.
  private static func split(_ words: Words, _ used: Int) -> Int? {
    guard words.has(used, "used", "use", "utilized", "utilised"), words.has(used - 1, "we", "i") else { return nil }
    let first = words.has(used + 1, "the") ? used + 2 : used + 1
    guard words.has(first, "train", "training"), words.has(first + 1, "set", "split", "sets", "data"),
      words.has(first + 2, "of", "from")
    else { return nil }
    return words.has(first + 3, "the") ? first + 4 : first + 3
  }

  /// "We used several GULL datasets to fine-tune our model", "The developers used the GULL dataset for training"
  private static func isPurpose(_ words: Words, _ used: Int) -> Bool {
    guard
      words.has(used, "used", "use")
        && (words.has(used - 1, "we", "i") || words.has(used - 1, "develope", "authors", "creators"))
        || words.has(used, "leverage")
    else { return false }
    let rest = words.places(used, min(used + 24, words.sentence(around: used).upperBound))
    return rest.contains { index in
      guard words.has(index, "to", "for") else { return false }
      // "for supervised fine-tuning"
      let first = words.has(index + 1, "supervis", "instruct") ? index + 2 : index + 1
      let next = words.has(first, "fine", "pre") ? first + 1 : first
      return words.has(next, "train", "training", "tune", "tuning")
        || words.has(next, "finetune", "pretrain", "finetuni")
    }
  }

  /// The names from the start of the sentence to the verb, if it holds nothing but them, their splits and the word "dataset".
  private static func subject(_ words: Words, before verb: Int) -> [DatasetPhrase] {
    var names: [DatasetPhrase] = []
    let first = words.sentence(around: verb).lowerBound
    var index = first + share(words, first)
    var isOfData = words.has(verb + 1, "as")
    while index < verb {
      if isPart(words, index) {
        isOfData = isOfData || isOfSplit(words, index)
        index += 1
        continue
      }
      guard let (name, next) = name(words, from: index), next <= verb else { return drawn(words, first, verb) }
      isOfData = isOfData || (index..<next).contains { words.has($0, "dataset", "datasets", "corpus", "data") }
      // In "the speech corpus `gulls5000`" one name explains the other.
      let isNext =
        names.isEmpty || words.has(index - 1, "and", "the") || words.gap(after: index - 1).contains(UInt8(ascii: ","))
      if isNext { names.append(DatasetPhrase(text: name.text, range: name.range, isTraining: true, verb: verb)) }
      index = next
    }
    return isOfData ? names : []
  }

  /// How many words of "10% of the" and "5000 examples of the" say how much of a data set it is.
  private static func share(_ words: Words, _ first: Int) -> Int {
    if words.has(first + 1, "of"), words.gap(after: first).first == 0x25 { return 2 }
    return words.has(first + 2, "of") && words.has(first + 1, "examples", "samples", "hours", "sentence")
      && words.bytes[words[first].range].allSatisfy(\.isDigit) ? 3 : 0
  }

  /// "Question and answer pairs from GULL and HERON were used": what the verb follows, where it is sure to be a name.
  private static func drawn(_ words: Words, _ first: Int, _ verb: Int) -> [DatasetPhrase] {
    guard let from = (first..<verb).last(where: { words.has($0, "from") }), from + 1 < verb else { return [] }
    let found = names(words, from: from + 1)
    guard let last = found.last,
      let next = words.first(from: last.range.upperBound),
      next <= verb, (next..<verb).allSatisfy({ isPart(words, $0) }), found.allSatisfy({ isStrong($0, in: words) })
    else { return [] }
    return found.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: verb) }
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
  private static func source(_ words: Words, behind noun: Int) -> [DatasetPhrase] {
    let index = afterUse(words, noun)
    if let made = made(words, behind: noun) { return made }
    guard words.has(index + 1, "was", "were", "is", "are") || words.has(index + 1, "comes", "come", "all") else {
      return []
    }
    let sentence = words.sentence(around: index)
    let end = min(index + 7, sentence.upperBound)
    var names: [(text: String, range: Range<Int>)] = []
    if let from = words.places(index + 1, end).first(where: { words.has($0, "from") }) {
      let isTaken = (index + 2..<max(index + 2, from)).allSatisfy { isTaking(words, $0) }
      // "from [the latest dump of Pond Wikipedia](…)"
      let dump = (from + 1..<min(from + 7, sentence.upperBound)).first {
        words.has($0, "dump") && words.has($0 + 1, "of")
      }
      if isTaken { names = self.names(words, from: dump.map { $0 + 2 } ?? from + 1) }
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
      // Of what it "is" a link is sure to be a name: "[GULL](…)", "the GULL dataset".
      let next = words.has(index + 2, "the") ? index + 3 : index + 2
      guard next < sentence.upperBound else { return [] }
      names = self.names(words, from: next)
      if !words.isInLink(words[next].range.lowerBound) { names = Array(names.prefix { isStrong($0, in: words) }) }
    }
    return names.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: index) }
  }

  /// "All the data used to train, validate, and test this model"
  private static func isToTrain(_ words: Words, _ noun: Int) -> Bool {
    words.has(noun + 1, "used") && words.has(noun + 2, "to") && words.has(noun + 3, "train")
  }

  /// "The data used for training comes from"
  private static func isForTraining(_ words: Words, _ noun: Int) -> Bool {
    words.has(noun + 1, "used") && words.has(noun + 2, "for")
      && words.has(
        words.has(noun + 3, "fine", "pre", "the") ? noun + 4 : noun + 3, "training", "tuning", "finetuni", "pretrain")
  }

  /// "The training data *used for this model* is", "The training data *for OtterNet* come": the last word before the verb.
  private static func afterUse(_ words: Words, _ noun: Int) -> Int {
    if words.has(noun + 1, "for") {
      return words.places(noun + 2, noun + 6).first { words.has($0 + 1, "come", "comes") && words.has($0 + 2, "from") }
        ?? noun
    }
    guard words.has(noun + 1, "used"), words.has(noun + 2, "for", "to", "in") else { return noun }
    if isToTrain(words, noun) {
      // It tells what was done with it besides.
      let verb = words.sentence(around: noun).first { $0 > noun + 3 && words.has($0, "is", "was", "are", "were") }
      return verb.map { $0 - 1 } ?? noun
    }
    return words.places(noun + 3, noun + 8).first { words.has($0 + 1, "is", "are", "was", "were", "come", "comes") }
      ?? noun
  }

  /// "The source data for the Breton model consists of a recent Wikipedia dump, GULL and Heron Subtitles": what it is
  /// made of, where that begins with what is sure to be a name.
  private static func made(_ words: Words, behind noun: Int) -> [DatasetPhrase]? {
    let reach = noun + 1..<max(noun + 1, min(noun + 8, words.sentence(around: noun).upperBound))
    guard
      let verb = reach.first(where: {
        words.has($0, "consists", "consist", "composed") || words.has($0, "comprise", "includes", "include")
      })
    else { return nil }
    let next = words.has(verb, "includes", "include") ? verb + 1 : verb + 2
    guard next == verb + 1 || words.has(verb + 1, "of"), next < words.count else { return nil }
    // "of multiple sources: GULL and HERON"
    if let noun = words.places(next + 1, next + 5).first(where: { words.has($0, "sources", "datasets", "corpora") }),
      let first = firstExample(words, behind: noun)
    {
      return names(words, from: first).prefix { isStrong($0, in: words) }.map {
        DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: noun)
      }
    }
    let found = names(words, from: words.has(next, "a") && words.has(next + 1, "recent") ? next + 2 : next)
    guard let first = found.first, isStrong(first, in: words) else { return [] }
    return found.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: true, verb: noun) }
  }

  /// "mostly taken", "obtained", "is": what may stand between the data and where it is from.
  private static func isTaking(_ words: Words, _ index: Int) -> Bool {
    let text = words.string(index)
    return text.ends(with: "ly") || text.ends(with: "ed")
      || words.has(index, "is", "was", "are", "were") || words.has(index, "taken", "drawn", "all", "comes")
      || words.has(index, "papers", "articles", "texts", "abstract")
  }
}
