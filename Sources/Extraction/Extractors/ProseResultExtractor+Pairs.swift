import Records
import Stages

/// Data sets that each have their value in brackets behind them.
extension ProseResultExtractor {
  private typealias Pair = (dataset: Range<Int>, value: (printed: PrintedValue, range: Range<Int>, next: Int))

  /// "reaches state-of-the-art accuracy on GULL-100 (91.7%), Heron (98.8%) and 3 other data sets", "strong on GULL (71.2%) and
  /// HERON (80.4%)".
  func readPairs(_ words: Words, _ findings: inout Findings) {
    var index = 1
    while index < words.count {
      defer { index += 1 }
      guard words.has(index, "on") else { continue }
      let pairs = Self.pairs(words, behind: index)
      guard let last = pairs.last else { continue }
      let metric = Self.end(words, index - 1) == index ? MetricName(words.string(index - 1)) : nil
      let isMetric = metric?.scale == .proportion
      let sentence = words.sentence(around: index)
      guard isMetric || pairs.count > 1,
        Self.isStated(words, max(sentence.lowerBound, index - 24)..<index, index - 1)
      else { continue }
      for pair in pairs {
        let text = words.string(pair.dataset)
        let dataset = text.mentions("\n") ? text.split(separator: "\n").joined(separator: " ") : text
        var qualifiers: Qualifiers = ["dataset": .string(dataset)]
        if isMetric { qualifiers["metric"] = .string(words.string(index - 1)) }
        let line = words.line(at: pair.value.range.lowerBound)
        findings.add(
          Predicate.evaluation, .number(pair.value.printed.number.scaled(byPowerOfTen: -2)),
          raw: words.string(pair.value.range), lines: line...line, qualifiers)
        let place = words.line(at: pair.dataset.lowerBound)
        findings.addOnce(Predicate.evaluatedOn, dataset, raw: text, lines: place...place)
      }
      index = max(index, last.value.next - 1)
    }
  }

  /// The names behind an "on", each with its percentage.
  private static func pairs(_ words: Words, behind on: Int) -> [Pair] {
    var pairs: [Pair] = []
    var first = on + 1
    while pairs.count < 12 {
      while words.has(first, "and", "the", "both") { first += 1 }
      var last = first
      while last < words.count, last - first < 4,
        words.gap(after: last).elementsEqual(" ".utf8) || words.gap(after: last).elementsEqual("-".utf8)
      {
        last += 1
      }
      guard last + 1 < words.count, last - first < 4, words.gap(after: last).elementsEqual(" (".utf8),
        let value = number(words, at: last + 1), words.bytes[value.range.upperBound...].starts(with: "%)".utf8)
      else { break }
      let range = words[first].range.lowerBound..<words[last].range.upperBound
      let name = words.string(range)
      guard DatasetPhrase.isName(name), !MetricName(name).isKnown || KnownDatasets.has(name) else { break }
      pairs.append((range, value))
      guard value.next < words.count, value.next > 0,
        words.gap(after: value.next - 1).allSatisfy({ $0 == 0x25 || $0 == 0x29 || $0 == 0x2C || $0 == 0x20 })
      else { break }
      first = value.next
    }
    return pairs
  }
}
