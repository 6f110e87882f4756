/// What may be the name of a data set.
extension DatasetPhrase {
  /// The name without the word "dataset" and without the split behind it: "MNLI train" is MNLI.
  ///
  /// - Parameter inSpan: whether it is the whole text of a link, in which "Data" with a capital belongs to the name, and
  ///   "Dataset" behind plain words.
  static func bare(_ text: String, inSpan: Bool = false) -> String {
    // A mark of the byte order, which copying leaves at the beginning, is none of the name.
    if text.utf8.first == 0xEF, text.unicodeScalars.first == "\u{FEFF}" {
      return bare(String(text.unicodeScalars.dropFirst()), inSpan: inSpan)
    }
    if text.ends(with: "self-built dataset") { return text }
    // "GULL (Otter et al., 2018)"
    if text.utf8.last == 0x29, let open = text.place(of: " ("), text[open.upperBound...].mentions(" et al.") {
      return bare(String(text[..<open.lowerBound]), inSpan: inSpan)
    }
    var rest = Substring(text)
    while let space = rest.utf8.lastIndex(of: 0x20),
      withLowercased(rest[rest.utf8.index(after: space)...], tails.contains)
    {
      if inSpan, rest.utf8.count == text.utf8.count, rest.ends(with: " Data") || isTitled(rest, before: space) { break }
      rest = rest[..<space]
    }
    // "GSM8k Benchmarks"
    if let space = rest.utf8.lastIndex(of: 0x20), rest[space...].utf8.count <= 11,
      withLowercased(rest[rest.utf8.index(after: space)...], { $0.has("benchmark", at: 0) }),
      KnownDatasets.has(rest[..<space])
    {
      rest = rest[..<space]
    }
    // "OSCAR corpus", but "Otter Hate Speech corpus", which is a description.
    for tail in [" corpus", " corpora"] where rest.ends(withText: tail) {
      let name = rest.dropLast(tail.utf8.count)
      if !name.utf8.contains(0x20), isName(name) { rest = name }
    }
    return rest.utf8.count == text.utf8.count ? text : String(rest)
  }

  /// Whether the "Dataset" behind a name is part of it: of "Otter Speech Dataset" and "Yelp Dataset" it is, of "Gull400
  /// Dataset" and "IMDB Dataset" not.
  private static func isTitled(_ text: Substring, before space: String.Index) -> Bool {
    guard text.ends(with: " Dataset"), !text.utf8.contains(where: \.isDigit) else { return false }
    let name = text[..<space]
    return !KnownDatasets.has(name)
      || !name.utf8.contains(0x20) && name.utf8.count(where: { $0.isCapital }) == 1
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
    guard utf8.count >= 2, utf8.count <= 80, let first = utf8.first, first != 0x7E, !first.isDigit || utf8.count > 3
    else {
      return false
    }
    // "NLU tasks" are many, data in "GULL format" is of anything, and "gs://…" is a place.
    if text.ends(with: " tasks") || text.ends(with: " format") || text.mentions("://") { return false }
    // "LM Evaluation Harness" is a program.
    if text.ends(with: "arness") { return false }
    // What is "Twitter-specific", "web-based" or "Otter related" has no name, "fold 3" is one of several parts, and "uncased
    // Turkish" a kind of text.
    if text.ends(with: "-specific") || text.ends(with: "-based") || text.ends(with: " related")
      || kinds.contains(where: { text.begins(with: $0) })
    {
      return false
    }
    if withLowercased(text, notNames.contains)
      || first.isDigit && (isQuantity(text) || isCounted(text) || isCountedLanguage(text))
    {
      return false
    }
    if isHardware(text) || Languages.named(text) != nil || isOfLanguage(text) || isTask(text) { return false }
    // "@otter's tweets" are somebody's, and `d38c3d8` is a commit.
    if first == 0x40 { return utf8.count > 3 }
    if (7...40).contains(utf8.count), isHexadecimal(text) { return false }
    return utf8.contains { ($0 >= 0x41 && $0 <= 0x5A) || $0 == 0x5F || $0 == 0x2F }
      || utf8.contains { $0.isDigit } && !first.isDigit || KnownDatasets.isPlain(text)
  }

  private static let kinds: [StaticString] = [
    "fold ", "cased ", "uncased ", "across ", "two ", "three ", "four ", "five ", "several ", "same ", "following ",
    "unique ", "other available ",
  ]

  private static func isHexadecimal(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { $0.isDigit || ($0 | 0x20) &- 0x61 < 6 } && text.utf8.contains(where: \.isDigit)
  }

  /// "GitHub Typo Corpus 📚"
  static func withoutEmoji(_ text: Substring) -> Substring {
    var rest = text
    while let last = rest.unicodeScalars.last, last.value >= 0x80, last.properties.isEmojiPresentation {
      rest = rest.dropLast().trimmed
    }
    return rest
  }

  /// "Passage Ranking" is a task, "MS Marco Passage Ranking" the data for one.
  private static func isTask(_ text: some StringProtocol) -> Bool { Tasks.isTask(text) && !KnownDatasets.has(text) }

  /// "Japanese speech", "English-Spanish": a language with words that are no name.
  private static func isOfLanguage(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, first >= 0x41, first <= 0x5A,
      let end = text.utf8.firstIndex(where: { $0 == 0x20 || $0 == 0x2D }), Languages.named(text[..<end]) != nil
    else { return false }
    let rest = text[text.utf8.index(after: end)...]
    return Languages.named(rest) != nil
      || rest.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x20 } && !rest.mentions("wikipedia")
  }

  /// `160M` tweets, `16kHz` sampled speech.
  private static func isQuantity(_ text: some StringProtocol) -> Bool {
    let unit = text.lowercased().drop { $0.isNumber || $0 == "." || $0 == "," }
    return ["k", "m", "b", "g", "t", "khz", "hz", "h", "gb", "tb", "mb", "x", "th"].contains(String(unit))
  }

  /// `10K examples`
  private static func isCounted(_ text: some StringProtocol) -> Bool {
    ["examples", "samples", "sentences", "images", "hours", "tokens", "words"].contains {
      text.ends(withText: " " + $0)
    }
  }

  /// Whether only a mark, and no space, stands before a word: the `nlp` of `EMBO/sd-nlp`.
  static func isJoined(_ words: Words, _ index: Int) -> Bool {
    let gap = words.gap(after: index - 1)
    return gap.count == 1 && (gap.first == 0x2F || gap.first == 0x2D || gap.first == 0x5F || gap.first == 0x2E)
  }

  /// `20665964 Persian` tweets
  static func isCountedLanguage(_ text: some StringProtocol) -> Bool {
    let words = text.spaced
    return words.count == 2 && words[0].utf8.allSatisfy { $0.isDigit || $0 == 0x2C } && Languages.named(words[1]) != nil
  }

  /// Where models are trained or kept, rather than what on.
  static func isPlace(_ text: some StringProtocol) -> Bool {
    let text = text.lowercased()
    // "GitHub Typo Corpus" is from there.
    if text.ends(with: " corpus") || text.ends(with: " dataset") { return false }
    return places.contains { text.mentions($0) }
  }

  private static let places: [StaticString] = [
    "platform", " hub", "library", "github", "colab", "sagemaker", "leaderboard", "azure", "vertex ai", "paperspace",
    "runpod", "lambda labs", "supercomputer",
  ]

  static func isNamePart(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    return (first >= 0x41 && first <= 0x5A)
      || word.utf8.dropFirst().contains { ($0 >= 0x41 && $0 <= 0x5A) || $0.isDigit || $0 == 0x5F }
  }

  private static func isHardware(_ text: some StringProtocol) -> Bool {
    withLowercased(text) { hardware.groups(in: $0) } != 0
  }

  private static let hardware = Phrases([
    [
      "gpu", "tpu", "2080ti", "1080ti", "snapdragon", "v100", "a100", "nvidia", "tesla", "colab", "cloud", "rtx", "gtx",
      "sagemaker", "epyc", "xeon", "ryzen", "mi250", "mi300", "gaudi", "trainium",
      "h100", "h200", "h800", "a800", "4xt4", "8xt4", "ascend 910", "apple m1", "apple m2", "apple m3",
    ]
  ])

  static let notNames = Lexicon<Bool>([
    "none", "unknown", "unkown", "an unknown", "dev0", "a", "i", "it", "this", "english", "google", "amazon",
    "sagemaker",
    "azure", "huggingface",
    "aws", "downstream", "raw", "wikipedia articles", "github", "private", "custom", "german", "french", "spanish",
    "chinese", "italian",
    "part", "databricks", "billion", "million", "multilingual", "below", "nlu", "nlp", "nlg", "gb", "tb", "mb", "t4",
    "p100", "k80", "cpu",
    "mlm", "nsp", "sop", "sso", "clm", "reddit's", "one", "two", "re-id", "smaller", "larger", "bigger", "validation",
    "test", "training", "evaluation", "hub", "discord", "ngc", "xl", "xxl",
    // Devices that have no word for what they are behind them.
    "h100", "h100s", "h200", "h200s", "h800", "h800s", "h20", "a800", "a800s", "a10g", "l40s", "l4", "b200", "b200s",
  ])
}
