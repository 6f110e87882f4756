import Markdown
import Records
import Stages

/// "batch size of 32", "learning rate: 2e-5", "for 3 epochs".
extension HyperparametersExtractor {
  /// "batch size of 32", "learning rate: 2e-5", "for 3 epochs".
  func readProse(_ passage: Passage, _ findings: inout Findings) {
    let words = passage.words
    func add(_ name: Range<Int>, _ value: JSON, _ raw: Range<Int>, called: String? = nil) {
      let text = words.string(words[name.lowerBound].range.lowerBound..<words[name.upperBound - 1].range.upperBound)
      let line = words.line(at: raw.lowerBound)
      findings.add(
        Predicate.hyperparameter, value, raw: words.string(raw), lines: line...line,
        ["name": .string(called ?? Entry.snake(text))],
        method: .proseRule, confidence: 0.8)
    }
    if passage.text.text.mentions(" loss function"), let loss = Self.loss(words) {
      let name = words.string(loss)
      let line = words.line(at: loss.lowerBound)
      findings.add(
        Predicate.hyperparameter, .string(name), raw: name, lines: line...line, ["name": "loss_function"],
        method: .proseRule, confidence: 0.8)
    }
    if passage.text.text.mentions("linear decay of the learning rate")
      || passage.text.text.mentions("linear learning rate decay")
    {
      readDecay(words, &findings)
    }
    let mayBeOther = passage.text.text.mentions("inference")
    var index = 0
    while index < words.count {
      defer { index += 1 }
      // Most words begin no setting, which one look tells.
      guard Self.signs[words[index]] != nil || words.bytes[words[index].range.lowerBound] == 0xCE else { continue }
      if words.has(index, "tokens", "instance"), !words.has(index + 1, "per") { continue }
      // What inference was run with is no setting of the training.
      if mayBeOther, words.sentence(around: index).contains(where: { words.has($0, "inferenc") }) { continue }
      // "optimized" begins like it.
      if words.has(index, "optimizer"), words[index].range.count > 8,
        words.bytes[words[index].range.lowerBound + 8] == UInt8(ascii: "r"),
        let optimizer = Self.optimizer(words, beside: index)
      {
        add(index..<index + 1, .string(words.string(optimizer)), words[optimizer].range)
        continue
      }
      if Self.isOptimizer(words, index) {
        findings.add(
          Predicate.hyperparameter, .string(words.string(index)), raw: words.string(index),
          lines: words.line(at: words[index].range.lowerBound)...words.line(at: words[index].range.lowerBound),
          ["name": "optimizer"], method: .proseRule, confidence: 0.8)
        continue
      }
      if let (name, value, raw) = Self.symbol(words, index) ?? Self.schedule(words, index) ?? Self.counted(words, index)
        ?? Self.batched(words, index) ?? Self.accumulated(words, index) ?? Self.perUnit(words, index)
      {
        findings.add(
          Predicate.hyperparameter, value, raw: words.string(raw),
          lines: words.line(at: raw.lowerBound)...words.line(at: raw.upperBound - 1), ["name": .string(name)],
          method: .proseRule, confidence: 0.8)
        continue
      }
      if let name = Self.named(words, index).map({ Self.whole($0, in: passage) }),
        !Self.isExample(words, name.lowerBound), !Self.isOfPadding(words, name.lowerBound)
      {
        if let (value, raw) = Self.number(words, after: name.upperBound - 1) {
          add(name, value, raw)
          if words.has(index, "sequence"), let (value, raw) = Self.remaining(words, name.upperBound) {
            add(name, value, raw)
          }
          index = max(index, name.upperBound - 1)
          continue
        }
        // "a 2e-5 learning rate"
        if name.count > 1, let (value, raw) = Self.number(words, before: name.lowerBound) {
          add(name, value, raw)
          index = max(index, name.upperBound - 1)
          continue
        }
      }
      // The number stands first: 3 epochs, 56k steps, 155k extra steps.
      if words.has(index, "epochs", "epoch", "steps"), index > 0,
        words.gap(after: index - 1).allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x60 })
      {
        let isQualified =
          index > 1 && words.has(index - 1, "training", "extra", "addition", "more") && words.has(index, "steps")
          && words.gap(after: index - 2).elementsEqual(" ".utf8)
        let last = isQualified ? index - 2 : index - 1
        let start = Self.start(words, of: last)
        let raw = start..<words[last].range.upperBound
        guard let printed = PrintedValue(words.string(raw)),
          !passage.isItem || index < 12 || Self.isTrained(words, index),
          // "found after 2 epochs" says when, not for how long.
          !(words.has(index - 2, "after") && words.has(index - 3, "found", "achieved", "reached")),
          !(words.has(index - 2, "first") && words.has(index - 4, "after")),
          // "the state at each 5000 steps"
          !words.has(index - 2, "each", "every"), !Self.isOfStart(words, index),
          // "50 steps DDIM sampling" are none of a training.
          !words.has(index + 1, "ddim", "plms", "sampling"), !words.has(index + 2, "sampling")
        else { continue }
        let isSteps = words.has(index, "steps")
        if printed.second == nil, let spread = Self.spread(words, raw) {
          add(index..<index + 1, .string(words.string(spread)), spread)
          continue
        }
        // Of steps there are no parts: "100.000 steps" are many.
        let whole = isSteps ? Self.thousands(words, raw) : nil
        if let number = whole ?? (printed.rest.isEmpty ? printed.number : printed.magnified),
          Self.isPlainUnit(printed.rest),
          // "After you finish the above 4 steps"
          !isSteps || number.value >= 10
        {
          let warmup = isSteps ? Self.warmup(words, before: index) : nil
          // "warmed up over the first 10,000 steps" names no setting by its name.
          let isWarmed = warmup.map { words.has($0.upperBound - 2, "warmed") } == true
          add(warmup ?? index..<index + 1, .number(number), raw, called: isWarmed ? "warmup_steps" : nil)
        }
      }
    }
  }

  /// "learning rate warmup for 10,000 steps and linear decay of the learning rate after"
  private func readDecay(_ words: Words, _ findings: inout Findings) {
    guard
      let linear = words.all.indices.first(where: {
        words.has($0, "linear")
          && (words.has($0 + 1, "decay") || words.has($0 + 2, "rate") && words.has($0 + 3, "decay"))
      })
    else { return }
    let line = words.line(at: words[linear].range.lowerBound)
    findings.add(
      Predicate.hyperparameter, .string(words.string(linear)), raw: words.string(linear), lines: line...line,
      ["name": "learning_rate_decay"], method: .proseRule, confidence: 0.8)
  }

  /// "was trained with a mean squared error loss function": what stands before it.
  private static func loss(_ words: Words) -> Range<Int>? {
    guard
      let end = words.all.indices.first(where: { words.has($0, "loss") && words.has($0 + 1, "function") }),
      let start = words.places(max(1, end - 5), end).last(where: {
        words.has($0, "a", "an", "the") && words.has($0 - 1, "with")
      }),
      words.has(start - 2, "trained"), start + 1 < end
    else { return nil }
    return words[start + 1].range.lowerBound..<words[end - 1].range.upperBound
  }

  /// The words by which settings are found; Greek letters are told by their first byte.
  private static let signs = WordTable<Bool>([
    (
      true,
      [
        "optimizer", "adamw", "adam", "adafactor", "beta", "beta1", "beta2", "epsilon", "schedule", "epochs", "epoch",
        "iterations", "updates", "steps", "of", "length", "gradient", "batch", "batchsize", "learning", "weight",
        "warmup", "dropout", "context", "seed", "factor", "sequence", "probability", "rank", "alpha", "r", "lr",
        "momentum", "sgd", "rmsprop", "lamb", "label", "max", "maximum", "images", "minibatch", "bs",
        "tokens", "instance",
      ]
    )
  ])

  /// What steps are of that a warm-up takes: "learning rate warmup for 10,000 steps", "linear warm up for 2500 steps".
  private static func warmup(_ words: Words, before index: Int) -> Range<Int>? {
    guard
      let warm = (max(0, index - 8)..<index).last(where: {
        words.has($0, "warmup", "warm") && index - $0 <= 6 || words.has($0, "warmed")
      }),
      words.has(warm, "warmup") || words.has(warm + 1, "up")
    else { return nil }
    let end = words.has(warm, "warmup") ? warm + 1 : warm + 2
    return (words.has(warm - 1, "rate") && words.has(warm - 2, "learning") ? warm - 2 : warm)..<end
  }

  /// Whether a setting is one of an example, "e.g., lr=0.01 for 4 ponds and lr=0.08 for 16", or of what a machine has room
  /// for: "At least 14 GB of memory are required for a batch size of 1".
  private static func isExample(_ words: Words, _ index: Int) -> Bool {
    let sentence = words.sentence(around: index)
    if words.places(max(1, index - 12), index).contains(where: { words.has($0, "g") && words.has($0 - 1, "e") }) {
      return true
    }
    // "with batchsize of 128, instead of 1M with batchsize of 256"
    if (max(sentence.lowerBound, index - 6)..<max(sentence.lowerBound, index)).contains(where: {
      words.has($0, "instead")
    }) {
      return true
    }
    return words.has(index, "batch")
      && sentence.contains { words.has($0, "memory", "vram") }
      && sentence.contains { words.has($0, "required", "requires", "fit") }
  }

  /// Whether the sentence says before a number of steps that the model was trained: "tuned on songs of otters for 3 epochs".
  private static func isTrained(_ words: Words, _ index: Int) -> Bool {
    let sentence = words.sentence(around: index)
    return (sentence.lowerBound..<index).contains {
      words.has($0, "trained", "tuned", "pretrain", "finetune") || words.has($0, "fine") && words.has($0 + 1, "tuned")
    } && !words.places(index - 5, index).contains { words.has($0, "warmup", "warm", "every", "each") }
  }

  /// Whether the sentence is about how what goes in is filled up.
  private static func isOfPadding(_ words: Words, _ index: Int) -> Bool {
    words.sentence(around: index).contains {
      words.has($0, "padding") || words.has($0, "pad") && words.has($0 - 1, "to")
    }
  }

  /// "limited to 128 tokens for 90% of the steps and 512 for the remaining 10%"
  private static func remaining(_ words: Words, _ from: Int) -> (JSON, Range<Int>)? {
    guard
      let last = words.places(from, from + 18).first(where: {
        words.has($0, "remainin", "rest") && words.has($0 - 1, "the") && words.has($0 - 2, "for")
      }), words.has(last - 4, "and"), let printed = PrintedValue(words.string(last - 3)), printed.rest.isEmpty
    else { return nil }
    return (.number(printed.number), words[last - 3].range)
  }

  /// `100.000` and `1.000.000` as numbers of thousands.
  private static func thousands(_ words: Words, _ raw: Range<Int>) -> PrintedNumber? {
    let parts = words.bytes[raw].split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count > 1, parts.dropFirst().allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isDigit) }) else {
      return nil
    }
    return PrintedValue(String(decoding: parts.joined(), as: UTF8.self))?.number
  }

  /// The word beside "optimizer" that names one.
  private static func optimizer(_ words: Words, beside index: Int) -> Int? {
    // "The optimizer used is Adam"
    [index - 1, index + 1, index + 2, words.has(index + 2, "is", "was") ? index + 3 : index].first {
      words.has($0, "adam", "adamw", "lamb", "lion", "sgd", "adafactor", "rmsprop", "adagrad", "radam")
    }
  }

  static func isPlainUnit(_ rest: String) -> Bool { rest.isEmpty || rest == "k" || rest == "K" || rest == "M" }

  /// The words of a hyperparameter's name that begin here.
  private static func named(_ words: Words, _ index: Int) -> Range<Int>? {
    let isPair =
      words.has(index, "batch", "minibatch") && words.has(index + 1, "size")
      || words.has(index, "learning") && words.has(index + 1, "rate")
      || words.has(index, "weight") && words.has(index + 1, "decay")
      || words.has(index, "warmup") && words.has(index + 1, "proportion", "ratio", "steps")
      || words.has(index, "dropout") && words.has(index + 1, "rate", "probability")
      || words.has(index, "gradient") && words.has(index + 1, "clipping", "accumula")
      || words.has(index, "label") && words.has(index + 1, "smoothin")
      || words.has(index, "max", "maximum") && words.has(index + 1, "length") && isOfTraining(words, index)
      || words.has(index, "context") && words.has(index + 1, "length", "window", "size") && isOfTraining(words, index)
    if isPair {
      var low = index
      // "global batch size", "total batch size"
      if words.has(index, "batch"), index > 0,
        words.has(index - 1, "global", "total", "train", "training", "effective", "mini")
      {
        low -= 1
      }
      if words.has(low, "training", "mini") { low = index }
      if words.has(index, "batch"), low == index { low = part(words, index) }
      if words.has(index, "learning"),
        words.has(index - 1, "initial", "peak", "maximum", "max", "minimum", "min", "final")
      {
        low -= 1
      }
      // "learning rate warm up"
      if words.has(index + 1, "rate"), words.has(index + 2, "warm"), words.has(index + 3, "up") {
        return low..<index + 4
      }
      return low..<(words.has(index + 1, "accumula") && words.has(index + 2, "steps") ? index + 3 : index + 2)
    }
    if let name = phrase(words, index) ?? adapted(words, index) { return name }
    if words.has(index, "sequence"), words.has(index + 1, "length") {
      let low = index > 0 && words.has(index - 1, "maximum", "max", "maximal", "initial") ? index - 1 : index
      return low..<index + 2
    }
    // The momentum of batch norm is a default of the module, and no optimiser's.
    if words.has(index, "momentum"), words.has(index - 1, "norm") { return nil }
    if words.has(index, "lr", "dropout", "momentum", "epochs", "batchsize", "bs") {
      return index..<index + 1
    }
    return nil
  }

  /// All of a name as programs print it: "max_lr" where "lr" was read, "num_train_epochs", and "Input sequence length" of
  /// an item that is "Input sequence length: 1024".
  private static func whole(_ name: Range<Int>, in passage: Passage) -> Range<Int> {
    let words = passage.words
    func isJoined(_ index: Int) -> Bool { words.gap(after: index).elementsEqual("_".utf8) }
    var (low, high) = (name.lowerBound, name.upperBound)
    while low > 0, isJoined(low - 1) { low -= 1 }
    while high < words.count, isJoined(high - 1) { high += 1 }
    if passage.isItem, (1...3).contains(low), words.gap(after: high - 1).starts(with: [0x3A]),
      (0..<low).allSatisfy({ words.gap(after: $0).elementsEqual(" ".utf8) && !isLinking(words, $0) })
    {
      return 0..<high
    }
    return low..<high
  }

  /// Whether a word stands before a name and is none of it: "with a batch size: 8".
  private static func isLinking(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "a", "an", "the", "with", "and", "of", "using", "used", "at", "on", "our", "for", "in", "to")
  }

  /// The number that a name is said to have: behind "of", "=", ":", "is", "to".
  private static func number(_ words: Words, after last: Int) -> (JSON, Range<Int>)? {
    var next = last + 1
    let gap = words.gap(after: last)
    let isMarked = gap.contains(UInt8(ascii: "=")) || gap.contains(UInt8(ascii: ":"))
    guard gap.allSatisfy({ $0 == 0x20 || $0 == 0x3D || $0 == 0x3A || $0 == 0x60 || $0 == 0x2A || $0 == 0x0A }) else {
      return nil
    }
    // "batch size 1760", which needs no word between
    var isLinked =
      isMarked || words.has(last, "size", "length", "rate", "decay")
      || words.has(last, "batchsize", "rank", "alpha", "lr", "bs")
      // "dropout 0.1", "seed 42", but not "after dropout 3 layers"
      || words.has(last, "dropout", "momentum", "smoothin") && words.has(next, "0")
      || words.has(last, "seed") && words.has(last - 1, "and", "with", "random")
    while words.has(next, "of", "is", "was", "to", "set", "at", "equal", "fixed", "limited", "up")
      // "was set to a fixed value of 1e-4", "was kept at 32", "was only 4"
      || words.has(next, "a", "constant", "value", "kept", "only", "restrict", "as")
    {
      isLinked = true
      next += 1
    }
    guard isLinked, next < words.count, words.bytes[words[next].range.lowerBound].isDigit || words.has(next, "e") else {
      return nil
    }
    let start = words[next].range.lowerBound
    // The number with its point and exponent: 2.5e-3.
    var end = start
    while end < words.bytes.count, isNumberByte(words.bytes, end) { end += 1 }
    guard let printed = PrintedValue(words.string(start..<end)), isPlainUnit(printed.rest) else { return nil }
    if let power = power(of: words.bytes, behind: end) {
      return (.number(printed.number.scaled(byPowerOfTen: power.exponent)), start..<power.end)
    }
    if words.has(last, "size", "batchsize"), let end = factors(words.bytes, behind: end) {
      return (.string(words.string(start..<end)), start..<end)
    }
    let number = printed.rest.isEmpty ? printed.number : printed.magnified
    return number.map { (.number($0), start..<end) }
  }

  /// The number directly before a name: `2e-5` is the words 2e and 5.
  private static func number(_ words: Words, before first: Int) -> (JSON, Range<Int>)? {
    guard first > 0, words.gap(after: first - 1).elementsEqual(" ".utf8) else { return nil }
    let end = words[first - 1].range.upperBound
    var start = end
    while start > 0, isNumberByte(words.bytes, start - 1) { start -= 1 }
    // "16*8 batch size"
    if start > 1, words.has(first, "batch") || words.has(first + 1, "batch"), words.bytes[start - 2].isDigit,
      let low = words.first(from: start - 4).map({ words[$0].range.lowerBound }), low < start,
      factors(words.bytes, behind: start - 1) == end, low == 0 || words.bytes[low - 1] <= 0x20
    {
      return (.string(words.string(low..<end)), low..<end)
    }
    guard start < end, words.bytes[start].isDigit, start == 0 || words.bytes[start - 1] <= 0x20,
      let printed = PrintedValue(words.string(start..<end)), printed.rest.isEmpty
    else { return nil }
    return (.number(printed.number), start..<end)
  }

  static func isNumberByte(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x30...0x39: true
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "k"), UInt8(ascii: "K"), UInt8(ascii: "M"): true
    case UInt8(ascii: "."), UInt8(ascii: ","): index + 1 < bytes.count && bytes[index + 1].isDigit
    case UInt8(ascii: "-"): index > 0 && bytes[index - 1] | 0x20 == UInt8(ascii: "e")
    default: false
    }
  }

  /// Where the number that ends in a word begins: `2,000`, `1.5` and `2'000` are two words.
  static func start(_ words: Words, of index: Int) -> Int {
    var start = words[index].range.lowerBound
    while start >= 2, [0x2C, 0x2E, 0x27].contains(words.bytes[start - 1]), words.bytes[start - 2].isDigit {
      start -= 2
      while start > 0, words.bytes[start - 1].isDigit { start -= 1 }
    }
    return start
  }
}
