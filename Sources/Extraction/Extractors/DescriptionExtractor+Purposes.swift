import Markdown
import Records
import Stages

/// Tasks that titles name, and those of a network "for" something.
extension DescriptionExtractor {
  // MARK: Titles

  /// "# Twitter-roBERTa-base for Offensive Language Identification": what the title of a card says the model is for.
  func readTitle(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst() where words.has(index, "for") {
      // Behind a colon the titles of papers go on: "MiniLM: Compact Models for …".
      let isPaper = words.all.indices.prefix(index).contains { words.gap(after: $0).first == 0x3A }
      if isPaper, !words.all.indices.prefix(index).contains(where: { words.has($0, "model", "tuned", "finetuned") }) {
        return
      }
      let members = members(words, from: index + 1)
      if members.count > 1, members.allSatisfy({ isKnown(words, $0) }) {
        for member in members { add(words, member, &findings) }
      } else {
        readTask(words, from: isApart(words, index + 1) ? index + 2 : index + 1, &findings)
      }
      readSpelledOut(words, behind: index, &findings)
    }
  }

  /// "for NER (named entity recognition)": what stands in brackets behind a task in short is the same in full.
  private func readSpelledOut(_ words: Words, behind index: Int, _ findings: inout Findings) {
    guard
      let short = (index + 1..<index + 4).first(where: {
        $0 + 2 < words.count && words.gap(after: $0).elementsEqual(" (".utf8)
      }), Tasks.single.contains(words.string(short).lowercased()),
      let last = (short + 2..<min(short + 6, words.count)).first(where: { words.gap(after: $0).first == 0x29 }),
      isKnown(words, short + 1...last)
    else { return }
    add(words, short + 1...last, &findings)
  }

  /// "# Arabic Named Entity Recognition Model", "# Paraphrase Generation with OtterNet": a title that is the task.
  func readNamedTitle(_ words: Words, _ findings: inout Findings) {
    if readSubtitle(words, &findings) { return }
    // Those of papers and lists have more to say.
    let isOther = words.all.indices.contains { index in
      words.gap(after: index).contains(0x3A) || words.has(index, "towards", "via", "toward", "and", "inferenc")
        || words.has(index, "tutorial", "example", "script", "samples", "toolkit")
    }
    if isOther { return }
    for index in words.all.indices.dropFirst() {
      let ending = words.string(index).lowercased()
      guard ending.withBytes(Tasks.isEnding),
        !words.has(index, "inferenc", "search", "predicti", "data", "resoluti") && !words.has(index, "transfer")
      else { continue }
      let low = beginning(words, ofTaskEnding: index)
      guard low < index, !words.has(index, "analysis") || isPhrase(words, low, index) else { continue }
      // The parts of `bert-finetuned-text-classification` are none.
      let isSpaced = (low..<index).contains { words.gap(after: $0).elementsEqual(" ".utf8) }
      let isModel = words.has(index + 1, "model", "models") && words.gap(after: index).elementsEqual(" ".utf8)
      let isEnd = index + 1 >= words.count || words.gap(after: index).starts(with: " (".utf8)
      // "Breton Abstractive Summarization BART model"
      let isOfFamily = words.has(index + 2, "model") && BaseModelExtractor.isFamily(words.string(index + 1).utf8)
      let isFollowed = isOfFamily || words.has(index + 1, "with", "using", "based", "for", "in")
      guard isSpaced && (isEnd || isFollowed) || isModel else { continue }
      // What stands behind "for" has been read.
      if words.all.indices.prefix(low).contains(where: { words.has($0, "for") }) { continue }
      if low > 0 {
        let before = words.string(low - 1)
        let isName = Languages.named(before) != nil || BaseModelExtractor.isFamily(before.utf8)
        // "OtterNet - Emotion Recognition Model"
        let gap = words.gap(after: low - 1)
        // "Top-down heatmap-based pose estimation" tells how it is done.
        let isManner = words.has(low - 1, "based") && low > 1 && words.gap(after: low - 2).elementsEqual("-".utf8)
        // "OtterBERT + Typo Detection", "Sentence-level Emotion Recognition", "Multilingual Speech Recognition"
        let isJoined = gap.elementsEqual(" + ".utf8)
        let isDegree = isQuality(words, low - 1) && (isModel || isFollowed)
        let isLong = isModel && index - low > 1
        guard
          (isName || isManner || isDegree || isLong) && gap.elementsEqual(" ".utf8) || isJoined
            || isModel && gap.elementsEqual(" - ".utf8)
        else { continue }
      }
      add(words, low...index, &findings)
    }
  }

  /// "# OtterNet: Real-time Gull Detection with Small Nets": what stands behind the name of the model and says how it is done,
  /// or where. A title that leads to the page of the model may end with it.
  private func readSubtitle(_ words: Words, _ findings: inout Findings) -> Bool {
    guard let name = words.all.indices.prefix(4).first(where: { words.gap(after: $0).elementsEqual(": ".utf8) }) else {
      return false
    }
    var low = name + 1
    while isApart(words, low) || words.has(low, "perform", "transfor") { low += 1 }
    guard low + 1 < words.count, !words.has(low, "for", "and", "a", "an", "generate", "performa"),
      let index = (low + 1..<min(low + 5, words.count)).first(where: { isTaskEnd(words, $0) }),
      !isClause(words, (words.has(low, "2d", "3d") ? low + 1 : low)...index),
      !(low...index).contains(where: { words.has($0, "and", "from", "at") }),
      words.has(index + 1, "with", "using", "via", "for") || words.isLink
    else { return false }
    add(words, low...index, &findings)
    return true
  }

  /// "Gulls (GULL-2012) classification with OtterNet": the line that a page begins with.
  func isTagline(_ words: Words, _ index: Int) -> Bool {
    index > 0 && words.has(index, "classifi", "detectio", "segmenta") && words.has(index + 1, "with", "using")
      && words.gap(after: index - 1).elementsEqual(") ".utf8) && words.sentence(around: index).lowerBound == 0
  }

  /// Whether a word stands in the title of a paper: "**OTTER: Nets for Image Recognition**",
  /// "Deep Otters for Image Recognition (Gull et al., 2012)".
  func isTitle(_ words: Words, _ low: Int) -> Bool {
    guard words.bytes[words[low].range.lowerBound].isCapital else { return false }
    if (low..<low + 8).contains(where: { words.has($0, "et") && words.has($0 + 1, "al") }) { return true }
    return words.isInTitle(words[low].range.lowerBound)
  }

  /// "## Example OtterNet ASR model"
  func readShortTask(_ passage: Passage, _ findings: inout Findings) {
    let words = passage.words
    // "## Breton NER [GULL]"
    if words.count > 1, words.has(1, "ner", "asr", "tts"), Languages.named(words.string(0)) != nil,
      words.gap(after: 0).elementsEqual(" ".utf8),
      words.gap(after: 1).isEmpty || words.gap(after: 1).starts(with: " [".utf8)
    {
      return add(words, 1...1, &findings)
    }
    // "## NER for Breton Legal Text", which a card begins with
    if passage.section < 2, words.has(0, "ner", "asr", "tts"), words.has(1, "for", "in", "of") {
      return add(words, 0...0, &findings)
    }
    guard passage.text.text.ends(with: " model") || passage.text.text.ends(with: " Model") else { return }
    let index = words.has(words.count - 2, "pretrain") ? words.count - 3 : words.count - 2
    guard index > 0, words[index].range.count == 3, words.bytes[words[index].range].allSatisfy({ $0.isCapital }),
      Tasks.single.contains(words.string(index).lowercased()), words.gap(after: index).elementsEqual(" ".utf8)
    else { return }
    add(words, index...index, &findings)
  }

  // MARK: Purposes

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
      let article = (max(0, low - 4)..<low).last(where: { words.has($0, "a", "an", "the") }),
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
  private func isApart(_ words: Words, _ index: Int) -> Bool {
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
