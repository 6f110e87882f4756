import Markdown

/// Wordings that say what a model was made from.
extension BaseModelExtractor {
  /// Where the name may begin, if the words here say that a model follows that this one was made from.
  ///
  /// In parts, as the compiler no longer inlines the comparisons of words into a function of that size.
  static func phrase(_ words: Words, _ index: Int) -> (next: Int, relation: String)? {
    version(words, index) ?? made(words, index) ?? from(words, index) ?? tuned(words, index)
  }

  /// "a fine-tuned version of X", "the quantized checkpoint of X"
  private static func version(_ words: Words, _ index: Int) -> (next: Int, relation: String)? {
    // "quantized version (asymmetrical int8) of the X model"
    if words.has(index, "version"), words.gap(after: index).elementsEqual(" (".utf8),
      let of = words.places(index + 2, index + 6).first(where: { words.has($0, "of") }),
      words.gap(after: of - 1).elementsEqual(") ".utf8),
      words.places(index - 3, index).contains(where: { words.has($0, "quantize", "quantise") })
    {
      return (of + 1, "quantized")
    }
    if words.has(index, "version", "checkpoi"), words.has(index + 1, "of", "from") {
      let before = max(0, index - 4)..<index
      // "fine-tuned on a translated version of MS MARCO", "find the quantised version of"
      if before.contains(where: { words.has($0, "on", "find", "non", "see") }) {
        return isTunedVersion(words, index) ? (index + 2, "finetune") : nil
      }
      for position in before {
        if words.has(position, "tuned", "finetuned", "tune") { return (index + 2, "finetune") }
        if words.has(position, "quantized", "quantised") { return (index + 2, "quantized") }
        if words.has(position, "distilled", "distilla") {
          return isCitation(words, index) ? nil : (index + 2, "distilled")
        }
        if words.has(position, "ported", "converte", "port", "pruned", "compress", "adapted") {
          return (index + 2, "conversion")
        }
      }
      return isVersionOfModel(words, index) ? (index + 2, "finetune") : nil
    }
    return nil
  }

  /// "initialized from X", "the base model is X", "a fine-tuned model of X", "a conversion of X"
  private static func made(_ words: Words, _ index: Int) -> (next: Int, relation: String)? {
    if words.has(index, "initiali") { return initialised(words, index).map { ($0, "finetune") } }
    if words.has(index, "base", "backbone") { return isDefined(words, index).map { ($0, "finetune") } }
    // "is a fine-tuned model of X", "a compressed model from X"
    if words.has(index + 1, "model"), words.has(index, "tuned", "finetuned", "tune", "compress"),
      words.has(index + 2, "of", "from")
    {
      return (index + 3, words.has(index, "compress") ? "conversion" : "finetune")
    }
    // "a fine-tune of X"
    if words.has(index, "fine"), words.has(index + 1, "tune"), words.has(index + 2, "of"), words.has(index - 1, "a") {
      return (index + 3, "finetune")
    }
    // "a finetuning of X", "a conversion of X"
    if words.has(index + 1, "of"),
      words.has(index, "finetuning", "tuning", "conversion", "quantization", "distillation"),
      words.has(index - 1, "a", "tensorfl", "pytorch", "onnx")
        || words.has(index - 1, "fine") && words.has(index - 2, "a")
    {
      return (index + 2, words.has(index, "conversion") ? "conversion" : "finetune")
    }
    // "a downstream optimization of [X]", with a link to a zoo
    if words.has(index + 1, "of"), words.has(index, "optimiza"), index + 2 < words.count,
      words.source(at: words[index + 2].range.lowerBound).map(isInZoo) == true
    {
      return (index + 2, "finetune")
    }
    // "through the finetuning of the model [X]"
    if words.has(index, "finetuni", "tuning"), words.has(index + 1, "of"), words.has(index + 2, "the", "a"),
      words.has(index + 3, "model"), index + 4 < words.count, isName(words, index + 4)
    {
      return (index + 4, "finetune")
    }
    return nil
  }

  /// "started from X", "on the basis of the pre-trained model X", "converted from X"
  private static func from(_ words: Words, _ index: Int) -> (next: Int, relation: String)? {
    // "started from the X checkpoint"
    if words.has(index, "checkpoi"), let from = words.places(index - 4, index).last(where: { words.has($0, "from") }),
      words.has(from - 1, "started", "starting")
    {
      return (from + 1, "finetune")
    }
    // "on the basis of the pre-trained model [X]"
    if words.has(index, "trained", "pretrained"), words.has(index + 1, "model"), index + 2 < words.count,
      words.places(index - 5, index).contains(where: { words.has($0, "basis") && words.has($0 + 1, "of") }),
      isName(words, index + 2)
    {
      return (index + 2, "finetune")
    }
    // "was trained starting from an instance of X"
    if words.has(index, "trained"), words.has(index + 1, "starting"), words.has(index + 2, "from") {
      return (words.has(index + 4, "instance") ? index + 6 : index + 3, "finetune")
    }
    if words.has(index, "warm"), words.has(index + 1, "started"), words.has(index + 2, "from", "with") {
      return (index + 3, "finetune")
    }
    if words.has(index, "resumed", "warm", "tuned", "finetuned", "trained", "converted", "distilled", "derived")
      || words.has(index, "pretrain", "quantize", "quantise"),
      words.has(index + 1, "from"), !words.has(index + 2, "scratch"), !words.has(index + 3, "scratch"),
      // "a dataset derived from"
      !words.has(index - 1, "dataset", "datasets", "data") && !words.has(index - 1, "corpus", "labels")
    {
      if words.has(index, "quantize", "quantise") { return (index + 2, "quantized") }
      // "converted from a Core ML version of X"
      let version = words.places(index + 3, index + 7).first { words.has($0, "version") && words.has($0 + 1, "of") }
      let next = version.map { $0 + 2 } ?? index + 2
      return (next, words.has(index, "converte") ? "conversion" : "finetune")
    }
    return nil
  }

  /// "the result of fine-tuning [X] on", "We use the pretrained X model and fine-tune it"
  private static func tuned(_ words: Words, _ index: Int) -> (next: Int, relation: String)? {
    // "the result of fine-tuning [X] on", "Fine-tuned [X] on"
    let start = words.has(index - 1, "fine") ? index - 1 : index
    if words.has(index, "tuning", "finetuning", "tuned", "finetuned"), !words.has(start - 1, "we", "also", "have", "i"),
      isLinkedBeforeOn(words, index + 1)
    {
      return (index + 1, "finetune")
    }
    // "was built by fine-tuning the [X] model"
    if words.has(index, "tuning", "finetuni"), words.has(start - 1, "by"), words.has(index + 1, "the", "a"),
      index + 2 < words.count, isName(words, index + 2)
    {
      return (index + 2, "finetune")
    }
    if words.has(index, "tuned", "finetuned"), let next = linkedSource(words, index) ?? takenModel(words, index) {
      return (next, "finetune")
    }
    if words.has(index, "distilled"), let next = teacher(words, index) { return (next, "distilled") }
    // "The teacher model for the distillation was X"
    if words.has(index, "distilla"), words.has(index + 1, "was", "is"), index + 2 < words.count,
      words.places(index - 4, index).contains(where: { words.has($0, "teacher") }), isName(words, index + 2)
    {
      return (index + 2, "distilled")
    }
    if words.has(index, "tuning", "finetuni", "tuned", "finetune"), let next = tunedModel(words, index, start) {
      return (next, "finetune")
    }
    // "Fine-tuning X achieves *6.7* BLEU", which is where such cards begin their results
    if index <= 1, words.has(index, "tuning", "finetuni"), index + 2 < words.count, isRun(words, index + 1) {
      return (index + 1, "finetune")
    }
    // "We use the pretrained X model and fine-tune it"
    if words.has(index, "pretrained", "trained"), isUsed(words, index) { return (index + 1, "finetune") }
    return nil
  }

  /// Whether the name of a checkpoint stands right before what it reached: "mt5-base achieves".
  static func isRun(_ words: Words, _ index: Int) -> Bool {
    let start = words[index].range.lowerBound
    let end = nameEnd(words.bytes, start)
    guard let verb = words.first(from: end), words.has(verb, "achieves", "obtains") else { return false }
    return words.bytes[start..<end].contains(where: \.isDigit)
  }

  /// "This is a long version of the [X](…)", with a link to a zoo, "took the cased version of X as an initialization".
  private static func isVersionOfModel(_ words: Words, _ version: Int) -> Bool {
    let next = words.has(version + 2, "the", "a") ? version + 3 : version + 2
    guard next < words.count, words.has(version + 1, "of") else { return false }
    let behind = words.places(next, next + 8)
    if words.places(version - 4, version).contains(where: { words.has($0, "took", "take", "use", "used") }) {
      return behind.contains { words.has($0, "initiali") && words.has($0 - 1, "an", "as") }
    }
    guard words.places(version - 5, version).contains(where: { words.has($0, "a", "an") && words.has($0 - 1, "is") })
    else {
      return false
    }
    return words.source(at: words[next].range.lowerBound).map(isInZoo) ?? false
  }

  /// "was finetuned in Google Colab from the model [X]"
  private static func linkedSource(_ words: Words, _ tuned: Int) -> Int? {
    for index in words.places(tuned + 1, tuned + 12) where index + 3 < words.count {
      if words.endsSentence(after: index - 1) { return nil }
      guard words.has(index, "from"), words.has(index + 1, "the"), words.has(index + 2, "model", "checkpoi") else {
        continue
      }
      return words.span(at: words[index + 3].range.lowerBound).map(isInZoo) == true ? index + 3 : nil
    }
    return nil
  }

  /// "I took a X model and finetuned it", "We start from a pretrained X model and fine-tune it"
  static func takenModel(_ words: Words, _ tuned: Int) -> Int? {
    guard words.has(tuned + 1, "it"),
      let took = (max(0, tuned - 12)..<tuned).last(where: {
        words.has($0, "took", "take", "taken", "takes") || words.has($0, "used", "use")
          || words.has($0, "from") && words.has($0 - 1, "start", "started")
      })
    else { return nil }
    var next = took + 1
    while words.has(next, "a", "an", "the", "pre", "trained", "pretrained", "original") { next += 1 }
    return next < tuned && isName(words, next) ? next : nil
  }

  /// "distilled on GULL training set from original X"
  private static func teacher(_ words: Words, _ distilled: Int) -> Int? {
    guard words.has(distilled + 1, "on"),
      let from = words.places(distilled + 2, distilled + 10).first(where: { words.has($0, "from") }),
      !(distilled..<from).contains(where: { words.endsSentence(after: $0) })
    else { return nil }
    let next = words.has(from + 1, "the", "original") ? from + (words.has(from + 2, "original") ? 3 : 2) : from + 1
    return next < words.count && isName(words, next) ? next : nil
  }

  /// "by fine-tuning **X** on", "We fine-tuned the [X] model on", "used for fine-tuning is the [X]": where X begins.
  ///
  /// - Parameter start: the word that "fine-tuning" begins with.
  private static func tunedModel(_ words: Words, _ index: Int, _ start: Int) -> Int? {
    func first(from index: Int) -> Int {
      var next = index
      while words.has(next, "the", "a", "an", "pre", "trained") || words.has(next, "pretrained", "multilin", "original")
      {
        next += 1
      }
      return next
    }
    let isDone = words.has(index, "tuned") || words.has(index, "finetune") && words[index].range.count == 9
    if words.has(start - 1, "by", "we") || isDone && words.has(start - 1, "i", "and") {
      let next = first(from: index + 1)
      guard next < words.count else { return nil }
      // "by fine-tuning the Turkish bert model (sea/bert-base-turkish)"
      if let id = words.places(next + 1, next + 5).first(where: {
        words.gap(after: $0 - 1).elementsEqual(" (".utf8) && isId(words, $0)
      }) {
        return id
      }
      // "by fine-tuning XLM-Roberta-Large.", but "by fine-tuning BERT models"
      if let name = familyName(words, from: next) {
        let last = words.first(from: name.range.upperBound) ?? words.count
        return words.has(last, "models", "tokenize", "embeddin") ? nil : next
      }
      // "we finetuned [its sibling] on"
      guard !words.has(start - 1, "and", "i"), !words.has(index, "finetune") else { return nil }
      return isName(words, next) && isLinkedBeforeOn(words, next, orNamed: true) ? next : nil
    }
    guard words.has(start - 1, "for"), words.has(start - 2, "used"), words.has(index + 1, "is", "was") else {
      return nil
    }
    let next = first(from: index + 2)
    return next < words.count && words.isInLink(words[next].range.lowerBound) ? next : nil
  }

  /// "This model is a fine-tuned on [D] version of [X](https://huggingface.co/sea/x)"
  private static func isTunedVersion(_ words: Words, _ version: Int) -> Bool {
    guard let tuned = words.sentence(around: version).last(where: { $0 < version && words.has($0, "tuned") }),
      words.has(tuned + 1, "on"), words.has(tuned - 1, "fine"), words.has(tuned - 2, "a")
    else { return false }
    return words.places(version + 2, version + 6).contains { index in
      words.span(at: words[index].range.lowerBound).map(isInZoo) ?? false
    }
  }

  /// Whether a link, code or an id stands here, and behind it what it was tuned on, in or for.
  ///
  /// - Parameter orNamed: whether it may be bold, or any name.
  private static func isLinkedBeforeOn(_ words: Words, _ index: Int, orNamed: Bool = false) -> Bool {
    guard index < words.count else { return false }
    let start = words[index].range.lowerBound
    let end: Int
    let span = words.span(at: start)
    switch span?.kind {
    case .link, .code: end = span?.range.upperBound ?? start
    case .strong where orNamed, .emphasis where orNamed: end = span?.range.upperBound ?? start
    default:
      end = nameEnd(words.bytes, start)
      // "fine-tuned the hyper-parameters"
      let isName = orNamed && words.bytes[start..<end].contains { $0.isCapital || $0.isDigit }
      guard isName || isId(words, index) else { return false }
    }
    guard let next = words.first(from: end) else { return false }
    let last = words.has(next, "model") ? next + 1 : next
    return last < words.count
      && (words.has(last, "on", "in", "for") || words.has(last, "using", "with")
        || Languages.named(words.string(last)) != nil)
  }

  /// "initialized from X", "initialised the weights of the model using X", "initialized on the `X` checkpoints"
  private static func initialised(_ words: Words, _ index: Int) -> Int? {
    // "four models: initialized with A or B", of which this one is not told
    if index > 0, words.has(index - 1, "models"), words.gap(after: index - 1).starts(with: ":".utf8) { return nil }
    var next = index + 1
    while next < index + 7,
      words.has(
        next, "the", "weights", "paramete", "of", "model", "models", "our", "its", "encoder", "decoder", "and", "pre",
        "training")
    {
      next += 1
    }
    // "initialised the training with weights from X"
    if words.has(next, "with"), words.has(next + 1, "weights", "paramete"), words.has(next + 2, "from", "of") {
      return next + 3
    }
    if words.has(next, "from", "with", "using") { return behindWeights(words, next + 1) }
    // "We initialized Otter-BERT from the weights of X"
    if let from = (next..<next + 4).first(where: { words.has($0, "from") }), words.has(from + 1, "the"),
      !(index..<from).contains(where: { words.endsSentence(after: $0) || words.has($0, "with", "by") })
    {
      return behindWeights(words, from + 1)
    }
    guard words.has(next, "on"), words.places(next + 1, next + 6).contains(where: { words.has($0, "checkpoi") }) else {
      return nil
    }
    return next + 1
  }

  /// Behind "the pre-trained weights of the base version of".
  private static func behindWeights(_ words: Words, _ first: Int) -> Int {
    guard let last = (first..<first + 6).first(where: { words.has($0, "weights", "checkpoi", "paramete") }),
      words.has(last + 1, "of", "from"), !(first..<last).contains(where: { isName(words, $0) })
    else { return first }
    let next = words.has(last + 2, "the") ? last + 3 : last + 2
    return words.has(next + 1, "version") && words.has(next + 2, "of") ? next + 3 : next
  }

  /// "The backbone model is X", "The base model used is X"
  private static func isDefined(_ words: Words, _ index: Int) -> Int? {
    var index = words.has(index + 1, "language") ? index + 1 : index
    // "The base tokenizer and model used for training is X"
    if words.has(index + 1, "tokenize"), words.has(index + 2, "and") { index += 2 }
    guard words.has(index + 1, "model") else { return nil }
    // "The base model I used is X"
    var next = words.has(index + 2, "i", "we") && words.has(index + 3, "used") ? index + 3 : index + 2
    if words.has(next, "used") { next += 1 }
    // "The base model for this fine-tune is X"
    if words.has(next, "for"),
      let end = words.places(next + 1, next + 5).first(where: { words.has($0, "is", "was") }),
      (next..<end).contains(where: {
        words.has($0, "training", "tuning", "finetuni") || words.has($0, "tune", "finetune")
      })
    {
      next = end
    }
    guard words.has(next, "is", "was") else { return nil }
    next += words.has(next + 1, "the", "a", "an") ? 2 : 1
    return next < words.count && isName(words, next) ? next : nil
  }

  /// Whether a name stands directly here.
  private static func isName(_ words: Words, _ index: Int) -> Bool {
    let start = words[index].range.lowerBound
    switch words.span(at: start)?.kind {
    case .link, .code, .strong: return true
    default: return looksLikeName(words.string(start..<nameEnd(words.bytes, start)))
    }
  }

  /// "use the pretrained `X`" with a name in code or a link directly behind.
  static func isUsed(_ words: Words, _ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, words.has(before, "the", "pre", "a", "an", "existing") { before -= 1 }
    guard before >= 0, words.has(before, "use", "used", "using", "took", "take") else { return false }
    guard index + 1 < words.count, let span = words.span(at: words[index + 1].range.lowerBound) else { return false }
    switch span.kind {
    case .link, .code: return true
    default: return false
    }
  }

  /// "DistilBERT, a distilled version of BERT: smaller, faster" is the title of a paper.
  static func isCitation(_ words: Words, _ index: Int) -> Bool {
    words.gap(after: min(index + 2, words.count - 1)).contains(0x3A)
  }
}
