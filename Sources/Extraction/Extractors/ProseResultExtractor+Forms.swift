import Markdown
import Records
import Stages

/// Forms of results that are no plain "91.3 F1 on SQuAD".
extension ProseResultExtractor {
  /// The value in "mAP50 on the COCO 2017 dataset is 0.5733" and "perplexity of the trained model was 29.13": the word behind
  /// "is", where "on" or "of" follows the metric.
  static func place(_ words: Words, _ metric: Int, _ sentence: Range<Int>) -> Int? {
    let isPlace =
      words.has(metric + 1, "on", "for") || words.has(metric + 1, "score") && words.has(metric + 2, "on")
      || words.has(metric + 1, "of") && number(words, at: metric + 2) == nil
    guard isPlace else { return nil }
    let end = min(metric + 12, sentence.upperBound)
    guard
      let verb = (metric + 2..<max(metric + 2, end)).first(where: {
        words.has($0, "is", "was", "reaches", "reached", "equal") && !words.has($0 - 1, "which", "that")
      })
    else { return nil }
    // "an accuracy on the test set equal to 82%"
    let value = words.has(verb, "equal") && words.has(verb + 1, "to") ? verb + 2 : verb + 1
    return number(words, at: value) == nil ? nil : value
  }

  /// Whether a line is a list of metrics that each have their value behind a mark, "Accuracy: 0.93, F1: 0.92", or tells of
  /// what the value of a single one is, "Error rate: 7% on the test set". `TrainerResultsExtractor` reads a metric and its
  /// value alone.
  static func isListed(_ words: Words, _ metric: Int, from first: Int) -> Bool {
    let behind = end(words, metric)
    let mark = words.gap(after: behind - 1)
    guard mark.contains(0x3A) || mark.contains(0x3D), mark.allSatisfy({ [0x3A, 0x3D, 0x20, 0x2A].contains($0) }),
      let value = number(words, at: behind)
    else { return false }
    let line = words.line(at: value.range.lowerBound)
    let isFollowed =
      value.next < words.count && words.line(at: words[value.next].range.lowerBound) == line
      && (words.has(value.next, "on", "and") || MetricName(words.string(value.next)).isKnown)
    var isPreceded = false
    for index in first..<metric where words.line(at: words[index].range.lowerBound) == line {
      if words.bytes[words[index].range].allSatisfy(\.isDigit) {
        isPreceded = true
      } else if !words.has(
        index, "test", "validati", "dev", "developm", "evaluati", "eval", "set", "current", "final", "and"),
        !words.has(index, "best", "average", "mean", "macro", "micro", "weighted", "overall", "score", "rate"),
        !MetricName(words.string(index)).isKnown
      {
        return false
      }
    }
    return isFollowed || isPreceded
  }

  /// "the pond_reviews dataset loaded using the `nlp` library"
  static func loaded(_ words: Words) -> (text: String, line: Int)? {
    guard
      let index = words.all.indices.first(where: {
        words.has($0, "dataset") && words.has($0 + 1, "loaded") && words.has($0 + 2, "using", "with", "from")
      }), index > 0
    else { return nil }
    let end = words[index - 1].range.upperBound
    let name = words.bytes[..<end].suffix(40).reversed().prefix { $0 > 0x20 && $0 != 0x60 }.reversed()
    return (String(decoding: Array(name), as: UTF8.self), words.line(at: words[index - 1].range.lowerBound))
  }

  /// Whether a value stands in brackets, or in a list of such, before its metric: "(93.2% F1, 87.2% EM)".
  static func isBracketed(_ words: Words, _ metric: Int, from first: Int) -> Bool {
    var index = metric
    // A number with a point is two words.
    while index > max(first, metric - 9) {
      let gap = words.gap(after: index - 1)
      if gap.last == 0x28 { return index < metric && words.gap(after: metric - 1).elementsEqual("% ".utf8) }
      let isPart = gap.allSatisfy { $0 == 0x25 || $0 == 0x20 || $0 == 0x2C || $0 == 0x2E }
      let word = words[index - 1]
      guard isPart,
        words.bytes[word.range].allSatisfy(\.isDigit) || Signals(of: word).contains(.result) || index == metric
      else { return false }
      index -= 1
    }
    return false
  }

  /// The data set in brackets behind a value: "F1-Score: 93.06 (corrected CoNLL-03)".
  static func bracketed(_ words: Words, behind end: Int) -> (text: String, range: Range<Int>)? {
    let bytes = words.bytes
    var start = end
    while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x2A || bytes[start] == 0x25 { start += 1 }
    guard start < bytes.count, bytes[start] == 0x28,
      let close = bytes[start...].prefix(42).firstIndex(of: 0x29), close > start + 2
    else { return nil }
    let text = DatasetPhrase.bare(words.string(start + 1..<close))
    guard DatasetPhrase.isName(text), !DatasetPhrase.isSentence(text), !MetricName(text).isKnown,
      !text.utf8.contains(0x3D), !text.utf8.contains(0x2C), text.utf8.first?.isDigit == false
    else { return nil }
    return (text, start + 1..<start + 1 + text.utf8.count)
  }

  /// The name that a sentence has printed before its version: of "v1.1", in "tuned on PondQA v1.1 (93.2% F1 on the v1.1 dev
  /// set)", PondQA v1.1.
  static func versioned(
    _ dataset: (text: String, range: Range<Int>), _ words: Words, in sentence: Range<Int>
  ) -> (text: String, range: Range<Int>) {
    guard dataset.text.utf8.first == UInt8(ascii: "v"),
      dataset.text.utf8.dropFirst().allSatisfy({ $0.isDigit || $0 == 0x2E }),
      let index = (sentence.lowerBound..<sentence.upperBound - 1).first(where: {
        words.gap(after: $0).elementsEqual(" ".utf8)
          && words.bytes[words[$0 + 1].range.lowerBound...].starts(with: dataset.text.utf8)
          && DatasetPhrase.isName(words.string($0))
      }), words[index].range.upperBound < dataset.range.lowerBound
    else { return dataset }
    let range = words[index].range.lowerBound..<words[index + 1].range.lowerBound + dataset.text.utf8.count
    return (words.string(range), range)
  }

  /// The data set between a value and its metric: "87.8% ImageNet top-1 accuracy".
  static func between(_ words: Words, _ metric: Range<Int>) -> (text: String, range: Range<Int>)? {
    let index = metric.lowerBound - 1
    guard index > 0, words.bytes[words[index].range.lowerBound].isCapital,
      words.gap(after: index).elementsEqual(" ".utf8), KnownDatasets.has(words.string(index)),
      words.gap(after: index - 1).contains(UInt8(ascii: "%"))
    else { return nil }
    return (words.string(index), words[index].range)
  }

  /// "an average score of 65.1 on OpenPond", "a 700+ score on OtterBench", "10.3% drowning rate on PondBench": what only the
  /// data set behind it tells for a result.
  func readScores(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "score", "rate") {
      let isRate = words.has(index, "rate")
      if readOverall(words, index, &findings) { continue }
      var first = index
      if isRate || words.has(index - 1, "average", "overall", "mean") { first -= 1 }
      guard first > 0, !MetricName(words.string(index - 1)).isKnown,
        // "FID-30K score", "pass@1 score"
        !words.has(first - 2, "pass"),
        first < 2 || Self.end(words, first - 2) < first || !MetricName(words.string(first - 2)).isKnown,
        words.gap(after: first).elementsEqual(" ".utf8) || first == index
      else { continue }
      let value: (range: Range<Int>, end: Int, isPercent: Bool)
      if words.has(index + 1, "of"), let number = Self.number(words, at: index + 2) {
        value = (number.range, number.next, number.printed.isPercent)
      } else if let range = Self.number(words, before: first) {
        value = (range, index + 1, words.bytes[range.upperBound - 1] == 0x25)
      } else {
        continue
      }
      let sentence = words.sentence(around: index)
      guard Self.isStated(words, sentence.lowerBound..<value.end, index),
        let printed = PrintedValue(words.string(value.range)), !isRate || value.isPercent,
        let dataset = words.has(value.end, "on")
          ? DatasetPhrase.names(words, from: value.end + 1).first : Self.scored(words, first, sentence)
      else { continue }
      let line = words.line(at: value.range.lowerBound)
      // GLUE is scored in percent, whether a sign says so or not.
      let isShare = value.isPercent || printed.number.value > 1 && dataset.text.mentions("GLUE")
      let name = words.string(words[first].range.lowerBound..<words[index].range.upperBound)
      findings.add(
        Predicate.evaluation, .number(isShare ? printed.number.scaled(byPowerOfTen: -2) : printed.number),
        raw: words.string(value.range), lines: line...line,
        ["metric": .string(name), "dataset": .string(dataset.text)])
      let place = words.line(at: dataset.range.lowerBound)
      findings.add(Predicate.evaluatedOn, .string(dataset.text), raw: dataset.text, lines: place...place)
      for other in Self.further(words, behind: dataset.range.upperBound, sentence) {
        add(other.value, other.range, other.dataset, ["metric": .string(name)], isShare: isShare, words, &findings)
      }
    }
  }

  /// "the overall GLUE score was **80.2**": of a benchmark that is scored as a whole, in percent.
  private func readOverall(_ words: Words, _ index: Int, _ findings: inout Findings) -> Bool {
    guard words.has(index - 1, "glue", "superglu"), words.has(index - 2, "overall"), words.has(index + 1, "was", "is"),
      let number = Self.number(words, at: index + 2), let printed = PrintedValue(words.string(number.range)),
      printed.number.value > 1
    else { return false }
    let dataset = words.string(index - 1)
    let line = words.line(at: number.range.lowerBound)
    findings.add(
      Predicate.evaluation, .number(printed.number.scaled(byPowerOfTen: -2)), raw: words.string(number.range),
      lines: line...line,
      [
        "metric": .string(words.string(words[index - 1].range.lowerBound..<words[index].range.upperBound)),
        "dataset": .string(dataset),
      ])
    let place = words.line(at: words[index - 1].range.lowerBound)
    findings.add(Predicate.evaluatedOn, .string(dataset), raw: dataset, lines: place...place)
    return true
  }

  /// The number right before a word: `700` of "700+ score", `10.3%` of "**10.3%** rate".
  private static func number(_ words: Words, before index: Int) -> Range<Int>? {
    let bytes = words.bytes
    var end = words[index].range.lowerBound
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x2A || bytes[end - 1] == 0x2B { end -= 1 }
    var start = end
    if start > 0, bytes[start - 1] == 0x25 { start -= 1 }
    while start > 0, bytes[start - 1].isDigit || bytes[start - 1] == 0x2E { start -= 1 }
    guard start < end, bytes[start].isDigit, start == 0 || bytes[start - 1] <= 0x20 || bytes[start - 1] == 0x2A else {
      return nil
    }
    return start..<end
  }

  /// "with **1.03 ms** latency", "The latency on Pixel 6 is 3.4ms": how long this model takes.
  func readLatency(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "latency") {
      let sentence = words.sentence(around: index)
      if sentence.contains(where: { words.has($0, "than", "compared", "faster", "vs", "baseline") }) { continue }
      var unit = index - 1
      if !words.has(unit, "ms") {
        guard
          let verb = words.places(index, min(index + 9, sentence.upperBound)).first(where: {
            words.has($0, "is", "of", "was")
          })
        else { continue }
        unit =
          (verb + 1..<min(verb + 5, sentence.upperBound)).first {
            words.has($0, "ms") || words.string($0).ends(with: "ms")
          } ?? -1
      }
      guard unit > 0 else { continue }
      // "3.4ms" is two words, "1.03 ms" three.
      let end = words[unit].range.upperBound
      let last = words.has(unit, "ms") ? words[unit - 1].range.upperBound : end - 2
      var start = last
      while start > 0, words.bytes[start - 1].isDigit || words.bytes[start - 1] == 0x2E { start -= 1 }
      guard start < last, let printed = PrintedValue(words.string(start..<last)), printed.rest.isEmpty else { continue }
      let line = words.line(at: start)
      findings.add(
        Predicate.latency, .number(printed.number.scaled(byPowerOfTen: -3)), raw: words.string(start..<end),
        lines: line...line)
    }
  }

  /// The data set that a sentence begins with: "On the ILSVRC2013 dataset, the mAP is 31.4%", "Fine-tuning on MNLI yields".
  static func leading(_ words: Words, _ sentence: Range<Int>, before metric: Int) -> (text: String, range: Range<Int>)?
  {
    var first = sentence.lowerBound
    // "3. Finetuning on"
    if first + 1 < words.count, words.bytes[words[first].range].allSatisfy(\.isDigit) { first += 1 }
    // "MuST-C test results for en-it (BLEU score): 22.7"
    if let place = (first + 1..<max(first + 1, min(first + 4, metric))).first(where: {
      words.has($0, "test", "dev") && words.has($0 + 1, "results")
    }) {
      let range = words[first].range.lowerBound..<words[place - 1].range.upperBound
      let name = words.string(range)
      // One capital has any word at the beginning of a sentence.
      let isName = name.utf8.count { $0.isCapital || $0.isDigit } > 1 && DatasetPhrase.isName(name)
      return isName && !MetricName(name).isKnown ? (name, range) : nil
    }
    let isWhere = words.has(first, "on", "for")
    while words.has(first, "fine", "tuning", "finetuni", "evaluati") { first += 1 }
    guard words.has(first, "on") || isWhere, first + 1 < metric,
      let name = DatasetPhrase.names(words, from: first + 1).first ?? known(words, first + 1..<metric),
      let next = (first + 1..<metric).first(where: { words[$0].range.lowerBound >= name.range.upperBound })
    else { return nil }
    var behind = next
    while words.has(behind, "dataset", "corpus", "benchmar", "data", "set", "test", "dev", "validati", "detectio") {
      behind += 1
    }
    let isClosed = words.gap(after: behind - 1).first == 0x2C
    // "On fold 0"
    guard name.text.utf8.contains(where: { $0.isCapital }) || KnownDatasets.has(name.text) else { return nil }
    return (isWhere ? isClosed : words.has(behind, "yields", "gives", "results")) ? name : nil
  }

  /// The known name in "the 200-class ILSVRC2013 detection dataset", behind what it is described by.
  private static func known(_ words: Words, _ range: Range<Int>) -> (text: String, range: Range<Int>)? {
    for index in range.prefix(6) {
      if words.bytes[words[index].range.lowerBound].isCapital, KnownDatasets.has(words.string(index)) {
        return (words.string(index), words[index].range)
      }
      if words.gap(after: index).contains(0x2C) { return nil }
    }
    return nil
  }

  /// The first of "86.2%/87.8%" and the first two of "81.9%, 83.3% and 83.6%", values of several sizes, where the last has
  /// been read.
  static func earlier(_ words: Words, _ value: Range<Int>) -> [(printed: PrintedValue, range: Range<Int>)] {
    let bytes = words.bytes
    var found: [(printed: PrintedValue, range: Range<Int>)] = []
    var next = value.lowerBound
    while next > 2, found.count < 5,
      let gap = separators.first(where: { bytes[..<next].suffix($0.utf8.count).elementsEqual($0.utf8) })
    {
      let end = next - gap.utf8.count
      var start = end
      while start > 0, bytes[start - 1].isDigit || bytes[start - 1] == 0x2E || bytes[start - 1] == 0x25 { start -= 1 }
      guard start < end, start == 0 || bytes[start - 1] <= 0x20 || bytes[start - 1] == 0x2F,
        let printed = PrintedValue(words.string(start..<end)), printed.rest.isEmpty,
        words.string(start..<end).utf8.contains(0x2E) || printed.isPercent,
        // Of "on 2.0, 83.3%" only the last is a value.
        gap == "/" || printed.isPercent
      else { break }
      found.insert((printed, start..<end), at: 0)
      next = start
    }
    return found
  }

  private static let separators = ["/", ", and ", " and ", ", "]

  /// "**Test Result**: 46.49 %" under an example that loads the metric or prints it by its name, as cards of the XLSR
  /// fine-tuning week have it.
  ///
  /// - Returns: whether the passage is such a result.
  func readTestResult(_ passage: Passage, _ card: Card, _ findings: inout Findings) -> Bool {
    let words = passage.words
    guard words.count < 8, case let result = words.has(0, "result", "results") ? 0 : 1,
      words.has(result, "result", "results"), words.count > result + 1,
      words.gap(after: result).contains(UInt8(ascii: ":")), let value = Self.number(words, at: result + 1),
      let listing = card.listings[..<card.listings.prefixCount(where: { $0.block < passage.block })].last,
      case let metric = Self.loadedMetric(listing.text) ?? Self.printedMetric(listing.text),
      // Of a share one need not know what was counted.
      let scale = metric.map({ MetricName($0).scale }) ?? (value.printed.isPercent ? .proportion : nil)
    else { return false }
    let isPercent = scale != .printed && (value.printed.isPercent || value.printed.number.value > 1)
    var qualifiers: Qualifiers = words.has(0, "test") ? ["split": "test"] : [:]
    qualifiers["metric"] = metric.map { .string($0.uppercased()) }
    let place = card.passages(before: listing.block).last { !$0.isHeading && $0.signals.contains(.evaluation) }
    if let place, let dataset = DatasetPhrase.first(in: place.words, trained: false) {
      qualifiers["dataset"] = .string(dataset.text)
    }
    let line = words.line(at: value.range.lowerBound)
    findings.add(
      Predicate.evaluation, .number(isPercent ? value.printed.number.scaled(byPowerOfTen: -2) : value.printed.number),
      raw: words.string(value.range), lines: line...line, qualifiers)
    return true
  }

  /// The `wer` of `load_metric("wer")`.
  private static func loadedMetric(_ code: String) -> String? {
    guard let place = code.place(of: "load_metric(") else { return nil }
    let rest = code[place.upperBound...].utf8.dropFirst().prefix(20)
    guard let end = rest.firstIndex(where: { $0 == 0x22 || $0 == 0x27 }), end > rest.startIndex else { return nil }
    return String(code[rest.startIndex..<end])
  }

  /// The `WER` of `print("WER: {:2f}".format(wer(hypotheses)))`, the last line.
  private static func printedMetric(_ code: String) -> String? {
    let code = code.trimmed
    let start = code.utf8.lastIndex(of: 0x0A).map { code.utf8.index(after: $0) } ?? code.startIndex
    guard case let line = code[start...].trimmed, line.begins(with: "print("),
      case let rest = line.utf8.dropFirst(7).prefix(20),
      let end = rest.firstIndex(of: 0x3A), case let metric = line[rest.startIndex..<end], MetricName(metric).isKnown
    else { return nil }
    return String(metric)
  }
}
