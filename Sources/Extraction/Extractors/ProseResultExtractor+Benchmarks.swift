import Markdown
import Records
import Stages

/// Results of benchmarks, which need no metric, as all know what is counted: "It scores 82.1 on GSM8K and 56.7 on HumanEval".
///
/// Without a metric only the verb tells that a number is a result, so that it must be this model's own.
extension ProseResultExtractor {
  typealias Reached = (value: PrintedValue, range: Range<Int>, dataset: (text: String, range: Range<Int>))

  /// - Returns: whether there are any.
  func readReached(_ words: Words, _ own: OwnNames, _ findings: inout Findings) -> Bool {
    var isAny = false
    for index in words.all.indices where Signals(of: words[index]).contains(.reached) {
      let sentence = words.sentence(around: index)
      let found = Self.reached(words, index, sentence)
      guard !found.isEmpty, Self.isOwn(words, index, sentence, own) else { continue }
      for one in found {
        add(one.value, one.range, one.dataset, [:], words, &findings)
      }
      isAny = true
    }
    return isAny
  }

  /// Adds a result of a benchmark, and that the model was evaluated on it.
  func add(
    _ value: PrintedValue, _ range: Range<Int>, _ dataset: (text: String, range: Range<Int>), _ others: Qualifiers,
    isShare: Bool? = nil, _ words: Words, _ findings: inout Findings
  ) {
    let isShare =
      isShare
      ?? (value.isPercent
        || value.number.value > 1 && value.number.value <= 100
          && TableReading.countsAnswers(dataset.text))
    var qualifiers = others
    qualifiers["dataset"] = .string(dataset.text)
    let line = words.line(at: range.lowerBound)
    findings.add(
      Predicate.evaluation, .number(isShare ? value.number.scaled(byPowerOfTen: -2) : value.number),
      raw: words.string(range), lines: line...line, qualifiers)
    let place = words.line(at: dataset.range.lowerBound)
    findings.add(Predicate.evaluatedOn, .string(dataset.text), raw: dataset.text, lines: place...place)
  }

  /// What follows the verb: "71.3% on MMLU", or the number alone where the sentence begins with "On MMLU,", or the
  /// benchmarks with their numbers in brackets, "state-of-the-art results on DocVQA (87.2) and ChartQA (79.4)".
  private static func reached(_ words: Words, _ verb: Int, _ sentence: Range<Int>) -> [Reached] {
    var next = verb + 1
    while words.has(next, "about", "around", "approxim", "roughly", "nearly") || words.has(next, "over", "up", "to") {
      next += 1
    }
    guard next < sentence.upperBound else { return [] }
    guard let value = number(words, at: next) else { return bracketed(words, verb, sentence) }
    let found = measured(words, value, sentence)
    if !found.isEmpty { return found }
    // "On MMLU, Otter reaches 71.3%"
    guard let dataset = leading(words, sentence, before: verb), isBenchmark(dataset, words),
      words.endsSentence(after: value.next - 1) || words.has(value.next, "and", "in", "with")
        || words.gap(after: value.next - 1).contains(where: { $0 == 0x2C || $0 == 0x28 })
    else { return [] }
    return [(value.printed, value.range, dataset)]
  }

  /// "71.3% (5-shot) on MMLU, 82.1 on GSM8K and 56.7 points on HumanEval", from the first number.
  private static func measured(
    _ words: Words, _ first: (printed: PrintedValue, range: Range<Int>, next: Int), _ sentence: Range<Int>
  ) -> [Reached] {
    guard let dataset = dataset(words, behind: first.next, sentence) else { return [] }
    return [(first.printed, first.range, dataset)] + further(words, behind: dataset.range.upperBound, sentence)
  }

  /// "…, 92.3 % on GSM8K and 71.1 % on MATH": the numbers that a list goes on with, each with its own benchmark.
  static func further(_ words: Words, behind end: Int, _ sentence: Range<Int>) -> [Reached] {
    var found: [Reached] = []
    var end = end
    while found.count < 12, var next = words.first(from: end), next < sentence.upperBound {
      // "on MMLU (5-shot), 82.1"
      if words.gap(after: next - 1).last == 0x28 { next = afterBrackets(words, next) }
      if words.has(next, "benchmar", "dataset") { next += 1 }
      guard next > 0, words.gap(after: next - 1).contains(0x2C) || words.has(next, "and") else { break }
      if words.has(next, "and") { next += 1 }
      guard next < sentence.upperBound, let value = number(words, at: next),
        let dataset = dataset(words, behind: value.next, sentence)
      else { break }
      found.append((value.printed, value.range, dataset))
      end = dataset.range.upperBound
    }
    return found
  }

  /// "on GSM8K" right behind a number, or behind "points" or a remark in brackets.
  private static func dataset(
    _ words: Words, behind first: Int, _ sentence: Range<Int>
  ) -> (text: String, range: Range<Int>)? {
    var next = first
    guard next > 0, next < sentence.upperBound else { return nil }
    if words.gap(after: next - 1).last == 0x28 { next = afterBrackets(words, next) }
    if words.has(next, "points") { next += 1 }
    guard words.has(next, "on"), next + 1 < sentence.upperBound, !words.endsSentence(after: next - 1),
      let name = DatasetPhrase.names(words, from: next + 1).first, isBenchmark(name, words)
    else { return nil }
    return name
  }

  /// The word behind a remark of a few words in brackets: "(5-shot)".
  private static func afterBrackets(_ words: Words, _ first: Int) -> Int {
    words.places(first, first + 5).first { words.gap(after: $0).contains(0x29) }.map { $0 + 1 } ?? first
  }

  /// "on DocVQA (87.2), ChartQA (79.4%) and Heron": the benchmarks that have a number in brackets.
  private static func bracketed(_ words: Words, _ verb: Int, _ sentence: Range<Int>) -> [Reached] {
    guard
      let on = (verb + 1..<max(verb + 1, min(verb + 10, sentence.upperBound - 1))).first(where: {
        words.has($0, "on")
      })
    else { return [] }
    var found: [Reached] = []
    var next = words.has(on + 1, "the", "both") ? on + 2 : on + 1
    while found.count < 12, next < sentence.upperBound, let (name, behind) = DatasetPhrase.name(words, from: next),
      behind < sentence.upperBound, words.gap(after: behind - 1).elementsEqual(" (".utf8),
      let value = number(words, at: behind), isClosed(words, value.range.upperBound), isBenchmark(name, words)
    {
      found.append((value.printed, value.range, name))
      next = value.next
      if words.has(next, "and") { next += 1 }
    }
    return found
  }

  private static func isClosed(_ words: Words, _ end: Int) -> Bool {
    let behind = words.bytes[end...].prefix(2)
    return behind.first == 0x29 || behind.elementsEqual("%)".utf8)
  }

  /// The data set before "with a score of 70.5": "sets a new state of the art on PondBench".
  static func scored(
    _ words: Words, _ first: Int, _ sentence: Range<Int>
  ) -> (text: String, range: Range<Int>)? {
    guard words.has(first - 1, "a", "an"), words.has(first - 2, "with"),
      let on = (max(sentence.lowerBound, first - 9)..<max(sentence.lowerBound, first - 2)).last(where: {
        words.has($0, "on")
      }), on + 1 < words.count,
      let (name, next) = DatasetPhrase.name(words, from: words.has(on + 1, "the") ? on + 2 : on + 1)
    else { return nil }
    let end = words.has(next, "benchmar", "leaderbo") ? next + 1 : next
    return end == first - 2 && isBenchmark(name, words) ? name : nil
  }

  /// Whether a name is sure to be of data, not of a device or a field.
  static func isBenchmark(_ name: (text: String, range: Range<Int>), _ words: Words) -> Bool {
    DatasetPhrase.isClaimed(name, since: words.first(from: name.range.lowerBound) ?? 0, in: words)
      && (!MetricName(name.text).isKnown || KnownDatasets.has(name.text))
  }

  /// Whether a metric behind a verb is of another model, which is called by its name and its size: "Heron-7B achieves".
  static func isOfOther(_ words: Words, _ metric: Int, _ sentence: Range<Int>, _ own: OwnNames) -> Bool {
    guard
      let verb = (max(sentence.lowerBound + 1, metric - 8)..<max(sentence.lowerBound + 1, metric)).last(where: {
        Signals(of: words[$0]).contains(.reached) && !words.has($0, "pass")
      }), words.gap(after: verb - 1).elementsEqual(" ".utf8)
    else { return false }
    let name = name(words, endingAt: words.has(verb - 1, "model") ? verb - 2 : verb - 1, sentence)
    // "our 7B model" is no name.
    return name.utf8.first.map { $0.isCapital } == true && BaseModelExtractor.isSized(name)
      && own.own(of: [name])?.isEmpty != false
  }

  /// What ends with a word, without a space in it.
  private static func name(_ words: Words, endingAt last: Int, _ sentence: Range<Int>) -> String {
    guard last >= sentence.lowerBound else { return "" }
    let end = words[last].range.upperBound
    let name = words.bytes[..<end].suffix(60).reversed().prefix { $0 > 0x20 && $0 != 0x2A && $0 != 0x5B }.count
    return words.string(end - name..<end)
  }

  /// Whether it is this model that a verb is said of: "it", "the model", or one of its names.
  private static func isOwn(_ words: Words, _ verb: Int, _ sentence: Range<Int>, _ own: OwnNames) -> Bool {
    var last = verb - 1
    while words.has(last, "also", "even", "further", "now", "has", "consiste", "alone") { last -= 1 }
    // "Otter is tuned from Gull, achieving 79.9", "Otter, which achieves"
    let isFar =
      last < sentence.lowerBound || words.has(last, "which", "that", "and", "while")
      || words.gap(after: last).contains(0x2C)
    if !isFar { return isOwn(words, endingAt: last, sentence, own) }
    let start = sentence.lowerBound
    guard last > start else { return false }
    // "It is better than Heron, which achieves"
    if words.has(last, "which", "that"), case let text = name(words, endingAt: last - 1, sentence),
      text.utf8.contains(where: { $0.isCapital }), own.own(of: [text])?.isEmpty != false
    {
      return false
    }
    return words.has(start, "it", "we")
      || (start..<min(start + 5, last)).contains { isOwn(words, endingAt: $0, sentence, own) }
  }

  private static func isOwn(_ words: Words, endingAt last: Int, _ sentence: Range<Int>, _ own: OwnNames) -> Bool {
    if words.has(last, "it", "we") { return true }
    if words.has(last, "model", "models", "checkpoi", "version") {
      let first = last - 1
      if words.has(first, "the", "our", "this") || words.has(first, "resultin", "final", "tuned") { return true }
      return first >= sentence.lowerBound && isOwn(words, endingAt: first, sentence, own)
    }
    let text = name(words, endingAt: last, sentence)
    guard text.utf8.contains(where: { $0.isCapital }) else { return false }
    return own.own(of: [text])?.isEmpty == false
  }
}
