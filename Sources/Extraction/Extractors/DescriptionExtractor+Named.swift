import Markdown
import Records
import Stages

/// Tasks that stand by themselves where a card tells what its model is for.
extension DescriptionExtractor {
  /// "Fill-Mask tasks.", "Otter tagging, dependency parsing, and named entity recognition." under "Downstream use": a text
  /// that is nothing but a task, or a list of them.
  func readNamed(_ card: Card, _ passage: Passage, _ findings: inout Findings) {
    let words = passage.words
    guard words.count > 0 else { return }
    var members = members(words, from: 0)
    guard let last = members.last, last.upperBound == words.count - 1 else { return }
    // "Fill-Mask tasks" are of one.
    if last.count > 1, words.has(last.upperBound, "task", "tasks") {
      members[members.count - 1] = last.lowerBound...last.upperBound - 1
    }
    let known = members.count { isTask(words, $0) }
    guard members.count > 2 ? known * 2 >= members.count : known == members.count,
      !Self.isOutOfScope(card, passage.section)
    else { return }
    for member in members { add(words, member, &findings) }
  }

  /// Whether a name is that of a task, whatever stands around it: "batch inference" is what one does with any model.
  private func isTask(_ words: Words, _ range: ClosedRange<Int>) -> Bool {
    let name = words.string(words[range.lowerBound].range.lowerBound..<words[range.upperBound].range.upperBound)
    if Tasks.isKnown(name) { return true }
    return range.count > 1 && Tasks.isTask(name)
      && !words.has(range.upperBound, "inferenc", "predicti", "analysis", "search", "transfer", "editing")
  }
}
