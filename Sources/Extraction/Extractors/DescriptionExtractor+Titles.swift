import Markdown
import Records
import Stages

/// Tasks that titles name.
extension DescriptionExtractor {
  /// What the title of a card says the model is for.
  func readTitle(_ words: Words, _ findings: inout Findings) {
    let before = findings.all.count
    readPurpose(words, &findings)
    readNamedTitle(words, &findings)
    if findings.all.count == before { readWholeTitle(words, &findings) }
    if findings.all.count == before { readInitials(words, &findings) }
  }

  /// "# Twitter-roBERTa-base for Offensive Language Identification"
  private func readPurpose(_ words: Words, _ findings: inout Findings) {
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
      let last = words.places(short + 2, short + 6).first(where: { words.gap(after: $0).first == 0x29 }),
      isKnown(words, short + 1...last)
    else { return }
    add(words, short + 1...last, &findings)
  }

  /// "# Arabic Named Entity Recognition Model", "# Paraphrase Generation with OtterNet": a title that is the task.
  private func readNamedTitle(_ words: Words, _ findings: inout Findings) {
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

  /// "# Handwritten Digit Recognition", "# OtterNet - Age and Gender Classification using Nets", "# Wine Quality classification":
  /// a title, or what stands behind a dash in it, that is a task made of words that we need not know.
  private func readWholeTitle(_ words: Words, _ findings: inout Findings) {
    let mark = words.all.indices.dropLast().last { index in
      let gap = words.gap(after: index)
      return gap.elementsEqual(" - ".utf8)
    }
    var low = mark.map { $0 + 1 } ?? 0
    while low < words.count, Languages.named(words.string(low)) != nil { low += 1 }
    guard let last = words.places(low, low + 5).first(where: { isTaskEnd(words, $0) }),
      low < last && !words.has(low, "automati") || words.has(low, "classifi", "segmenta", "summariz", "summaris"),
      (low..<last).allSatisfy({ index in
        let gap = words.gap(after: index)
        return (gap.elementsEqual(" ".utf8) || gap.elementsEqual("-".utf8)) && isPlainWord(words, index)
      }),
      // The parts of `bert-text-classification` are none.
      (low..<last).contains(where: { words.gap(after: $0).elementsEqual(" ".utf8) }) && !isApart(words, low)
        || words.has(last + 1, "with", "using"),
      last + 1 == words.count && low < last || words.gap(after: last).starts(with: " (".utf8)
        || words.has(last + 1, "with", "using", "in", "based", "from")
    else { return }
    add(words, low...last, &findings)
  }

  /// "# Breton BERT + LER (Legal Entity Recognition)": what stands in brackets behind its initials.
  private func readInitials(_ words: Words, _ findings: inout Findings) {
    for short in words.all.indices.dropLast(2) where words.gap(after: short).elementsEqual(" (".utf8) {
      let length = words[short].range.count
      guard (2...5).contains(length), short + length < words.count, words.gap(after: short + length).first == 0x29,
        isTaskEnd(words, short + length),
        (1...length).allSatisfy({ step in
          words.bytes[words[short].range.lowerBound + step - 1].lowercased
            == words.bytes[words[short + step].range.lowerBound].lowercased
        })
      else { continue }
      add(words, short + 1...short + length, &findings)
    }
  }

  /// Letters alone, of which at most the first is a capital: no name of a model, no preposition.
  private func isPlainWord(_ words: Words, _ index: Int) -> Bool {
    if words.has(index, "2d", "3d") { return true }
    return words[index].range.count > 2
      && words.bytes[words[index].range].dropFirst().allSatisfy { $0 &- 0x61 < 26 }
      && words.bytes[words[index].range.lowerBound].isLetter
      && !words.has(index, "for", "with", "the", "this", "these", "our", "using", "from", "via", "about", "towards")
      && !words.has(index, "model", "module", "example", "tutorial", "evaluati", "training", "script", "demo", "toward")
      && !BaseModelExtractor.isFamily(words.string(index).utf8)
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
      let index = words.places(low + 1, low + 5).first(where: { isTaskEnd(words, $0) }),
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
    // "## Breton NER [GULL]", "## Breton NER in Otter (large model)"
    if words.count > 1, words.has(1, "ner", "asr", "tts"), Languages.named(words.string(0)) != nil,
      words.gap(after: 0).elementsEqual(" ".utf8),
      words.gap(after: 1).isEmpty || words.gap(after: 1).starts(with: " [".utf8) || words.has(2, "in", "for", "with")
    {
      return add(words, 1...1, &findings)
    }
    // "## NER for Breton Legal Text", which a card begins with
    if passage.section < 2, words.has(0, "ner", "asr", "tts"), words.has(1, "for", "in", "of", "to", "with", "model") {
      return add(words, 0...0, &findings)
    }
    guard passage.text.text.ends(with: " model") || passage.text.text.ends(with: " Model") else { return }
    let index = words.has(words.count - 2, "pretrain") ? words.count - 3 : words.count - 2
    guard index > 0, words[index].range.count == 3, words.bytes[words[index].range].allSatisfy({ $0.isCapital }),
      Tasks.single.contains(words.string(index).lowercased()), words.gap(after: index).elementsEqual(" ".utf8)
    else { return }
    add(words, index...index, &findings)
  }
}
