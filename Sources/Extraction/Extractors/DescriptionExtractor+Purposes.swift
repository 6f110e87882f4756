import Markdown
import Records
import Stages

/// Tasks of a network "for" something.
extension DescriptionExtractor {
  /// "a network for gaze direction estimation", "is a dialect identification (DID) model": where the task begins, of words that
  /// we do not know.
  func namedPurpose(_ words: Words, _ index: Int) -> Int? {
    guard !words.has(index, "inferenc", "search", "predicti", "analysis", "resoluti"),
      !words.has(index, "transfer", "conversi", "matching", "ranking"),
      !words.has(index, "similari", "fusion", "editing")
    else { return nil }
    // "the legal NER model" is for NER.
    if Tasks.single.contains(words.string(index).lowercased()) { return nil }
    if let low = firstOfLine(words, index) { return low }
    var low = index
    while low > 0, index - low < 4, isOfName(words, low - 1) { low -= 1 }
    guard low < index, low > 1, !isQuality(words, index - 1), !words.isInLink(words[low].range.lowerBound),
      !isQuoted(words, low)
    else { return nil }
    while low < index, isQuality(words, low) || Languages.named(words.string(low)) != nil { low += 1 }
    guard low < index else { return nil }
    // "for 35 otter parts estimation"
    let mark = words.bytes[words[low - 1].range].allSatisfy(\.isDigit) ? low - 2 : low - 1
    if words.has(mark, "for") { return isForModel(words, mark, index) ? low : nil }
    return isModel(words, low, index) ? low : nil
  }

  /// "convolutional network for gaze direction estimation."
  private func isForModel(_ words: Words, _ mark: Int, _ index: Int) -> Bool {
    // In titles of papers "Networks" are capitalised.
    guard words.has(mark - 1, "network", "networks", "model", "models", "is", "tuned", "trained"),
      words.bytes[words[mark - 1].range.lowerBound] >= 0x61
    else { return false }
    // "If you are looking for a model for"
    guard isMeant(words, mark), !words.sentence(around: mark).contains(where: { words.has($0, "if", "looking") }) else {
      return false
    }
    return words.endsSentence(after: index) || words.gap(after: index).first == 0x2C
      || words.has(index + 1, "in", "on", "of", "from", "with", "using", "task", "tasks", "based", "that")
  }

  /// "This is a dialect identification (DID) model"
  private func isModel(_ words: Words, _ low: Int, _ index: Int) -> Bool {
    guard
      let article = words.places(low - 4, low).last(where: { words.has($0, "a", "an", "the") }),
      words.has(article - 1, "is", "are", "presents"),
      article == low - 1 || (article + 1..<low).allSatisfy({ isQuality(words, $0) })
    else { return false }
    let isBracketed = words.gap(after: index).elementsEqual(" (".utf8)
    let next = isBracketed ? index + 2 : index + 1
    return words.has(next, "model", "network", "system", "pipeline", "algorith")
  }

  /// "Mobile bird classification model.": where the task begins in the line that a page begins with.
  private func firstOfLine(_ words: Words, _ index: Int) -> Int? {
    guard (1...3).contains(index), words.has(index + 1, "model", "network"),
      index + 2 == words.count || words.endsSentence(after: index + 1),
      (0...index).allSatisfy({ words.gap(after: $0).elementsEqual(" ".utf8) }),
      words.bytes[..<words[index].range.lowerBound].dropFirst().allSatisfy({ $0 &- 0x61 < 26 || $0 == 0x20 })
    else { return nil }
    var low = 0
    while low < index, isQuality(words, low) || words.has(low, "mobile") || Languages.named(words.string(low)) != nil {
      low += 1
    }
    return low < index && words[low].range.count > 2 && !isClause(words, low...index - 1) ? low : nil
  }

  /// Whether a word may be one of a task's name: small letters, or several words with strokes between.
  private func isOfName(_ words: Words, _ index: Int) -> Bool {
    let gap = words.gap(after: index)
    guard gap.elementsEqual(" ".utf8) || gap.elementsEqual("-".utf8) || gap.elementsEqual("/".utf8),
      words[index].range.count > 2, !isClause(words, index...index),
      !words.has(index, "and", "or", "model", "models", "task", "tasks", "as", "from", "its", "such", "network")
    else { return false }
    let isStroked = gap.elementsEqual("/".utf8) || index > 0 && words.gap(after: index - 1).elementsEqual("/".utf8)
    return words.bytes[words[index].range].allSatisfy { $0 &- 0x61 < 26 } || isStroked
  }

  /// Whether a word before the name of a task in a title is none of it, as the "3D" of "3D pose estimation" is.
  func isApart(_ words: Words, _ index: Int) -> Bool {
    isQuality(words, index) && !words.has(index, "2d", "3d", "automati")
  }

  /// Whether a word says how the task is done rather than what it is.
  func isQuality(_ words: Words, _ index: Int) -> Bool {
    words.has(
      index, "accurate", "efficien", "better", "fast", "robust", "automati", "automate", "standard", "further",
      "specific",
      "simultan", "shelf", "downstre", "real", "new", "good", "dense", "fine", "early", "quality", "joint", "large",
      "time",
      "pretrain", "trained", "tuned", "simple", "small", "deep", "custom", "novel", "performi", "general", "various",
      "other", "based", "several", "high", "improved", "level", "shot", "supervis", "multilin", "state", "art",
      "popular", "lightwei",
      "these", "both", "different", "their", "own", "end", "domain", "binary", "linear",
      "every", "each", "any", "all", "2d", "3d")
  }
}
