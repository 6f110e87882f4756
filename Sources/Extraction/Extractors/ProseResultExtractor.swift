import Markdown
import Records
import Stages

/// Reads results from sentences: "achieves 91.3 F1 on SQuAD v2", "with an accuracy of 84.2 %".
struct ProseResultExtractor: CardExtractor {
  static let name = "prose-result"
  static let summary = "Read results from sentences."
  static let version = 21
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    let own = OwnNames(card.names)
    for (_, passage) in card.passages(about: [.result, .reached, .metric])
    where passage.signals.contains(.digits) && !passage.isHeading {
      let topic = card.topic(ofSection: passage.section)
      if passage.words.has(0, "test", "result", "results"), readTestResult(passage, card, &findings) { continue }
      guard topic != .howToUse, topic != .hyperparameters, passage.text.text.utf8.count < 3000 else { continue }
      // "Dice score = 0.89" is read by `TrainerResultsExtractor`, with the metric by its whole name.
      if passage.isItem, Self.isEntry(passage) { continue }
      let areReached = passage.signals.contains(.reached) && readReached(passage.words, own, &findings)
      guard !passage.signals.isDisjoint(with: [.result, .metric]) || passage.text.text.mentions("pass@") else {
        continue
      }
      read(passage.words, own, &findings)
      if !areReached, passage.text.text.mentions("%)") { readPairs(passage.words, &findings) }
      if passage.signals.contains(.scored) { readScores(passage.words, &findings) }
      if passage.signals.contains(.latency) { readLatency(passage.words, &findings) }
      if passage.text.text.mentions("FPS") { readSpeed(passage.words, &findings) }
    }
  }

  private static func isEntry(_ passage: Passage) -> Bool {
    guard passage.text.text.utf8.count <= 80, let entry = Entry(passage.text) else { return false }
    return MetricName(entry.name).isKnown && PrintedValue(entry.value)?.rest.isEmpty == true
  }

  private func read(_ words: Words, _ own: OwnNames, _ findings: inout Findings) {
    readMeasured(words, &findings)
    var index = 0
    while index < words.count {
      defer { index += 1 }
      guard
        !Signals(of: words[index]).isDisjoint(with: [.result, .metric]) || words.has(index, "pass"),
        let metric = Self.metric(words, index)
      else { continue }
      let sentence = words.sentence(around: index)
      let place = Self.place(words, metric.words.upperBound - 1, sentence)
      let last = words.has(index, "error") ? metric.words.upperBound - 1 : index
      guard Self.isStated(words, Self.clause(words, sentence, index, until: place), last),
        let value = Self.value(words, metric.words, sentence), !Self.isOfOther(words, index, sentence, own)
      else {
        continue
      }
      let isPercent =
        metric.scale != .printed
        && (value.printed.isPercent || value.printed.number.value > 1 && !metric.scale.isBad(value.printed.number))
      let number = isPercent ? value.printed.number.scaled(byPowerOfTen: -2) : value.printed.number
      guard metric.scale != .proportion || number.value <= 1 else { continue }
      var qualifiers: Qualifiers = ["metric": .string(metric.name)]
      let after = max(value.next, metric.words.upperBound)
      let earlier = isPercent || metric.scale == .printed ? Self.earlier(words, value.range) : []
      let dataset =
        Self.dataset(words, from: place == nil ? after : metric.words.upperBound, in: sentence)
        ?? Self.between(words, metric.words) ?? Self.bracketed(words, behind: value.range.upperBound)
        ?? Self.leading(words, sentence, before: index)
      // "82.9%/84.8% top-1 accuracy on GULL-400/GULL-600": one each.
      let parts = dataset?.text.split(separator: "/").map { String($0) } ?? []
      let isShared = parts.count != earlier.count + 1 || parts.contains { !DatasetPhrase.isName($0) }
      if let dataset {
        qualifiers["dataset"] = .string(isShared ? dataset.text : parts[parts.count - 1])
        let line = words.line(at: dataset.range.lowerBound)
        for name in isShared ? [dataset.text] : parts {
          findings.add(Predicate.evaluatedOn, .string(name), raw: name, lines: line...line)
        }
      } else if let split = Self.split(words, from: after, in: sentence) {
        qualifiers["split"] = .string(split)
      }
      for (position, other) in earlier.enumerated() {
        let line = words.line(at: other.range.lowerBound)
        var own = qualifiers
        if !isShared { own["dataset"] = .string(parts[position]) }
        findings.add(
          Predicate.evaluation,
          .number(isPercent ? other.printed.number.scaled(byPowerOfTen: -2) : other.printed.number),
          raw: words.string(other.range), lines: line...line, own)
      }
      let line = words.line(at: value.range.lowerBound)
      findings.add(
        Predicate.evaluation, .number(number), raw: words.string(value.range), lines: line...line, qualifiers)
      if earlier.isEmpty, let dataset, dataset.range.lowerBound > value.range.upperBound {
        for other in Self.further(words, behind: dataset.range.upperBound, sentence) {
          add(other.value, other.range, other.dataset, qualifiers, isShare: isPercent, words, &findings)
        }
      }
      // The value and its metric may both stand before the word that told them.
      index = max(index, after - 1)
    }
  }

  // MARK: Parts of the sentence

  /// "exact match", "top-1 accuracy", "F1 score": the words of a metric's name, of which one is known.
  private static func metric(
    _ words: Words, _ index: Int
  ) -> (name: String, words: Range<Int>, scale: MetricName.Scale)? {
    if let named = twoWords(words, index) { return named }
    guard
      !words.has(index, "score", "scores", "results", "reports", "top", "exact", "error")
        && !words.has(index, "result", "map") || words.has(index + 1, "match")
        || words.string(index).begins(with: "mAP")
        // "a top-5 error of 15.3%"
        || words.has(index, "error") && words.has(index - 2, "top") && words.has(index - 1, "1", "5")
    else { return nil }
    let isWords = words.has(index, "exact") || words.has(index, "pass") && end(words, index) > index + 1
    guard let scale = MetricName(words.string(index)).scale ?? (isWords ? .proportion : nil) else { return nil }
    var low = index
    if low >= 2, words.has(low - 2, "top"), words.has(low - 1, "1", "5") { low -= 2 }
    while low > 0,
      words.has(low - 1, "macro", "micro", "weighted", "mean", "top1", "top5")
        || words.has(low - 1, "box", "mask", "segmenta"),
      words.gap(after: low - 1).count == 1
    {
      low -= 1
    }
    let high = end(words, index)
    // "shows a 5% accuracy gain"
    if words.has(high, "gain", "gains", "boost", "increase", "decrease", "improvem", "degradat", "drop", "loss") {
      return nil
    }
    let range = words[low].range.lowerBound..<words[high - 1].range.upperBound
    return (words.string(range), low..<high, scale)
  }

  /// Whether the sentence says that the model does so well, and does not compare or promise.
  static func isStated(_ words: Words, _ sentence: Range<Int>, _ index: Int) -> Bool {
    // "See as well the base version with an F1 of 0.8": another's.
    if words.has(sentence.lowerBound, "check", "see") { return false }
    // "For reference, the PSNR of bicubic upsampling is 26.8 dB."
    if words.has(sentence.lowerBound, "for"), words.has(sentence.lowerBound + 1, "referenc") { return false }
    // "In the paper the authors mention that otter-base achieves 84.5 EM"
    if words.has(sentence.lowerBound, "in"), words.has(sentence.lowerBound + 2, "paper"),
      sentence.prefix(8).contains(where: { words.has($0, "authors") })
    {
      return false
    }
    var isStated = false
    for position in sentence {
      // "achieves 83.2% top-1 accuracy on ImageNet-1K, significantly outperforming …": the value is its own.
      let sense = senses[words[position]]
      if position > index {
        let gap = words.gap(after: position - 1)
        // "66% (vs. 14% by chance)"
        if isStated || sense == .compared, gap.contains(UInt8(ascii: ",")) { break }
        if sense == .compares, gap.contains(0x28) { break }
      }
      switch sense {
      case .states: isStated = true
      // "Otter-IF" is a name.
      case .compares where words.bytes[words[position].range].elementsEqual("IF".utf8): break
      // "achieves a new SOTA 80.0% accuracy"
      case .compares where words.has(position, "sota") && words.has(position - 1, "new"): break
      // "lower-cased text"
      case .compares where words.has(position + 1, "cased", "case") && words.has(position, "lower"): break
      case .compares, .compared: return false
      // "(for comparison, BERT has 88.5)"
      case .comparison where position < index: return false
      case .comparison, nil: break
      }
    }
    return isStated
      || (words.has(end(words, index), "of", "is", "was", "score") || words.has(end(words, index) - 1, "score")
        || place(words, index, sentence.lowerBound..<words.count) != nil) && sentence.count < 40
      || isBracketed(words, index, from: sentence.lowerBound)
      // "with perplexity 15.1", "is 61.71% accuracy"
      || words.has(index - 1, "with") && number(words, at: index + 1) != nil
      || (max(sentence.lowerBound, index - 5)..<index).contains {
        words.has($0, "is", "with", "has", "had") && number(words, at: $0 + 1) != nil
      }
      || isListed(words, index, from: sentence.lowerBound)
      // "trained on CIFAR-10 (FID: 22.73)"
      || index > 0 && words.gap(after: index - 1).last == 0x28
        && (words.gap(after: index).first == 0x3A || words.gap(after: index).contains(0x3D))
  }

  /// What a word in a sentence with a result tells of it.
  private enum Sense { case states, compares, compared, comparison }

  private static let senses = WordTable<Sense>([
    (
      .states,
      [
        "achieves", "achieved", "achieve", "obtains", "obtained", "reaches", "reached", "scores", "gets", "got",
        "attains", "attained", "yields", "yielded", "scored", "result", "results", "resulted", "reported", "performa",
        "achieving", "reaching", "obtaining", "shows", "showed", "shown", "gives", "gave", "exhibits", "delivers",
      ]
    ),
    (
      .compares,
      [
        "than", "improves", "improvem", "baseline", "previous", "whereas", "unlike", "vs", "drop", "points", "higher",
        "lower", "better", "outperfo", "sota", "original", "threshol", "if", "below", "above", "detector",
      ]
    ),
    (.compared, ["compared"]), (.comparison, ["comparison"]),
  ])

  /// The number behind "of", "is", ":" or directly beside the metric.
  private static func value(
    _ words: Words, _ metric: Range<Int>, _ sentence: Range<Int>
  ) -> (printed: PrintedValue, range: Range<Int>, next: Int)? {
    var next = metric.upperBound
    // "F1 score", "AP (average precision) of"
    if words.has(next, "score", "rate") { next += 1 }
    if next < words.count, next > 0, words.gap(after: next - 1).contains(0x28) {
      let close = words.places(next, next + 5).first { words.gap(after: $0).contains(0x29) }
      if let close, !words.bytes[words[next].range.lowerBound].isDigit { next = close + 1 }
    }
    if let value = place(words, metric.upperBound - 1, sentence) { return number(words, at: value) }
    // "achieves the best accuracy (87.8%)"
    if next < sentence.upperBound, words.gap(after: next - 1).elementsEqual(" (".utf8),
      let found = number(words, at: next),
      words.bytes[found.range.upperBound...].starts(with: "%)".utf8)
    {
      return found
    }
    let linked =
      words.has(next, "of", "is", "was", "at", "about", "around", "equal", "to")
      || words.has(next, "reached", "reaches")
    if words.has(next, "reached", "reaches") { next += 1 }
    while words.has(next, "of", "is", "was", "at", "about", "around", "equal", "to", "over") { next += 1 }
    if linked || words.gap(after: next - 1).contains(where: { $0 == 0x3A || $0 == 0x3D }),
      sentence.contains(next), let found = number(words, at: next)
    {
      return found
    }
    // "91.3 F1", "91.3% accuracy"
    let first = beforeSplit(words, metric.lowerBound - (between(words, metric) == nil ? 0 : 1))
    guard first > sentence.lowerBound, let before = number(words, endingAt: first - 1) else {
      // "a score of F1 79.5"
      let gap = words.gap(after: next - 1)
      return next < sentence.upperBound && (gap.elementsEqual(" ".utf8) || gap.elementsEqual("\n".utf8))
        ? number(words, at: next) : nil
    }
    // "4.8/8.2 WER" without a model or a percent sign is of some experiment.
    let isPair = before.range.lowerBound > 0 && words.bytes[before.range.lowerBound - 1] == 0x2F
    return !isPair || before.printed.isPercent || sentence.contains { words.has($0, "model") } ? before : nil
  }

  static func number(_ words: Words, at index: Int) -> (printed: PrintedValue, range: Range<Int>, next: Int)? {
    guard index < words.count, words.bytes[words[index].range.lowerBound].isDigit else { return nil }
    let start = words[index].range.lowerBound
    var end = start
    let bytes = words.bytes
    while end < bytes.count,
      bytes[end].isDigit
        || (bytes[end] == 0x2E || bytes[end] == 0x2C) && end + 1 < bytes.count && bytes[end + 1].isDigit
    {
      end += 1
    }
    return parsed(words, start..<end)
  }

  private static func number(_ words: Words, endingAt index: Int) -> (
    printed: PrintedValue, range: Range<Int>, next: Int
  )? {
    var start = words[index].range.lowerBound
    let end = words[index].range.upperBound
    let bytes = words.bytes
    guard bytes[start..<end].allSatisfy(\.isDigit) else { return nil }
    while start >= 2, bytes[start - 1] == 0x2E, bytes[start - 2].isDigit {
      start -= 1
      while start > 0, bytes[start - 1].isDigit { start -= 1 }
    }
    // "F1 of top-5 accuracy" has no value before it.
    guard
      start == 0 || bytes[start - 1] <= 0x20 || bytes[start - 1] == 0x2A || bytes[start - 1] == 0x2F
        || bytes[start - 1] == 0x28
    else {
      return nil
    }
    guard words.gap(after: index).allSatisfy({ $0 == 0x20 || $0 == 0x25 || $0 == 0x2A }) else { return nil }
    return parsed(words, start..<end)
  }

  private static func parsed(_ words: Words, _ range: Range<Int>) -> (
    printed: PrintedValue, range: Range<Int>, next: Int
  )? {
    var end = range.upperBound
    // With the percent sign, if one follows.
    var look = end
    while look < words.bytes.count, words.bytes[look] == 0x20 || words.bytes[look] == 0x2A { look += 1 }
    if look < words.bytes.count, words.bytes[look] == 0x25 { end = look + 1 }
    guard let printed = PrintedValue(words.string(range.lowerBound..<end)), printed.rest.isEmpty else { return nil }
    // "averaged over IoU of 0.5:0.95" says how, not how well.
    if end + 1 < words.bytes.count, words.bytes[end] == 0x3A, words.bytes[end + 1].isDigit { return nil }
    let text = words.string(range)
    guard printed.isPercent || text.utf8.contains(0x2E) || printed.number.value > 10, printed.number.value <= 1000
    else {
      return nil
    }
    let next = words.first(from: range.upperBound) ?? words.count
    return (printed, range, next)
  }

  /// "on the SQuAD v2 dev set"
  private static func dataset(_ words: Words, from first: Int, in sentence: Range<Int>) -> (
    text: String, range: Range<Int>
  )? {
    for index in words.places(first, min(first + 6, sentence.upperBound)) where words.has(index, "on", "for", "over") {
      // "averaged over IoU" names no data set.
      return DatasetPhrase.names(words, from: index + 1).first.flatMap {
        MetricName($0.text).isKnown && !KnownDatasets.has($0.text) ? nil : versioned($0, words, in: sentence)
      }
    }
    return nil
  }
}
