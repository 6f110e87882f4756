import Markdown

/// What a pre-trained model is said to be, to be used for, and to be trained further on.
extension BaseModelExtractor {
  /// "This model leverages the [X](…) pretrained model", "The pretrained encoder is [X](…)", "with the supervision of [X](…)",
  /// "A pretrained model ([X](…)) is finetuned on", "is a pretrained model for gulls using [X](…) model"
  static func pretrained(_ words: Words, _ first: Int, _ last: Int) -> Source? {
    let sentence = words.sentence(around: last)
    // "Original pre-trained model can be found here: https://huggingface.co/sea/otter"
    if words.has(first - 1, "original"), words.has(last + 1, "model", "checkpoi", "weights"),
      let verb = words.places(last + 2, last + 5).first(where: { words.has($0, "found", "availabl") }),
      let address = words.places(verb + 1, verb + 4).first(where: {
        words.has($0, "https") && words.has($0 + 1, "huggingf")
      }),
      let name = name(words, from: address)
    {
      return (name, "finetune")
    }
    if words.has(last + 1, "model"), let name = linked(words, endingBefore: first, from: sentence.lowerBound),
      let before = words.first(from: name.range.lowerBound),
      (max(0, before - 2)..<before).contains(where: {
        words.has($0, "leverage", "uses", "utilizes", "utilises", "employs")
      })
    {
      return (name, "finetune")
    }
    if words.has(last + 1, "with", "under"),
      let mark = words.places(last + 2, last + 5).first(where: { words.has($0, "supervis") && words.has($0 + 1, "of") })
    {
      return inZoo(words, beginning(words, from: mark + 2)).map { ($0, "distilled") }
    }
    // "using the pretrained model X", "uses the pretrained weights of X"
    let isOfWeights = words.has(last + 1, "weights", "checkpoi") && words.has(last + 2, "of", "from")
    let before = words.has(first - 1, "the", "a") ? first - 2 : first - 1
    if words.has(last + 1, "model", "checkpoi") || isOfWeights,
      first == sentence.lowerBound || words.has(before, "using", "uses", "used", "use", "from", "with"),
      let name = strict(words, isOfWeights ? last + 3 : last + 2)
    {
      return (name, "finetune")
    }
    // "uses [X](…) as the pretrained model"
    if words.has(last + 1, "model"), words.has(before, "as"), before > 0, let name = strict(words, endingAt: before - 1)
    {
      return (name, "finetune")
    }
    if let name = trainedTwice(words, first, last) { return (name, "finetune") }
    guard first == sentence.lowerBound || words.has(first - 1, "a", "the", "is") else { return nil }
    for index in words.places(last + 1, last + 12) {
      if words.endsSentence(after: index - 1) { return nil }
      guard let name = inZoo(words, index) else { continue }
      let isTuned =
        sentence.contains { $0 > index && words.has($0, "tuned", "finetuned") }
        // "Pretrained Breton model [X](…). Fine-tuned on"
        || first == sentence.lowerBound && words.has(sentence.upperBound, "fine", "finetuned")
      if words.has(index - 1, "model"), isTuned { return (name, "finetune") }
      let next = words.first(from: name.range.upperBound) ?? words.count
      return words.has(last + 1, "model") && words.has(index - 1, "using") && words.has(next, "model")
        ? (name, "finetune") : nil
    }
    return nil
  }

  /// "is an X-large model pre-trained on tales and fine-tuned on gulls": a family with its size.
  private static func trainedTwice(_ words: Words, _ first: Int, _ last: Int) -> Name? {
    guard words.has(last + 1, "on", "using", "with"), words.has(first - 1, "model"), first > 1,
      let name = familyName(words, endingAt: first - 2), isSized(name.text),
      words.sentence(around: last).contains(where: { $0 > last + 1 && words.has($0, "tuned", "finetuned") }),
      let start = words.first(from: name.range.lowerBound),
      start == words.sentence(around: last).lowerBound || words.has(start - 1, "a", "an", "the", "s")
    else { return nil }
    // The size may stand behind a link: "[Sea's Wav2Vec2](…) base model".
    guard words.isInLink(name.range.lowerBound),
      let last = (start..<first).last(where: { words.isInLink(words[$0].range.lowerBound) })
    else { return name }
    let range = name.range.lowerBound..<min(name.range.upperBound, words[last].range.upperBound)
    return Name(text: words.string(range), range: range)
  }

  /// "was trained with an X-base model for", "Roberta-large trained on MNLI"
  static func trained(_ words: Words, _ index: Int) -> Name? {
    if words.has(index + 1, "with"), words.has(index + 2, "a", "an", "the") {
      guard let name = familyName(words, from: index + 3), isSized(name.text),
        let next = words.first(from: name.range.upperBound), words.has(next, "model", "checkpoi")
      else { return nil }
      return name
    }
    // "This classifier was trained using `otter-base`"
    if words.has(index + 1, "using"), words.has(index - 1, "was", "is"), words.has(index - 2, "model", "classifi") {
      guard let name = strict(words, index + 2), isFamily(name.text.utf8), !isNoModel(words, behind: name) else {
        return nil
      }
      return name
    }
    guard words.has(index + 1, "on", "with"), index > 0, words.gap(after: index - 1).elementsEqual(" ".utf8),
      index + 2 < words.count, let name = described(words, endingAt: index - 1), isSized(name.text),
      let first = words.first(from: name.range.lowerBound)
    else { return nil }
    guard
      first == 0 || words.has(first - 1, "is") || words.has(first - 1, "a", "an", "the") && words.has(first - 2, "is")
    else { return nil }
    // "gpt2-medium trained on poems", as only a checkpoint is called
    if isOwnerless(Substring(name.text)), name.text.utf8.allSatisfy({ !$0.isCapital && $0 != 0x20 }) { return name }
    // What is told of tasks, rather than of what models of language learn to read with.
    let data = words[index + 2].range.lowerBound..<words[min(index + 3, words.count - 1)].range.upperBound
    return KnownDatasets.has(words.string(data)) ? name : nil
  }

  /// "using X model further trained on", "`X` was further pre-trained on", "[X](…) trained further"
  ///
  /// - Parameters:
  ///   - first: where "pre-trained" begins.
  ///   - last: where it ends.
  static func further(_ words: Words, _ first: Int, _ last: Int) -> Name? {
    var end = first - 1
    if words.has(end, "further") {
      end -= 1
    } else if !words.has(last + 1, "further") {
      return nil
    }
    // "Otter-BERT was further trained" may be told of this model.
    if words.has(end, "was", "is") { return end > 0 ? strict(words, endingAt: end - 1) : nil }
    return end >= 0 ? described(words, endingAt: end) : nil
  }
}
