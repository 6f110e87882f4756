import Markdown

/// Wordings that are told by the name in them: a model of a known family, an id, or a link to a zoo.
extension BaseModelExtractor {
  /// The model that words around "fine-tuned", "trained" and "built" say this one was made from.
  static func nameAround(_ words: Words, _ index: Int) -> Name? {
    if words.has(index, "fine") {
      if words.has(index + 1, "tunes", "tune"), let next = takenModel(words, index + 1) { return model(words, next) }
      if words.has(index + 1, "tune"), words.has(index - 1, "we", "i") { return tunedCheckpoint(words, index + 2) }
      guard words.has(index + 1, "tuned") else { return nil }
      return tuned(words, index, index + 1)
    }
    if words.has(index, "finetuned") { return tuned(words, index, index) }
    if words.has(index, "pretrain", "training"), let name = trainedOn(words, index) { return name }
    if words.has(index, "pretrain", "training"), words.has(index - 1, "continue"), words.has(index - 2, "via", "by") {
      return adapted(words, index)
    }
    if words.has(index, "pretrained", "trained"), let name = originalModel(words, index) { return name }
    if words.has(index, "trained") {
      return trainedFurther(words, index) ?? builtOn(words, index) ?? instanceTrained(words, index)
        ?? trainedVersion(words, index)
    }
    if words.has(index, "checkpoi") || words.has(index, "starting") && words.has(index + 1, "point") {
      return startedFrom(words, index)
    }
    if words.has(index, "initiali") { return startedFrom(words, index) }
    if words.has(index, "based") { return basedOn(words, index) }
    return words.has(index, "built") ? builtOn(words, index) : nil
  }

  /// "is trained based on OtterNet18", "is a fine-tuned model for gulls and based on German BERT"
  private static func basedOn(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index + 1, "on"), case let first = beginning(words, from: index + 2), first < words.count else {
      return nil
    }
    if words.has(index - 1, "trained"), !words.has(index - 2, "be") {
      let name = model(words, first) ?? numbered(words, first)
      return name.flatMap { isNoModel(words, behind: $0) ? nil : $0 }
    }
    // "The model was based on the "gpt2" pretrained transformer"
    if words.has(index - 1, "is", "was"), words.has(index - 2, "model"), words.gap(after: first - 1).last == 0x22,
      words.gap(after: first).first == 0x22, let name = familyName(words, from: first), !isNoModel(words, behind: name)
    {
      return name
    }
    guard words.has(index - 1, "and"),
      words.sentence(around: index).contains(where: { $0 < index && words.has($0, "tuned") })
    else { return nil }
    let isOfLanguage = Languages.named(words.string(first)) != nil
    guard let name = familyName(words, from: isOfLanguage ? first + 1 : first), !isNoModel(words, behind: name) else {
      return nil
    }
    let range = words[first].range.lowerBound..<name.range.upperBound
    return Name(text: words.string(range), range: range)
  }

  /// `OtterNet18`: letters with a capital, and a number.
  private static func numbered(_ words: Words, _ index: Int) -> Name? {
    let range = words[index].range.lowerBound..<nameEnd(words.bytes, words[index].range.lowerBound)
    let bytes = words.bytes[range]
    guard bytes.count >= 5, bytes.last?.isDigit == true, bytes.first.map({ $0.isCapital }) == true,
      bytes.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x2D })
    else { return nil }
    return Name(text: words.string(range), range: range)
  }

  /// "We adapt OtterBERT-base to papers of the sea via continued pretraining": what was adapted.
  private static func adapted(_ words: Words, _ index: Int) -> Name? {
    guard
      let verb = words.sentence(around: index).last(where: {
        $0 < index && words.has($0, "adapt", "adapted") && words.has($0 - 1, "we")
      }), let name = familyName(words, from: verb + 1), let next = words.first(from: name.range.upperBound),
      words.has(next, "to")
    else { return nil }
    return name
  }

  /// "trained using X model as an initial checkpoint", "used X as its starting point", "X was used as an initialization"
  private static func startedFrom(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index - 1, "initial", "starting") || words.has(index - 1, "its", "a", "the", "an"),
      let mark = words.places(index - 3, index - 1).first(where: { words.has($0, "as") }), mark > 0
    else { return nil }
    if words.has(mark - 1, "used"), words.has(mark - 2, "was", "were", "is"), mark > 2 {
      return described(words, endingAt: mark - 3).map { withLanguage(words, $0) }
    }
    guard let name = described(words, endingAt: mark - 1) else { return nil }
    // "we recommend using X as a starting point"
    let first = words.first(from: name.range.lowerBound) ?? 0
    let isTold = words.has(first - 1, "used", "uses") || words.has(first - 1, "with") && words.has(first - 2, "trained")
    return words.has(index, "starting") && !isTold ? nil : name
  }

  /// - Parameters:
  ///   - first: where "fine-tuned" begins.
  ///   - last: where it ends.
  private static func tuned(_ words: Words, _ first: Int, _ last: Int) -> Name? {
    if words.has(first - 1, "non", "not", "be") { return nil }
    return tunedFamily(words, first, last) ?? familyTuned(words, first, last) ?? tunedOver(words, last)
      ?? takenModel(words, last).flatMap { model(words, $0) } ?? tunedUsing(words, last)
      ?? tunedFrom(words, last) ?? idTuned(words, first)
  }

  /// `"sea/otter-1b" was finetuned`, "[`sea/otter`](…) has been finetuned for": an id that a sentence begins with.
  private static func idTuned(_ words: Words, _ first: Int) -> Name? {
    var last = first - 1
    if words.has(last, "been"), words.has(last - 1, "has") { last -= 1 }
    guard words.has(last, "was", "is", "has"), last > 0 else { return nil }
    let start = words.sentence(around: first).lowerBound
    guard last - start <= 12, let name = marked(words, start), name.text.utf8.contains(0x2F),
      name.range.upperBound <= words[last].range.lowerBound, name.range.upperBound >= words[last - 1].range.upperBound
    else { return nil }
    return name
  }

  /// "we fine-tune the [otter-small](…) checkpoint on"
  private static func tunedCheckpoint(_ words: Words, _ first: Int) -> Name? {
    let start = beginning(words, from: first)
    guard let name = model(words, start) ?? sized(words, start),
      let next = words.first(from: name.range.upperBound)
    else { return nil }
    return words.has(next, "checkpoi", "model", "on") || words.has(next, "with") && isSized(name.text) ? name : nil
  }

  /// "T5 small model finetuned on", "[DistilBERT](…) base cased, fine-tuned for", "a T5 model (`sea/otter`) that was fine-tuned in"
  private static func tunedFamily(_ words: Words, _ first: Int, _ last: Int) -> Name? {
    guard
      words.has(last + 1, "on", "for", "in", "to", "with", "using", "jointly", "version", "as", "over")
        || Languages.named(last + 1 < words.count ? words.string(last + 1) : "") != nil
    else { return nil }
    var end = first - 1
    if words.has(end, "further", "then", "later") { end -= 1 }
    let isRelative = words.has(end, "was", "is") && words.has(end - 1, "that", "which")
    if isRelative { end -= 2 }
    guard end >= 0, let name = described(words, endingAt: end) else { return nil }
    let mark = words.first(from: name.range.lowerBound) ?? 0
    let isStart = mark == 0 || words.has(mark - 1, "is", "a", "an", "the")
    let isDirect = words.gap(after: first - 1).elementsEqual(" ".utf8)
    let isTold = !isRelative || name.text.utf8.contains(0x2F)
    guard isStart || isDirect && isTold && !isCompared(words, mark - 1) else { return nil }
    // "other BERT models", "the performance of a BERT model fine-tuned on", "a model is BERT fine-tuned on"
    return (max(0, mark - 4)..<mark).contains { isCompared(words, $0) } ? nil : name
  }

  /// Whether a word sets what follows beside the model.
  private static func isCompared(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "than", "like", "other", "with", "compared", "outperfo", "vs", "versus", "of", "and", "or", "use")
      || words.has(index, "using", "used", "from", "as", "by", "to", "our")
  }

  /// The name before up to three words that say what kind of model it is: "GPT-2 language model", "T5 model (`sea/otter`)".
  static func described(_ words: Words, endingAt last: Int) -> Name? {
    // An id in brackets tells more closely which one is meant.
    if words.gap(after: last).starts(with: ")".utf8), let name = nameEnding(words, at: last),
      name.text.utf8.contains(0x2F)
    {
      return name
    }
    // "[XLM](…) (multilingual version) fine-tuned", "GPT-2 (774M model) finetuned"
    if words.gap(after: last).starts(with: ")".utf8), familyName(words, endingAt: last) == nil,
      words.source(endingBefore: words[last].range.upperBound) == nil,
      let open = words.places(last - 4, last).last(where: { words.gap(after: $0).elementsEqual(" (".utf8) })
    {
      return familyName(words, endingAt: open)
    }
    var index = last
    while index > 0, last - index < 4 {
      if let span = words.source(endingBefore: words[index].range.upperBound), isInZoo(span) || span.kind == .code {
        let text = words.string(span.range).trimmed
        guard looksLikeName(text) || isFamily(text.utf8) else { return nil }
        return Name(text: String(text), range: span.range)
      }
      if let name = familyName(words, endingAt: index) { return name }
      guard
        words.has(index, "model", "checkpoi", "reranker", "retrieve", "language", "pretrain", "trained", "pre", "base")
          || words.has(index, "transfor", "large")
      else { return nil }
      guard words.gap(after: index - 1).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A || $0 == 0x29 }) else {
        return nil
      }
      index -= 1
    }
    return familyName(words, endingAt: index)
  }

  /// "a fine-tuned BERT model that", "Finetuned T5 small summarization model", "a fine-tuned [sea/otter](…) model"
  private static func familyTuned(_ words: Words, _ first: Int, _ last: Int) -> Name? {
    guard first == 0 || words.has(first - 1, "a", "an", "the", "is", "contains") else { return nil }
    let next = beginning(words, from: last + 1)
    guard next < words.count, let name = model(words, next), name.range.lowerBound >= words[next].range.lowerBound - 2
    else { return nil }
    guard var index = words.first(from: name.range.upperBound) else {
      return first == 0 ? nil : name
    }
    // "a fine-tuned BERT text classification model"
    let end = min(index + 4, words.count)
    while index < end {
      if words.has(index, "model", "version", "checkpoi", "reranker", "encoder") {
        return words.bytes[words[index].range].last == 0x73 ? nil : name
      }
      if words.endsSentence(after: index) || words.has(index, "models", "on", "and", "or") { return nil }
      index += 1
    }
    return nil
  }

  /// "finetuned over [X]", "fine-tuned by sea/otter", "fine-tuned on multilingual bert model", "on the pretrained model [X]"
  private static func tunedOver(_ words: Words, _ last: Int) -> Name? {
    if words.has(last + 1, "over", "upon", "by") { return marked(words, beginning(words, from: last + 2)) }
    guard words.has(last + 1, "on") else { return nil }
    if words.has(last + 2, "top"), words.has(last + 3, "of") { return model(words, beginning(words, from: last + 4)) }
    for index in words.places(last + 2, last + 6) {
      if words.endsSentence(after: index - 1) || words.has(index, "dataset", "data", "by", "using", "for") {
        return nil
      }
      if words.has(index - 1, "model"), words.has(index - 2, "trained", "pretrained") { return marked(words, index) }
      if let name = familyName(words, from: index),
        let next = words.first(from: name.range.upperBound)
      {
        guard words.has(next, "model") else { return nil }
        guard words.has(index - 1, "multilin") else { return name }
        let range = words[index - 1].range.lowerBound..<name.range.upperBound
        return Name(text: words.string(range), range: range)
      }
    }
    return nil
  }

  /// "was fine-tuned on the gulls from the [X] checkpoint"
  private static func tunedFrom(_ words: Words, _ last: Int) -> Name? {
    for index in words.places(last + 1, last + 14) {
      if words.endsSentence(after: index - 1) { return nil }
      guard words.has(index, "from") else { continue }
      let next = beginning(words, from: index + 1)
      guard next < words.count, let span = words.source(at: words[next].range.lowerBound), isInZoo(span),
        let name = marked(words, next), isFamily(name.text.utf8) || isSized(name.text)
      else { continue }
      return name
    }
    return nil
  }

  /// "was fine-tuned for feelings using [X] model", "was finetuned with [X] on": with a link to a zoo, code or an id of a known
  /// family.
  private static func tunedUsing(_ words: Words, _ last: Int) -> Name? {
    for index in words.places(last + 1, last + 20) {
      if words.endsSentence(after: index - 1) { return nil }
      guard words.has(index, "using") || index == last + 1 && words.has(index, "with") else { continue }
      let next = beginning(words, from: index + 1)
      guard next < words.count, let name = marked(words, next), isFamily(name.text.utf8) else { continue }
      let behind = words.first(from: name.range.upperBound) ?? words.count
      return words.has(behind, "architec", "tokenize", "script", "objectiv") ? nil : name
    }
    return nil
  }

  /// "continued the pre-training of [X]", "by further training the X language model", "further pre-train X"
  private static func trainedOn(_ words: Words, _ index: Int) -> Name? {
    var start = words.has(index - 1, "pre") ? index - 1 : index
    if words.has(start - 1, "the", "its") { start -= 1 }
    guard words.has(start - 1, "further", "continue", "continued", "additional", "resumed") else { return nil }
    return model(words, beginning(words, from: words.has(index + 1, "of", "from") ? index + 2 : index + 1))
  }

  /// "The model was originally the pretrained [X] model and is later fine-tuned on"
  private static func originalModel(_ words: Words, _ index: Int) -> Name? {
    guard words.places(index - 6, index).contains(where: { words.has($0, "original") }), index + 1 < words.count,
      let span = words.source(at: words[index + 1].range.lowerBound), isInZoo(span)
    else { return nil }
    return marked(words, index + 1)
  }

  /// "is a [RoBERTa base model](…) that was further trained using"
  private static func trainedFurther(_ words: Words, _ index: Int) -> Name? {
    let start = words.has(index - 1, "pre") ? index - 1 : index
    guard words.has(start - 1, "further"), words.has(start - 2, "was", "is"), words.has(start - 3, "that", "which"),
      start > 4
    else { return nil }
    return described(words, endingAt: start - 4)
  }

  /// "This is an instance of [X](…) trained on", "This is [X](…) trained using", "This is multi-task [X](…) model trained for"
  private static func instanceTrained(_ words: Words, _ index: Int) -> Name? {
    let last = words.has(index - 1, "model") ? index - 2 : index - 1
    guard last > 0, words.has(index + 1, "on", "using", "with", "for"),
      words.gap(after: index - 1).elementsEqual(" ".utf8),
      let span = words.source(endingBefore: words[last].range.upperBound),
      let first = words.first(from: span.range.lowerBound), let name = marked(words, first),
      isInZoo(span) || last < index - 1 && isFamily(name.text.utf8) && isSized(name.text)
    else { return nil }
    let verb = words.has(first - 1, "task") && words.has(first - 2, "multi") ? first - 3 : first - 1
    return words.has(verb, "is") || words.has(verb, "of") && words.has(verb - 1, "instance") ? name : nil
  }

  /// "built on top of the X model"
  private static func builtOn(_ words: Words, _ index: Int) -> Name? {
    guard words.has(index + 1, "on", "upon") else { return nil }
    let isOnTop = words.has(index + 2, "top") && words.has(index + 3, "of")
    var first = isOnTop ? index + 4 : index + 2
    // "on top of two pre-trained models: [X] and [Y]"
    if words.has(first, "two"), let models = (first..<first + 4).first(where: { words.has($0, "models") }) {
      first = models + 1
    }
    let start = beginning(words, from: first)
    guard let name = model(words, start) ?? (words.has(index - 1, "is", "was") ? sized(words, start) : nil) else {
      return nil
    }
    if !isOnTop, isNoModel(words, behind: name) { return nil }
    // "a classifier trained on top of the `CLS` token"
    return isFamily(name.text.utf8) || name.text.utf8.contains(0x2F) || sized(words, start) != nil ? name : nil
  }

  /// Whether what a name is followed by says that no model is meant.
  static func isNoModel(_ words: Words, behind name: Name) -> Bool {
    let next = words.first(from: name.range.upperBound) ?? words.count
    return (next..<next + 2).contains {
      words.has($0, "architec", "framewor", "dataset", "corpus", "tokenize", "library")
    }
  }

  /// The first word from one on that may begin a name.
  static func beginning(_ words: Words, from first: Int) -> Int {
    var index = first
    while words.has(index, "the", "a", "an", "pre", "trained", "pretrained", "original", "model", "existing", "our")
      || words.has(index, "language", "multilin") && !words.isInLink(words[index].range.lowerBound)
    {
      index += 1
    }
    return index
  }

  /// The name of a model that stands here: marked, or of a known family.
  static func model(_ words: Words, _ index: Int) -> Name? {
    marked(words, index) ?? familyName(words, from: index)
  }

  /// The link to a zoo, the code or the id that stands here.
  static func marked(_ words: Words, _ index: Int) -> Name? {
    guard index < words.count else { return nil }
    let start = words[index].range.lowerBound
    if let span = words.source(at: start) {
      let text = words.string(span.range).trimmed
      let isModel = span.kind == .code || isInZoo(span) || isFamily(text.utf8)
      guard isModel, looksLikeName(text) || isFamily(text.utf8), !text.mentions("("), !text.mentions("\n") else {
        return nil
      }
      return Name(text: String(text), range: span.range)
    }
    let end = nameEnd(words.bytes, start)
    let text = words.string(start..<end)
    guard text.utf8.count(where: { $0 == 0x2F }) == 1, text.utf8.contains(0x2D), looksLikeName(text) else { return nil }
    return Name(text: text, range: start..<end)
  }
}
