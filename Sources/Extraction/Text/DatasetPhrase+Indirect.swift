import Markdown

/// Names that stand some words behind what was done: "on dumps of OSCAR", "on the segmentation dataset Cityscapes",
/// "with distillation on SQuAD".
extension DatasetPhrase {
  /// What the words behind "on" lead to, where no name stands directly behind it.
  static func reached(_ words: Words, behind on: Int) -> [(text: String, range: Range<Int>)] {
    var named = introduced(words, behind: on)
    if named.isEmpty { named = derived(words, behind: on) }
    return named.isEmpty ? included(words, behind: on) : named
  }

  /// "on a mixture of open datasets, including GULL, HERON and TernText", "on public corpora such as GULL"
  private static func included(_ words: Words, behind on: Int) -> [(text: String, range: Range<Int>)] {
    for index in words.places(on + 1, min(on + 18, words.count - 2)) {
      if words.endsSentence(after: index) { return [] }
      guard
        words.has(index, "datasets", "corpora", "sources", "corpus") || words.has(index, "data", "dataset", "collecti")
      else { continue }
      var next = index + 1
      if words.has(next, "includin", "namely", "like") {
        next += 1
      } else if words.has(next, "such"), words.has(next + 1, "as") {
        next += 2
      } else {
        continue
      }
      if words.has(next, "the") { next += 1 }
      return next < words.count ? names(words, from: next).filter { isStrong($0, in: words) } : []
    }
    return []
  }

  /// "on the semantic segmentation dataset Cityscapes", "on a corpus composed of GULL and HERON"
  static func introduced(_ words: Words, behind on: Int) -> [(text: String, range: Range<Int>)] {
    let reach = words.places(on + 1, min(on + 10, words.count - 1))
    for index in reach {
      if words.endsSentence(after: index) || words.has(index, "and", "by", "with", "for") { return [] }
      let listed = listed(words, behind: index)
      if !listed.isEmpty { return listed }
      guard words.has(index, "dataset", "datasets", "corpus", "corpora") else {
        if words.gap(after: index).contains(0x2C) { return [] }
        continue
      }
      guard words.gap(after: index).elementsEqual(" ".utf8) || quoted(words, from: index + 1) != nil else { return [] }
      var next = index + 1
      var isMade = false
      if words.has(next, "composed", "consisti", "made", "comprisi"), words.has(next + 1, "of") {
        next += 2
        isMade = true
      } else if words.has(next, "called", "named") {
        next += 1
      }
      guard next < words.count,
        isMade || isNamePart(words.string(next)) || words.span(at: words[next].range.lowerBound) != nil
          || next == index + 1 && !words.gap(after: index).elementsEqual(" ".utf8)
      else { return [] }
      let found = names(words, from: next)
      // "on the same dataset BERT was trained on"
      guard let last = found.last,
        let after = words.first(from: last.range.upperBound)
      else { return found.filter { !isMade || isStrong($0, in: words) } }
      if words.has(after, "was", "is", "were", "has", "used") { return [] }
      return isMade ? found.filter { isStrong($0, in: words) } : found
    }
    return []
  }

  /// "on popular benchmarks, GULL and HERON", "on several benchmarks including GULL"
  private static func listed(_ words: Words, behind index: Int) -> [(text: String, range: Range<Int>)] {
    guard words.has(index, "benchmar"), words.bytes[words[index].range].last == UInt8(ascii: "s") else { return [] }
    let gap = words.gap(after: index)
    let isOpen = gap.elementsEqual(", ".utf8) || gap.elementsEqual(": ".utf8) || gap.elementsEqual(" (".utf8)
    guard isOpen || gap.elementsEqual(" ".utf8) else { return [] }
    var next = index + 1
    if words.has(next, "such"), words.has(next + 1, "as") {
      next += 2
    } else if words.has(next, "includin", "like", "namely") {
      next += 1
    } else if !isOpen {
      return []
    }
    guard next < words.count else { return [] }
    return names(words, from: next).filter { isStrong($0, in: words) }
  }

  /// "on GULL and on HERON", "on the folds as well as on a smaller dataset "Pond"": what is named behind another "on".
  static func again(_ words: Words, behind on: Int) -> [(text: String, range: Range<Int>)] {
    for index in words.places(on + 2, min(on + 16, words.count - 1)) {
      if words.endsSentence(after: index - 1) { return [] }
      guard words.has(index, "on"),
        words.has(index - 1, "and", "then") || words.has(index - 1, "as") && words.has(index - 2, "well")
      else { continue }
      let found = names(words, from: index + 1)
        .filter { isStrong($0, in: words) && Hardware.all(in: Words($0.text, line: 1)).isEmpty }
      return found.isEmpty ? introduced(words, behind: index) : found
    }
    return []
  }

  /// "on a dump of Wikipedia", "on text sourced from RealNews and OpenWebText": what the texts are said to be of, where
  /// that is sure to be a name.
  private static func derived(_ words: Words, behind on: Int) -> [(text: String, range: Range<Int>)] {
    var index = on + 1
    let end = min(on + 16, words.count - 1)
    while index < end {
      if words.has(index, "from", "of", "namely") {
        // Whose lyrics and tweets they are is no data set.
        if words.has(index - 1, "lyrics", "tweets", "server", "task") { return [] }
        var next = index + 1
        while next < words.count, next < index + 4, isModifier(words, next) { next += 1 }
        guard next < words.count else { return [] }
        let all = names(words, from: next)
        // "from the GullGreek Project, River Digital Library and Heron Treebank"
        let found = all.indices.prefix { isStrong(all[$0], in: words) || $0 > 0 && isTitle(all[$0].text) }
        if !found.isEmpty { return Array(all[found]) }
        // "on 147M multi-turn dialogue from Reddit"
        if words.has(index, "from"), words.has(next, "reddit", "wikipedi"), isCapital(words, next),
          words.gap(after: index).elementsEqual(" ".utf8)
        {
          return [(words.string(next), words[next].range)]
        }
      }
      if words.has(
        index, "core", "cores", "cpu", "cpus", "with", "using", "by", "for", "that", "server", "machine", "gpu", "gpus",
        "tpu", "tpus", "which", "where", "but", "task", "tasks")
        || words.gap(after: index).contains(0x2C) && words.gap(after: index).count > 1
          && !words.has(index + 1, "namely")
        || words.endsSentence(after: index)
      {
        return []
      }
      index = afterKinds(words, index) ?? index + 1
    }
    return []
  }

  /// Whether a name is of several words that all have capitals.
  private static func isTitle(_ name: String) -> Bool {
    let parts = name.spaced
    return parts.count > 1 && parts.allSatisfy { $0.utf8.first.map { $0.isCapital } == true }
  }

  /// Past brackets that tell what the pairs behind them are made of: "500k (question, answer) pairs".
  static func afterKinds(_ words: Words, _ index: Int) -> Int? {
    guard words.gap(after: index).elementsEqual(" (".utf8) else { return nil }
    let close = words.places(index + 1, min(index + 5, words.count - 1)).first {
      words.gap(after: $0).starts(with: ") ".utf8)
    }
    guard let close, words.has(close + 1, "pairs", "triples", "triplets") else { return nil }
    return close + 1
  }

  /// "using the latest version of Wikipedia", "with sentence pairs sampled from GULL and HERON": what texts are of.
  static func derived(_ words: Words, with index: Int) -> [(text: String, range: Range<Int>)] {
    for next in words.places(index + 2, min(index + 10, words.count - 1)) {
      if words.has(next, "from", "of"),
        isOfText(words, next - 1) || isDrawn(words, next - 1) && isOfText(words, next - 2)
      {
        var first = next + 1
        while first < words.count, first < next + 4, isModifier(words, first) { first += 1 }
        guard first < words.count else { return [] }
        let found = Array(names(words, from: first).prefix { isStrong($0, in: words) })
        // "the smallest version of GullNet" is a model.
        guard words.has(next - 1, "version", "part", "subset") else { return found }
        return found.filter {
          $0.text.mentions("Wikipedia") || KnownDatasets.has($0.text) || isCalled($0.range, in: words)
        }
      }
      if words.endsSentence(after: next) || words.gap(after: next).contains(0x2C)
        || words.has(next, "and", "is", "was", "that", "which", "in")
      {
        return []
      }
    }
    return []
  }

  /// "evaluated using the GULL dataset", "tested with the test sets for GULL and HERON"
  static func measuredWith(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    guard
      let with = words.places(index + 1, index + 16).first(where: { words.has($0, "with", "using", "against") }),
      with + 1 < words.count, !(index..<with).contains(where: { words.endsSentence(after: $0) })
    else { return [] }
    let found = names(words, from: with + 1).filter { isCalled($0.range, in: words) || isBenchmark($0, in: words) }
    if !found.isEmpty || with > index + 3 { return found }
    for next in words.places(with + 2, min(with + 10, words.count - 1)) {
      // "using 50 steps and 100 random prompts from the GULL validation set"
      if words.has(next, "from"), words.has(next + 1, "the"), words.has(next + 4, "set"),
        words.has(next + 3, "validati", "test", "evaluati", "dev")
      {
        return names(words, from: next + 1)
      }
      if next < with + 7, words.has(next, "for", "of", "from"),
        words.has(next - 1, "set", "sets", "split", "splits")
      {
        return Array(names(words, from: next + 1).prefix { isStrong($0, in: words) })
      }
      if words.endsSentence(after: next) || words.gap(after: next).contains(0x2C) { return [] }
    }
    return []
  }

  /// "CyberSecEval", "TruthfulQA": what is called so is measured with, as no tool is; but not "with the GULL metrics".
  private static func isBenchmark(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    if let next = words.first(from: name.range.upperBound),
      words.has(next, "metrics", "metric", "script", "example", "style", "format")
    {
      return false
    }
    return KnownDatasets.has(name.text)
      || !name.text.utf8.contains(0x20) && ["Bench", "QA", "Eval"].contains { name.text.ends(with: $0) }
  }

  /// Past what a list tells of its next name: "and various texts from the [X]", "a recent Wikipedia dump".
  static func afterTexts(_ words: Words, from first: Int) -> Int {
    var index = first
    while index < first + 4, words.has(index, "and", "various", "a") || words.has(index, "recent", "latest", "the") {
      index += 1
    }
    if words.has(index - 1, "recent", "latest") { return index }
    // "and a snapshot of the Breton Wikipedia"
    if words.has(index, "snapshot", "dump"), words.has(index + 1, "of") {
      return min(words.count, words.has(index + 2, "the") ? index + 3 : index + 2)
    }
    guard words.has(index, "texts", "text", "articles"), words.has(index + 1, "from", "of") else { return first }
    index = words.has(index + 2, "the") ? index + 3 : index + 2
    return index < words.count && words.isInLink(words[index].range.lowerBound) ? index : first
  }

  private static func isDrawn(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "sampled", "sourced", "taken", "collecte", "extracte", "obtained", "derived")
  }

  private static func isOfText(_ words: Words, _ index: Int) -> Bool {
    words.has(
      index, "text", "texts", "pairs", "sentence", "articles", "abstract", "tweets", "images", "samples", "examples",
      "version", "dump", "dumps", "snapshot", "subset", "part", "data", "hours", "recordin", "document", "release",
      "sample")
  }

  /// "the Hungarian Wikipedia", "our raw": what may stand before a name and is none.
  private static func isModifier(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "the", "our", "all", "raw") && !isArticled(words, index)
      || Languages.named(words.string(index)) != nil && !words.has(index + 1, "wikipedi")
  }

  /// "with Margin-MSE … on MSMARCO-Passage": how, and only then on what.
  static func behindMeans(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    guard words.has(index + 1, "with", "using") else { return [] }
    let end = min(index + 22, words.count - 1)
    for next in index + 2..<max(index + 2, end) {
      if words.has(next, "on") {
        return names(words, from: next + 1).filter { isStrong($0, in: words) }
      }
      if words.endsSentence(after: next) || words.gap(after: next).contains(0x2C)
        || words.has(
          next, "achieve", "achieves", "evaluate", "tested", "results", "performa", "which", "that", "and", "based",
          "accuracy", "run", "runs", "state")
      {
        return []
      }
    }
    return []
  }

  /// "a pre-trained RNN-T Otter model for the GULL dataset": a model for data is one that was trained on it.
  static func behindModel(_ words: Words, after index: Int) -> [(text: String, range: Range<Int>)] {
    for next in words.places(index + 1, min(index + 6, words.count - 3)) {
      if words.endsSentence(after: next) { return [] }
      guard words.has(next, "model", "models") else { continue }
      guard words.has(next + 1, "for"), case let first = words.has(next + 2, "the") ? next + 3 : next + 2,
        let name = name(words, from: first)?.name, isCalled(name.range, in: words), isStrong(name, in: words)
      else { return [] }
      // "the GULL visual dataset" is told, not named.
      let isName = name.text.spaced.allSatisfy { $0.utf8.first.map { $0.isDigit || $0.isCapital } == true }
      return isName || !name.text.utf8.contains(0x20) ? [name] : []
    }
    return []
  }

  /// Whether a name is sure to be one of data: it is known, is called so, or has the capitals of an abbreviation.
  static func isStrong(_ name: (text: String, range: Range<Int>), in words: Words) -> Bool {
    // Whose they are is no name, and neither is the variant of a language, or a file.
    if name.text.mentions("'s ") || isFile(name.text) || isVariant(name.range, in: words) { return false }
    if KnownDatasets.has(name.text) { return true }
    // "big Spanish corpora", "Japanese Voice data sets" are told, not named.
    if isCalled(name.range, in: words) {
      // "the other 6 datasets"
      if name.text.utf8.contains(0x20), !name.text.utf8.contains(where: { $0.isCapital }) { return false }
      return !name.text.spaced.contains { Languages.named($0) != nil } || name.text.mentions("Wikipedia")
    }
    var capitals = 0
    for byte in name.text.utf8 {
      if byte.isCapital { capitals += 1 } else if byte == 0x20 { capitals = 0 }
      if capitals == 2 { return !isOrganisation(name.text) }
    }
    return name.text.mentions("Wikipedia")
  }

  /// `gulls-train.csv`
  static func isFile(_ text: some StringProtocol) -> Bool {
    text.ends(with: ".csv") || text.ends(with: ".tsv") || text.ends(with: ".txt") || text.ends(with: ".json")
      || text.ends(with: ".jsonl")
  }

  private static func isVariant(_ range: Range<Int>, in words: Words) -> Bool {
    words.first(from: range.upperBound).map { words.has($0, "variant", "variants") }
      ?? false
  }

  /// Who gathers texts, and what stands there in capitals for a method.
  private static func isOrganisation(_ text: String) -> Bool { withLowercased(text, organisations.contains) }

  private static let organisations = Lexicon<Bool>([
    "nasa", "aws", "ai", "nlp", "ner", "pos", "asr", "pos tagging", "qa", "gan", "ppo", "dpo", "sft", "rlhf", "bert",
    "gpt", "t5", "youtube", "github", "kaggle", "ml", "us", "usa", "uk", "eu", "warc",
  ])
}
