import Markdown
import Records
import Stages

/// What sentences say a model is suited to, recommended for or made of.
extension DescriptionExtractor {
  func readSuited(_ passage: Passage, isIntroduction: Bool, _ findings: inout Findings) {
    let text = passage.text.text
    let isRecommended = text.mentions("recommended for use in ")
    let isOffShelf = isIntroduction && text.mentions("off-the-shelf ")
    let isTask =
      isIntroduction && (text.mentions("task of ") || text.mentions("tasks of ") || text.mentions("objective of "))
    guard isOffShelf || isRecommended || isTask else { return }
    let words = passage.words
    for index in words.all.indices.dropFirst(2) {
      if isOffShelf, words.has(index, "shelf") {
        readOffShelf(words, behind: index, &findings)
      } else if isRecommended, words.has(index, "in"), words.has(index - 1, "use"), words.has(index - 3, "recommen") {
        readRecommended(words, from: index + 1, &findings)
      } else if isTask, words.has(index, "of"), words.has(index - 1, "task", "tasks", "objectiv"),
        isTaskOfModel(words, index)
      {
        readTask(words, from: index + 1, &findings)
      }
    }
  }

  /// "suitable for off-the-shelf classification", "use this model for performing off-the-shelf classification"
  private func readOffShelf(_ words: Words, behind index: Int, _ findings: inout Findings) {
    let isMeant =
      words.has(index - 3, "performi") || words.has(index - 3, "for") && words.has(index - 4, "suitable")
    guard isMeant,
      let last = words.places(index + 1, index + 4).first(where: { $0 < words.count && isTaskEnd(words, $0) })
    else {
      return
    }
    add(words, index + 1...last, &findings)
  }

  /// "is recommended for use in question-based natural language inference tasks"
  private func readRecommended(_ words: Words, from first: Int, _ findings: inout Findings) {
    for index in words.places(first, first + 7) {
      guard words.string(index).lowercased().withBytes(Tasks.isEnding) else { continue }
      var low = max(first, beginning(words, ofTaskEnding: index))
      if let manner = (low..<index).last(where: { words.has($0, "based") }) { low = manner + 1 }
      if low < index { add(words, low...index, &findings) }
      return
    }
  }

  /// "for the task of question answering", "in the tasks of natural language understanding", "with the objective of"
  private func isTaskOfModel(_ words: Words, _ index: Int) -> Bool {
    guard words.has(index - 2, "the", "this"), words.has(index - 3, "for", "on", "in", "with", "performs") else {
      return false
    }
    return !words.sentence(around: index).contains {
      words.has($0, "not", "cannot", "unlike", "related", "paper", "won")
    }
  }

  /// "Token based text embedding trained on otter songs.", "Text embedding based on OtterNets": what a text begins with is
  /// what the model makes of others.
  func readEmbedding(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices.prefix(5).dropFirst()
    where words.has(index, "embeddin") && words.has(index + 1, "trained", "based") {
      if words.has(index - 1, "text", "sentence") { add(words, index - 1...index, &findings) }
    }
  }
}
