import Markdown
import Records
import Stages

/// Models that whole sentences are about, and the ids, addresses and sizes that tell which.
extension BaseModelExtractor {
  /// "an adapter for the `X` model", "smaller versions of [X]", "based on a pre-trained [X] which is fine-tuned", with a name in code or a link.
  static func nameOfWhole(_ words: Words, _ index: Int) -> Name? {
    let isAdapter = words.has(index, "adapter", "adapters") && words.has(index + 1, "for")
    let isSmaller =
      words.has(index, "version", "versions") && words.has(index + 1, "of")
      && words.has(index - 1, "smaller", "lighter")
    let isBase = words.has(index, "based") && words.has(index + 1, "on")
    guard isAdapter || isSmaller || isBase else { return nil }
    var next = index + 2
    while words.has(next, "the", "original", "a", "an", "pre", "trained", "pretrained", "pretrain") { next += 1 }
    // "based on the multilingual T5 model [sea/otter]", "based on a fine-tuned sea/otter model"
    if isBase { next = checkpoint(words, from: next) ?? next }
    guard next < words.count else { return nil }
    guard let span = words.source(at: words[next].range.lowerBound) ?? words.span(at: words[next].range.lowerBound)
    else {
      // "a smaller version of the sea/otter model"
      if isSmaller, isId(words, next) { return self.name(words, from: next) }
      guard isBase, let name = name(words, from: next), name.range.lowerBound == words[next].range.lowerBound else {
        return nil
      }
      let isTuned = words.has(next - 1, "tuned", "finetuned")
      // "a question answering model based on T5-small", but "based on the BERT-base architecture"
      let isArchitecture =
        (next..<next + 8).contains { words.has($0, "architec", "framewor") }
        || (next..<next + 4).contains { words.has($0, "structur") }
      let isSaid =
        isOfModel(words, index)
        || (words.has(index - 1, "model", "llm", "checkpoi") || isForLanguage(words, before: index))
          && isFamily(name.text.utf8) && !isArchitecture
      return isTuned && isId(words, next) || isSaid && isSized(name.text) ? name : nil
    }
    switch span.kind {
    case .link, .code: break
    default: return nil
    }
    guard let name = name(words, from: next) else { return nil }
    if isBase {
      // "based on a pre-trained [GPT-2] which is fine-tuned on"
      let isTuned = words.sentence(around: index).contains { $0 > index && words.has($0, "tuned", "finetuned") }
      guard isTuned || isOfModel(words, index) && isCheckpoint(name, span) && !name.text.mentions("card") else {
        // "is a diffusion model based on [X](https://huggingface.co/sea/x)"
        let isModel =
          words.has(index - 1, "model", "models")
          || (isFamily(name.text.utf8) || isSized(name.text))
            && words.sentence(around: index).contains { $0 < index && words.has($0, "model") }
        // "a model for rivers, based on `sea/otterbert`"
        let isId = span.kind == .code && name.text.utf8.count(where: { $0 == 0x2F }) == 1
        if isModel && (isInZoo(span) || isId) && !name.text.mentions("card") { return name }
        return isOfModel(words, index) && isFamilyMember(words, name) ? name : nil
      }
    }
    return name
  }

  /// "is a language model for Breton based on"
  private static func isForLanguage(_ words: Words, before index: Int) -> Bool {
    index > 2 && words.has(index - 2, "for") && words.has(index - 3, "model")
      && Languages.named(words.string(index - 1)) != nil
  }

  /// "based on the [RoBERTa](…) base model": a family with a size behind the link.
  private static func isFamilyMember(_ words: Words, _ name: Name) -> Bool {
    guard isFamily(name.text.utf8),
      let next = words.first(from: name.range.upperBound)
    else { return false }
    return words.has(next + 1, "model") && isSize(words.string(next))
  }

  /// "initialized from Gulls classification checkpoint": one that is called after what it was trained on.
  static func checkpointOfData(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index, "initiali"), words.has(index + 1, "from"), words.has(index + 3, "classifi"),
      words.has(index + 4, "checkpoi"), words.bytes[words[index + 2].range.lowerBound].isCapital
    else { return nil }
    let range = words[index + 2].range.lowerBound..<words[index + 4].range.upperBound
    return Name(text: words.string(range).split { $0 == " " || $0 == "\n" }.joined(separator: " "), range: range)
  }

  /// "a merge of [X](…) and [Y](…)", "a fork of [X](…)", with a link to a zoo.
  static func merged(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index, "merge", "fork"), words.has(index + 1, "of"), index + 2 < words.count,
      let span = words.source(at: words[index + 2].range.lowerBound), isInZoo(span)
    else { return nil }
    return name(words, from: index + 2)
  }

  /// "This is a [RoBERTa](…) pre-trained version on"
  static func trainedVersion(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index - 1, "pre"), words.has(index + 1, "version"), words.has(index + 2, "on", "of"), index > 3,
      let name = familyName(words, endingAt: index - 2),
      let first = words.first(from: name.range.lowerBound)
    else { return nil }
    return words.has(first - 1, "a", "an") && words.has(first - 2, "is") ? name : nil
  }

  /// "Otter-400M", with nothing but its size to tell that it is a model.
  static func sized(_ words: Words, _ index: Int) -> Name? {
    guard index < words.count else { return nil }
    let start = words[index].range.lowerBound
    let end = nameEnd(words.bytes, start)
    let text = words.string(start..<end)
    guard looksLikeName(text), isSized(text) else { return nil }
    return Name(text: text, range: start..<end)
  }

  /// Where, after up to four words, the model stands that is meant: a link to a zoo, or an id behind "fine-tuned".
  private static func checkpoint(_ words: Words, from first: Int) -> Int? {
    for index in words.places(first, first + 5) {
      if words.has(index - 1, "tuned", "finetuned"), isId(words, index) { return index }
      if let span = words.span(at: words[index].range.lowerBound) {
        guard case .link(let url) = span.kind, index > first else { return nil }
        return url.mentions("huggingface.co/") && words.has(index - 1, "model") ? index : nil
      }
      guard words.gap(after: index).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A || $0 == 0x5B }) else {
        return nil
      }
    }
    return nil
  }

  /// Whether an id of owner and name stands here.
  static func isId(_ words: Words, _ index: Int) -> Bool {
    let start = words[index].range.lowerBound
    return words.bytes[start..<nameEnd(words.bytes, start)].contains(UInt8(ascii: "/"))
  }

  /// "This model is based on": what is based is the model, rather than its data, its tokenizer or this card.
  static func isOfModel(_ words: Words, _ index: Int) -> Bool {
    guard words.has(index - 1, "is", "was", "are") || words.has(index - 1, "were") else { return false }
    return !(max(words.sentence(around: index).lowerBound, index - 8)..<index).contains {
      words.has(
        $0, "card", "library", "list", "data", "dataset", "corpus", "tokenize", "implemen", "architec", "code",
        "script",
        "module", "demo", "paper", "vocabula")
    }
  }

  /// Whether a name tells its size, or leads to a zoo: `t5-small`, [google/bert](https://tfhub.dev/google/bert).
  private static func isCheckpoint(_ name: Name, _ span: Markdown.RichText.Span) -> Bool {
    if case .link = span.kind { return isInZoo(span) }
    return isSized(name.text)
  }

  /// Whether a link leads to a model in a zoo.
  static func isInZoo(_ span: Markdown.RichText.Span) -> Bool {
    guard case .link(let url) = span.kind else { return false }
    if url.mentions("tfhub.dev/") || url.mentions("//hf.co/") && !url.mentions("//hf.co/datasets") { return true }
    return url.mentions("huggingface.co/") && !url.mentions("huggingface.co/transformers/")
      && !url.mentions("huggingface.co/docs") && !url.mentions("huggingface.co/datasets")
  }

  /// Whether a part of a name is a size: `t5-small`, `pythia-12b`.
  static func isSized(_ name: String) -> Bool {
    withFolded(name) { $0.containsPart(separatedBy: 0x20) { sizes.contains($0) || isCount($0) } }
  }

  /// Whether a text is nothing but a size: `large`.
  static func isSize(_ text: some StringProtocol) -> Bool { withFolded(text, sizes.contains) }

  /// `12b`, `350m`, `8x7b`
  private static func isCount(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard part.count > 1, let last = part.last, last == UInt8(ascii: "b") || last == UInt8(ascii: "m") else {
      return false
    }
    return part[0].isDigit && part.dropLast().allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x78 }
  }

  private static let sizes = Lexicon<Bool>([
    "tiny", "mini", "small", "medium", "base", "large", "xl", "xxl", "cased", "uncased", "3b", "11b",
  ])
}
