import Markdown

/// The name of a data set in a sentence: what stands behind "trained on", "evaluated on".
struct DatasetPhrase {
  var text: String
  /// In UTF-8 bytes of the text.
  var range: Range<Int>
  var isTraining: Bool

  /// The first name in a text.
  static func first(in words: Words, trained: Bool) -> DatasetPhrase? {
    all(in: words).first { $0.isTraining == trained }
  }

  /// Every name of a data set that a text says the model was trained or evaluated on.
  static func all(in words: Words) -> [DatasetPhrase] {
    var found: [DatasetPhrase] = []
    var index = 0
    while index < words.count {
      defer { index += 1 }
      let isTraining =
        words.has(index, "trained", "tuned", "finetuned", "pretrain", "pretrained")
        || words.has(index, "training") && words.has(index + 1, "on")
        || words.has(index, "tuning", "finetuni") && words.has(index - 1, "fine", "of")
          && words.has(index - 2, "of", "result")
      let isEvaluation = words.has(index, "evaluate", "tested", "evaluati", "computed")
      guard isTraining || isEvaluation, !isDenied(words, index) else { continue }
      guard var on = on(words, after: index) else { continue }
      var named = names(words, from: on + 1)
      // "for 225k steps on images on X"
      if named.isEmpty, let other = self.on(words, after: on) {
        named = names(words, from: other + 1)
        on = other
      }
      // The Trainer's sentence names the set, however it is written: "a fine-tuned version of X on the glue dataset"
      if named.isEmpty, words.has(on + 1, "the"), words.has(on + 3, "dataset"), words.has(index, "tuned"),
        words.has(index + 1, "version")
      {
        let text = words.string(on + 2)
        if !notNames.contains(text.lowercased()), !vague.contains(text) { named = [(text, words[on + 2].range)] }
      }
      // "on Ukrainian using the [Common Voice]"
      if named.isEmpty, on + 1 < words.count, Languages.named(words.string(on + 1)) != nil,
        let using = (on + 2..<min(words.count, on + 5)).first(where: { words.has($0, "using", "with") })
      {
        named = names(words, from: using + 1)
      }
      found += named.map { DatasetPhrase(text: $0.text, range: $0.range, isTraining: isTraining) }
      index = on
    }
    return found
  }

  private static let vague: Set<String> = [
    "following", "same", "whole", "full", "entire", "custom", "new", "above", "original", "provided", "given", "train",
    "training", "test", "resulting", "target", "image", "text", "combined", "whole", "small", "large", "translated",
  ]

  /// "not trained on", "the tokenizer itself was trained on"
  private static func isDenied(_ words: Words, _ index: Int) -> Bool {
    (max(0, index - 3)..<index).contains { words.has($0, "not", "never", "unlike", "isn", "wasn") }
      || (max(0, index - 4)..<index).contains { words.has($0, "tokenize", "vocabula") }
  }

  /// The "on" that belongs to the verb, within a few words of the sentence.
  private static func on(_ words: Words, after index: Int) -> Int? {
    var next = index
    while next - index < 12, next < words.count, !words.endsSentence(after: next) {
      next += 1
      if words.has(next, "model", "models", "checkpoi", "weights"), next == index + 1,
        !words.has(next + 1, "was", "were")
      {
        return nil
      }
      if words.has(index, "computed"), words.has(next, "over") { return next }
      if words.has(next, "on"), !words.has(next + 1, "top", "a100", "gpu", "gpus", "tpu", "which") {
        return words.has(next - 1, "based", "availabl", "built", "focus", "run", "ran", "depends", "presente")
          ? nil : next
      }
      if words.has(next, "with", "using", "by", "which", "that", "and"), !words.has(next, "and") { return nil }
    }
    return nil
  }

  static func names(_ words: Words, from first: Int) -> [(text: String, range: Range<Int>)] {
    var names: [(text: String, range: Range<Int>)] = []
    var index = first
    while index < words.count, names.count < 12 {
      while words.has(
        index, "the", "a", "an", "our", "their", "both", "of", "datasets", "dataset", "large", "following",
        "combinat", "concaten", "subset", "subsets", "full", "split", "training", "and", "original", "train",
        "different",
        "various", "several", "multiple", "mix", "mixture", "publicly", "available", "public", "data", "from",
        "popular", "large", "small", "scale")
        || index < words.count && words.bytes[words[index].range.lowerBound].isDigit && words[index].range.count <= 2
      {
        index += 1
      }
      guard index < words.count else { return names }
      guard let (name, next) = name(words, from: index) else { return names }
      names.append(name)
      // "X, Y and Z": the list goes on.
      guard next < words.count, goesOn(words, next - 1) else { return names }
      index = next
    }
    return names
  }

  private static func goesOn(_ words: Words, _ last: Int) -> Bool {
    if words.endsSentence(after: last) { return false }
    let gap = words.gap(after: last)
    return gap.contains(UInt8(ascii: ",")) || words.has(last + 1, "and")
  }

  /// One name, and the word behind it.
  private static func name(_ words: Words, from index: Int) -> (name: (text: String, range: Range<Int>), next: Int)? {
    let offset = words[index].range.lowerBound
    if let quoted = quoted(words, from: index) { return quoted }
    if let span = words.span(at: offset), span.range.count < 80 {
      let text = words.string(span.range).trimmed
      let isSet = text.lowercased().hasSuffix("dataset") && text.utf8.count > 8
      guard isName(text) || isSet, !isSentence(text), !text.hasPrefix("http"), !isPlace(text) else { return nil }
      var next = index
      while next < words.count, words[next].range.lowerBound < span.range.upperBound { next += 1 }
      while words.has(next, "dataset", "datasets", "corpus", "data") { next += 1 }
      return ((bare(String(text)), span.range), next)
    }
    // Up to "dataset", if that word comes soon, or else over words that look like parts of a name.
    var end = index
    var last: Int?
    while end < words.count, end - index < 9 {
      if words.has(end, "dataset", "datasets", "corpus", "data", "corpora") {
        last = end - 1
        break
      }
      if words.has(
        end, "using", "with", "for", "which", "that", "from", "in", "to", "by", "at", "when", "task", "tasks", "as",
        "consisting", "containing", "is", "are", "was", "via", "and", "or", "of", "dev", "test", "set")
      {
        break
      }
      let gap = words.gap(after: end)
      let stops =
        words.endsSentence(after: end)
        || gap.contains { $0 == 0x2C || $0 == 0x28 || $0 == 0x3A || $0 == 0x29 || $0 == 0x5B || $0 == 0x5D }
      end += 1
      if stops { break }
    }
    if last == nil {
      // Without the word "dataset", only the leading words that look like a name.
      var stop = index
      while stop < end,
        isNamePart(words.string(stop))
          || (stop > index && (words.bytes[words[stop].range.lowerBound].isDigit || isJoined(words, stop)))
      { stop += 1 }
      last = stop - 1
    }
    guard let last, last >= index else { return nil }
    var high = words[last].range.upperBound
    if high < words.bytes.count, words.bytes[high] == 0x2B { high += 1 }
    // "fine-tuned on Aaron Watson's lyrics" names whose they are.
    if words.gap(after: last).first == 0x27 || words.gap(after: last).starts(with: "’".utf8) { return nil }
    let range = offset..<high
    let text = bare(words.string(range))
    guard
      !words.has(last + 1, "platform", "library", "hub", "machine", "architec", "framewor", "model", "models", "tokens")
    else { return nil }
    guard isName(text), !isSentence(text), !text.mentions("\n") || text.utf8.count < 60 else { return nil }
    var next = last + 1
    while words.has(next, "dataset", "datasets", "corpus", "data") { next += 1 }
    return ((text, range), max(next, index + 1))
  }

  /// A name between quotation marks, which may have any words.
  private static func quoted(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    let start = words[index].range.lowerBound
    guard start > 0, words.bytes[start - 1] == 0x22, words.span(at: start) == nil,
      let end = words.bytes[start...].prefix(60).firstIndex(of: 0x22), end > start + 1
    else { return nil }
    let text = words.string(start..<end)
    guard !text.mentions("\n"), isName(text) else { return nil }
    let next = words.all[index...].firstIndex { $0.range.lowerBound >= end } ?? words.count
    return ((bare(text), start..<end), next)
  }

  /// The name without the word "dataset" and without the split behind it: "MNLI train" is MNLI.
  static func bare(_ text: String) -> String {
    var rest = Substring(text)
    while let space = rest.utf8.lastIndex(of: 0x20),
      withLowercased(rest[rest.utf8.index(after: space)...], tails.contains)
    {
      rest = rest[..<space]
    }
    return rest.utf8.count == text.utf8.count ? text : String(rest)
  }

  private static let tails = Lexicon<Bool>([
    "dataset", "datasets", "data", "train", "training", "dev", "development", "test", "validation", "val", "split",
    "set",
    "subset", "subsets", "evaluation", "eval", "",
  ])

  /// Whether a text has the words of a sentence, which names have not.
  static func isSentence(_ text: some StringProtocol) -> Bool {
    text.withBytes { $0.containsPart(separatedBy: 0x20) { sentenceWords.contains($0) } }
  }

  private static let sentenceWords = Lexicon<Bool>([
    "the", "The", "is", "are", "was", "were", "we", "We", "it", "It", "this", "This", "that", "has", "have", "can", "I",
    "you", "You", "our", "Our", "use", "used", "with", "For", "If", "if", "A", "a", "an", "An", "All", "all", "each",
    "While", "In", "Newly", "newly", "created", "includes", "tokens", "Training", "by", "on",
    "Number", "number", "See", "see", "Please", "not", "Not", "No",
  ])

  /// Whether a text looks like the name of a data set: it has a capital, a digit or a mark, and is not a common word.
  static func isName(_ text: some StringProtocol) -> Bool {
    let utf8 = text.utf8
    guard utf8.count >= 2, utf8.count <= 80, let first = utf8.first, !first.isDigit || utf8.count > 3 else {
      return false
    }
    if notNames.contains(text.lowercased()) || first.isDigit && isQuantity(text) { return false }
    if isHardware(text) || Languages.named(text) != nil || Tasks.isTask(text) { return false }
    return utf8.contains { ($0 >= 0x41 && $0 <= 0x5A) || $0 == 0x5F || $0 == 0x2F }
      || utf8.contains { $0.isDigit } && !first.isDigit
  }

  /// `160M` tweets, `16kHz` sampled speech.
  private static func isQuantity(_ text: some StringProtocol) -> Bool {
    let unit = text.lowercased().drop { $0.isNumber || $0 == "." || $0 == "," }
    return ["k", "m", "b", "g", "t", "khz", "hz", "h", "gb", "tb", "mb", "x", "th"].contains(String(unit))
  }

  /// Whether only a mark, and no space, stands before a word: the `nlp` of `EMBO/sd-nlp`.
  private static func isJoined(_ words: Words, _ index: Int) -> Bool {
    let gap = words.gap(after: index - 1)
    return gap.count == 1 && (gap.first == 0x2F || gap.first == 0x2D || gap.first == 0x5F || gap.first == 0x2E)
  }

  /// Where models are trained or kept, rather than what on.
  private static func isPlace(_ text: some StringProtocol) -> Bool {
    let text = text.lowercased()
    let words: [StaticString] = ["platform", " hub", "library", "github", "colab", "sagemaker", "leaderboard"]
    return words.contains { text.mentions($0) }
  }

  private static func isNamePart(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    return (first >= 0x41 && first <= 0x5A)
      || word.utf8.dropFirst().contains { ($0 >= 0x41 && $0 <= 0x5A) || $0.isDigit || $0 == 0x5F }
  }

  private static func isHardware(_ text: some StringProtocol) -> Bool {
    text.lowercased().withBytes { hardware.groups(in: $0) } != 0
  }

  private static let hardware = Phrases([
    ["gpu", "tpu", "v100", "a100", "nvidia", "tesla", "colab", "cloud", "rtx", "gtx"]
  ])

  private static let notNames: Set<String> = [
    "none", "unknown", "unkown", "an unknown", "a", "i", "it", "this", "english", "google", "amazon", "sagemaker",
    "azure", "huggingface",
    "aws", "downstream", "raw", "wikipedia articles", "github", "private", "custom", "german", "french", "spanish",
    "chinese", "italian",
    "part", "databricks", "billion", "million", "t4", "p100", "k80", "cpu", "reddit's", "one", "two",
  ]
}
