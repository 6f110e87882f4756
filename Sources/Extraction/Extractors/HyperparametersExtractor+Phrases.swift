import Markdown
import Records
import Stages

/// Settings that sentences name by a symbol or in words, as the paragraph on BERT's pretraining does.
extension HyperparametersExtractor {
  typealias Setting = (name: String, value: JSON, raw: Range<Int>)

  /// `\\beta_{1} = 0.9`, `beta1=0.9`, `\\epsilon = 1e-6`, "β1 = 0.9"
  static func symbol(_ words: Words, _ index: Int) -> Setting? {
    if words.bytes[words[index].range.lowerBound] == 0xCE, let setting = greek(words, index) { return setting }
    guard words.has(index, "beta", "beta1", "beta2") || words.has(index, "epsilon") else { return nil }
    var name = words.string(index).lowercased()
    var last = index
    if words.has(index, "beta") {
      guard words.has(index + 1, "1", "2"), words.gap(after: index).allSatisfy({ $0 == 0x5F || $0 == 0x7B }) else {
        return nil
      }
      name += "_" + words.string(index + 1)
      last = index + 1
    }
    return equated(words, last).map { (name, $0.value, $0.raw) }
  }

  /// "β1 = 0.9", "β₂ = 0.95", "ε = 1e-8"
  private static func greek(_ words: Words, _ index: Int) -> Setting? {
    let letters = words.bytes[words[index].range]
    let isBeta = letters.starts(with: "β".utf8)
    guard letters.count <= 5, isBeta || letters.elementsEqual("ε".utf8) || letters.elementsEqual("ϵ".utf8) else {
      return nil
    }
    let isParted = letters.count == 2 && words.has(index + 1, "1", "2") && words.gap(after: index).elementsEqual([0x5F])
    // β alone is of a measure or a loss.
    guard !isBeta || letters.count > 2 || isParted else { return nil }
    let last = isParted ? index + 1 : index
    let name = words.string(words[index].range.lowerBound..<words[last].range.upperBound)
    return equated(words, last).map { (name, $0.value, $0.raw) }
  }

  /// The number behind a word and a sign of equality.
  private static func equated(_ words: Words, _ name: Int) -> (value: JSON, raw: Range<Int>)? {
    let gap = words.gap(after: name)
    // "an epsilon of 1e-8"
    let isSaid = words.has(name + 1, "of") && words.has(name, "epsilon") && gap.elementsEqual(" ".utf8)
    let last = isSaid ? name + 1 : name
    guard last + 1 < words.count,
      isSaid
        || gap.contains(UInt8(ascii: "="))
          && gap.allSatisfy({ $0 == 0x20 || $0 == 0x3D || $0 == 0x7D || $0 == 0x24 })
    else { return nil }
    let start = words[last + 1].range.lowerBound
    var end = start
    while end < words.bytes.count, isNumberByte(words.bytes, end) { end += 1 }
    guard let printed = PrintedValue(words.string(start..<end)), printed.rest.isEmpty else { return nil }
    return (.number(printed.number), start..<end)
  }

  /// "inverse square root learning rate schedule"
  static func schedule(_ words: Words, _ index: Int) -> Setting? {
    guard words.has(index, "schedule"), words.has(index - 1, "rate"), words.has(index - 2, "learning"), index > 2,
      words.gap(after: index - 3).elementsEqual(" ".utf8) || words.gap(after: index - 3).elementsEqual(") ".utf8)
    else { return nil }
    if let setting = explained(words, index) { return setting }
    var first = index - 3
    if words.has(first, "root"), words.has(first - 1, "square"), words.has(first - 2, "inverse") {
      first -= 2
    } else if !words.has(first, "linear", "cosine", "polynomi", "exponent", "constant", "triangul", "wsd") {
      return nil
    }
    let raw = words[first].range.lowerBound..<words[index - 3].range.upperBound
    return (
      Entry.snake(words.string(words[index - 2].range.lowerBound..<words[index].range.upperBound)),
      .string(words.string(raw)), raw
    )
  }

  /// "a WSD (warmup-stable-decay) learning rate schedule": what is written in full behind it.
  private static func explained(_ words: Words, _ index: Int) -> Setting? {
    guard words.gap(after: index - 3).elementsEqual(") ".utf8),
      let first = words.places(index - 8, index - 3).last(where: { words.gap(after: $0).elementsEqual(" (".utf8) }),
      words.bytes[words[first].range].allSatisfy({ $0.isCapital })
    else { return nil }
    return (
      Entry.snake(words.string(words[index - 2].range.lowerBound..<words[index].range.upperBound)),
      .string(words.string(first)), words[first].range
    )
  }

  /// "with 2 gradient accumulation steps", "x2 gradient accumulation steps = 28": the number before them.
  static func accumulated(_ words: Words, _ index: Int) -> Setting? {
    guard words.has(index, "gradient"), words.has(index + 1, "accumula"), words.has(index + 2, "steps"), index > 0,
      words.gap(after: index - 1).elementsEqual(" ".utf8)
    else { return nil }
    let word = words[index - 1].range
    let raw = words.bytes[word.lowerBound] | 0x20 == UInt8(ascii: "x") ? word.lowerBound + 1..<word.upperBound : word
    guard !raw.isEmpty, words.bytes[raw].allSatisfy(\.isDigit), raw.count < 5,
      let printed = PrintedValue(words.string(raw))
    else { return nil }
    return ("gradient_accumulation_steps", .number(printed.number), raw)
  }

  /// The words of a name that is said in several: "random seed", "duplicate factor", "masked language model probability",
  /// "max predictions per sequence", "training steps:".
  static func phrase(_ words: Words, _ index: Int) -> Range<Int>? {
    if words.has(index, "seed") { return (words.has(index - 1, "random") ? index - 1 : index)..<index + 1 }
    if words.has(index, "gradient"), words.has(index + 1, "accumula") {
      return index..<(words.has(index + 2, "steps") ? index + 3 : index + 2)
    }
    if words.has(index, "factor"), words.has(index - 1, "duplicat") { return index - 1..<index + 1 }
    if words.has(index, "sequence"), words.has(index - 1, "per"), words.has(index - 2, "predicti") {
      return (words.has(index - 3, "max", "maximum") ? index - 3 : index - 2)..<index + 1
    }
    if words.has(index, "probabil") {
      var low = index
      while words.has(low - 1, "masked", "masking", "mask", "language", "model", "short", "sequence") { low -= 1 }
      return low < index ? low..<index + 1 : nil
    }
    // How many steps were taken is told behind a colon: those of a sentence have the number before them.
    guard words.has(index, "steps", "iteratio"), index > 0, index + 1 < words.count,
      words.gap(after: index).contains(where: { $0 == 0x3A || $0 == 0x3D }), !isSpaced(words, index + 1)
    else { return nil }
    var low = index
    while words.has(low - 1, "training", "train", "total", "number", "num", "of", "optimiza", "max", "maximum") {
      low -= 1
    }
    return low < index ? low..<index + 1 : nil
  }

  /// "for two epochs", "over three epochs"
  private static func spelled(_ words: Words, _ index: Int) -> Setting? {
    guard words.has(index - 2, "for", "over"), !words.has(index + 1, "on", "per") else { return nil }
    let numerals: [StaticString] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    guard numerals.contains(where: { words.has(index - 1, $0) }) else { return nil }
    return (words.string(index).lowercased(), .string(words.string(index - 1)), words[index - 1].range)
  }

  /// Whether the number at a word goes on behind a space: "56 000".
  private static func isSpaced(_ words: Words, _ index: Int) -> Bool {
    index + 1 < words.count && words.gap(after: index).elementsEqual(" ".utf8)
      && words[index].range.count < 4 && words[index + 1].range.count == 3
      && words.bytes[words[index + 1].range.lowerBound].isDigit
  }

  /// "checkpoints that were produced by training it for 10,000 additional steps" are what the model began with.
  static func isOfStart(_ words: Words, _ index: Int) -> Bool {
    words.places(index - 10, index).contains { words.has($0, "produced") && words.has($0 + 1, "by") }
  }

  /// "trained for 11500 iterations", "fine-tuned for 120k updates"
  private static func iterations(_ words: Words, _ index: Int) -> Setting? {
    let gap: ArraySlice<UInt8> = index > 0 ? words.gap(after: index - 1) : []
    guard gap.elementsEqual(" ".utf8) || gap.elementsEqual("` ".utf8),
      words.sentence(around: index).prefix(while: { $0 < index }).contains(where: {
        words.has($0, "trained", "tuned", "pretrain", "finetune")
      }), !words.has(index + 1, "of") || words.has(index + 2, "batch")
    else { return nil }
    let raw = Self.start(words, of: index - 1)..<words[index - 1].range.upperBound
    guard let printed = PrintedValue(words.string(raw)), isPlainUnit(printed.rest),
      let number = printed.rest.isEmpty ? printed.number : printed.magnified, number.value >= 100
    else { return nil }
    return (words.string(index).lowercased(), .number(number), raw)
  }

  /// "for two million steps", "for 1.2 million steps", "1M training steps".
  static func counted(_ words: Words, _ index: Int) -> Setting? {
    if words.has(index, "epochs", "epoch") { return spelled(words, index) }
    if words.has(index, "iteratio", "updates") { return iterations(words, index) }
    guard words.has(index, "steps"), index > 1,
      words.has(index - 1, "million", "thousand", "training", "extra", "addition"),
      !(max(0, index - 5)..<index).contains(where: {
        // "up to 2M steps", but not "set-up: 2M steps"
        words.has($0, "instead", "than") || words.has($0, "up") && words.has($0 + 1, "to")
      }), !isOfStart(words, index)
    else { return nil }
    if index > 2, words.has(index - 1, "training"), words.has(index - 2, "million", "thousand") {
      let raw = Self.start(words, of: index - 3)..<words[index - 2].range.upperBound
      return PrintedValue(words.string(raw))?.magnified.map { ("training_steps", .number($0), raw) }
    }
    if words.has(index - 1, "training", "extra", "addition") {
      let name = words.has(index - 1, "training") ? "training_steps" : "steps"
      let raw = Self.start(words, of: index - 2)..<words[index - 2].range.upperBound
      guard words.gap(after: index - 2).elementsEqual(" ".utf8), let printed = PrintedValue(words.string(raw)),
        isPlainUnit(printed.rest), printed.number.value > 0
      else { return nil }
      return (printed.rest.isEmpty ? printed.number : printed.magnified).map { (name, .number($0), raw) }
    }
    let numerals: [StaticString] = ["one", "two", "three", "four", "five"]
    let isSpelled = numerals.contains { words.has(index - 2, $0) }
    let start = isSpelled ? words[index - 2].range.lowerBound : Self.start(words, of: index - 2)
    let raw = start..<words[index - 1].range.upperBound
    // A number in words is told as it is printed; `normalise` counts it.
    if isSpelled { return ("steps", .string(words.string(raw)), raw) }
    return PrintedValue(words.string(raw))?.magnified.map { ("steps", .number($0), raw) }
  }

  /// "batches of 256 sequences of length 512"
  static func batched(_ words: Words, _ index: Int) -> Setting? {
    guard words.has(index, "of", "length"), index > 1, index + 1 < words.count else { return nil }
    let isBatch =
      words.has(index - 1, "batches", "batch") && words.has(index + 2, "sequence", "examples", "samples", "sentence")
    let isLength = words.has(index, "length") && words.has(index - 1, "of") && words.has(index - 2, "sequence")
    guard isBatch || isLength else { return nil }
    let raw = words[index + 1].range
    guard let printed = PrintedValue(words.string(raw)), printed.rest.isEmpty, printed.number.value >= 2 else {
      return nil
    }
    return (isBatch ? "batch_size" : "sequence_length", .number(printed.number), raw)
  }

  /// "with 4 images per GPU", "512 tokens per instance, 256 instances per batch"
  static func perUnit(_ words: Words, _ index: Int) -> Setting? {
    guard words.has(index + 1, "per"), index > 0,
      words.has(index, "images") && words.has(index + 2, "gpu")
        || words.has(index, "tokens", "instance") && words.has(index + 2, "instance", "batch"),
      case let raw = words[index - 1].range, words.bytes[raw].count <= 4, words.bytes[raw].allSatisfy(\.isDigit),
      let printed = PrintedValue(words.string(raw))
    else { return nil }
    let name = words.string(words[index].range.lowerBound..<words[index + 2].range.upperBound)
    return (Entry.snake(name), .number(printed.number), raw)
  }

  /// Where the name of a batch begins that is one of several: "a gpu batch size", "per-device batch size".
  static func part(_ words: Words, _ index: Int) -> Int {
    let isJoined = { (place: Int) in
      place >= 0 && (words.gap(after: place).elementsEqual(" ".utf8) || words.gap(after: place).elementsEqual("-".utf8))
    }
    guard isJoined(index - 1) else { return index }
    if words.has(index - 1, "micro", "local") { return index - 1 }
    guard words.has(index - 1, "gpu", "device", "tpu", "core", "node") else { return index }
    if words.has(index - 2, "per"), isJoined(index - 2) { return index - 2 }
    // "on a single V100 GPU batch size 32" is broken in two.
    return words.has(index - 2, "a") ? index - 1 : index
  }

  /// The bounds that a number is the upper one of: "2-3M" of "for ~2-3M steps".
  static func spread(_ words: Words, _ raw: Range<Int>) -> Range<Int>? {
    var start = raw.lowerBound
    guard start > 1, words.bytes[start - 1] == 0x2D, words.bytes[start - 2].isDigit else { return nil }
    start -= 1
    while start > 0, raw.lowerBound - start < 8, words.bytes[start - 1].isDigit || words.bytes[start - 1] == 0x2E {
      start -= 1
    }
    // "v3-8", "2020-10-2 steps"
    guard start == 0 || words.bytes[start - 1] <= 0x20 || words.bytes[start - 1] == 0x7E,
      words.bytes[start].isDigit
    else { return nil }
    return start..<raw.upperBound
  }
}
