import Markdown
import Records
import Stages

/// Reads on what hardware and for how long a model was trained, and what that emitted, from sentences and lists.
struct TrainingCostExtractor: CardExtractor {
  static let name = "training-cost"
  static let summary = "Read the hardware, duration and emissions of training."
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    for passage in card.passages where !passage.signals.isDisjoint(with: [.hardware, .duration, .emissions]) {
      let topic = card.topic(ofSection: passage.section)
      let isAboutTraining =
        passage.signals.contains(.training) || topic == .trainingProcedure || topic == .hyperparameters
      let words = passage.words
      if passage.signals.contains(.hardware), isAboutTraining || Self.isLabel(words) { readHardware(words, &findings) }
      if passage.signals.contains(.duration), passage.signals.contains(.digits) {
        readDuration(words, isAboutTraining, &findings)
      }
      if passage.signals.contains(.emissions), passage.signals.contains(.digits) { readEmissions(words, &findings) }
    }
  }

  /// "Hardware Type: A100", "GPUs: 2 GeForce GTX 1070"
  private static func isLabel(_ words: Words) -> Bool { words.has(0, "hardware", "gpus", "gpu") }

  private func readHardware(_ words: Words, _ findings: inout Findings) {
    var index = 0
    while index < words.count {
      guard let (name, next) = Self.device(words, index) else {
        index += 1
        continue
      }
      var qualifiers: [String: JSON] = [:]
      var from = name.lowerBound
      if let count = Self.count(words, before: index) {
        qualifiers["count"] = .number(count.value)
        from = count.from
      }
      let text = words.string(name)
      let line = words.line(at: name.lowerBound)
      let end = words.has(next, "gpus", "gpu") ? words[next].range.upperBound : name.upperBound
      findings.add(Predicate.hardware, .string(text), raw: words.string(from..<end), lines: line...line, qualifiers)
      index = next
    }
  }

  /// The bytes of a device's name that begins at a word, and the word behind it.
  private static func device(_ words: Words, _ index: Int) -> (name: Range<Int>, next: Int)? {
    var next = index
    while words.has(next, "nvidia", "tesla", "geforce", "google", "cloud", "quadro") { next += 1 }
    let start = words[index].range.lowerBound
    if words.has(
      next, "v100", "a100", "p100", "t4", "k80", "h100", "a6000", "p40", "m40", "a40", "2080ti", "1080ti", "v100s",
      "a100s")
    {
      var end = words[next].range.upperBound
      // "V100s" are several V100.
      if words.bytes[end - 1] == UInt8(ascii: "s"), words.bytes[end - 2].isDigit { end -= 1 }
      next += 1
      while next < words.count, words.has(next, "pcie", "sxm", "sxm2", "40gb", "80gb", "32gb", "16gb"),
        words.gap(after: next - 1).count == 1
      {
        end = words[next].range.upperBound
        if end - words[next].range.lowerBound == 5, words.bytes[end - 1] == UInt8(ascii: "s") { end -= 1 }
        next += 1
      }
      return (start..<end, next)
    }
    if words.has(next, "rtx", "gtx", "titan"), next + 1 < words.count {
      return (start..<words[next + 1].range.upperBound, next + 2)
    }
    if words.has(next, "tpu", "tpus", "tpuv2", "tpuv3", "tpuv4") {
      var end = words[next].range.upperBound
      if words.has(next, "tpus") { end -= 1 }
      next += 1
      // "TPU v3-8" is two words and a number.
      if words.has(next, "v2", "v3", "v4") {
        end = words[next].range.upperBound
        next += 1
        if next < words.count, words.gap(after: next - 1).first == UInt8(ascii: "-"),
          words.bytes[words[next].range.lowerBound].isDigit
        {
          end = words[next].range.upperBound
          next += 1
        }
      }
      return (start..<end, next)
    }
    return nil
  }

  private static func count(_ words: Words, before index: Int) -> (value: Int, from: Int)? {
    var position = index - 1
    while position >= 0, words.has(position, "x") { position -= 1 }
    guard position >= 0, index - position <= 2 else { return nil }
    let text = words.string(position)
    let numbers = ["one": 1, "two": 2, "four": 4, "eight": 8, "single": 1]
    let digits = text.hasSuffix("x") ? String(text.dropLast()) : text
    guard let value = Int(digits) ?? numbers[text.lowercased()], (1...100_000).contains(value) else { return nil }
    let gap = words.gap(after: position)
    guard gap.allSatisfy({ $0 == 0x20 || $0 == 0xC3 || $0 == 0x97 }) else { return nil }
    return (value, words[position].range.lowerBound)
  }

  private func readDuration(_ words: Words, _ isAboutTraining: Bool, _ findings: inout Findings) {
    for index in words.all.indices.dropFirst() {
      let unit: Int
      switch words[index] {
      case "minutes", "mins": unit = 60
      case "hours", "hour", "hrs": unit = 3600
      case "days", "day": unit = 86400
      case "weeks", "week": unit = 604_800
      case "months": unit = 2_592_000
      default: continue
      }
      var start = words[index - 1].range.lowerBound
      if start >= 2, words.bytes[start - 1] == 0x2E, words.bytes[start - 2].isDigit {
        start = words[max(0, index - 2)].range.lowerBound
      }
      guard words.bytes[start].isDigit,
        let printed = PrintedValue(words.string(start..<words[index - 1].range.upperBound)), printed.rest.isEmpty
      else { continue }
      let sentence = words.sentence(around: index)
      let takes = sentence.contains {
        words.has($0, "took", "takes", "trained", "training", "tuned", "lasted", "duration")
      }
      let isOther = sentence.contains {
        words.has(
          $0, "cpu", "old", "ago", "every", "per", "audio", "speech", "recordin", "transcri", "data", "dataset", "used")
      }
      guard takes, !isOther, isAboutTraining || sentence.contains(where: { words.has($0, "took") }) else { continue }
      let range = start..<words[index].range.upperBound
      let line = words.line(at: start)
      guard let seconds = Self.product(printed.number, unit) else { continue }
      findings.add(Predicate.duration, .number(seconds), raw: words.string(range), lines: line...line)
    }
  }

  private static func product(_ number: PrintedNumber, _ unit: Int) -> PrintedNumber? {
    let thousandths = number.scaled(byPowerOfTen: 6).integer
    return thousandths.map { PrintedNumber($0).scaled(byPowerOfTen: -6).double * Double(unit) }.map {
      PrintedNumber($0)
    }
  }

  /// "CO2 Emissions (in grams): 1.2", "11250 kg CO2 eq."
  private func readEmissions(_ words: Words, _ findings: inout Findings) {
    guard let mark = words.all.indices.first(where: { words.has($0, "co2", "carbon", "emissions") }) else { return }
    var power: Int?
    var printed: (PrintedNumber, Range<Int>)?
    for index in max(0, mark - 6)..<min(words.count, mark + 14) {
      let offset = words[index].range.lowerBound
      if words.has(index, "grams", "g") { power = power ?? 0 }
      if words.has(index, "kg", "kilograms") { power = 3 }
      if printed == nil, words.bytes[offset].isDigit,
        index == 0 || words.bytes[offset - 1] <= 0x20 || words.bytes[offset - 1] == 0x2A
      {
        let end = words.bytes[offset...].firstIndex { !($0.isDigit || $0 == 0x2E || $0 == 0x2C) } ?? words.bytes.count
        if let value = PrintedValue(words.string(offset..<end)) { printed = (value.number, offset..<end) }
      }
    }
    guard let (number, range) = printed, let power else { return }
    let line = words.line(at: range.lowerBound)
    findings.add(
      Predicate.emissions, .number(number.scaled(byPowerOfTen: power)), raw: words.string(range), lines: line...line)
  }
}
