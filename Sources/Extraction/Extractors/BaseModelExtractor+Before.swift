import Markdown

/// Models that are named before what was done with them: "X fine-tuned on".
extension BaseModelExtractor {
  /// The name in "X fine-tuned on", where it stands directly before.
  static func nameBefore(_ words: Words, _ index: Int) -> Name? {
    if let name = linkedModel(words, index) ?? namedAsBase(words, index) ?? trainedFurther(words, index) { return name }
    let next: Int
    if words.has(index, "fine"), words.has(index + 1, "tuned") {
      next = index + 2
    } else if words.has(index, "finetuned") {
      next = index + 1
    } else {
      return nil
    }
    let first = index
    guard first > 0 else { return nil }
    let isOn = words.has(next, "on", "for") || words.has(next, "first") && words.has(next + 1, "on")
    if isOn, let name = createdName(words, first) ?? tunedName(words, first) { return name }
    // "This `X` model was fine-tuned with", while "This `X` model is fine-tuned from Y" tells what X is.
    if first > 2, words.has(first - 1, "was", "is"), words.has(first - 2, "model") {
      if words.has(next, "from") { return nil }
      return markedName(words, endingAt: first - 3) ?? (isOn ? sizedFamily(words, endingAt: first - 3) : nil)
    }
    guard isOn else {
      return words.has(next, "to", "with", "using") ? markedName(words, endingAt: first - 1) : nil
    }
    // "the model [X] [1] fine-tuned on", with the number of a reference
    if first > 1, words.bytes[words[first - 1].range].allSatisfy(\.isDigit),
      words.gap(after: first - 1).elementsEqual("] ".utf8), words.gap(after: first - 2).elementsEqual(" [".utf8)
    {
      return nameEnding(words, at: first - 2)
    }
    // "a set of sparse bert-base-uncased models fine-tuned for": only the id of a checkpoint is not of others, too.
    if first > 1, words.has(first - 1, "models"), words.gap(after: first - 1).elementsEqual(" ".utf8),
      let name = nameEnding(words, at: first - 2), isOwnerless(Substring(name.text))
    {
      return name
    }
    // "the X model fine-tuned on", "(`X`) language model fine-tuned on"
    if first > 1, words.has(first - 1, "model", "checkpoi"), words.gap(after: first - 1).allSatisfy({ $0 == 0x20 }) {
      return nameEnding(words, at: words.has(first - 2, "language") && first > 2 ? first - 3 : first - 2)
    }
    guard let name = nameEnding(words, at: first - 1) else {
      // "a T5-large reranker fine-tuned on"
      guard first > 2, words.gap(after: first - 1).elementsEqual(" ".utf8), let name = nameEnding(words, at: first - 2),
        isSized(name.text), isArticled(words, name)
      else { return nil }
      return name
    }
    // "X for ImageNet21k fine-tuned on": what X was for.
    let before = words.bytes[..<name.range.lowerBound].suffix(5)
    if before.elementsEqual(" for ".utf8) { return nil }
    // "Spanish Otter-large trained on GULL finetuned for": what it was trained on.
    if before.suffix(4).elementsEqual(" on ".utf8), let on = words.first(from: name.range.lowerBound), on > 1,
      words.has(on - 2, "trained", "pretrain", "pretrained")
    {
      return nil
    }
    // "# Italian BERT fine-tuned on"
    return words.first(from: name.range.lowerBound) == 1 && isFamily(name.text.utf8) ? withLanguage(words, name) : name
  }

  /// "The X medium model was fine-tuned on", "The pre-trained X model was": a family that a sentence begins with.
  private static func sizedFamily(_ words: Words, endingAt last: Int) -> Name? {
    guard let name = familyName(words, endingAt: last), let first = words.first(from: name.range.lowerBound) else {
      return nil
    }
    let before = words.sentence(around: first).lowerBound..<first
    guard before.allSatisfy({ words.has($0, "the", "a", "pre", "trained", "pretrained", "pretrain") }) else {
      return nil
    }
    return isSized(name.text) || words.has(first - 1, "trained", "pretrained", "pretrain") ? name : nil
  }

  /// "a *X* model that was fine-tuned on", "This `X` model was fine-tuned for", "The [X] has been fine-tuned for"
  private static func tunedName(_ words: Words, _ first: Int) -> Name? {
    var last: Int
    if words.has(first - 1, "was", "is") {
      last = first - 2
    } else if words.has(first - 1, "been"), words.has(first - 2, "has") {
      last = first - 3
    } else {
      return nil
    }
    let isRelative = words.has(last, "that", "which")
    if isRelative { last -= 1 }
    let isModel = words.has(last, "model")
    if isModel { last -= 1 }
    guard last > 0, isModel || !isRelative else { return nil }
    if isRelative { return nameEnding(words, at: last) }
    // Without "a … that", only what stands out as an id behind "this".
    for low in max(1, last - 6)...last where words.has(low - 1, "this", "the") {
      guard let span = words.span(at: words[low].range.lowerBound),
        span.range.upperBound >= words[last].range.upperBound
      else { continue }
      switch span.kind {
      case .code, .link: break
      default: return nil
      }
      let text = words.string(span.range).trimmed
      return looksLikeName(text) && text.utf8.contains(0x2D) ? Name(text: String(text), range: span.range) : nil
    }
    return nil
  }

  /// "This is the [X] model, fine-tuned using the Y dataset", with a link to a zoo.
  private static func linkedModel(_ words: Words, _ index: Int) -> Name? {
    guard index > 3, words.has(index, "fine"), words.has(index + 1, "tuned"), words.has(index - 1, "model"),
      words.gap(after: index - 1).elementsEqual(", ".utf8)
    else { return nil }
    for low in (max(0, index - 7)...index - 2).reversed() {
      guard let span = words.span(at: words[low].range.lowerBound), case .link(let url) = span.kind else { continue }
      guard url.mentions("huggingface.co/"), span.range.upperBound + 1 == words[index - 1].range.lowerBound else {
        return nil
      }
      return name(words, from: low)
    }
    return nil
  }

  /// "using [X] as the base model", "use X-7B as the language backbone"
  private static func namedAsBase(_ words: Words, _ index: Int) -> Name? {
    if words.has(index, "backbone"), let mark = words.places(index - 3, index).first(where: { words.has($0, "as") }),
      mark > 0, let name = nameEnding(words, at: mark - 1), isSized(name.text)
    {
      return name
    }
    guard words.has(index, "base", "backbone"), words.has(index + 1, "model") || words.endsSentence(after: index) else {
      return nil
    }
    let mark = words.has(index - 1, "the", "a", "our") || words.has(index - 1, "its") ? index - 2 : index - 1
    guard words.has(mark, "as"), mark > 0 else { return nil }
    // "Otter-7B served as the base model", "Otter-7B was used as"
    var last = mark - 1
    if words.has(last, "served", "serves", "used") { last -= words.has(last - 1, "was", "is") ? 2 : 1 }
    guard last >= 0 else { return nil }
    if let name = markedName(words, endingAt: last) { return name }
    guard last < mark - 1 || words.has(index + 1, "model"), let name = nameEnding(words, at: last), isSized(name.text)
    else { return nil }
    return name
  }

  /// "is a RoBERTa-base model trained on tweets and finetuned for", of a checkpoint, which a size tells.
  private static func trainedFurther(_ words: Words, _ index: Int) -> Name? {
    guard index > 3, words.has(index, "trained"), words.has(index - 1, "model"), words.has(index + 1, "on"),
      let name = nameEnding(words, at: index - 2), isSized(name.text), isArticled(words, name),
      words.sentence(around: index).contains(where: { $0 > index && words.has($0, "tuned", "finetuned") })
    else { return nil }
    return name
  }

  /// Whether "a" or "the" stands directly before a name.
  private static func isArticled(_ words: Words, _ name: Name) -> Bool {
    let before = words.bytes[..<name.range.lowerBound]
    return [" a ", " an ", " the "].contains { before.suffix($0.utf8.count).elementsEqual($0.utf8) }
      || before.elementsEqual("A ".utf8)
  }

  /// The name in code, or the link to a zoo, that ends with a word.
  private static func markedName(_ words: Words, endingAt last: Int) -> Name? {
    guard last >= 0 else { return nil }
    for low in (max(0, last - 7)...last).reversed() {
      guard let span = words.span(at: words[low].range.lowerBound),
        span.range.upperBound >= words[last].range.upperBound
      else { continue }
      switch span.kind {
      case .code: break
      case .link where isInZoo(span): break
      default: continue
      }
      let text = words.string(span.range).trimmed
      return looksLikeName(text) ? Name(text: String(text), range: span.range) : nil
    }
    return nil
  }

  /// The name that ends in a word.
  static func nameEnding(_ words: Words, at last: Int) -> Name? {
    let isBracketed = words.gap(after: last).starts(with: ")".utf8)
    guard isBracketed || words.gap(after: last).allSatisfy({ $0 == 0x20 || $0 == 0x60 || $0 == 0x2A || $0 == 0x5B })
    else {
      return nil
    }
    var low = words[last].range.lowerBound
    while low > 0, words.bytes[low - 1] > 0x20, words.bytes[low - 1] != 0x28, words.bytes[low - 1] != 0x60,
      words.bytes[low - 1] != 0x2A
    { low -= 1 }
    let range = low..<words[last].range.upperBound
    let text = words.string(range)
    guard looksLikeName(text) else { return nil }
    let whole = isBracketed ? sizeInBrackets(words, range) : namesBefore(words, range)
    return Name(text: words.string(whole), range: whole)
  }

  /// With the words before that look like names, too: "BiT-m R50x1", "BERT L-10 H-512".
  private static func namesBefore(_ words: Words, _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    while low > 1, words.bytes[low - 1] == 0x20, words.bytes[low - 2].isLetter || words.bytes[low - 2].isDigit {
      var start = low - 1
      while start > 0, words.bytes[start - 1] > 0x20 { start -= 1 }
      let isCapital = words.bytes[start..<low - 1].contains { $0.isCapital }
      guard isCapital, looksLikeName(words.string(start..<low - 1)) else { break }
      low = start
    }
    return low..<range.upperBound
  }

  /// "BERT (base-multilingual-cased)", of which the brackets hold no more than the size.
  private static func sizeInBrackets(_ words: Words, _ range: Range<Int>) -> Range<Int> {
    guard let first = words.first(from: range.lowerBound), first > 0,
      isSize(words.string(first)), let family = familyName(words, endingAt: first - 1)
    else { return range }
    return family.range.lowerBound..<range.upperBound + 1
  }

  /// "[X] created by [Y] and fine-tuned on": X, where the passage begins with it.
  static func createdName(_ words: Words, _ first: Int) -> Name? {
    guard first > 3, words.has(first - 1, "and"), let span = words.span(at: words[0].range.lowerBound),
      (1..<min(first, 8)).contains(where: { words.has($0, "created", "by", "from") })
    else { return nil }
    let text = words.string(span.range).trimmed
    return looksLikeName(text) ? Name(text: String(text), range: span.range) : nil
  }
}
