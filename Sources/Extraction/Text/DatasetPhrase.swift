import Markdown

/// The name of a data set in a sentence: what stands behind "trained on", "evaluated on".
struct DatasetPhrase {
  var text: String
  /// In UTF-8 bytes of the text.
  var range: Range<Int>
  var isTraining: Bool
  /// The word that says what was done with it: "trained", "evaluated".
  var verb = 0
  /// Whether it is what a model is said to be good on.
  var isClaim = false

  /// The first name in a text.
  static func first(in words: Words, trained: Bool) -> DatasetPhrase? {
    words.datasetPhrases.first { $0.isTraining == trained }
  }

  /// Every name of a data set that a text says the model was trained or evaluated on.
  static func all(in words: Words) -> [DatasetPhrase] {
    var found: [DatasetPhrase] = []
    var index = 0
    while index < words.count {
      defer { index += 1 }
      if Signals(of: words[index]).isDisjoint(with: verbs) { continue }
      let isTraining = tellsTraining(words, index)
      let isEvaluation = tellsEvaluation(words, index)
      let isClaim = !isTraining && !isEvaluation && isOfClaim(words, index)
      if words.has(index, "benchmar"), !isEvaluation {
        found += examples(words, behind: index).map {
          DatasetPhrase(text: $0.text, range: $0.range, isTraining: false, verb: index)
        }
      }
      guard isTraining || isEvaluation || isClaim, !isDenied(words, index) else { continue }
      var named: [(text: String, range: Range<Int>)] = []
      let start = index
      // "trained and evaluated on"
      let isOfBoth =
        isTraining && words.has(index + 1, "and") && words.has(index + 2, "evaluate", "tested")
        && words.has(index + 3, "on")
        || isTraining && words.has(index + 1, "evaluate", "tested") && words.gap(after: index).elementsEqual(" & ".utf8)
          && words.has(index + 2, "on")
      // "pretrained in the GULL corpus, fine-tuned on HERON": the "on" is of the other.
      let isOfOther =
        words.has(index + 1, "in")
        && words.places(index, min(index + 8, words.count - 1)).contains {
          words.gap(after: $0).contains(0x2C) && words.has($0 + 1, "fine", "tuned", "finetune")
        }
      if !isOfOther, let on = on(words, after: index) {
        named = names(words, behind: on, verb: index)
        // "fine-tuned on the recognition task using the [GULL dataset]"
        if named.isEmpty, isTraining, isOnTask(words, on) { named = called(words, after: on) }
        if !isClaim {
          named += again(words, behind: on).filter { other in !named.contains { $0.range.overlaps(other.range) } }
        }
        index = named.isEmpty ? index : on
      } else if isTraining {
        named = called(words, after: index)
      }
      if named.isEmpty, words.has(start, "evaluate", "tested") { named = measuredWith(words, after: start) }
      if named.isEmpty, words.has(start, "report") { named = reported(words, after: start) }
      if isTraining, isAligned(words, start) { named.removeAll(where: isModel) }
      if isClaim { named = Array(named.prefix { isClaimed($0, since: start, in: words) }) }
      if named.isEmpty, isTraining { named = behindBase(words, index) }
      if named.isEmpty, isTraining { named = behindMeans(words, after: index) }
      if named.isEmpty, isTraining { named = behindModel(words, after: index) }
      if named.isEmpty, isTraining { named = exampled(words, after: index) }
      if named.isEmpty, isTraining { named = behindAgent(words, after: index) }
      if named.isEmpty, isTraining { named = behindOther(words, after: index) }
      if named.isEmpty, isTraining { named = behindSecond(words, after: index) }
      let verb = start
      found += named.map {
        DatasetPhrase(text: $0.text, range: $0.range, isTraining: isTraining, verb: verb, isClaim: isClaim)
      }
      if isOfBoth {
        found += named.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: false, verb: verb) }
      }
    }
    return found
  }

  /// Whether a word says that a model was trained, before the data that it was trained on.
  ///
  /// Apart from `all`, as the compiler does not inline comparisons of words into a function of both sizes.
  private static func tellsTraining(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "trained", "tuned", "pretrain")
      || words.has(index, "finetuned") && words[index].range.count > 8
      || words.has(index, "distille") && !words.has(index + 1, "from", "version", "model")
      || words.has(index, "training") && words.has(index + 1, "on") || isAligned(words, index)
      || words.has(index, "train", "finetune", "tune") && isOurs(words, index)
      || words.has(index, "train") && isCommand(words, index)
      || words.has(index, "tuning", "finetuni") && words.has(index - 1, "fine", "of")
        && words.has(index - 2, "of", "result")
      || words.has(index, "tuning", "finetuni") && words.has(index + 1, "on") && isPerformed(words, index)
      || words.has(index, "training") && words.has(index - 1, "by") && isOfOne(words, index + 1)
  }

  /// Whether a word says that a model was evaluated, before the data that it was evaluated on.
  private static func tellsEvaluation(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "evaluate", "tested", "evaluati", "computed") || words.has(index, "assessed")
      || isOfResults(words, index) || isOfMetrics(words, index)
      || words.has(index, "benchmar") && words.bytes[words[index].range.upperBound - 1] == 0x64
      || isOfReport(words, index)
  }

  /// What the words have of which one says that something was trained or evaluated.
  private static let verbs: Signals = [.training, .evaluation, .result, .measured, .aligned]

  /// What the verb's "on" is followed by.
  private static func names(
    _ words: Words, behind on: Int, verb: Int
  ) -> [(text: String, range: Range<Int>)] {
    // "on Ukrainian using the [Common Voice]", also where it is told which Ukrainian
    if on + 1 < words.count, Languages.named(words.string(on + 1)) != nil,
      let using = words.places(on + 2, on + 4).first(where: { words.has($0, "using") }), using + 2 < words.count
    {
      let next = words.has(using + 1, "the") ? using + 2 : using + 1
      if words.isInLink(words[next].range.lowerBound) { return names(words, from: next) }
    }
    if let tweets = tweets(words, behind: on) { return [tweets] }
    var named = names(words, from: afterBrackets(words, behind: on))
    // "for 225k steps on images on X"
    if named.isEmpty, let other = self.on(words, after: on),
      !(on..<other).contains(where: { isAchieving(words, $0) || words.has($0, "train", "tune", "finetune", "not") })
    {
      named = names(words, from: other + 1)
    }
    if named.isEmpty, words.has(on + 1, "the"), words.has(verb, "tuned"), words.has(verb + 1, "version"),
      let written = written(words, from: on + 2)
    {
      named = [written]
    }
    // "on Ukrainian using the [Common Voice]"
    if named.isEmpty, on + 1 < words.count, Languages.named(words.string(on + 1)) != nil,
      let using = words.places(on + 2, on + 5).first(where: { words.has($0, "using", "with") })
    {
      named = names(words, from: using + 1)
    }
    if named.isEmpty { named = linked(words, behind: on) }
    return named.isEmpty ? reached(words, behind: on) : named
  }

  /// "on 10M tweets from the unlabelled data of [X]": the link that what was trained on is said to be of.
  private static func linked(_ words: Words, behind on: Int) -> [(text: String, range: Range<Int>)] {
    var place = on + 1
    while place < min(on + 13, words.count - 1) {
      let index = place
      place = afterKinds(words, index) ?? index + 1
      // "on ~15k instruction records [X]"
      let isCounted = words.has(index, "records", "examples", "samples", "pairs")
      if isCounted, !words.endsSentence(after: index), words.isInLink(words[index + 1].range.lowerBound) {
        return name(words, from: index + 1).map { [$0.name] } ?? []
      }
      if words.has(index, "from", "of") {
        for next in index + 1...index + 3 where next < words.count {
          if let span = words.span(at: words[next].range.lowerBound), case .link = span.kind {
            let text = words.string(span.range).trimmed
            guard !text.mentions("paper"), let first = name(words, from: next)?.name else { return [] }
            // "of the Turkish [X], a recent Wikipedia dump, various [Y]": what follows is told as surely.
            return [first]
              + names(words, from: next).dropFirst().prefix { isStrong($0, in: words) || isLink($0, in: words) }
          }
          // "a filtered version of the Turkish [X]"
          guard words.has(next, "the", "our") || Languages.named(words.string(next)) != nil else { break }
        }
      }
      // "on Breton annotations in [GULL](…) dataset"
      if words.has(index, "in"), words.isInLink(words[index + 1].range.lowerBound),
        let name = name(words, from: index + 1)?.name, isCalled(name.range, in: words)
      {
        return [name]
      }
      if words.has(index, "with", "using", "by", "for", "that", "server", "machine", "gpu", "gpus", "tpu")
        || words.gap(after: index).contains(UInt8(ascii: ","))
        || words.endsSentence(after: index)
      {
        return []
      }
    }
    return []
  }

  private static func isLink(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    words.isInLink(name.range.lowerBound)
  }

  /// "pretrained with the CUB200 2011 dataset", "fine-tuned using the [OASIS dataset]": names that are called data sets.
  private static func called(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    guard
      let with = words.places(index + 1, index + 13).first(where: {
        words.has($0, "with", "using") || words.has($0, "from") && !words.has($0 + 1, "scratch")
      }),
      !(index..<with).contains(where: { words.endsSentence(after: $0) })
    else { return [] }
    var found = names(words, from: with + 1).filter {
      isCalled($0.range, in: words) || isKnown($0, in: words) || isOfTexts($0, in: words)
    }
    if found.count == 1 {
      // "from the Breton bird corpus [SemGull]": what the link says is the name.
      let linked = introduced(words, behind: with)
      return linked.first.map { words.isInLink($0.range.lowerBound) } == true ? linked : found
    }
    if !found.isEmpty { return found }
    found = taken(words, from: with)
    if found.isEmpty { found = introduced(words, behind: with) }
    return found.isEmpty ? derived(words, with: with) : found
  }

  /// "using abstracts from [GULL] and articles from [HERON]": the links that texts are said to be from.
  private static func taken(_ words: Words, from with: Int) -> [(text: String, range: Range<Int>)] {
    guard with + 1 < words.count, words.has(with, "using") else { return [] }
    var found: [(text: String, range: Range<Int>)] = []
    for index in with + 2..<max(with + 2, min(words.sentence(around: with).upperBound, with + 16))
    where words.has(index, "from") && words.has(index - 1, "abstract", "articles", "texts", "text") {
      guard index + 1 < words.count, let span = words.span(at: words[index + 1].range.lowerBound),
        case .link = span.kind, let name = name(words, from: index + 1)?.name
      else { continue }
      found.append(name)
    }
    return found
  }

  /// "trained with [SQuAD v1.1]": that has no word for what it is behind it, and is known. "ImageNet labels" and "ImageNet
  /// pretraining" are what was made of it.
  static func isKnown(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    guard KnownDatasets.has(name.text) else { return false }
    guard let next = words.first(from: name.range.upperBound) else { return true }
    return !words.has(next, "labels", "weights", "pretrain", "initiali")
      && !words.has(next, "pre", "checkpoi", "recipe", "epochs")
  }

  private static func isOnTask(_ words: Words, _ on: Int) -> Bool {
    words.places(on + 2, on + 8).contains { words.has($0, "task") && words.has($0 + 1, "using", "with") }
  }

  /// Whether a name has the word "dataset" in it or behind it.
  static func isCalled(_ range: Range<Int>, in words: Words) -> Bool {
    if withLowercased(words.string(range), { $0.offset(of: "dataset") != nil || $0.offset(of: "corpus") != nil }) {
      return true
    }
    guard var next = words.first(from: range.upperBound) else { return false }
    // "Pond Questions (PQ) dataset"
    if next > 0, words.gap(after: next - 1).last == 0x28, words.gap(after: next).first == 0x29 { next += 1 }
    return words.has(next, "dataset", "datasets", "corpus", "corpora") || words.has(next, "benchmar")
      || words.has(next, "training") && words.has(next + 1, "dataset")
      || words.has(next, "data") && words.isInLink(range.lowerBound)
  }

  /// "Fine-tuned [X] in Breton using the [Common Voice]": the data set that stands behind the model and the language.
  private static func behindBase(_ words: Words, _ index: Int) -> [(text: String, range: Range<Int>)] {
    guard words.has(index, "tuned", "finetuned"), index + 1 < words.count,
      let base = words.span(at: words[index + 1].range.lowerBound),
      let next = words.first(from: base.range.upperBound)
    else { return [] }
    for position in words.places(next, next + 7) {
      if words.has(position, "using") { return names(words, from: position + 1) }
      if words.has(position, "with") {
        return names(words, from: position + 1).filter { isCalled($0.range, in: words) }
      }
      if words.endsSentence(after: position) { return [] }
    }
    return []
  }

  /// The "on" that belongs to the verb, within a few words of the sentence.
  private static func on(_ words: Words, after index: Int) -> Int? {
    var next = index
    // The names of models in "a fine-tuned version of X on" may have many words.
    let reach = words.has(index + 1, "version") ? 20 : 12
    while next - index < reach, next < words.count, !words.endsSentence(after: next) {
      next += 1
      if words.has(next, "model", "models", "checkpoi", "weights"), next == index + 1,
        !words.has(next + 1, "was", "were")
      {
        // "a pretrained model on MNLI"
        let isOnKnown =
          words.has(next, "model") && words.has(next + 1, "on") && next + 2 < words.count
          && KnownDatasets.has(words.string(next + 2))
        return isOnKnown ? next + 1 : nil
      }
      if words.has(index, "computed"), words.has(next, "over") { return next }
      // "a fine-tuned Otter model over MNLI"
      if words.has(next, "over"), words.has(index, "tuned", "finetuned", "trained"), next + 1 < words.count,
        KnownDatasets.has(words.string(next + 1))
      {
        return next
      }
      if words.has(next, "on"), !words.has(next + 1, "top", "a100", "gpu", "gpus", "tpu", "which") {
        return words.has(next - 1, "based", "availabl", "built", "focus", "run", "ran", "depends", "presente", "out")
          ? nil : next
      }
      // "fine-tuned with TextAttack on the GULL dataset"
      if words.has(next, "with", "using"), words.has(next + 2, "on"), words.has(next + 3, "the") { continue }
      // "fine-tuned with DPO on GULL"
      if words.has(next, "with", "using", "via"), words.has(next + 2, "on"),
        words.has(next + 1, "dpo", "sft", "orpo", "rlhf", "ppo", "kto", "lora", "qlora", "peft", "grpo")
      {
        continue
      }
      // "pretrained weights using the 8x8 setting on the GULL dataset"
      if words.has(next, "using"), words.has(next + 3, "setting"), words.has(next + 4, "on") { continue }
      if words.has(next, "with", "using", "by", "which", "that") { return nil }
      // "trained from X, achieves 79.9 pass@1 on Y" names what it was evaluated on.
      if isAchieving(words, next),
        words.has(index, "trained", "tuned", "pretrain", "finetune", "training")
      {
        return nil
      }
    }
    return nil
  }
}
