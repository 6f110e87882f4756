import Markdown
import Records
import Stages

/// How many parameters a model has, where a card may also tell how many others have.
extension ModelSizeExtractor {
  /// A number of parameters that a sentence states.
  struct Count {
    var number: PrintedNumber
    var raw: String
    var line: Int
  }

  /// The counts of lists in which one item says that it is this model: "24-layer, 343M parameters **(This Model)**".
  struct Marks {
    private var items: [Range<Int>] = []
    private var own: [Range<Int>] = []

    mutating func note(_ item: Passage, _ counts: Range<Int>) {
      let text = item.text.text
      let isOwn = text.mentions("his model)") || text.mentions("his Model)") || text.mentions("his one)")
      if isOwn { own.append(counts) } else { items.append(counts) }
    }

    func removeOthers(from counts: inout [Count]) {
      guard !own.isEmpty else { return }
      var kept: [Count] = []
      var next = 0
      for range in items {
        kept += counts[next..<range.lowerBound]
        next = range.upperBound
      }
      counts = kept + counts[next...]
    }
  }

  /// Adds the counts. Where the model's name has its size in it, those far from it are of its siblings.
  func add(_ counts: [Count], _ named: NamedSize?, _ findings: inout Findings) {
    var own = counts
    if let named {
      let near = counts.filter { named.isNear($0.number.value) }
      if !near.isEmpty || named.isSure || counts.count > 2 { own = near }
    }
    for count in own {
      findings.add(Predicate.paramsTotal, .number(count.number), raw: count.raw, lines: count.line...count.line)
    }
  }

  /// "110M parameters", "6.7 billion parameters", "Model size: 95M", "Number of parameters: 65M"
  func readParameters(_ words: Words, _ counts: inout [Count]) {
    for index in words.all.indices where words.has(index, "paramete", "params") {
      if let number = Self.represented(words, before: index) {
        add(words, number, words[index].range.lowerBound, &counts)
        continue
      }
      let sentence = words.sentence(around: index)
      // "82M parameters (compared to 124M parameters for the teacher)", "124M parameters instead of 178M"
      let isFirst =
        words.has(index + 1, "compared") && words.gap(after: index).contains(0x28) || words.has(index + 1, "instead")
        // "with about 6 million parameters, which is 3.2% more accurate than"
        || words.gap(after: index).first == 0x2C && words.has(index + 1, "which", "making", "yet", "and")
          && !words.places(index - 12, index).contains { words.has($0, "than", "compared", "fewer", "less") }
        // "for its size (8B parameters) when compared to others"
        || words.gap(after: index).first == 0x29 && !words.places(index - 4, index).contains { words.has($0, "than") }
      if !isFirst, sentence.contains(where: { words.has($0, "than", "compared", "while", "whereas") }) { continue }
      // "A version of 70B parameters will be released"
      if sentence.contains(where: { words.has($0, "will") && (words.has($0 + 1, "be") || words.has($0 + 1, "release")) }
      ) {
        continue
      }
      // "8B total and 1B active parameters"
      if words.has(index - 1, "active", "activate"),
        let total = (max(sentence.lowerBound + 1, index - 6)..<max(sentence.lowerBound + 1, index - 1)).last(where: {
          words.has($0, "total")
        }),
        !words.has(total + 1, "paramete", "params"), words.bytes[words[total - 1].range.lowerBound].isDigit
      {
        let start = HyperparametersExtractor.start(words, of: total - 1)
        add(words, start, words[total].range.lowerBound, &counts)
        continue
      }
      if Self.isOfPart(words, index) { continue }
      // "compressed from 1.7B parameters to 1.3B": what it became.
      if let start = Self.shrunk(words, sentence, index) {
        add(words, start, words.bytes.count, &counts)
        continue
      }
      if Self.isOfOther(words, sentence.lowerBound..<index) { continue }
      if let number = Self.number(words, after: index) {
        add(words, words[number].range.lowerBound, words.bytes.count, &counts)
        continue
      }
      // "a loader of length 135121 with parameters"
      if words.has(index - 1, "with") { continue }
      for offset in 1...3 where index - offset >= 0 {
        let position = index - offset
        guard words.bytes[words[position].range.lowerBound].isDigit else { continue }
        var start = words[position].range.lowerBound
        if start >= 2, words.bytes[start - 1] == 0x2E, words.bytes[start - 2].isDigit {
          start = words[position - 1].range.lowerBound
        }
        // "176,247,271,424"
        while start >= 2, words.bytes[start - 1] == 0x2C, words.bytes[start - 2].isDigit {
          start -= 1
          while start > 0, words.bytes[start - 1].isDigit { start -= 1 }
        }
        // "…/how-to-train-a-7b-parameter-model"
        if start >= 2, words.bytes[start - 1] == 0x2D, words.bytes[start - 2].isLetter { break }
        for other in Self.listed(words, before: start) { add(words, other.lowerBound, other.upperBound, &counts) }
        add(words, start, words[index].range.lowerBound, &counts)
        break
      }
      if words.gap(after: index).contains(UInt8(ascii: ":")), index + 1 < words.count {
        add(words, words[index + 1].range.lowerBound, words.bytes.count, &counts)
      }
    }
  }

  /// "90M, 2.7B and" before "9.4B parameters": the numbers of a list that another ends.
  private static func listed(_ words: Words, before start: Int) -> [Range<Int>] {
    let bytes = words.bytes
    var found: [Range<Int>] = []
    var end = start
    while found.count < 8 {
      while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
      if end > 4, bytes[end - 4..<end].elementsEqual(" and".utf8) {
        end -= 4
      } else if end == 0 || bytes[end - 1] != 0x2C {
        break
      }
      while end > 0, bytes[end - 1] == 0x2C || bytes[end - 1] == 0x20 { end -= 1 }
      let low = bytes[..<end].lastIndex { $0 <= 0x20 }.map { $0 + 1 } ?? 0
      guard end - low >= 2, end - low <= 6, let unit = bytes[low..<end].last,
        unit | 0x20 == 0x62 || unit | 0x20 == 0x6D,
        bytes[low].isDigit, bytes[low..<end - 1].allSatisfy({ $0.isDigit || $0 == 0x2E })
      else { break }
      found.append(low..<end)
      end = low
    }
    return found.reversed()
  }

  /// The number that is said behind: "The total parameters are 900M", "total parameter number is 143M", "the total number of
  /// parameters in this model is 253M", "Total parameters 900M".
  private static func number(_ words: Words, after index: Int) -> Int? {
    var next = index + 1
    if words.has(next, "in", "of"), words.has(next + 2, "model") { next += 3 }
    if words.has(next, "number", "count") { next += 1 }
    if words.has(next, "is", "are", "was") {
      next += 1
    } else if !words.has(index - 1, "total") || next > index + 1 {
      return nil
    }
    if words.has(next, "about", "around", "approxim", "roughly") { next += 1 }
    guard next < words.count, words.bytes[words[next].range.lowerBound].isDigit,
      !words.gap(after: next - 1).contains(where: { $0 == 0x2E || $0 == 0x28 || $0 == 0x3A })
    else { return nil }
    return next
  }

  /// "from 1.7B parameters to 1.3B": where the second number begins.
  private static func shrunk(_ words: Words, _ sentence: Range<Int>, _ index: Int) -> Int? {
    guard words.has(index + 1, "to"), words.places(index - 4, index).contains(where: { words.has($0, "from") }),
      let number = words.places(index + 2, min(index + 5, sentence.upperBound)).first(where: {
        words.bytes[words[$0].range.lowerBound].isDigit
      })
    else { return nil }
    return words[number].range.lowerBound
  }

  /// "while 125M represents the number of parameters of this model": where the number begins.
  private static func represented(_ words: Words, before index: Int) -> Int? {
    guard words.has(index - 1, "of"), words.has(index - 2, "number"), words.has(index - 4, "represen"), index > 4 else {
      return nil
    }
    let start = words[index - 5].range.lowerBound
    guard words.bytes[start].isDigit else { return nil }
    // "2.7B"
    let isFraction = index > 5 && words.gap(after: index - 6).elementsEqual(".".utf8)
    return isFraction ? words[index - 6].range.lowerBound : start
  }

  /// "Otter outperforms Heron (14M parameters)"
  private static func isOfOther(_ words: Words, _ before: Range<Int>) -> Bool {
    before.contains { words.has($0, "outperfo", "surpasse") && words.bytes[words[$0].range.upperBound - 1] == 0x73 }
  }

  /// "131M parameters in the embedding layer", "12.9B parameters per token", "3B active parameters"
  private static func isOfPart(_ words: Words, _ index: Int) -> Bool {
    if words.has(index + 1, "per") || words.has(index - 1, "active", "activated", "embeddin") { return true }
    guard words.has(index + 1, "in", "for", "of") else { return false }
    return words.places(index + 2, index + 6).contains { words.has($0, "embeddin", "layer", "layers", "head") }
  }

  private func add(_ words: Words, _ start: Int, _ end: Int, _ counts: inout [Count]) {
    guard start < end, let printed = PrintedValue(words.string(start..<end)), !printed.isPercent else { return }
    let unit = printed.rest.prefix { $0.isLetter }
    guard let number = printed.magnified ?? (printed.number.value >= 100_000 ? printed.number : nil) else { return }
    guard number.value >= 1000, !printed.rest.begins(with: "MB"), !printed.rest.begins(with: "GB") else { return }
    let line = words.line(at: start)
    var stop = start
    while stop < end, words.bytes[stop].isDigit || words.bytes[stop] == 0x2E || words.bytes[stop] == 0x2C { stop += 1 }
    while stop < end, words.bytes[stop] <= 0x20 { stop += 1 }
    let raw = words.string(start..<min(end, stop + unit.utf8.count)).trimmed
    counts.append(Count(number: number, raw: String(raw), line: line))
  }

  /// "We release 3B, 7B and 13B models", "the repository of the 7B model": the size that the model's name has.
  ///
  /// In "Otter 7B model" it is but a part of the name.
  func readSizes(_ words: Words, _ named: NamedSize, _ counts: inout [Count]) {
    guard named.isSure else { return }
    for index in words.all.indices where words.bytes[words[index].range.lowerBound].isDigit {
      let end = words[index].range.upperBound
      guard words.bytes[end - 1] | 0x20 == UInt8(ascii: "b") else { continue }
      var first = index
      var start = words[index].range.lowerBound
      if start >= 2, words.bytes[start - 1] == 0x2E, words.bytes[start - 2].isDigit {
        first = index - 1
        start = words[first].range.lowerBound
      }
      guard first > 0, words.bytes[words[first - 1].range.lowerBound] &- 0x61 < 26 || words.bytes[start - 2] == 0x2C,
        words.bytes[start - 1] <= 0x20 || words.bytes[start - 1] == 0x28,
        end == words.bytes.count || words.bytes[end] <= 0x20 || words.bytes[end] == 0x2C || words.bytes[end] == 0x29,
        let printed = PrintedValue(words.string(start..<end)), let number = printed.magnified,
        named.isExactly(number.value), isOfModels(words, index)
      else { continue }
      counts.append(Count(number: number, raw: words.string(start..<end), line: words.line(at: start)))
    }
  }

  /// Whether a size is followed by "model", though by way of other sizes or of a name.
  private func isOfModels(_ words: Words, _ index: Int) -> Bool {
    for next in words.places(index + 1, index + 7) {
      if words.endsSentence(after: next - 1) { return false }
      if words.has(next, "model", "models") { return true }
      if words.has(next, "tokens", "paramete", "params", "dataset") { return false }
    }
    return false
  }
}

/// The number of parameters that a model's name tells: `otter-7b-chat`, `otter-1.5b`, `otter-560m`.
struct NamedSize {
  let number: Double
  /// `otter-1-3b` may be the third version's one billion, or one point three.
  private let other: Double?
  /// Whether nothing else is likely to be meant; `100m` may also count tokens.
  let isSure: Bool

  /// - Parameter name: folded.
  init?(_ name: String) {
    // Most names have no digit with a unit behind it.
    guard
      name.withBytes({ bytes in
        bytes.indices.dropLast().contains { bytes[$0].isDigit && (bytes[$0 + 1] == 0x62 || bytes[$0 + 1] == 0x6D) }
      })
    else { return nil }
    var last: Substring?
    for part in name.spaced {
      defer { last = part }
      let bytes = Array(part.utf8)
      // "7b", "1.5b", and "7b1" for 7.1 billion.
      guard bytes.count <= 6, let first = bytes.first, first.isDigit,
        let mark = bytes.firstIndex(where: { !$0.isDigit && $0 != 0x2E }),
        bytes[(mark + 1)...].allSatisfy(\.isDigit)
      else { continue }
      let unit = bytes[mark]
      var printed = bytes[..<mark]
      if mark + 1 < bytes.count { printed += [0x2E] + bytes[(mark + 1)...] }
      guard unit == UInt8(ascii: "b") || unit == UInt8(ascii: "m"),
        let value = Double(String(decoding: printed, as: UTF8.self)), value > 0
      else { continue }
      let scale = unit == UInt8(ascii: "b") ? 1e9 : 1e6
      isSure = scale == 1e9
      number = value * scale
      if let last, last.utf8.count == 1, let whole = Double(last), value < 10 {
        other = (whole + value / 10) * scale
      } else {
        other = nil
      }
      return
    }
    return nil
  }

  func isExactly(_ count: Double) -> Bool { count == number || count == other }

  /// Names are rounded: a model of 11.8 billion is called `12b`.
  func isNear(_ count: Double) -> Bool {
    func isNear(_ number: Double) -> Bool { count > number * 0.7 && count < number * 1.35 }
    return isNear(number) || other.map(isNear) ?? false
  }
}
