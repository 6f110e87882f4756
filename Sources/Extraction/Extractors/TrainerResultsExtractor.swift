import Markdown
import Records
import Stages

/// Reads results that are listed one per line: "It achieves the following results on the evaluation set:", "Validation
/// metrics", or simply a list of metrics with their values.
struct TrainerResultsExtractor: CardExtractor {
  static let name = "trainer-results"
  static let summary = "Read results that are listed one per line."
  static let version = 18
  static let method = Method.list
  static let confidence = 0.93

  func read(_ card: Card, into findings: inout Findings) {
    var above: Passage?
    var index = 0
    while index < card.passages.count {
      let passage = card.passages[index]
      guard passage.isItem else {
        if let entry = Self.result(passage) {
          // Results below each other with blank lines between have the same text above them.
          let context = above.map { Context($0, card) } ?? Context()
          if context.isOpen { read([entry], context, &findings) }
          index += 1
          continue
        }
        above = passage
        if passage.signals.contains(.digits), !passage.isHeading,
          !passage.signals.isDisjoint(with: [.result, .evaluation]),
          passage.text.text.mentions("\n") || passage.text.text.utf8.first == 0x7B
        {
          let context = Context(passage, card)
          if context.isOpen { readLines(passage, context, &findings) }
        }
        index += 1
        continue
      }
      let context = above.map { Context($0, card) } ?? Context()
      // All items of the list, which share their scale.
      var entries: [Entry] = []
      while index < card.passages.count, card.passages[index].isItem {
        let item = card.passages[index]
        if context.isOpen, item.signals.contains(.digits) {
          if item.text.text.utf8.first == 0x7B {
            readLines(item, context, &findings)
          } else if let entry = Entry(item.text) ?? Self.entry(withoutMark: item.text) {
            entries.append(entry)
          }
        }
        index += 1
      }
      guard context.isOpen else { continue }
      read(entries, context, &findings)
    }
    for listing in card.listings {
      if listing.mentions.contains(.results) {
        read(listing, card, &findings)
      } else if listing.mentions.isEmpty {
        readDatasets(listing, card, &findings)
      }
    }
    readBenchmarks(card, &findings)
  }

  /// "0.4088 (419 / 1025)": what a value is made of behind it.
  private static func isExplained(_ value: PrintedValue) -> Bool {
    value.rest.utf8.first == 0x28 && value.rest.utf8.last == 0x29 && !value.rest.utf8.contains(where: \.isLetter)
  }

  /// "Accuracy 0.912", "F1-score (micro) 0.93": an item that is a metric and its value, with nothing between.
  private static func entry(withoutMark text: Markdown.RichText) -> Entry? {
    let item = text.text.trimmed
    guard item.utf8.count <= 40, let space = item.utf8.lastIndex(of: 0x20),
      case let value = item[item.utf8.index(after: space)...], value.utf8.first?.isDigit == true,
      let printed = PrintedValue(value), printed.rest.isEmpty, printed.isPercent || value.utf8.contains(0x2E),
      // "Accuracy - 0.912", "Accuracy ~ 91.2%"
      case let stated = item[..<space].trimmed,
      case let name = stated.ends(with: " -") || stated.ends(with: " ~") ? stated.dropLast(2).trimmed : stated,
      MetricName(name).isKnown, !KnownDatasets.has(name),
      name.spaced.count <= 4
    else { return nil }
    return Entry("\(name): \(value)"[...], line: text.line)
  }

  /// The result that a paragraph is, if it is nothing else: "Mean Dice = 88.6%", "Mean_reward: 242.5 +/- 9.5",
  /// "Mean_reward: mean_reward=242.5".
  private static func result(_ passage: Passage) -> Entry? {
    guard passage.signals.contains(.digits), !passage.isHeading, passage.text.text.utf8.count <= 64,
      !passage.text.text.mentions("\n"), var entry = Entry(passage.text), MetricName(entry.name).isKnown
    else { return nil }
    if let inner = Entry(entry.value[...], line: entry.line), folded(inner.name) == folded(entry.name) {
      entry.value = inner.value
    }
    guard let printed = PrintedValue(entry.value), printed.rest.isEmpty || printed.rest.begins(with: "+/-"),
      entry.name.utf8.count <= 32, entry.name.spaced.count <= 4,
      // "Test Result (wer): 19.3" is read by `ProseResultExtractor`, with the metric by its own name.
      !entry.name.utf8.contains(0x2C), !folded(entry.name).begins(with: "test result")
    else { return nil }
    return entry
  }

  /// Results on the lines of a paragraph: `eval_loss = 0.59`.
  private func readLines(_ passage: Passage, _ context: Context, _ findings: inout Findings) {
    let text = passage.text.text
    guard text.utf8.count < 2000 else { return }
    var offset = 0
    var lines: [(text: Substring, line: Int)] = []
    for line in text.lines {
      lines.append((line, passage.line(at: offset)))
      offset += line.utf8.count + 1
    }
    read(lines, context, &findings)
  }

  /// Results as a program printed them: `"exact": 78.8,`.
  private func read(_ listing: Listing, _ card: Card, _ findings: inout Findings) {
    guard listing.text.utf8.count < 4000, listing.mentions.isDisjoint(with: [.imports, .flags, .trainingArguments]),
      let above = card.passages(before: listing.block).last
    else { return }
    let context = Context(above, card)
    guard context.isOpen else { return }
    if listing.text.trimmed.utf8.first != 0x7B, !listing.text.trimmed.mentions("\n") {
      if context.isStrict, context.dataset != nil, let only = Entry(listing.text[...], line: listing.line),
        PrintedValue(only.value)?.rest.isEmpty == true
      {
        read([only], context, &findings)
        return
      }
      readOutput(listing, context, &findings)
      return
    }
    var line = listing.line - 1
    let lines = listing.text.lines.map { content in
      line += 1
      return (text: content, line: line)
    }
    read(lines, context, &findings)
  }

  /// What a notebook printed below a cell: "PondVox WER: 0.468", the data set's name before the metric's.
  private func readOutput(_ listing: Listing, _ context: Context, _ findings: inout Findings) {
    guard listing.text.utf8.count <= 80, let entry = Entry(listing.text[...], line: listing.line),
      let printed = PrintedValue(entry.value), printed.rest.isEmpty,
      printed.isPercent || entry.value.utf8.contains(0x2E),
      let space = entry.name.utf8.lastIndex(of: 0x20),
      case let name = entry.name[..<space].trimmed, DatasetPhrase.isName(name), !MetricName(name).isKnown,
      !TableReading.isSplit(String(name)),
      case let metric = entry.name[entry.name.utf8.index(after: space)...].trimmed,
      let scale = MetricName(metric).scale, scale != .printed
    else { return }
    let isPercent = printed.isPercent || scale.isBeyond(printed.number)
    var qualifiers = context.qualifiers(metric: String(metric))
    qualifiers["dataset"] = .string(String(name))
    findings.add(
      Predicate.evaluation, .number(isPercent ? printed.number.scaled(byPowerOfTen: -2) : printed.number),
      raw: entry.value, lines: entry.line...entry.line, qualifiers)
    findings.add(
      Predicate.evaluatedOn, .string(String(name)), raw: String(name), lines: entry.line...entry.line)
  }

  /// The members of an object, of which several may stand on a line and some hold others: `{"f1": 79.81, "exact_match": 55.14}`,
  /// `{'PER': {'f1': 0.81, 'number': 657}}`.
  private static func members(_ lines: [(text: Substring, line: Int)]) -> [Entry] {
    var members: [Entry] = []
    var group: String?
    for (text, line) in lines {
      var start = text.startIndex
      while let index = text[start...].utf8.firstIndex(where: { $0 == 0x7B || $0 == 0x7D || $0 == 0x2C }) {
        let part = text[start..<index].trimmed
        let mark = text.utf8[index]
        start = text.utf8.index(after: index)
        if mark == 0x7B {
          group = part.utf8.last == 0x3A ? part.dropLast().filter { $0 != "'" && $0 != "\"" } : nil
        } else if var entry = Entry(part, line: line) {
          entry.group = group
          members.append(entry)
        }
        if mark == 0x7D { group = nil }
      }
      if var entry = Entry(text[start...], line: line) {
        entry.group = group
        members.append(entry)
      }
    }
    return members
  }

  /// Lines of which most have a name and a number, and two or more a metric's name.
  private func read(_ lines: [(text: Substring, line: Int)], _ context: Context, _ findings: inout Findings) {
    let isObject = lines.contains { $0.text.utf8.first == 0x7B }
    let members = isObject ? Self.members(lines) : []
    let filled = isObject ? members.count : lines.count { $0.text.utf8.count > 4 }
    let entries =
      (isObject ? members : lines.compactMap { $0.text.utf8.count > 4 ? Entry($0.text, line: $0.line) : nil })
      .filter { PrintedValue($0.value)?.rest.isEmpty == true }
    guard entries.count >= 2, entries.count * 5 >= filled * 3 else { return }
    guard entries.count(where: { MetricName($0.name).isKnown }) >= 2 else { return }
    read(entries, context, &findings)
  }

  private func read(_ entries: [Entry], _ context: Context, _ findings: inout Findings) {
    struct Result {
      var entry: Entry
      var printed: PrintedValue
      var scale: MetricName.Scale?
    }
    // Beside "sdr", the ratios to interference and to artefacts have no longer names.
    let areSeparated = entries.contains { $0.name == "sdr" }
    let results = entries.flatMap(\.singles).compactMap { entry -> Result? in
      guard let printed = PrintedValue(entry.value),
        printed.rest.isEmpty || printed.rest.first == "±" || printed.rest.begins(with: "+/-")
          || Self.isExplained(printed)
      else { return nil }
      let name = folded(entry.name)
      let metric = MetricName(folded: name)
      guard !MetricName.isStatistic(entry.name),
        metric.isKnown || areSeparated && (name == "sir" || name == "sar")
          || context.isStrict && (name.begins(with: "eval ") || name.ends(with: "score"))
      else { return nil }
      return Result(entry: entry, printed: printed, scale: metric.scale)
    }
    guard !results.isEmpty else { return }
    // Of a value with its own sign the others need none.
    let areInPercent = results.contains { !$0.printed.isPercent && $0.scale?.isBeyond($0.printed.number) == true }
    for result in results {
      let isPercent = result.printed.isPercent || areInPercent && result.scale != .printed && result.scale != nil
      let number = isPercent ? result.printed.number.scaled(byPowerOfTen: -2) : result.printed.number
      let line = result.entry.line
      var qualifiers = context.qualifiers(metric: result.entry.name)
      qualifiers["config"] = result.entry.group.map { .string($0) }
      // "Accuracy on SNLI-test dataset: 91.65"
      if let name = ResultName(result.entry.name), name.metrics.count == 1, name.datasets.count == 1 {
        qualifiers["metric"] = .string(name.metrics[0])
        qualifiers["dataset"] = .string(name.datasets[0])
        if let split = name.split { qualifiers["split"] = .string(split) }
        findings.add(Predicate.evaluatedOn, .string(name.datasets[0]), raw: name.datasets[0], lines: line...line)
      }
      findings.add(Predicate.evaluation, .number(number), raw: result.entry.value, lines: line...line, qualifiers)
    }
    if let dataset = context.dataset {
      findings.add(Predicate.evaluatedOn, .string(dataset.text), raw: dataset.text, lines: dataset.line...dataset.line)
    }
  }
}
