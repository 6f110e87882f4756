import Markdown
import Records
import Stages

/// Reads from which model a model was made: "a fine-tuned version of X", "initialised from X", "checkpoint `X`".
struct BaseModelExtractor: CardExtractor {
  static let name = "base-model"
  static let summary = "Read which model a model was made from."
  static let version = 3
  static let method = Method.proseRule
  static let confidence = 0.9

  func read(_ card: Card, into findings: inout Findings) {
    Self.readTables(card, &findings)
    for passage in card.passages where !passage.signals.isDisjoint(with: [.origin, .training]) {
      let words = passage.words
      var index = 0
      while index < words.count {
        defer { index += 1 }
        if let name = Self.nameOfWhole(words, index) {
          let line = words.line(at: name.range.lowerBound)
          findings.add(
            Predicate.baseModel, .string(name.text), raw: name.text, lines: line...line,
            ["relation": words.has(index, "based") ? "finetune" : "conversion"], confidence: 0.8)
          continue
        }
        guard !Signals(of: words[index]).isDisjoint(with: [.origin, .training]) else { continue }
        if let name = Self.nameBefore(words, index) {
          let line = words.line(at: name.range.lowerBound)
          findings.add(
            Predicate.baseModel, .string(name.text), raw: name.text, lines: line...line, ["relation": "finetune"],
            confidence: 0.8)
          continue
        }
        guard let (next, relation) = Self.phrase(words, index), let name = Self.name(words, from: next) else {
          continue
        }
        let line = words.line(at: name.range.lowerBound)
        findings.add(
          Predicate.baseModel, .string(name.text), raw: name.text, lines: line...line, ["relation": .string(relation)])
      }
    }
  }

  /// "Pretrain" and "Base model" columns: what each row's model was made from.
  private static func readTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated() {
      guard let column = table.header.firstIndex(where: { columns.contains(folded($0.text)) }), column > 0 else {
        continue
      }
      for (row, cells) in table.rows.enumerated() where column < cells.count {
        let text = cells[column].text
        guard looksLikeName(text), !text.mentions(" "), PrintedValue(text) == nil else { continue }
        findings.add(
          Predicate.baseModel, .string(text), raw: text, lines: cells[column].lines, ["relation": "finetune"],
          cell: (number, row, column), method: .table)
      }
    }
  }

  private static let columns = Lexicon<Bool>([
    "pretrain", "pretrained model", "pre trained model", "base model", "parent model",
  ])

  /// Where the name may begin, if the words here say that a model follows that this one was made from.
  private static func phrase(_ words: Words, _ index: Int) -> (next: Int, relation: String)? {
    if words.has(index, "version"), words.has(index + 1, "of") {
      let before = max(0, index - 4)..<index
      // "fine-tuned on a translated version of MS MARCO", "find the quantised version of"
      if before.contains(where: { words.has($0, "on", "find", "non", "see") }) { return nil }
      for position in before {
        if words.has(position, "tuned", "finetuned", "tune") { return (index + 2, "finetune") }
        if words.has(position, "quantized", "quantised") { return (index + 2, "quantized") }
        if words.has(position, "distilled") { return isCitation(words, index) ? nil : (index + 2, "distilled") }
        if words.has(position, "ported", "converte", "port", "pruned", "compress", "adapted") {
          return (index + 2, "conversion")
        }
      }
      return nil
    }
    if words.has(index, "initialized", "initialised", "initiali") {
      if words.has(index + 1, "from", "with", "using") { return (index + 2, "finetune") }
      if words.has(index + 2, "weights", "checkpoi"), words.has(index + 4, "from", "of") {
        return (index + 5, "finetune")
      }
      return nil
    }
    // "a finetuning of X", "a conversion of X"
    if words.has(index, "finetuning", "tuning", "conversion", "quantization", "distillation"),
      words.has(index + 1, "of"),
      words.has(index - 1, "a", "tensorfl", "pytorch", "onnx")
        || words.has(index - 1, "fine") && words.has(index - 2, "a")
    {
      return (index + 2, words.has(index, "conversion") ? "conversion" : "finetune")
    }
    if words.has(index, "resumed", "warm", "tuned", "finetuned", "trained", "converted", "distilled", "derived"),
      words.has(index + 1, "from"), !words.has(index + 2, "scratch"), !words.has(index + 3, "scratch")
    {
      return (index + 2, "finetune")
    }
    // "the result of fine-tuning [X] on", "Fine-tuned [X] on"
    let start = words.has(index - 1, "fine") ? index - 1 : index
    if words.has(index, "tuning", "finetuning", "tuned", "finetuned"), !words.has(start - 1, "we", "also", "have", "i"),
      isLinkedBeforeOn(words, index + 1)
    {
      return (index + 1, "finetune")
    }
    // "We use the pretrained X model and fine-tune it"
    if words.has(index, "pretrained", "trained"), isUsed(words, index) { return (index + 1, "finetune") }
    return nil
  }

  /// Whether a link or code stands here, and "on" behind it.
  private static func isLinkedBeforeOn(_ words: Words, _ index: Int) -> Bool {
    guard index < words.count, let span = words.span(at: words[index].range.lowerBound) else { return false }
    switch span.kind {
    case .link, .code: break
    default: return false
    }
    let next = words.all[index...].firstIndex { $0.range.lowerBound >= span.range.upperBound }
    return next.map { words.has($0, "on") || words.has($0, "model") && words.has($0 + 1, "on") } ?? false
  }

  /// "an adapter for the `X` model", "smaller versions of [X]", "based on a pre-trained [X] which is fine-tuned", with a name in code or a link.
  private static func nameOfWhole(_ words: Words, _ index: Int) -> Name? {
    let isAdapter = words.has(index, "adapter", "adapters") && words.has(index + 1, "for")
    let isSmaller =
      words.has(index, "version", "versions") && words.has(index + 1, "of")
      && words.has(index - 1, "smaller", "lighter")
    // "based on a pre-trained [GPT-2] which is fine-tuned on"
    let isBase =
      words.has(index, "based") && words.has(index + 1, "on")
      && words.sentence(around: index).contains { $0 > index && words.has($0, "tuned", "finetuned") }
    guard isAdapter || isSmaller || isBase else { return nil }
    var next = index + 2
    while words.has(next, "the", "original", "a", "an", "pre", "trained", "pretrained", "pretrain") { next += 1 }
    guard next < words.count, let span = words.span(at: words[next].range.lowerBound) else { return nil }
    switch span.kind {
    case .link, .code: return name(words, from: next)
    default: return nil
    }
  }

  /// "use the pretrained `X`" with a name in code or a link directly behind.
  private static func isUsed(_ words: Words, _ index: Int) -> Bool {
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
  private static func isCitation(_ words: Words, _ index: Int) -> Bool {
    words.gap(after: min(index + 2, words.count - 1)).contains(0x3A)
  }

  /// The name in "X fine-tuned on", where it stands directly before.
  private static func nameBefore(_ words: Words, _ index: Int) -> Name? {
    let first: Int
    if words.has(index, "fine"), words.has(index + 1, "tuned"), words.has(index + 2, "on", "for") {
      first = index
    } else if words.has(index, "finetuned"), words.has(index + 1, "on", "for") {
      first = index
    } else {
      return nil
    }
    guard first > 0 else { return nil }
    if let name = createdName(words, first) { return name }
    // "the X model fine-tuned on"
    if first > 1, words.has(first - 1, "model", "checkpoi"), words.gap(after: first - 1).allSatisfy({ $0 == 0x20 }) {
      return nameEnding(words, at: first - 2)
    }
    return nameEnding(words, at: first - 1)
  }

  /// The name that ends in a word.
  private static func nameEnding(_ words: Words, at last: Int) -> Name? {
    let isBracketed = words.gap(after: last).starts(with: ")".utf8)
    guard isBracketed || words.gap(after: last).allSatisfy({ $0 == 0x20 || $0 == 0x60 || $0 == 0x2A }) else {
      return nil
    }
    var low = words[last].range.lowerBound
    while low > 0, words.bytes[low - 1] > 0x20, words.bytes[low - 1] != 0x28, words.bytes[low - 1] != 0x60,
      words.bytes[low - 1] != 0x2A
    { low -= 1 }
    let range = low..<words[last].range.upperBound
    let text = words.string(range)
    return looksLikeName(text) ? Name(text: text, range: range) : nil
  }

  /// "[X] created by [Y] and fine-tuned on": X, where the passage begins with it.
  private static func createdName(_ words: Words, _ first: Int) -> Name? {
    guard first > 3, words.has(first - 1, "and"), let span = words.span(at: words[0].range.lowerBound),
      (1..<min(first, 8)).contains(where: { words.has($0, "created", "by", "from") })
    else { return nil }
    let text = words.string(span.range).trimmed
    return looksLikeName(text) ? Name(text: String(text), range: span.range) : nil
  }

  struct Name {
    var text: String
    var range: Range<Int>
  }

  /// The name of a model within the next words: a link, code or bold text, or a word that looks like one.
  static func name(_ words: Words, from first: Int) -> Name? {
    for index in first..<min(first + 6, words.count) {
      let offset = words[index].range.lowerBound
      if let span = words.span(at: offset) {
        let text = words.string(span.range).trimmed
        if looksLikeName(text), !text.mentions("\n") { return Name(text: String(text), range: span.range) }
      }
      let end = nameEnd(words.bytes, offset)
      let text = words.string(offset..<end)
      if (index..<min(index + 3, words.count)).contains(where: { words.has($0, "dataset", "datasets") }) { return nil }
      if looksLikeName(text) { return Name(text: text, range: offset..<end) }
      if words.endsSentence(after: index) { return nil }
    }
    return nil
  }

  private static func nameEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      let isPart = byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x5F || byte == 0x2F
      let isInner =
        (byte == 0x2E || byte == 0x2B) && end + 1 < bytes.count && (bytes[end + 1].isDigit || bytes[end + 1].isLetter)
      guard isPart || isInner else { break }
      end += 1
    }
    return end
  }

  private static func looksLikeName(_ text: some StringProtocol) -> Bool {
    let utf8 = text.utf8
    guard utf8.count >= 2, utf8.count <= 96 else { return false }
    let lowered = text.lowercased()
    if notNames.contains(lowered) || lowered.hasPrefix("huggingface.co") || lowered.hasPrefix("http")
      || lowered.hasSuffix("'s") || lowered.hasSuffix(".ckpt")
    {
      return false
    }
    if lowered.utf8.count <= 5, lowered.hasPrefix("v"), lowered.utf8.dropFirst().first?.isDigit == true { return false }
    let hasMark = utf8.contains { $0.isDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x2F }
    let capitals = utf8.filter { $0 >= 0x41 && $0 <= 0x5A }.count
    return (hasMark && utf8.first.map { !$0.isDigit } == true && !lowerCompound(text)) || capitals >= 2
  }

  /// `pre-trained` and `self-supervised` are no models.
  private static func lowerCompound(_ text: some StringProtocol) -> Bool {
    let parts = text.lowercased().split(separator: "-")
    return parts.count > 1
      && [
        "trained", "tuned", "training", "tuning", "supervised", "based", "source", "art", "lingual", "level", "of",
        "scale", "the",
      ].contains { $0 == parts[parts.count - 1] }
  }

  private static let notNames: Set<String> = [
    "huggingface", "hugging", "openai", "facebook", "google", "https", "http", "hf", "microsoft", "nvidia", "ai", "nlp",
    "huggingface's",
    "openai's", "google's", "tf", "cntk", "hub", "nvidia's", "bair", "paddle", "paddlepaddle", "matlab", "darknet",
    "t5x", "caffe2", "caffe", "pytorch", "tensorflow", "onnx", "mxnet", "gpu", "tpu", "bigcode",
    "huggingface's", "imagenet", "v2", "v1", "t5x", "jax", "keras", "it", "deepmind", "meta", "facebookai", "the",
    "fp32", "fp16", "bf16", "int8", "int16", "int4", "uint8", "float32", "float16", "bfloat16", "tf32",
  ]
}
