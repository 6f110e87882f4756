import Markdown

/// Settings of large models: "a context length of 8192", "LoRA with a rank of 16", "AdamW with β1=0.9", "3 × 10⁻⁴".
extension HyperparametersExtractor {
  /// Whether it is training that a length of context was for: models may be given more.
  static func isOfTraining(_ words: Words, _ index: Int) -> Bool {
    let first = beginning(words, index)
    return (first..<index).contains { words.has($0, "trained", "training", "pretrain", "tuned", "hyperpar") }
      && !(first..<index).contains { words.has($0, "extend", "extended", "supports", "up") }
  }

  /// The sentence's first word, if it is one of the sixteen before this.
  private static func beginning(_ words: Words, _ index: Int) -> Int {
    var first = index
    while first > max(0, index - 16), !words.endsSentence(after: first - 1) { first -= 1 }
    return first
  }

  /// "rank of 64", "alpha 16", "r=16" of a sentence on LoRA, and the beta of one on DPO.
  static func adapted(_ words: Words, _ index: Int) -> Range<Int>? {
    guard words.has(index, "rank", "alpha", "r") || words.has(index, "beta") else { return nil }
    if words.has(index, "r"), !words.gap(after: index).contains(UInt8(ascii: "=")) { return nil }
    let isOfPreference = words.has(index, "beta")
    let first = beginning(words, index)
    let isSaid = (first..<index).contains {
      isOfPreference ? words.has($0, "dpo", "orpo", "kto", "ipo") : words.has($0, "lora", "qlora")
    }
    let isWhole = words.has(index - 1, "lora") && words.gap(after: index - 1).elementsEqual(" ".utf8)
    return isSaid ? (isWhole ? index - 1 : index)..<index + 1 : nil
  }

  /// "We used AdamW with": an optimiser that is used without being called one.
  static func isOptimizer(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "adamw", "adam", "adafactor", "sgd", "rmsprop", "lamb")
      && (words.has(index - 1, "used", "using", "use") || words.has(index - 1, "with", "via"))
      && DatasetPhrase.isCapital(words, index)
      && !words.places(index + 1, index + 3).contains { words.has($0, "optimize", "optimise") }
      && words.sentence(around: index).contains {
        words.has($0, "trained", "tuned", "training", "optimize")
          || words.has($0, "learning", "train", "decay", "β1", "momentum")
      }
  }
}
