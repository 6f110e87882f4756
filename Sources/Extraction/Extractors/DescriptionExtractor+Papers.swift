import Markdown
import Records
import Stages

/// Tasks that the paper of a model is about, where a card has nothing else to say what the model is for.
extension DescriptionExtractor {
  /// "[OtterNet: Small Nets for Gull Recognition](…)" below the title of a card, with nothing beside it: what the title of
  /// the paper ends with. "[Gull Recognition with OtterNets](…)" begins with it.
  func readPaperTitle(_ passage: Passage, _ findings: inout Findings) {
    let words = passage.words
    guard words.count > 3, words.count < 40, words.isLink else { return }
    if let task = taskAtEnd(words) ?? taskWithMeans(words),
      // "Deep Nets for Image Recognition" and "Visual Recognition" are for whatever is seen.
      !(task.count == 2 && words.has(task.lowerBound, "image", "visual"))
    {
      add(words, task, &findings)
    }
  }

  private func taskAtEnd(_ words: Words) -> ClosedRange<Int>? {
    let last = words.count - 1
    guard let mark = words.places(max(1, last - 6), last - 1).last(where: { words.has($0, "for") }),
      isTaskEnd(words, last)
    else {
      return nil
    }
    var low = mark + 1
    while low < last, isQuality(words, low) { low += 1 }
    // The "arbitrary-shaped" of "Arbitrary-Shaped Text Detection" is no part of it.
    let known = beginning(words, ofTaskEnding: last)
    if known < last { low = max(low, known) }
    let isName = !(low...last).contains {
      words.has($0, "and", "or", "via", "at", "in", "of", "with", "by", "to", "the")
    }
    return low < last && isName ? low...last : nil
  }

  private func taskWithMeans(_ words: Words) -> ClosedRange<Int>? {
    for index in words.all.indices.dropFirst().dropLast(2)
    where words.has(index + 1, "with", "using", "via") && isTaskEnd(words, index) {
      var low = beginning(words, ofTaskEnding: index)
      while low < index, isQuality(words, low) { low += 1 }
      let isBehindName = low > 0 && words.gap(after: low - 1).contains(0x3A)
      let isFirst = isBehindName || !(0..<low).contains { words.has($0, "for", "of") }
      return low < index && isFirst ? low...index : nil
    }
    return nil
  }

  /// "We present OtterNets for song recognition", "on the task of song classification", in an abstract.
  func readAbstract(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst(2) {
      let isNamed =
        words.has(index, "for") && isPresented(words, before: index)
        || words.has(index, "of") && words.has(index - 1, "task") && words.has(index - 3, "on", "for")
      guard isNamed,
        let last = words.places(index + 1, index + 6).first(where: { isTaskEnd(words, $0) }),
        case let low = beginning(words, ofTaskEnding: last), low < last, low > index
      else { continue }
      add(words, low...last, &findings)
    }
  }

  /// Whether what stands before a word is that something is presented: "We present OtterNets".
  private func isPresented(_ words: Words, before index: Int) -> Bool {
    guard
      let verb = (max(1, index - 9)..<index).last(where: {
        words.has($0, "present", "propose", "introduc") && words.has($0 - 1, "we")
      })
    else { return false }
    return !(verb + 1..<index).contains { next in
      words.has(next, "that", "which", "to", "for", "of") || words.gap(after: next).contains(0x2C)
        || words.endsSentence(after: next)
    }
  }

  /// Whether a word ends the name of a task that needs no others to be told.
  func isTaskEnd(_ words: Words, _ index: Int) -> Bool {
    words.string(index).lowercased().withBytes(Tasks.isEnding)
      && !words.has(index, "inferenc", "search", "predicti", "analysis", "modeling", "transfer")
  }
}
