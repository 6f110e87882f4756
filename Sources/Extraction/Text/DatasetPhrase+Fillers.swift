import Markdown

/// Words that stand before the name of a data set and are no part of it: articles, sizes, parts, languages.
extension DatasetPhrase {
  /// Past the words that may stand before a name, and past how much there is of it: `~3 GB of`, `2M tokens of`.
  static func afterFillers(_ words: Words, from first: Int) -> Int {
    var index = first
    while index < words.count {
      let isNumber = words.bytes[words[index].range.lowerBound].isDigit
      guard
        isFiller(words, index)
          || isNumber && (words[index].range.count <= 2 || isCount(words, index + 1) || isSize(words, index))
          || index > first && isCount(words, index) && isMeasured(words, index - 1)
      else { break }
      // "[The Cauldron](…)" begins with its article.
      if words.has(index, "the"), isCapital(words, index), index + 1 < words.count, isCapital(words, index + 1),
        let span = words.span(at: words[index].range.lowerBound), case .link = span.kind,
        span.range.lowerBound == words[index].range.lowerBound
      {
        break
      }
      if isArticled(words, index) || isLinked(words, index) { break }
      // "on 80,000 Breton questions from GULL": what is counted has no name.
      if isNumber, index + 2 < words.count, words.gap(after: index).elementsEqual(",".utf8), !isCount(words, index + 2)
      {
        return words.count
      }
      // "on 2 million words. Below is"
      if words.endsSentence(after: index) { return words.count }
      index += 1
    }
    return index
  }

  /// `sea/otter-mix-7k`, with a digit or a stroke in what is behind the owner, unlike "and/or".
  static func isId(_ words: Words, _ index: Int) -> Bool {
    guard words.gap(after: index).elementsEqual("/".utf8), index == 0 || words.gap(after: index - 1).last == 0x20 else {
      return false
    }
    let end = BaseModelExtractor.nameEnd(words.bytes, words[index].range.lowerBound)
    guard end - words[index].range.upperBound < 60 else { return false }
    let name = words.bytes[words[index].range.upperBound..<max(words[index].range.upperBound, end)].dropFirst()
    return name.contains { $0 == 0x2D || $0 == 0x5F } && name.contains(where: \.isDigit) && !name.contains(0x2F)
      && !isModel((words.string(words[index].range.lowerBound..<end), words[index].range))
  }

  /// "[Large Scale Pond Dataset](…)" begins with its size.
  private static func isLinked(_ words: Words, _ index: Int) -> Bool {
    guard words.has(index, "large", "small", "standard"), isCapital(words, index),
      let span = words.span(at: words[index].range.lowerBound), case .link = span.kind,
      span.range.lowerBound == words[index].range.lowerBound
    else { return false }
    let text = words.string(span.range)
    return text.ends(with: " Dataset") || text.ends(with: " Corpus")
  }

  /// "The Stack v2": a name that has its article, with a capital in the middle of a sentence.
  static func isArticled(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "the") && isCapital(words, index) && words.has(index + 1, "stack", "pile", "cauldron", "vault")
      && index > 0 && !words.endsSentence(after: index - 1) && words.gap(after: index).elementsEqual(" ".utf8)
  }

  /// `19GB`
  static func isSize(_ words: Words, _ index: Int) -> Bool {
    let last = words.bytes[words[index].range].suffix(2)
    return last.elementsEqual("GB".utf8) || last.elementsEqual("TB".utf8) || last.elementsEqual("MB".utf8)
  }

  static func isFiller(_ words: Words, _ index: Int) -> Bool {
    // "on translated GULL"
    if words.has(index, "translat"), words.has(index - 1, "on", "of"), words.string(index) == "translated",
      index + 1 < words.count, isCapital(words, index + 1)
    {
      return true
    }
    // "and a sample of GULL", "and a reproduction of HERON"
    if words.has(index, "sample", "reproduc", "excerpt"), words.has(index + 1, "of"),
      words.has(index - 1, "and") || words.has(index - 2, "and")
    {
      return true
    }
    // "Full ImageNet" is a name.
    if words.has(index, "full"), isCapital(words, index) { return false }
    return words.has(
      index, "the", "a", "an", "our", "their", "both", "of", "datasets", "dataset", "large", "following",
      "combinat", "concaten", "subset", "subsets", "full", "split", "training", "and", "original", "train",
      "different", "various", "several", "multiple", "mix", "mixture", "publicly", "available", "public", "data",
      "from",
      "popular", "large", "small", "scale", "largest", "more", "over", "cleaned", "up", "newly", "publishe", "approxim",
      "about", "around", "two", "three", "four", "five", "well", "known",
      "recently", "introduc", "solely", "only", "unlabele", "standard", "either", "all")
  }

  /// What is counted, before the "of" that the name follows.
  static func isCount(_ words: Words, _ index: Int) -> Bool {
    words.has(
      index, "gb", "tb", "mb", "hours", "tokens", "sentence", "words", "images", "samples", "examples", "pairs",
      "million",
      "billion", "h", "k", "b", "m")
  }

  /// Whether a number, or one with its unit, stands here.
  static func isMeasured(_ words: Words, _ index: Int) -> Bool {
    words.bytes[words[index].range.lowerBound].isDigit || isCount(words, index)
  }

  /// Past the part of a data set that is meant, in front of whose part it is: `Breton test data of`, `Finnish subset of`.
  static func afterPart(_ words: Words, from first: Int) -> Int {
    var index = first
    var isPart = false
    while index < min(first + 6, words.count) {
      if isPart, words.has(index, "of", "from", "on"), index > first {
        return afterFillers(words, from: index + 1)
      }
      // "Bulgarian from X", "Hungarian available in X"
      if index > first, words.has(index, "from") || words.has(index, "availabl") && words.has(index + 1, "in") {
        return afterFillers(words, from: words.has(index, "from") ? index + 1 : index + 2)
      }
      if words.has(index, "test", "dev", "validati", "data")
        || words.has(index, "set", "split", "subset", "part", "portion")
        || words.has(index, "section", "slice", "version") || words.has(index, "dataset")
      {
        isPart = true
      } else if words.endsSentence(after: index)
        // "Romansh Sursilv test data of"
        || !isLanguage(words, index) && !(index == first + 1 && isCapital(words, index) && isLanguage(words, first))
      {
        return first
      }
      index += 1
    }
    return first
  }

  /// A language, or its code: `Persian (Farsi)`, `zh-CN`.
  static func isLanguage(_ words: Words, _ index: Int) -> Bool {
    let word = words[index]
    let text = words.string(index)
    // "the {language} test data of", which nobody filled in
    if word.range.lowerBound > 0, words.bytes[word.range.lowerBound - 1] == 0x7B, words.has(index, "language") {
      return true
    }
    return Languages.named(text) != nil || word.range.count == 2 && Languages.codes.contains(text.lowercased())
      || word.range.count == 2 && words.gap(after: max(0, index - 1)).elementsEqual("-".utf8)
  }
}
