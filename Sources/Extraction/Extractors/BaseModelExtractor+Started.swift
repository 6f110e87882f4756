import Markdown

/// What training is said to have started from, and models that are defined: "The starting point was X".
extension BaseModelExtractor {
  /// "The backbone is `X`", "The underlying model is X", "The teacher was X", "The original model is from `X`"
  static func defined(_ words: Words, _ index: Int) -> Name? {
    guard
      words.has(
        index, "base", "backbone", "underlyi", "starting", "teacher", "original", "initial", "pretrain", "pretrained")
        || words.has(index, "trained") && words.has(index - 1, "pre")
    else { return nil }
    let first = words.has(index, "trained") ? index - 1 : index
    guard first == words.sentence(around: index).lowerBound || words.has(first - 1, "the", "our", "its") else {
      return nil
    }
    var next = index + 1
    while next < index + 4,
      words.has(next, "language", "model", "checkpoi", "point", "weights", "encoder", "architec", "transfor")
    {
      next += 1
    }
    // "The base is", but "The original is" tells of anything.
    guard next > index + 1 || words.has(index, "base", "backbone", "teacher"), words.has(next, "is", "was") else {
      return nil
    }
    if words.has(next + 1, "from") { next += 1 }
    guard let name = strict(words, next + 1), isFamily(name.text.utf8) || !words.has(index, "base", "original"),
      words.first(from: name.range.lowerBound).map({ $0 <= next + 5 }) ?? false
    else { return nil }
    return name
  }

  /// "fine-tuned starting from X", "Training started from X", "Starting with X, we fine-tuned", "Fine-tuning from X",
  /// "LoRA fine-tuning of X", "by fine-tuning Heron's X-6B"
  static func started(_ words: Words, _ index: Int) -> Name? {
    if words.has(index, "starting"), words.has(index + 1, "from", "with") {
      let isOfTraining = words.sentence(around: index).contains {
        words.has($0, "tuned", "finetuned", "trained", "training", "tuning")
          || words.has($0, "finetuni", "pretrain", "train")
      }
      return isOfTraining ? strict(words, index + 2) : nil
    }
    // "on the basis of bert-base-cased"
    if words.has(index, "trained", "tuned"), words.has(index + 1, "on"), words.has(index + 3, "basis"),
      words.has(index + 4, "of")
    {
      return strict(words, index + 5)
    }
    guard words.has(index, "tuning", "finetuni", "training", "pretrain") else { return nil }
    var next = index + 1
    if words.has(next, "was", "is") { next += 1 }
    if words.has(next, "started", "continue"), words.has(next + 1, "from", "with") { return strict(words, next + 2) }
    guard words.has(index, "tuning", "finetuni") else { return nil }
    if words.has(index + 1, "from") { return strict(words, index + 2) }
    let start = words.has(index - 1, "fine") ? index - 1 : index
    if words.has(index + 1, "of") {
      // "allows the fine-tuning of"
      let isDone =
        start - words.sentence(around: index).lowerBound <= 1 && !words.has(start - 1, "the", "for")
        || words.has(start - 1, "lora", "qlora", "by", "through", "is")
        || words.has(start - 1, "the") && words.has(start - 2, "by", "through", "from", "is")
      return isDone ? strict(words, index + 2) : nil
    }
    guard words.has(start - 1, "by", "of", "from", "through", "via"),
      words.has(start - 1, "by") || words.has(start - 2, "result", "obtained", "created", "made"),
      !(words.sentence(around: index).lowerBound..<start).contains(where: {
        words.has($0, "can", "you", "may", "could")
      })
    else { return nil }
    guard let name = strict(words, index + 1) else { return nil }
    guard let last = words.first(from: name.range.upperBound) else { return name }
    return words.has(last, "on", "for", "with", "using", "in", "model") || words.endsSentence(after: last - 1)
      ? name : nil
  }
}
