import Markdown
import Records
import Stages

/// Tasks that are told by the sentence around them rather than by the words they are made of.
extension DescriptionExtractor {
  // MARK: Lists

  /// "tasks such as text classification, sequence annotation, and reading comprehension": every member, if one is a task that we know.
  func readLists(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices
    where words.has(index, "tasks") || words.has(index, "cases") && words.has(index - 1, "use") {
      let first: Int
      if words.has(index + 1, "such"), words.has(index + 2, "as") {
        first = index + 3
      } else if words.has(index + 1, "like", "include") || words.has(index + 1, "includin", "includes") {
        first = index + 2
      } else {
        continue
      }
      guard first < words.count, isMeant(words, index) || areCases(words, index) else { continue }
      let members = members(words, from: first)
      guard areTasks(words, members) else { continue }
      for member in members { add(words, member, &findings) }
    }
  }

  /// "Use cases include …", with nothing before it but that they are intended.
  private func areCases(_ words: Words, _ index: Int) -> Bool {
    let start = words.sentence(around: index).lowerBound
    return words.has(index, "cases") && index - start < 5
      && !(start..<index).contains { words.has($0, "scope", "misuse", "not", "prohibit") || words.has($0, "maliciou") }
  }

  /// Whether a list is of tasks: of three or more one that we know tells what the others are, of two both are known.
  private func areTasks(_ words: Words, _ members: [ClosedRange<Int>]) -> Bool {
    members.count > 2
      ? members.contains { isKnown(words, $0) } : members.count == 2 && members.allSatisfy { isKnown(words, $0) }
  }

  /// The parts between commas, "and" and "or", up to the first that is no short name.
  func members(_ words: Words, from first: Int) -> [ClosedRange<Int>] {
    var members: [ClosedRange<Int>] = []
    var low = first
    while low < words.count {
      while words.has(low, "and", "or") { low += 1 }
      guard low < words.count, !words.has(low, "etc", "more", "other", "many"), !words.has(low, "others", "so", "but")
      else {
        break
      }
      var high = low
      while high - low < 4, high + 1 < words.count,
        words.gap(after: high).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A || $0 == 0x26 }),
        !words.has(high + 1, "and", "or", "etc")
      {
        high += 1
      }
      guard high - low < 4, !isClause(words, low...high) else { break }
      members.append(low...high)
      let isListed = words.gap(after: high).contains(0x2C) || words.has(high + 1, "and", "or")
      if !isListed || words.endsSentence(after: high) { break }
      low = high + 1
    }
    return members
  }

  /// Whether words have a verb or a pronoun among them, or name a data set.
  func isClause(_ words: Words, _ range: ClosedRange<Int>) -> Bool {
    // The "a" of "Q&A" is none.
    let isShort = range.count == 2 && words.gap(after: range.lowerBound).elementsEqual("&".utf8)
    return !isShort
      && range.contains { index in
        words.has(
          index, "the", "a", "an", "where", "which", "in", "on", "for", "to", "is", "are", "can", "with", "we", "you",
          "of",
          "look", "see", "that", "this", "by")
          || words.bytes[words[index].range].contains(where: \.isDigit)
      } || !words.isLink && words.isInLink(words[range.lowerBound].range.lowerBound)
  }

  func isKnown(_ words: Words, _ range: ClosedRange<Int>) -> Bool {
    Tasks.isTask(words.string(words[range.lowerBound].range.lowerBound..<words[range.upperBound].range.upperBound))
  }

  /// "to do code classification, authorship identification and others": what stands beside a task and ends as one does, where
  /// the words before its end are none that we know.
  func readOthers(_ words: Words, behind last: Int, _ findings: inout Findings) {
    let gap = words.gap(after: last)
    guard last + 2 < words.count, gap.elementsEqual(", ".utf8) || words.has(last + 1, "and", "or") else { return }
    for member in members(words, from: last + 1).prefix(6) {
      guard member.count > 1, words.string(member.upperBound).withBytes(Tasks.isEnding),
        beginning(words, ofTaskEnding: member.upperBound) > member.lowerBound,
        words.bytes[words[member.lowerBound].range].allSatisfy({ $0 &- 0x61 < 26 }),
        !words.has(member.upperBound, "inferenc", "search", "predicti", "analysis")
      else { continue }
      add(words, member, &findings)
    }
  }

  /// "for document image understanding and information extraction tasks": the first of two, where it is one that we know and
  /// does not end as others do.
  func readPartner(_ words: Words, before low: Int, _ findings: inout Findings) {
    guard low > 3, words.has(low - 1, "and"), !words.string(low - 2).lowercased().withBytes(Tasks.isEnding),
      let first = (max(1, low - 5)..<low - 2).first(where: {
        words.has($0 - 1, "for") && isKnown(words, $0...low - 2)
      })
    else { return }
    add(words, first...low - 2, &findings)
  }

  /// "They can be used for classification, detection, embeddings and segmentation", "can be built upon for": three words or more
  /// that end names of tasks.
  func readUsed(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropLast(4)
    where words.has(index, "used", "upon") && words.has(index + 1, "for")
      && (words.has(index - 1, "be") || words.has(index - 1, "built") && words.has(index - 2, "be"))
    {
      var tasks: [Int] = []
      var next = index + 2
      while next < words.count {
        if words.has(next, "and", "or") { next += 1 }
        guard next < words.count, words.string(next).withBytes(Tasks.isEnding) || words.has(next, "embeddin") else {
          break
        }
        tasks.append(next)
        guard !words.endsSentence(after: next),
          words.gap(after: next).contains(0x2C) || words.has(next + 1, "and", "or")
        else { break }
        next += 1
      }
      guard tasks.count > 2 else { continue }
      for task in tasks { add(words, task...task, &findings) }
    }
  }

  /// "includes a prediction head for multiple choice", which does not end like a task
  func readHead(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst(2)
    where words.has(index, "choice") && words.has(index - 1, "multiple") && words.has(index - 2, "for") {
      add(words, index - 1...index, &findings)
    }
  }

  /// "Our work focused on traffic object detection, drivable area segmentation and lane detection": three or more, all of which end like a task.
  func readFocus(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropLast(2) where words.has(index, "focused", "focuses", "focus") {
      guard words.has(index + 1, "on") else { continue }
      let members = members(words, from: index + 2)
      guard members.count > 2, members.allSatisfy({ isKnown(words, $0) }) else { continue }
      for member in members { add(words, member, &findings) }
    }
  }

  // MARK: Use

  /// "use this model directly with a pipeline for text generation", "within a text-generation pipeline", "use the model for summarization",
  /// "can be used for text classification, clustering or"
  func readPipeline(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    guard text.mentions("pipeline") || text.mentions(" model for ") || text.mentions("used for ") else { return }
    let words = passage.words
    for index in words.all.indices {
      if words.has(index, "for"), words.has(index - 1, "pipeline", "model") || isUsed(words, index), isUse(words, index)
      {
        // "the raw model for either masked language modeling or"
        readPurposes(words, from: words.has(index + 1, "either") ? index + 2 : index + 1, &findings)
      } else if index > 2, words.has(index, "pipeline"), words.has(index - 3, "a", "an", "the"),
        words.has(index - 4, "within"),
        isKnown(words, index - 2...index - 1)
      {
        add(words, index - 2...index - 1, &findings)
      }
    }
  }

  /// "implements the common signature for [image classification]", "packaged to do the [image classification]": how pages of
  /// TensorFlow Hub say what comes out.
  func readSignature(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices {
      let first: Int
      if words.has(index, "signatur"), words.has(index + 1, "for") {
        first = index + 2
      } else if words.has(index, "packaged"), words.has(index + 2, "do"), words.has(index + 3, "the") {
        first = index + 4
      } else {
        continue
      }
      guard first + 1 < words.count,
        let last = words.places(first + 1, first + 4).first(where: { isKnown(words, first...$0) })
      else { continue }
      add(words, first...last, &findings)
    }
  }

  /// Whether a model can be used "for" what follows.
  private func isUsed(_ words: Words, _ index: Int) -> Bool {
    words.has(index - 1, "used") && (words.has(index - 2, "be") || words.has(index - 2, "also", "directly"))
      && words.sentence(around: index).contains { $0 < index && words.has($0, "model", "models", "embeddin", "it") }
  }

  /// The tasks that stand here: a list of them, or one.
  private func readPurposes(_ words: Words, from first: Int, _ findings: inout Findings) {
    // "for tasks like clustering" has been read as a list.
    if words.has(first, "tasks", "efficien", "use") { return }
    // "can be used for the task of feature extraction"
    let isOf = words.has(first, "the") && words.has(first + 1, "task") && words.has(first + 2, "of")
    let first = isOf ? first + 3 : first
    let members = first < words.count ? members(words, from: first) : []
    guard areTasks(words, members) else { return readTask(words, from: first, &findings) }
    for member in members { add(words, member, &findings) }
  }

  private func isUse(_ words: Words, _ index: Int) -> Bool {
    words.sentence(around: index).contains { words.has($0, "use", "used") }
      && !words.sentence(around: index).contains { words.has($0, "not", "if", "cannot") }
  }

  /// The task that stands here, of up to five words.
  func readTask(_ words: Words, from first: Int, _ findings: inout Findings) {
    // "for Turkish Question Generation"
    let first = first < words.count && Languages.named(words.string(first)) != nil ? first + 1 : first
    // "a sentence piece model for vocab generation"
    guard first < words.count, !words.has(first, "vocab", "vocabula") else { return }
    for last in words.places(first, first + 5) {
      let text = words.string(last).lowercased()
      let isEnd = text.withBytes(Tasks.isEnding) && !words.has(last, "inferenc", "predicti", "analysis")
      // "for real time inference"
      let isMerely = words.has(last, "inferenc") && !words.has(last - 1, "language")
      if isEnd || Tasks.single.contains(text) || last > first && !isMerely && isKnown(words, first...last) {
        // "code comment generation" is not the "code comment" before it.
        let isLonger =
          last + 1 < words.count && words.gap(after: last).elementsEqual(" ".utf8) && isTaskEnd(words, last + 1)
        if last > first || isLonger || Tasks.single.contains(text) {
          add(words, first...(isLonger ? last + 1 : last), &findings)
        }
        return
      }
      guard words.gap(after: last).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A }),
        !isClause(words, last...last) || words.has(last, "text2tex"),
        !words.has(last, "and", "or")
      else {
        return
      }
    }
  }

  /// "fine-tuned on [GULL] for **Q&A** downstream task": what is set in bold is the task, whatever it is called.
  ///
  /// Also "for solving **linear equations** mission".
  func readDownstream(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst(2)
    where words.has(index, "downstream") && words.has(index + 1, "task") || words.has(index, "mission") {
      if let low = knownTask(words, before: index) {
        add(words, low...index - 1, &findings)
        continue
      }
      for low in (max(1, index - 6)..<index).reversed() {
        guard let span = words.span(at: words[low].range.lowerBound), span.kind == .strong else { continue }
        let before = words.has(low - 1, "the") ? low - 2 : low - 1
        if words.has(before, "for", "solving"), words[index - 1].range.upperBound <= span.range.upperBound {
          add(words, low...index - 1, &findings)
        }
        break
      }
    }
  }

  // MARK: Agents and conversions

  /// "the Masked Language Model task it was originally trained with"
  func readObjective(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst()
    where words.has(index, "language") && words.has(index + 1, "model") && words.has(index + 2, "task", "objectiv") {
      if words.has(index - 1, "masked", "causal") { add(words, index - 1...index + 1, &findings) }
    }
  }

  /// "Otter RoBERTa is a masked language model"
  func readLanguageModel(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst(3)
    where words.has(index, "language") && words.has(index - 1, "masked", "causal") && words.has(index + 1, "model") {
      guard words.has(index - 2, "a"), words.has(index - 3, "is", "was") else { continue }
      add(words, index - 1...index + 1, &findings)
    }
  }

  /// "This is a person detector", "It is a simple keypoints detector model", "Face detector based on OtterNet"
  func readDetector(_ words: Words, _ findings: inout Findings) {
    if words.has(1, "detector"), words.has(2, "based", "for"), words.gap(after: 0).elementsEqual(" ".utf8),
      words.gap(after: 1).elementsEqual(" ".utf8), words[0].range == 0..<words[0].range.count,
      words.bytes[words[0].range].dropFirst().allSatisfy({ $0 &- 0x61 < 26 })
    {
      add(words, 0...1, &findings)
    }
    for index in words.all.indices where words.has(index, "detector", "classifi") {
      guard index > 2,
        let article = words.places(max(1, index - 4), index - 1).first(where: { words.has($0, "a", "an") }),
        words.has(article - 1, "is"), words.has(article - 2, "this", "it", "model"),
        words.string(index).ends(with: "r"), isPlain(words, index - 1)
      else { continue }
      add(words, index - 1...index, &findings)
    }
  }

  /// "optimized for dialogue use cases", "intended for assistant-like chat", "Otter is a chat model"
  func readChat(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "dialogue", "chat") {
      let sentence = words.sentence(around: index)
      func isSaid(_ word: StaticString) -> Bool { sentence.contains { $0 < index && words.has($0, word) } }
      let isUse = words.has(index + 1, "use") && words.has(index + 2, "cases", "case")
      if isUse && (isSaid("optimize") || isSaid("optimise")) || isChatModel(words, index) {
        add(words, index...index, &findings)
      } else if words.has(index - 1, "like"), words.has(index - 2, "assistan"), isSaid("intended") {
        add(words, index - 2...index, &findings)
      }
    }
  }

  private func isChatModel(_ words: Words, _ index: Int) -> Bool {
    words.has(index + 1, "model") && words.has(index - 1, "a") && words.has(index - 2, "is")
  }

  /// What is detected, rather than how: `person`, not `one-stage`.
  private func isPlain(_ words: Words, _ index: Int) -> Bool {
    words.bytes[words[index].range].allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
      && words.gap(after: index).elementsEqual(" ".utf8)
      && words.gap(after: index - 1).elementsEqual(" ".utf8)
      && !words.has(
        index, "stage", "shot", "simple", "good", "fast", "new", "real", "trained", "pretrain", "tuned", "based",
        "binary",
        "linear", "sequence", "supervis", "general", "class")
  }

  /// "a text-to-speech system", "a latent text-to-image diffusion model"
  func readConversion(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst() where words.has(index, "to") && index + 1 < words.count {
      guard words.gap(after: index - 1).elementsEqual("-".utf8), words.gap(after: index).elementsEqual("-".utf8),
        isKnown(words, index - 1...index + 1), index + 2 < words.count,
        // "a speech-to-text translation model" is for more.
        !words.string(index + 2).lowercased().withBytes(Tasks.isEnding),
        (index + 2..<index + 4).contains(where: {
          words.has($0, "system", "model", "models", "network") || words.has($0, "program", "task")
        }),
        isMeant(words, index) || words.has(index + 2, "system", "program"),
        !words.isInLink(words[index].range.lowerBound)
      else { continue }
      add(words, index - 1...index + 1, &findings)
    }
  }
}
