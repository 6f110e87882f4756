import Markdown
import Records
import Stages

/// Models whose weights were merged, or written in other numbers or another format, and those that adapters are for.
///
/// Such cards have a sentence for it, and the model is told by an id, by its size or by a link to a zoo.
extension BaseModelExtractor {
  typealias Source = (name: Name, relation: String)

  /// The models that the words around this one say the weights come from.
  static func sources(_ words: Words, _ index: Int) -> [Source] {
    if words.has(index, "quantize", "quantise") { return source(quantisedFrom(words, index), "quantized") }
    if words.has(index, "quantizi", "quantisi") { return source(quantised(words, index), "quantized") }
    // "converted to GGUF format from `sea/otter-7b`"
    if words.has(index, "converte"), words.has(index + 1, "to", "into") {
      return source(told(words, index, by: "from"), "conversion")
    }
    if words.has(index, "pruned"), words.has(index + 1, "from") {
      return source(model(strictly: words, index + 2), "conversion")
    }
    if words.has(index, "gguf", "gptq", "awq") || words.has(index, "exl2", "mlx") {
      return source(weights(words, index), "quantized")
    }
    // "a LoRA adapter for sea/otter-7b", where `nameOfWhole` knows no link
    if words.has(index, "lora", "qlora", "adapter", "adapters") {
      var next = index + 1
      // "LoRA adaption weights for", as the scripts of diffusers write
      while next < index + 3,
        words.has(next, "adapter", "adapters", "weights", "finetune") || words.has(next, "adaption", "adaptati")
      {
        next += 1
      }
      return words.has(next, "for", "of") ? source(model(strictly: words, next + 1), "adapter") : []
    }
    if words.has(index, "merging"), words.has(index - 1, "by") { return merged(words, from: index + 1) }
    if words.has(index, "merge"), words.has(index + 1, "of", "between"), words.has(index - 1, "a", "is", "the") {
      return merged(words, from: index + 2)
    }
    // "the DPO-aligned version of sea/otter-7b"
    if words.has(index, "version", "variant"), words.has(index + 1, "of"), isTunedKind(words, index) {
      return source(model(strictly: words, index + 2), "finetune")
    }
    // "is a finetune of Otter-7B", "A LoRA fine-tune of Otter-7B"
    let isFine = words.has(index, "fine") && words.has(index + 1, "tune", "tunes")
    if isFine || words.has(index, "finetune") && words[index].range.count < 10,
      case let last = isFine ? index + 1 : index, words.has(last + 1, "of")
    {
      return source(model(strictly: words, last + 2), "finetune")
    }
    if words.has(index, "builds"), words.has(index + 1, "on", "upon") {
      return source(model(strictly: words, words.has(index + 2, "top") ? index + 4 : index + 2), "finetune")
    }
    // "Starting from Otter-7B, we train"
    if words.has(index, "starting"), words.has(index + 1, "from"), words.sentence(around: index).lowerBound == index {
      return source(model(strictly: words, index + 2), "finetune")
    }
    // "continues pre-training from Otter-7B", "continually pre-trained from"
    if words.has(index, "pretrain", "training", "trained"), words.has(index + 1, "from", "of"),
      words.places(index - 2, index).contains(where: { words.has($0, "continue", "continua", "continui") })
    {
      return source(model(strictly: words, index + 2), "finetune")
    }
    return []
  }

  /// Whether a version is told by how it was tuned, and is this one: "This is the instruct version of", "An abliterated".
  private static func isTunedKind(_ words: Words, _ version: Int) -> Bool {
    let first = max(words.sentence(around: version).lowerBound, version - 5)
    return (max(first, version - 3)..<version).contains {
      words.has($0, "instruct", "chat", "aligned", "ablitera", "uncensor")
        || words.has($0, "trained", "pretrain", "sft")
        || words.has(version, "variant") && words.has($0, "tuned", "finetuned")
        || words.has($0, "dpo", "rlhf")
    }
      && !(max(0, version - 6)..<version).contains {
        words.has($0, "on", "see", "check", "use", "than", "find", "using", "to") || words.has($0, "for", "our", "non")
      }
  }

  /// "obtained by quantizing": what was done with a model of the same name is no advice about this one.
  static func isMade(_ words: Words, _ index: Int) -> Bool {
    words.has(index - 1, "by") && words.has(index - 2, "obtained", "produced", "created", "made")
  }

  private static func source(_ name: Name?, _ relation: String) -> [Source] { name.map { [($0, relation)] } ?? [] }

  /// "obtained by quantizing the weights of [X](…) to INT8", "by quantizing X v2-fp32 model": what the numbers were of before.
  private static func quantised(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index - 1, "by") else { return nil }
    var next = index + 1
    while next < index + 9,
      words.has(next, "the", "weights", "activati", "and", "of", "both", "original", "all", "fp32")
    {
      next += 1
    }
    guard next < words.count else { return nil }
    if words.span(at: words[next].range.lowerBound) != nil { return name(words, from: next) }
    // All words before "model" are the name.
    for last in words.places(next, min(next + 8, words.count - 1)) {
      guard words.gap(after: last).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 == 0x2F }),
        !words.has(last, "a", "to", "with", "using", "from", "our")
      else { break }
      if words.has(last + 1, "model") {
        let range = words[next].range.lowerBound..<words[last].range.upperBound
        let text = words.string(range)
        return looksLikeName(text) ? Name(text: text, range: range) : nil
      }
    }
    return name(words, from: next)
  }

  /// "We quantized sea/otter-7b", "quantized with a tool from sea/otter-7b", "quantized weights of sea/otter-7b"
  private static func quantisedFrom(_ words: Words, _ index: Int) -> Name? {
    if words.has(index - 1, "we", "i") { return model(strictly: words, index + 1) }
    if words.has(index + 1, "with", "using", "by", "to") { return told(words, index, by: "from") }
    return weights(words, index)
  }

  /// The model behind "from", or another word, that a few words of the same sentence lead to.
  private static func told(_ words: Words, _ index: Int, by mark: StaticString) -> Name? {
    for next in words.places(index + 1, min(index + 10, words.count - 1)) {
      if words.endsSentence(after: next - 1) { return nil }
      if words.has(next, mark) { return model(strictly: words, next + 1) }
    }
    return nil
  }

  /// "GGUF format model files for [Otter 7B](…)", "AWQ quantization of sea/otter-7b": whose weights these are.
  private static func weights(_ words: Words, _ index: Int) -> Name? {
    var next = index + 1
    while next < index + 5,
      words.has(next, "format", "model", "files", "weights", "quantize", "quantiza")
        || words.has(next, "quants", "quant", "version", "versions", "conversi", "checkpoi")
        || words.has(next, "gguf", "gptq", "awq")
    {
      next += 1
    }
    guard words.has(next, "of") || next > index + 1 && words.has(next, "for", "from") else { return nil }
    return model(strictly: words, next + 1)
  }

  /// "by merging sea/otter-7b, sea/gull-7b and sea/tern-7b"
  private static func merged(_ words: Words, from first: Int) -> [Source] {
    var found: [Source] = []
    var next = first
    while found.count < 8, let name = model(strictly: words, next) {
      found.append((name, "merge"))
      guard let behind = words.first(from: name.range.upperBound), behind > next else { break }
      let isJoined = words.has(behind, "and", "with")
      guard isJoined || words.gap(after: behind - 1).contains(0x2C) else { break }
      next = isJoined ? behind + 1 : behind
    }
    return found.count > 1 ? found : []
  }

  /// The model that stands directly here, where it is sure to be one: a link to a zoo, code, an id, a name with its size.
  static func model(strictly words: Words, _ first: Int) -> Name? {
    var index = first
    while index < first + 4, words.has(index, "the", "a", "base", "original") || words.has(index, "model", "models") {
      index += 1
    }
    guard index < words.count, index == first || !words.endsSentence(after: index - 1) else { return nil }
    if let span = words.source(at: words[index].range.lowerBound) {
      let text = words.string(span.range).trimmed
      let isOne = span.kind == .code ? text.utf8.contains(0x2F) || isSized(String(text)) : isInZoo(span)
      guard isOne, looksLikeName(text), !text.mentions("\n"), !text.mentions("(") else { return nil }
      return Name(text: String(text), range: span.range)
    }
    if let name = sized(words, index) { return name }
    let range = words[index].range.lowerBound..<nameEnd(words.bytes, words[index].range.lowerBound)
    let text = words.string(range)
    let isId = text.utf8.count { $0 == 0x2F } == 1
    return isId && text.utf8.contains(where: { $0 == 0x2D || $0.isDigit }) && looksLikeName(text)
      ? Name(text: text, range: range) : nil
  }

  /// What tools that merge models write: "The following models were included in the merge:", and a list of them.
  static func readMerges(_ card: Card, _ findings: inout Findings) {
    for (index, passage) in card.passages(about: .origin)
    where !passage.isHeading && passage.text.text.utf8.count < 200
      && passage.text.text.trimmed.ends(with: "models were included in the merge:")
    {
      for item in card.passages[(index + 1)...].prefix(while: \.isItem).prefix(32) where item.words.count > 0 {
        guard let name = model(strictly: item.words, 0) else { continue }
        let line = item.line(at: name.range.lowerBound)
        findings.add(
          Predicate.baseModel, .string(name.text), raw: name.text, lines: line...line, ["relation": "merge"],
          method: .list)
      }
    }
  }
}
