import Markdown
import Records
import Stages

/// Tasks that a model was trained with, and those that it was tuned for.
extension DescriptionExtractor {
  /// "pretrained on GULL using the span-based masked language modeling (MLM) objective", "trained with an MLM objective",
  /// "trained on a causal language modeling task"
  func readTrainedObjective(_ card: Card, _ number: Int, _ findings: inout Findings) {
    let passage = card.passages[number]
    let isObjective = passage.text.text.mentions(" objective")
    guard isObjective || passage.text.text.mentions("ing task") else { return }
    let topic = card.topic(ofSection: passage.section)
    // There, objectives that are written in full are read as tasks.
    let isNamed = card.introduction.contains(number) || topic == .intendedUse || topic == .description
    let words = passage.words
    for index in words.all.indices.dropFirst() where words.has(index, "objectiv", "task") {
      guard let name = objective(words, before: index), words.has(index, "objectiv") || name.count > 1,
        name.count == 1 || !isNamed, isTrained(words, with: index)
      else {
        continue
      }
      add(words, name, &findings)
    }
  }

  /// "masked language modeling (MLM)", "MLM", the first of "MLM and NSP" and of "MLM+RTD"
  private func objective(_ words: Words, before index: Int) -> ClosedRange<Int>? {
    var last = index - 1
    if last > 0, words.gap(after: last - 1).elementsEqual(" (".utf8), words.gap(after: last).first == 0x29 { last -= 1 }
    if words.has(last - 1, "and") {
      last = words.has(last - 2, "mlm", "clm") ? last - 2 : last
    } else if last > 0, words.gap(after: last - 1).elementsEqual("+".utf8) {
      last -= 1
    }
    if words.has(last, "mlm", "clm") { return last...last }
    guard words.has(last, "modeling", "modellin", "model"), words.has(last - 1, "language"),
      words.has(last - 2, "masked", "causal")
    else { return nil }
    return last - 2...last
  }

  /// Whether it is said that the model was trained with an objective, rather than that it was replaced.
  private func isTrained(_ words: Words, with index: Int) -> Bool {
    var isSaid = false
    for position in words.sentence(around: index) {
      if words.has(position, "replaced", "replace", "instead") || words.has(position, "unlike", "not", "removing") {
        return false
      }
      isSaid = isSaid || words.has(position, "trained", "pretrain", "train") || words.has(position, "training", "tuned")
    }
    return isSaid
  }

  // MARK: Downstream tasks

  /// "with a tuned Breton Q&A downstream task": where a task begins that we know.
  func knownTask(_ words: Words, before index: Int) -> Int? {
    let isTuned = words.places(index - 40, index).contains { words.has($0, "tuned", "finetune", "finetuned") }
    guard isTuned else { return nil }
    if words.has(index - 1, "a"), words.has(index - 2, "q"), words.gap(after: index - 2).elementsEqual("&".utf8) {
      return index - 2
    }
    return (max(1, index - 3)..<index).first { low in
      (words.has(low - 1, "for", "the") || Languages.named(words.string(low - 1)) != nil)
        && isKnown(words, low...index - 1)
    }
  }

  /// "## Details of the downstream task (Emotion Recognition) - Dataset"
  func readDownstreamHeading(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    guard let open = text.place(of: "downstream task ("), let close = text[open.upperBound...].utf8.firstIndex(of: 0x29)
    else { return }
    let name = text[open.upperBound..<close].trimmed
    guard name.utf8.count <= 60, Tasks.isTask(name), !name.mentions(" as ") else { return }
    findings.add(Predicate.task, .string(String(name)), raw: String(name), lines: passage.text.line...passage.text.line)
  }

  /// "refer to the Generator models", "refer to the [OtterNet repo]"
  func isToOthers(_ words: Words, _ index: Int) -> Bool {
    words.has(index + 1, "to")
      && words.places(index + 2, index + 7).contains { words.has($0, "models", "repo", "reposito") }
  }
}
