import Markdown

/// Wordings of which each says in its own way what a model was made from.
///
/// They are asked last, and take only what is told strictly: a link to a zoo, code, an id, or a family with its size.
extension BaseModelExtractor {
  static func told(_ words: Words, _ index: Int) -> Source? {
    if words.has(index, "version", "versions", "export") { return versionOf(words, index) }
    if words.has(index, "based") { return based(words, index).map { ($0, "finetune") } }
    if words.has(index, "distilla"), words.has(index + 1, "from") {
      return distillation(words, index + 2).map { ($0, "distilled") }
    }
    if words.has(index, "teacher") { return taught(words, index).map { ($0, "distilled") } }
    if words.has(index, "quantize", "quantise") { return quantised(strictly: words, index).map { ($0, "quantized") } }
    if let name = defined(words, index) ?? started(words, index) ?? taken(words, index) ?? tunedStrictly(words, index) {
      return (name, "finetune")
    }
    if words.has(index, "checkpoi") { return checkpoint(strictly: words, index).map { ($0, "finetune") } }
    if words.has(index, "pretrain", "pretrained") {
      return pretrained(words, index, index) ?? further(words, index, index).map { ($0, "finetune") }
    }
    guard words.has(index, "trained") else { return nil }
    if words.has(index - 1, "pre") {
      return pretrained(words, index - 1, index) ?? further(words, index - 1, index).map { ($0, "finetune") }
    }
    return (further(words, index, index) ?? trained(words, index)).map { ($0, "finetune") }
  }

  /// "This RoBERTa-based model can", "is a SciBERT-based model fine-tuned to", "BERT-based ([otter](…)) model"
  private static func based(_ words: Words, _ index: Int) -> Name? {
    if words.has(index + 1, "on", "upon") { return tunedBased(words, index) ?? basedAlone(words, index) }
    guard index > 0, index + 1 < words.count, words.gap(after: index - 1).elementsEqual("-".utf8) else { return nil }
    let end = words[index - 1].range.upperBound
    var low = end
    // No name is longer.
    while low > 0, end - low < 80,
      words.bytes[low - 1].isLetter || words.bytes[low - 1].isDigit || words.bytes[low - 1] == 0x2D
    {
      low -= 1
    }
    guard isFamily(words.bytes[low..<end]), let first = words.first(from: low) else { return nil }
    if words.gap(after: index).elementsEqual(" (".utf8) || words.gap(after: index).elementsEqual(" ([".utf8) {
      return words.source(at: words[index + 1].range.lowerBound).flatMap {
        isInZoo($0) ? marked(words, index + 1) : nil
      }
    }
    guard words.has(index + 1, "model", "classifi") else { return nil }
    let isTuned = words.has(index + 2, "fine", "finetuned", "trained") && !words.has(index + 3, "from")
    guard words.has(first - 1, "this") || isTuned && (first == 0 || words.has(first - 2, "is")) else { return nil }
    return Name(text: words.string(low..<end), range: low..<end)
  }

  /// "is a model finetuned on gulls based on Heron's GPT-J 6B model": a family with its size.
  private static func tunedBased(_ words: Words, _ index: Int) -> Name? {
    guard words.sentence(around: index).contains(where: { $0 < index && words.has($0, "tuned", "finetuned") }) else {
      return nil
    }
    var next = beginning(words, from: index + 2)
    // "EleutherAI's"
    if words.has(next + 1, "s") { next += 2 }
    guard let name = familyName(words, from: next), isSized(name.text),
      let last = words.first(from: name.range.upperBound),
      words.has(last, "model", "checkpoi")
    else { return nil }
    return name
  }

  /// "Based on [X](…).", "Model based on `otter-base` for", "is a classifier based on `otter-base`"
  private static func basedAlone(_ words: Words, _ index: Int) -> Name? {
    let start = words.sentence(around: index).lowerBound
    let isClassifier =
      words.has(start, "this") && words.has(start + 1, "is")
      && words.has(index - 1, "classifi", "tagger", "retrieve", "reranker", "encoder")
    guard isClassifier || start == index || start == index - 1 && words.has(index - 1, "model"),
      let name = strict(words, index + 2)
    else { return nil }
    return isFamily(name.text.utf8) && !isNoModel(words, behind: name) && !name.text.mentions("card") ? name : nil
  }

  /// "This is the checkpoint for [X](…) after being trained on", "We used the checkpoint `X`"
  private static func checkpoint(strictly words: Words, _ index: Int) -> Name? {
    if words.has(index - 1, "the", "a"), words.has(index - 2, "used", "use", "using", "from") {
      return words.source(at: words[min(index + 1, words.count - 1)].range.lowerBound) == nil
        ? nil : strict(words, index + 1)
    }
    guard words.has(index + 1, "for", "of"), index + 2 < words.count,
      let span = words.source(at: words[index + 2].range.lowerBound), isInZoo(span),
      let next = words.first(from: span.range.upperBound), words.has(next, "after"),
      (next..<next + 4).contains(where: { words.has($0, "trained", "training", "tuning", "tuned") })
    else { return nil }
    return marked(words, index + 2)
  }

  /// "`bert-base-cased` was fine-tuned on", "used `X` for fine-tuning", "We fine-tuned Heron's X on", "Fine-tuned X for",
  /// "I trained `gpt2-medium` on"
  private static func tunedStrictly(_ words: Words, _ index: Int) -> Name? {
    if words.has(index, "trained"), words.has(index - 1, "i", "we"), let name = strict(words, index + 1) {
      return isOwnerless(Substring(name.text)) ? name : nil
    }
    let start = words.has(index - 1, "fine") ? index - 1 : index
    if words.has(index, "tuning", "finetuni") {
      guard words.has(start - 1, "for"), start > 2, let name = strict(words, endingAt: start - 2),
        let first = words.first(from: name.range.lowerBound)
      else { return nil }
      return words.has(first - 1, "used", "use") ? name : nil
    }
    guard words.has(index, "tuned", "finetuned") else { return nil }
    // "A [X](…) tuned to match"
    if start == index, words.has(index + 1, "to", "for", "on"), let name = linked(words, endingBefore: index, from: 0) {
      return name
    }
    if words.has(start - 1, "was", "is"), start > 1, let name = strict(words, endingAt: start - 2) {
      return isOwnerless(Substring(name.text)) ? name : nil
    }
    let isSaid = words.has(start - 1, "i", "we") && words.has(index + 2, "s")
    guard isSaid || start == words.sentence(around: index).lowerBound,
      let name = strict(words, index + 1) ?? familyName(words, from: isSaid ? index + 3 : index + 1),
      let last = words.first(from: name.range.upperBound)
    else { return nil }
    return isFamily(name.text.utf8) && words.has(last, "on", "for", "in", "with", "using") ? name : nil
  }

  /// "by knowledge distillation from LaBSE."
  private static func distillation(_ words: Words, _ index: Int) -> Name? {
    let next = beginning(words, from: index)
    guard let name = model(words, next) ?? name(words, from: next),
      words.first(from: name.range.lowerBound).map({ $0 == next }) ?? false
    else { return nil }
    let last = lastWord(words, next, name.range.upperBound)
    return words.endsSentence(after: last) || words.has(last + 1, "model", "checkpoi", "was", "is") ? name : nil
  }

  /// "We used `X` as the teacher", "distilled using `X` as teacher"
  private static func taught(_ words: Words, _ index: Int) -> Name? {
    let mark = words.has(index - 1, "the", "a", "our") ? index - 2 : index - 1
    guard mark > 0, words.has(mark, "as") else { return defined(words, index) }
    return strict(words, endingAt: mark - 1)
  }

  /// "was built taking `X` and training it on", "took `X` and trained it", "start with `X` and fine-tune it"
  private static func taken(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index, "training", "trained", "tuned", "finetuned", "tune", "finetune"), words.has(index + 1, "it")
    else {
      return nil
    }
    let took = (max(0, index - 12)..<index).last {
      words.has($0, "taking", "took", "taken", "used", "use")
        || words.has($0, "with", "from") && words.has($0 - 1, "start", "started")
    }
    return took.flatMap { strict(words, $0 + 1) }
  }

  /// The link to a zoo that stands here.
  static func inZoo(_ words: Words, _ index: Int) -> Name? {
    guard index < words.count, let span = words.source(at: words[index].range.lowerBound), isInZoo(span) else {
      return nil
    }
    return marked(words, index)
  }

  /// The link to a zoo that ends before a word.
  static func linked(_ words: Words, endingBefore index: Int, from first: Int) -> Name? {
    guard index > first, let span = words.source(endingBefore: words[index - 1].range.upperBound), isInZoo(span) else {
      return nil
    }
    return words.first(from: span.range.lowerBound).flatMap { marked(words, $0) }
  }

  /// The model that stands here, behind "the", "a" or "pre-trained", where it is sure to be one.
  static func strict(_ words: Words, _ first: Int) -> Name? {
    let next = beginning(words, from: first)
    guard next < words.count else { return nil }
    // "EleutherAI's GPT-J 6B"
    let isOwned = words.has(next + 1, "s") && next + 2 < words.count
    let start = isOwned ? next + 2 : next
    if let name = model(strictly: words, start) { return name }
    guard let name = model(words, start), words.source(at: name.range.lowerBound) != nil || isSized(name.text) else {
      return nil
    }
    return name
  }

  /// The model that ends with a word, where a link to a zoo or code tells it.
  static func strict(_ words: Words, endingAt last: Int) -> Name? {
    guard let span = words.source(endingBefore: words[last].range.upperBound),
      let first = words.first(from: span.range.lowerBound)
    else { return nil }
    return strict(words, first)
  }
}
