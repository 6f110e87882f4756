import Markdown
import Records
import Stages

/// Reads how many parameters a model has and what size of image it takes, from sentences, lists and example code.
struct ModelSizeExtractor: CardExtractor {
  static let name = "model-size"
  static let summary = "Read parameter counts and input sizes."
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    for passage in card.passages {
      if passage.signals.contains(.pixels) { readPixels(passage.words, &findings) }
      if passage.signals.isSuperset(of: [.size, .digits]) { readParameters(passage.words, &findings) }
    }
    for listing in card.listings where listing.mentions.contains(.crop) {
      var line = listing.line
      for content in listing.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map({ Substring($0) }) {
        defer { line += 1 }
        guard let crop = content.firstIndex(of: "C"),
          content[crop...].hasPrefix("CenterCrop(") || content.mentions("CenterCrop(")
        else { continue }
        let argument = content.split(separator: "(").last ?? ""
        let digits = argument.prefix { $0.isNumber }
        if let side = Int(digits), side > 8, argument.dropFirst(digits.count).first == ")" {
          findings.add(
            Predicate.inputSize, [.number(side), .number(side)], raw: String(digits), lines: line...line, method: .code)
        }
      }
    }
  }

  /// `224x224`, `299 x 299`
  private func readPixels(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices {
      let range: Range<Int>
      let sides: [Int]
      let text = words.string(index)
      let parts = text.split { $0 == "x" || $0 == "X" || $0 == "×" }
      if parts.count == 2, let height = Int(parts[0]), let width = Int(parts[1]), !text.hasPrefix("0") {
        range = words[index].range
        sides = [height, width]
      } else if words.has(index, "x"), index > 0, index + 1 < words.count, let height = Int(words.string(index - 1)),
        let width = Int(words.string(index + 1))
      {
        range = words[index - 1].range.lowerBound..<words[index + 1].range.upperBound
        sides = [height, width]
      } else {
        continue
      }
      guard sides.allSatisfy({ (16...4096).contains($0) }) else { continue }
      let line = words.line(at: range.lowerBound)
      findings.add(Predicate.inputSize, .array(sides.map { .number($0) }), raw: words.string(range), lines: line...line)
    }
  }

  /// "110M parameters", "6.7 billion parameters", "Model size: 95M", "Number of parameters: 65M"
  private func readParameters(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "paramete", "params") {
      let sentence = words.sentence(around: index)
      if sentence.contains(where: { words.has($0, "than", "compared", "while", "whereas") }) { continue }
      for offset in 1...3 where index - offset >= 0 {
        let position = index - offset
        guard words.bytes[words[position].range.lowerBound].isDigit else { continue }
        var start = words[position].range.lowerBound
        if start >= 2, words.bytes[start - 1] == 0x2E, words.bytes[start - 2].isDigit {
          start = words[position - 1].range.lowerBound
        }
        add(words, start, words[index].range.lowerBound, &findings)
        break
      }
      if words.gap(after: index).contains(UInt8(ascii: ":")), index + 1 < words.count {
        add(words, words[index + 1].range.lowerBound, words.bytes.count, &findings)
      }
    }
    if words.has(0, "model"), words.has(1, "size"), words.gap(after: 1).contains(UInt8(ascii: ":")), words.count > 2 {
      add(words, words[2].range.lowerBound, words.bytes.count, &findings)
    }
  }

  private func add(_ words: Words, _ start: Int, _ end: Int, _ findings: inout Findings) {
    guard start < end, let printed = PrintedValue(words.string(start..<end)), !printed.isPercent else { return }
    let unit = printed.rest.prefix { $0.isLetter }
    guard let number = printed.magnified ?? (printed.number.double >= 100_000 ? printed.number : nil) else { return }
    guard number.double >= 1000, !printed.rest.hasPrefix("MB"), !printed.rest.hasPrefix("GB") else { return }
    let line = words.line(at: start)
    var stop = start
    while stop < end, words.bytes[stop].isDigit || words.bytes[stop] == 0x2E || words.bytes[stop] == 0x2C { stop += 1 }
    while stop < end, words.bytes[stop] == 0x20 { stop += 1 }
    let raw = words.string(start..<min(end, stop + unit.utf8.count)).trimmed
    findings.add(Predicate.paramsTotal, .number(number), raw: String(raw), lines: line...line)
  }
}
