import Markdown
import Records
import Stages

/// A name with its value, `GFlops | 62.2`, read as what the name says.
struct Property {
  let name: PropertyName
  let words: Words
  /// The first word of the value.
  let first: Int
  /// Where the value stands, in UTF-8 bytes of the text.
  let range: Range<Int>

  /// - Parameter range: the value; what stands behind it in the text is not read.
  init?(_ name: PropertyName, in words: Words, range: Range<Int>) {
    guard let first = words.first(from: range.lowerBound),
      words[first].range.lowerBound < range.upperBound
    else { return nil }
    self.name = name
    self.words = words
    self.first = first
    self.range = Self.bare(range, in: words.bytes)
  }

  /// - Parameter text: nothing but the value.
  init?(_ name: PropertyName, _ text: some StringProtocol, line: Int) {
    let words = Words(String(text), line: line)
    self.init(name, in: words, range: 0..<words.bytes.count)
  }

  /// Without quotes, marks of code and stars around.
  private static func bare(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    func isMark(_ byte: UInt8) -> Bool {
      byte <= 0x20 || byte == 0x60 || byte == 0x2A || byte == 0x22 || byte == 0x27 || byte == 0x5C || byte == 0x5F
    }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, isMark(bytes[low]) { low += 1 }
    while high > low, isMark(bytes[high - 1]) || bytes[high - 1] == 0x2C || bytes[high - 1] == 0x2E { high -= 1 }
    return low..<high
  }

  /// Adds what is stated, if the value is of the kind that the name promises.
  func read(into findings: inout Findings, method: Method) {
    let text = words.string(range)
    guard !SectionsExtractor.isTemplate(text), !Self.isNothing(text) else { return }
    let line = words.line(at: range.lowerBound)
    func add(_ predicate: String, _ value: JSON, raw: String, _ qualifiers: Qualifiers = [:]) {
      findings.add(predicate, value, raw: raw, lines: line...line, qualifiers, method: method)
    }
    switch name {
    case .task:
      // "image captioning, visual question answering, OCR", "`text ranking`; `image ranking`"
      let isListed = text.utf8.contains { $0 == 0x2C || $0 == 0x3B }
      let parts = isListed ? text.split { $0 == "," || $0 == ";" || $0 == "`" } : []
      let tasks = parts.map(\.trimmed).filter { !$0.isEmpty }
      if tasks.count > 1, tasks.allSatisfy({ Tasks.isTask($0) || withLowercased($0, Tasks.single.contains) }) {
        for task in tasks { add(Predicate.task, .string(String(task)), raw: String(task)) }
      } else if isShort {
        add(Predicate.task, .string(text), raw: text)
      }
    case .modelType:
      // "Model type: Fill-Mask", "Model type: ONNX", where others say what the model is built like.
      if isShort, Tasks.isTask(text) { add(Predicate.task, .string(text), raw: text) }
      if let format = Frameworks.tag(text) ?? (text == "ONNX" ? "onnx" : nil) {
        add(Predicate.library, .string(format), raw: text)
      }
    case .library:
      if isShort { add(Predicate.library, .string(text.lowercased()), raw: text) }
    case .language:
      let parts = text.split { $0 == "," || $0 == " " || $0 == "/" || $0 == ";" }
      // "English and, to a lesser extent, others": the words of a sentence are no codes.
      let isList = parts.allSatisfy { Languages.named($0) != nil || isCode($0) || $0 == "and" || $0 == "&" }
      for part in parts {
        guard let code = Languages.named(part) ?? (isList && isCode(part) ? String(part) : nil) else { continue }
        add(Predicate.language, .string(code), raw: String(part))
      }
    case .translation:
      for part in text.utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x20 || $0 == 0x2F }).map({ Substring($0) }) {
        guard let code = Languages.code(part), Languages.short(part) == nil else { continue }
        add(Predicate.language, .string(code), raw: String(part))
      }
    case .licence:
      guard isShort, !text.mentions(" ") else { return }
      // "GPLv3"
      let known = LicenceProseExtractor.licence(in: Words(text, line: 1), near: false)?.key
      add(Predicate.license, .string(known ?? text), raw: text)
    case .baseModel:
      guard let name = BaseModelExtractor.name(words, from: first), name.range.upperBound <= range.upperBound + 2 else {
        // "Parent Model: Luke"
        let isName = range.count <= 24 && !text.utf8.contains(0x20) && text.utf8.first.map { $0.isCapital } ?? false
        if isName, text.utf8.allSatisfy({ $0.isLetter }) {
          add(Predicate.baseModel, .string(text), raw: text, ["relation": "finetune"])
        }
        return
      }
      // "gpt-2 large"
      let rest = text.begins(withText: name.text) ? text.dropFirst(name.text.count).trimmed : ""
      let whole = !rest.isEmpty && BaseModelExtractor.isSize(rest) ? text : name.text
      add(Predicate.baseModel, .string(whole), raw: whole, ["relation": "finetune"])
      // "Parent models: [A] and [B]"
      var end = name.range.upperBound
      while let first = words.first(from: end), case let next = words.has(first, "and") ? first + 1 : first,
        next < words.count, let span = words.span(at: words[next].range.lowerBound), case .link = span.kind,
        span.range.lowerBound >= end, span.range.upperBound <= range.upperBound,
        [",", "and", ", and", "&", "+"].contains(words.string(end..<span.range.lowerBound).trimmed),
        case let text = words.string(span.range), BaseModelExtractor.looksLikeName(text)
      {
        add(Predicate.baseModel, .string(text), raw: text, ["relation": "finetune"])
        end = span.range.upperBound
      }
    case .trainedAndEvaluatedOn:
      addDatasets(Predicate.trainedOn, &findings, method)
      addDatasets(Predicate.evaluatedOn, &findings, method)
    case .trainedOn: addDatasets(Predicate.trainedOn, &findings, method)
    case .evaluatedOn: addDatasets(Predicate.evaluatedOn, &findings, method)
    case .parameters(let power): addCount(Predicate.paramsTotal, power, text, line, &findings, method)
    case .operations(let power): addCount(Predicate.flops, power, text, line, &findings, method)
    case .indicator:
      if let cell = MetricCell(text) {
        add(Predicate.evaluation, .number(cell.number), raw: text, ["metric": .string(cell.metric)])
      } else if let (metric, number) = Self.indicator(text) {
        add(Predicate.evaluation, .number(number), raw: text, ["metric": .string(metric)])
      }
    case .processor:
      guard text.mentions("Intel") || text.mentions("AMD") || text.mentions("Xeon"), range.count <= 80 else { return }
      add(Predicate.hardware, .string(text), raw: text)
    }
  }

  /// `SAD77.96`: letters, whatever metric they name, and directly behind them a number.
  private static func indicator(_ text: String) -> (metric: String, number: PrintedNumber)? {
    let name = text.utf8.prefix { $0.isLetter }
    guard (2...8).contains(name.count), let printed = PrintedValue(Substring(text.utf8.dropFirst(name.count))),
      printed.rest.isEmpty,
      !printed.isPercent
    else { return nil }
    return (String(decoding: name, as: UTF8.self), printed.number)
  }

  /// Whether it is a name rather than a sentence.
  private var isShort: Bool { range.count <= 48 && !words.string(range).mentions(". ") }

  private func isCode(_ text: Substring) -> Bool {
    Languages.codes.contains(String(text)) || text.utf8.count == 2 && text.utf8.allSatisfy { $0 &- 0x61 < 26 }
  }

  private static func isNothing(_ text: String) -> Bool {
    ["n/a", "na", "none", "no", "yes", "unknown", "-", "null", "tbd", "private", "custom"].contains(text.lowercased())
      || text.lowercased().mentions("information needed")
  }

  private func addDatasets(_ predicate: String, _ findings: inout Findings, _ method: Method) {
    // "Caltech Gulls+CityGulls+Heron17"
    let parts = words.string(range).split(separator: "+", omittingEmptySubsequences: false).map(\.trimmed)
    if parts.count > 1, range.count <= 120,
      parts.allSatisfy({
        $0.utf8.count > 2 && DatasetPhrase.isName($0) && !DatasetPhrase.isSentence($0) && !$0.ends(with: " data")
      })
    {
      let line = words.line(at: range.lowerBound)
      for part in parts {
        findings.add(predicate, .string(String(part)), raw: String(part), lines: line...line, method: method)
      }
      return
    }
    let found = DatasetPhrase.names(words, from: first).filter { $0.range.upperBound <= range.upperBound + 2 }
    // What stands in the lines below is none of it.
    if found.isEmpty, range.count <= 40,
      words.all[first...].prefix(6).prefix(while: { $0.range.lowerBound < range.upperBound }).count <= 5,
      !words.string(range).utf8.contains(0x3A)
    {
      var text = String(DatasetPhrase.withoutEmoji(words.string(range).trimmed))
      // "`otter` from Sea/Data" is called otter.
      if let span = words.span(at: range.lowerBound), case .code = span.kind, span.range.upperBound < range.upperBound,
        words.bytes[span.range.upperBound...].starts(with: " from ".utf8)
      {
        text = words.string(span.range)
      }
      let line = words.line(at: range.lowerBound)
      guard !text.mentions("http"), text.utf8.first?.isDigit == false, !Self.isCommon(text),
        // The arguments of functions are explained in half sentences.
        !text.ends(with: "；")
      else { return }
      findings.add(predicate, .string(text), raw: text, lines: line...line, method: method)
    }
    // "[Dataset: GULL Corpora ES](…)": all that the link says.
    if found.count == 1, words.isInLink(range.lowerBound), words.isInLink(range.upperBound - 1),
      case let text = DatasetPhrase.bare(String(words.string(range).trimmed)), text.spaced.count <= 4,
      text.begins(withText: found[0].text + " "), DatasetPhrase.isName(text), !DatasetPhrase.isSentence(text),
      !text.utf8.contains(0x2C), !text.utf8.contains(0x28)
    {
      let line = words.line(at: range.lowerBound)
      findings.add(predicate, .string(text), raw: text, lines: line...line, method: method)
      return
    }
    for name in found {
      let line = words.line(at: name.range.lowerBound)
      findings.add(predicate, .string(name.text), raw: name.text, lines: line...line, method: method)
    }
  }

  private static let splits = Set<Substring>(["validation", "test", "training", "train", "evaluation", "dev"])

  private static func isCommon(_ text: String) -> Bool {
    let words = folded(text).spaced
    // "`eval_dataset`: Validation dataset"
    if words.count == 2, words[1] == "dataset" || words[1] == "set", splits.contains(words[0]) {
      return true
    }
    return words.contains { ["the", "this", "see", "we", "not", "will", "can", "is", "data"].contains($0) }
  }

  private func addCount(
    _ predicate: String, _ power: Int, _ text: String, _ line: Int, _ findings: inout Findings, _ method: Method
  ) {
    guard let printed = PrintedValue(text), printed.rest.utf8.count <= 24, !printed.isPercent,
      !printed.rest.begins(with: "MB"), !printed.rest.begins(with: "GB")
    else { return }
    let said =
      predicate == Predicate.flops
      ? PrintedValue.power(ofOperations: printed.rest) : PrintedValue.power(of: printed.rest)
    let own = power == 0 ? said ?? 0 : power
    let number = printed.number.scaled(byPowerOfTen: own)
    guard number.value >= 1000 else { return }
    findings.add(predicate, .number(number), raw: text, lines: line...line, method: method)
  }
}
