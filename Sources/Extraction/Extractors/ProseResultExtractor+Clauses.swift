import Records
import Stages

extension ProseResultExtractor {
  /// The part of a sentence that tells of a value: ", with mAP50 of 52.3" and ", achieving an F1 of 0.8" stand behind what
  /// the model was compared with.
  static func clause(_ words: Words, _ sentence: Range<Int>, _ index: Int, until end: Int?) -> Range<Int> {
    let start = (sentence.lowerBound..<max(sentence.lowerBound, index)).last {
      words.has($0, "with", "achievin", "reaching") && $0 > sentence.lowerBound
        && words.gap(after: $0 - 1).contains(0x2C)
    }
    let low = start ?? sentence.lowerBound
    return low..<max(low, end ?? sentence.upperBound)
  }

  /// "on the held-out test set", "on dev/validation": the part of a data set that nobody needs to name.
  static func split(_ words: Words, from first: Int, in sentence: Range<Int>) -> String? {
    for index in words.places(first, min(first + 6, sentence.upperBound)) where words.has(index, "on", "in", "for") {
      var next = index + 1
      while words.has(next, "the", "a", "our", "its") || words.has(next, "held", "out", "official") { next += 1 }
      guard words.has(next, "test", "dev", "validati", "evaluati") || words.has(next, "eval", "developm"),
        words.has(next + 1, "set", "split", "sets", "data") || words.endsSentence(after: next)
      else { return nil }
      return words.string(next).lowercased()
    }
    return nil
  }

  /// "The best score the model achieved was 0.8235, as measured by the eval set accuracy"
  func readMeasured(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "measured") && words.has(index + 1, "by") {
      guard
        let metric = words.places(index + 2, index + 8).first(where: { MetricName(words.string($0)).isKnown }),
        let scale = MetricName(words.string(metric)).scale
      else { continue }
      let sentence = words.sentence(around: index)
      guard sentence.contains(metric), sentence.contains(where: { words.has($0, "score", "result") }),
        let place = sentence.first(where: { words.has($0, "was", "is", "of") && Self.number(words, at: $0 + 1) != nil }
        ),
        place < index, let value = Self.number(words, at: place + 1)
      else { continue }
      let isPercent = scale != .printed && (value.printed.isPercent || value.printed.number.double > 1)
      let line = words.line(at: value.range.lowerBound)
      let name = words[metric].range.lowerBound..<words[Self.end(words, metric) - 1].range.upperBound
      var qualifiers: Qualifiers = ["metric": .string(words.string(name))]
      if let dataset = Self.loaded(words) {
        qualifiers["dataset"] = .string(dataset.text)
        findings.addOnce(Predicate.evaluatedOn, dataset.text, raw: dataset.text, lines: dataset.line...dataset.line)
      }
      findings.add(
        Predicate.evaluation,
        .number(isPercent ? value.printed.number.scaled(byPowerOfTen: -2) : value.printed.number),
        raw: words.string(value.range), lines: line...line, qualifiers)
    }
  }

  /// "430+ FPS on a GTX 1660", "FPS of 41.7": how many images a second the model takes, which videos have as well.
  func readSpeed(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "fps") {
      let sentence = words.sentence(around: index)
      if sentence.contains(where: { words.has($0, "video", "videos", "clip", "clips", "camera", "sampled", "frames") })
      {
        continue
      }
      guard !(max(sentence.lowerBound, index - 8)..<index).contains(where: { words.has($0, "than", "vs", "whereas") }),
        let range = Self.speed(words, index), let printed = PrintedValue(words.string(range)), printed.rest.isEmpty
      else { continue }
      let line = words.line(at: range.lowerBound)
      findings.add(
        Predicate.evaluation, .number(printed.number), raw: words.string(range), lines: line...line,
        ["metric": .string(words.string(index))])
    }
  }

  /// The number behind "FPS of", or before "FPS".
  private static func speed(_ words: Words, _ index: Int) -> Range<Int>? {
    if words.has(index + 1, "of", "is"), let value = number(words, at: index + 2) { return value.range }
    guard index > 0, words.gap(after: index - 1).allSatisfy({ $0 == 0x20 || $0 == 0x2B || $0 == 0x2A }) else {
      return nil
    }
    let start = HyperparametersExtractor.start(words, of: index - 1)
    return words.bytes[start].isDigit
      && (start == 0 || words.bytes[start - 1] <= 0x20 || words.bytes[start - 1] == 0x2A)
      ? start..<words[index - 1].range.upperBound : nil
  }
}
