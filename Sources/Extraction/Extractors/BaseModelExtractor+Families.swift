import Markdown

/// Models that are called by the family they are of, with a size behind it: "T5 small", "RoBERTa (large)", "Bart".
///
/// Such names need no marks and no capitals to be told, so that the wordings around them may be looser.
extension BaseModelExtractor {
  /// The name of a model of a known family that begins with a word.
  static func familyName(_ words: Words, from first: Int) -> Name? {
    guard first < words.count else { return nil }
    let start = words[first].range.lowerBound
    let end = nameEnd(words.bytes, start)
    guard isFamily(words.bytes[start..<end]) else { return nil }
    let last = lastWord(words, first, end)
    guard words[last].range.upperBound == end else { return nil }
    let range = withSizes(words, start, last)
    return Name(text: words.string(range), range: range)
  }

  /// A name with the sizes behind its last word: "MobileNet v2", "RoBERTa (large)".
  static func withSizes(_ words: Words, _ start: Int, _ last: Int) -> Range<Int> {
    var last = last
    while last + 1 < words.count, isSizeBehind(words, last) { last += 1 }
    return start..<closed(words, start, words[last].range.upperBound)
  }

  /// The name of a model of a known family that ends with a word.
  static func familyName(_ words: Words, endingAt last: Int) -> Name? {
    guard last >= 0, last < words.count else { return nil }
    var index = last
    while index > 0, last - index < 5, isSizeBehind(words, index - 1) { index -= 1 }
    var start = words[index].range.lowerBound
    while start > 0, isNamePart(words.bytes[start - 1]) { start -= 1 }
    let end = nameEnd(words.bytes, start)
    guard end <= words[last].range.upperBound, isFamily(words.bytes[start..<end]) else { return nil }
    let range = start..<closed(words, start, words[last].range.upperBound)
    return Name(text: words.string(range), range: range)
  }

  /// The name of a family with the language before it that tells which of its models is meant: "Multilingual BERT".
  static func withLanguage(_ words: Words, _ name: Name) -> Name {
    guard let first = words.first(from: name.range.lowerBound), first > 0,
      words[first].range.lowerBound == name.range.lowerBound, words.gap(after: first - 1).elementsEqual(" ".utf8),
      DatasetPhrase.isCapital(words, first - 1),
      words.has(first - 1, "multilin") || Languages.named(words.string(first - 1)) != nil
    else { return name }
    let range = words[first - 1].range.lowerBound..<name.range.upperBound
    return Name(text: words.string(range), range: range)
  }

  /// The end of a name, with the bracket that closes "RoBERTa (large)", and the second part of "v1.1".
  private static func closed(_ words: Words, _ start: Int, _ end: Int) -> Int {
    guard words.bytes[start..<end].contains(0x28) else {
      // "v1.1" is two words.
      return max(end, nameEnd(words.bytes, end - 1))
    }
    return end < words.bytes.count && words.bytes[end] == 0x29 ? end + 1 : end
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x5F || byte == 0x2F || byte == 0x2E
  }

  /// Whether the word behind one is a size, or says what else tells a checkpoint from its siblings.
  private static func isSizeBehind(_ words: Words, _ index: Int) -> Bool {
    let gap = words.gap(after: index)
    let isBracketed = gap.elementsEqual(" (".utf8) || gap.elementsEqual("(".utf8)
    guard
      isBracketed || gap.elementsEqual(" ".utf8) || gap.elementsEqual("\n".utf8) || gap.elementsEqual("-".utf8)
        || gap.elementsEqual("_".utf8)
        || gap.elementsEqual(".".utf8)
    else { return false }
    if isBracketed, !words.gap(after: index + 1).starts(with: ")".utf8) { return false }
    // "Llama 3.1", with a size to follow
    if gap.first == 0x2E {
      return words.bytes[words[index].range].allSatisfy(\.isDigit)
        && (words.bytes[words[index + 1].range].allSatisfy(\.isDigit) || isCount(words, index + 1))
    }
    // "Llama 2"
    if words.has(index, "llama", "gpt"), words[index + 1].range.count == 1,
      words.bytes[words[index + 1].range].allSatisfy(\.isDigit)
    {
      return true
    }
    // "Llama 3 8B Instruct"
    if words.has(index + 1, "instruct", "chat") {
      return isSized(words.string(index)) && DatasetPhrase.isCapital(words, index + 1)
    }
    return isSizeWord(words, index + 1)
  }

  private static func isSizeWord(_ words: Words, _ index: Int) -> Bool {
    if words.has(index, "base", "large", "small", "cased", "uncased", "tiny", "mini", "medium", "xl", "xxl")
      || words.has(index, "xlarge", "xxlarge", "multilin", "discrimi", "v1", "v2", "v3")
    {
      return true
    }
    let bytes = words.bytes[words[index].range]
    // "wav2vec 2.0", "GPT-Neo 2.7B"
    if bytes.count == 1, bytes.allSatisfy(\.isDigit), index + 1 < words.count {
      return words.gap(after: index).elementsEqual(".".utf8)
        && (words.bytes[words[index + 1].range].allSatisfy(\.isDigit) || isCount(words, index + 1))
    }
    return isCount(words, index)
  }

  /// "125M", "3b"
  private static func isCount(_ words: Words, _ index: Int) -> Bool {
    let bytes = words.bytes[words[index].range]
    guard let last = bytes.last, bytes.count > 1, bytes.dropLast().allSatisfy(\.isDigit) else { return false }
    return last | 0x20 == 0x62 || last | 0x20 == 0x6D
  }

  /// Whether a name is that of a known family, or has it as a part: `Roberta`, `dbmdz/bert-base-cased`, `mT5`.
  static func isFamily(_ name: some Collection<UInt8>) -> Bool {
    guard (2...80).contains(name.count) else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count) { room in
      for (index, byte) in name.enumerated() { room[index] = byte.lowercased }
      let lowered = UnsafeBufferPointer(room)
      guard families.groups(in: lowered) != 0 || lowered.containsPart(separatedBy: 0x2D, where: isT5) else {
        return false
      }
      // Classes, and what is merely like a model.
      return !notFamilies.contains(lowered) && others.groups(in: lowered) == 0
    }
  }

  /// `t5`, `mt5`, `google/byt5`
  private static func isT5(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    part.count >= 2 && part[part.count - 2] == 0x74 && part[part.count - 1] == 0x35
  }

  private static let families = Phrases([
    [
      "bert", "gpt", "bart", "electra", "xlnet", "xlm", "longformer", "wav2vec", "pegasus", "llama", "bloom", "mistral",
      "layoutlm", "minilm", "mpnet", "xls-r", "xlsr", "ernie", "bigbird", "marianmt", "tapas", "wavlm", "whisper",
      "reformer", "blenderbot",
    ]
  ])

  private static let others = Phrases([
    ["token", "config", "formasked", "forsequence", "forquestion", "-based", "-like", "-style", "chatgpt", "bertscore"]
  ])

  private static let notFamilies = Lexicon<Bool>(["robert", "gilbert", "herbert", "bertopic", "llama.cpp"])
}
