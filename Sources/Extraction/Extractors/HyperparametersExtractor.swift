import Markdown
import Records
import Stages

/// Reads hyperparameters: the Trainer's list, lists and tables under such a heading, the flags and arguments of training
/// scripts, and sentences such as "a batch size of 32".
///
/// How often was saved, logged and evaluated says nothing about the model and is left out.
struct HyperparametersExtractor: CardExtractor {
  static let name = "hyperparameters"
  static let summary = "Read the hyperparameters of the training."
  static let version = 2
  static let method = Method.list
  static let confidence = 0.93

  func read(_ card: Card, into findings: inout Findings) {
    let listed = readLists(card, &findings)
    readTables(card, &findings)
    readCode(card, &findings)
    for (index, passage) in card.passages.enumerated() where passage.signals.contains(.hyperparameter) {
      if passage.isHeading || listed.contains(index) { continue }
      if readLines(passage, card, &findings) { continue }
      // What inference or a benchmark was run with is no setting of the training.
      let topic = card.topic(ofSection: passage.section)
      if topic == .howToUse, !passage.signals.contains(.training) { continue }
      if passage.text.text.mentions("inference") || passage.text.text.mentions("erformance data") { continue }
      readProse(passage, &findings)
    }
  }

  // MARK: Lists

  /// - Returns: the passages that were read, so that they are not read as sentences as well.
  private func readLists(_ card: Card, _ findings: inout Findings) -> Set<Int> {
    var isOpen = false
    var listed: Set<Int> = []
    for (index, passage) in card.passages.enumerated() {
      if passage.isHeading || !passage.isItem {
        let title = passage.signals.contains(.hyperparameter)
        isOpen = title && Self.announces(passage.text.text)
        // A hyperparameter section may have a paragraph between heading and list.
        if !passage.isHeading, card.topics[passage.section] == .hyperparameters, !isOpen { isOpen = true }
        continue
      }
      let isKnown =
        passage.signals.contains(.hyperparameter) && card.topic(ofSection: passage.section) == .trainingProcedure
      guard isOpen || isKnown, let entry = Entry(passage.text), isOpen || Self.isKnown(entry.snake) else { continue }
      listed.insert(index)
      add(entry.name, entry.value, raw: entry.value, line: entry.line, &findings)
    }
    return listed
  }

  /// Whether a list under "Training" may state it, too.
  private static func isKnown(_ name: String) -> Bool {
    name.withBytes { name in
      var count = 0
      var isKnown = false
      _ = name.containsPart(separatedBy: UInt8(ascii: "_")) { word in
        count += 1
        isKnown = isKnown || known.contains(word)
        return count > 4
      }
      return isKnown && count <= 4
    }
  }

  private static let known = Lexicon<Bool>([
    "batch", "optimizer", "epochs", "epoch", "lr", "dropout", "decay", "warmup", "rate", "steps", "accumulation",
    "accumulations", "scheduler", "momentum", "seed", "iterations",
  ])

  /// Whether a heading or sentence says that hyperparameters follow.
  private static func announces(_ text: String) -> Bool {
    let words = folded(text)
    return words.mentions("hyperparameters") || words.mentions("hyper parameters")
      || words.mentions("training parameters")
      || words.hasSuffix("parameters were used")
  }

  private func add(
    _ name: String, _ value: String, raw: String, line: Int, _ findings: inout Findings, method: Method? = nil
  ) {
    let snake = Entry.snake(name)
    guard !snake.isEmpty, !Self.isBookkeeping(snake), !value.isEmpty, value.utf8.count <= 200 else { return }
    let stated = Self.number(inSentence: value) ?? (Self.value(value), raw)
    findings.add(
      Predicate.hyperparameter, stated.0, raw: stated.1, lines: line...line, ["name": .string(snake)],
      method: method)
  }

  /// The number of `warmup to 0.0001 for 10,000 steps` and of `32 x 8 x 2 x 4 = 2048`; nil for plain values.
  private static func number(inSentence value: String) -> (JSON, String)? {
    let words = value.spaced
    guard words.count > 2 else { return nil }
    if value.utf8.allSatisfy({ $0.isDigit || $0 == 0x20 || $0 == 0x78 || $0 == 0x2A || $0 == 0x3D }),
      let result = value.split(separator: "=").dropFirst().last?.trimmed, let printed = PrintedValue(result),
      printed.rest.isEmpty
    {
      return (.number(printed.number), String(result))
    }
    guard words.count > 4, PrintedValue(value) == nil, let place = words.firstIndex(of: "to"), place + 1 < words.count,
      let printed = PrintedValue(words[place + 1]), printed.rest.isEmpty
    else { return nil }
    return (.number(printed.number), String(words[place + 1]))
  }

  // MARK: Lines

  /// The lines of a paragraph under a heading or below a sentence about hyperparameters: `max_seq_length 512`.
  ///
  /// - Returns: whether the paragraph was such a list.
  private func readLines(_ passage: Passage, _ card: Card, _ findings: inout Findings) -> Bool {
    let text = passage.text.text
    guard !passage.isItem, text.utf8.contains(0x0A), text.utf8.count < 8000 else { return false }
    let isOpen = card.topics[passage.section] == .hyperparameters
    var entries: [(name: Substring, value: Substring, line: Int)] = []
    var lines = 0
    var offset = 0
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map({ Substring($0) }) {
      defer { offset += line.utf8.count + 1 }
      let plain = line.trimmed
      guard !plain.isEmpty else { continue }
      lines += 1
      guard let pair = Self.pair(plain) else { continue }
      entries.append((pair.name, pair.value, passage.text.line(at: offset)))
    }
    let known = entries.count { Self.isKnown(Entry.snake($0.name)) }
    guard entries.count >= 3, entries.count * 4 >= lines * 3, known >= 2, isOpen || known * 2 >= lines || lines >= 8
    else { return false }
    for entry in entries {
      addSetting(String(entry.name), String(entry.value), entry.line, &findings)
    }
    return true
  }

  /// As printed in a configuration, where everything is a setting.
  private func addSetting(_ name: String, _ value: String, _ line: Int, _ findings: inout Findings) {
    let snake = Entry.snake(name)
    guard !snake.isEmpty,
      !snake.withBytes({ $0.containsPart(separatedBy: UInt8(ascii: "_")) { Self.places.contains($0) } })
    else { return }
    findings.add(
      Predicate.hyperparameter, Self.value(value), raw: value, lines: line...line, ["name": .string(snake)])
  }

  /// `name: value`, `name = value`, or a name with an underscore and a value.
  private static func pair(_ line: Substring) -> (name: Substring, value: Substring)? {
    if let mark = line.utf8.firstIndex(where: { $0 == 0x3A || $0 == 0x3D }) {
      let name = line[..<mark].trimmed
      let value = line[line.utf8.index(after: mark)...].trimmed
      guard name.utf8.count <= 48, !name.isEmpty, !value.isEmpty, value.utf8.count <= 60 else { return nil }
      return (name, value)
    }
    let parts = line.spaced
    guard parts.count == 2, parts[0].utf8.first?.isLetter == true,
      parts[0].utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F })
    else { return nil }
    return (parts[0], parts[1])
  }

  /// A number where the whole text is one.
  static func value(_ text: String) -> JSON {
    let plain = text.trimmed
    guard let printed = PrintedValue(plain) else { return .string(text) }
    if printed.rest.isEmpty, !printed.isPercent { return .number(printed.number) }
    if printed.rest.utf8.count == 1, let number = printed.magnified { return .number(number) }
    return .string(text)
  }

  private static func isBookkeeping(_ name: String) -> Bool {
    if name.withBytes({ $0.containsPart(separatedBy: UInt8(ascii: "_")) { places.contains($0) } }) { return true }
    return bookkeeping.contains(name) || name.hasPrefix("logging") || name.hasPrefix("save_t")
      || name.hasPrefix("report_to")
  }

  private static let places = Lexicon<Bool>(["dir", "file", "path"])

  private static let bookkeeping = Lexicon<Bool>([
    "eval_steps", "evaluation_strategy", "push_to_hub", "model_name_or_path", "task_name", "save_strategy", "do_eval",
    "do_train", "do_predict", "overwrite_output_dir",
    "preprocessing_num_workers", "dataloader_num_workers", "hub_model_id", "load_best_model_at_end", "output",
    "num_proc", "eval_strategy", "model", "metric_for_best_model",
  ])

  // MARK: Tables

  private func readTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated() {
      let title = folded(table.header.first?.text ?? "")
      guard
        card.topic(ofSection: table.section) == .hyperparameters || title.hasPrefix("hyperparameter")
          || title == "hyper parameter"
      else { continue }
      var rows = table.rows
      // A header of name and value is itself a pair where the table has no real header.
      if let second = table.header.dropFirst().first, PrintedValue(second.text) != nil {
        rows.insert(table.header, at: 0)
      }
      for (row, cells) in rows.enumerated() where cells.count == 2 {
        let snake = Entry.snake(cells[0].text)
        guard !snake.isEmpty, !cells[1].text.isEmpty, !Self.isBookkeeping(snake) else { continue }
        findings.add(
          Predicate.hyperparameter, Self.value(cells[1].text), raw: cells[1].text, lines: cells[1].lines,
          ["name": .string(snake)], cell: (number, row, 1), method: .table)
      }
    }
  }

  // MARK: Code

  private func readCode(_ card: Card, _ findings: inout Findings) {
    for listing in card.listings {
      if listing.isMarkup || card.topics[listing.section] == .hyperparameters,
        listing.mentions.isDisjoint(with: [.flags, .trainingArguments])
      {
        readSettings(listing, &findings)
        continue
      }
      guard !listing.mentions.isDisjoint(with: [.flags, .trainingArguments]), !Self.isInvitation(listing, card) else {
        continue
      }
      let isScript = listing.mentions.contains(.flags)
      let isArguments = listing.mentions.contains(.trainingArguments)
      listing.text.withBytes { bytes in
        var line = listing.line
        var isInside = false
        for content in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
          let plain = String(decoding: content, as: UTF8.self)
          if isScript, plain.mentions("--") { readFlags(plain, line, &findings) }
          if plain.mentions("TrainingArguments(") { isInside = true }
          if isArguments, isInside { readArgument(plain, line, &findings) }
          if isInside, plain.trimmed.hasPrefix(")") { isInside = false }
          line += 1
        }
      }
    }
  }

  /// "To try fine-tuning it, run the following": what follows is an example.
  private static func isInvitation(_ listing: Listing, _ card: Card) -> Bool {
    guard let above = card.passages.last(where: { $0.block < listing.block }), !above.isHeading else { return false }
    let text = folded(above.text.text)
    return text.hasPrefix("to try") || text.hasPrefix("to fine") || text.hasPrefix("to train")
      || text.mentions("you can ")
  }

  /// `batch_size = 32`, `"lr": 3e-5,`
  private func readSettings(_ listing: Listing, _ findings: inout Findings) {
    guard listing.text.utf8.count < 8000 else { return }
    // Markup that breaks lines is a list of settings only if its lines are.
    if listing.isMarkup {
      let lines = listing.text.utf8.split(separator: 0x0A).map { Substring($0).trimmed }
      let pairs = lines.compactMap(Self.pair)
      guard pairs.count >= 8, pairs.count * 3 > lines.count * 2,
        pairs.count(where: { Self.isKnown(Entry.snake($0.name)) }) >= 2
      else { return }
    }
    var line = listing.line
    for content in listing.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map({ Substring($0) }) {
      defer { line += 1 }
      guard let pair = Self.pair(content.trimmed) else { continue }
      let name = pair.name.filter { $0 != "\"" && $0 != "'" }
      var value = pair.value
      if let comment = value.firstIndex(of: "#") { value = value[..<comment].trimmed }
      if value.last == "," { value = value.dropLast() }
      guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == 0x20 || $0 == 0x2D }),
        value.first != "{", value.first != "[", !value.isEmpty
      else { continue }
      let bare = value.filter { $0 != "\"" && $0 != "'" }
      if listing.isMarkup {
        addSetting(String(name), bare, line, &findings)
      } else {
        add(String(name), bare, raw: bare, line: line, &findings, method: .code)
      }
    }
  }

  /// `--learning_rate 4e-5 --num_train_epochs=3`
  private func readFlags(_ line: String, _ number: Int, _ findings: inout Findings) {
    let words = line.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x3D || $0 == 0x22 || $0 == 0x5C }.map {
      Substring($0)
    }
    for (index, word) in words.enumerated() where word.hasPrefix("--") && index + 1 < words.count {
      let value = words[index + 1]
      guard let printed = PrintedValue(value), printed.rest.isEmpty, value.first != "-" || value.count > 1 else {
        continue
      }
      add(String(word.dropFirst(2)), String(value), raw: String(value), line: number, &findings, method: .code)
    }
  }

  /// `learning_rate=2e-05,  # initial rate`
  private func readArgument(_ line: String, _ number: Int, _ findings: inout Findings) {
    let parts = line.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return }
    let name = parts[0].split { $0 == "(" || $0 == " " || $0 == "," }.last ?? parts[0]
    let value = parts[1].prefix { $0 != "," && $0 != "#" && $0 != ")" }.trimmed
    guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F }), let printed = PrintedValue(value),
      printed.rest.isEmpty
    else { return }
    add(String(name), String(value), raw: String(value), line: number, &findings, method: .code)
  }

  // MARK: Sentences

  /// "batch size of 32", "learning rate: 2e-5", "for 3 epochs".
  private func readProse(_ passage: Passage, _ findings: inout Findings) {
    let words = passage.words
    func add(_ name: Range<Int>, _ value: JSON, _ raw: Range<Int>) {
      let text = words.string(words[name.lowerBound].range.lowerBound..<words[name.upperBound - 1].range.upperBound)
      let line = words.line(at: raw.lowerBound)
      findings.add(
        Predicate.hyperparameter, value, raw: words.string(raw), lines: line...line,
        ["name": .string(Entry.snake(text))],
        method: .proseRule, confidence: 0.8)
    }
    var index = 0
    while index < words.count {
      defer { index += 1 }
      if words.has(index, "optimizer"), let optimizer = Self.optimizer(words, beside: index) {
        add(index..<index + 1, .string(words.string(optimizer)), words[optimizer].range)
        continue
      }
      if let name = Self.named(words, index) {
        if let (value, raw) = Self.number(words, after: name.upperBound - 1) {
          add(name, value, raw)
          index = name.upperBound - 1
          continue
        }
        // "a 2e-5 learning rate"
        if name.count > 1, let (value, raw) = Self.number(words, before: name.lowerBound) {
          add(name, value, raw)
          index = name.upperBound - 1
          continue
        }
      }
      // The number stands first: 3 epochs, 56k steps.
      if words.has(index, "epochs", "epoch", "steps"), index > 0, words.gap(after: index - 1).allSatisfy({ $0 == 0x20 })
      {
        let start = Self.start(words, of: index - 1)
        let raw = start..<words[index - 1].range.upperBound
        guard let printed = PrintedValue(words.string(raw)), !passage.isItem || index < 12 else { continue }
        if let number = printed.rest.isEmpty ? printed.number : printed.magnified, Self.isPlainUnit(printed.rest) {
          add(index..<index + 1, .number(number), raw)
        }
      }
    }
  }

  /// The word beside "optimizer" that names one.
  private static func optimizer(_ words: Words, beside index: Int) -> Int? {
    [index - 1, index + 1, index + 2].first {
      words.has($0, "adam", "adamw", "lamb", "lion", "sgd", "adafactor", "rmsprop", "adagrad", "radam")
    }
  }

  private static func isPlainUnit(_ rest: String) -> Bool { rest.isEmpty || rest == "k" || rest == "K" || rest == "M" }

  /// The words of a hyperparameter's name that begin here.
  private static func named(_ words: Words, _ index: Int) -> Range<Int>? {
    let isPair =
      words.has(index, "batch") && words.has(index + 1, "size")
      || words.has(index, "learning") && words.has(index + 1, "rate")
      || words.has(index, "weight") && words.has(index + 1, "decay")
      || words.has(index, "warmup") && words.has(index + 1, "proportion", "ratio", "steps")
      || words.has(index, "dropout") && words.has(index + 1, "rate", "probability")
    if isPair {
      var low = index
      // "global batch size", "total batch size"
      if words.has(index, "batch"), index > 0,
        words.has(index - 1, "global", "total", "train", "training", "effective", "mini")
      {
        low -= 1
      }
      if words.has(low, "training", "mini") { low = index }
      // "learning rate warm up"
      if words.has(index + 1, "rate"), words.has(index + 2, "warm"), words.has(index + 3, "up") {
        return low..<index + 4
      }
      return low..<index + 2
    }
    if words.has(index, "sequence"), words.has(index + 1, "length") {
      let low = index > 0 && words.has(index - 1, "maximum", "max", "maximal") ? index - 1 : index
      return low..<index + 2
    }
    if words.has(index, "lr", "dropout", "momentum", "epochs") { return index..<index + 1 }
    return nil
  }

  /// The number that a name is said to have: behind "of", "=", ":", "is", "to".
  private static func number(_ words: Words, after last: Int) -> (JSON, Range<Int>)? {
    var next = last + 1
    let gap = words.gap(after: last)
    let isMarked = gap.contains(UInt8(ascii: "=")) || gap.contains(UInt8(ascii: ":"))
    guard gap.allSatisfy({ $0 == 0x20 || $0 == 0x3D || $0 == 0x3A || $0 == 0x60 || $0 == 0x2A || $0 == 0x0A }) else {
      return nil
    }
    // "batch size 1760", which needs no word between
    var isLinked = isMarked || words.has(last, "size", "length", "rate", "decay")
    while words.has(next, "of", "is", "was", "to", "set", "at", "equal", "fixed", "limited", "up") {
      isLinked = true
      next += 1
    }
    guard isLinked, next < words.count, words.bytes[words[next].range.lowerBound].isDigit || words.has(next, "e") else {
      return nil
    }
    let start = words[next].range.lowerBound
    // The number with its point and exponent: 2.5e-3.
    var end = start
    while end < words.bytes.count, isNumberByte(words.bytes, end) { end += 1 }
    guard let printed = PrintedValue(words.string(start..<end)), isPlainUnit(printed.rest) else { return nil }
    let number = printed.rest.isEmpty ? printed.number : printed.magnified
    return number.map { (.number($0), start..<end) }
  }

  /// The number directly before a name: `2e-5` is the words 2e and 5.
  private static func number(_ words: Words, before first: Int) -> (JSON, Range<Int>)? {
    guard first > 0, words.gap(after: first - 1).elementsEqual(" ".utf8) else { return nil }
    let end = words[first - 1].range.upperBound
    var start = end
    while start > 0, isNumberByte(words.bytes, start - 1) { start -= 1 }
    guard start < end, words.bytes[start].isDigit, start == 0 || words.bytes[start - 1] <= 0x20,
      let printed = PrintedValue(words.string(start..<end)), printed.rest.isEmpty
    else { return nil }
    return (.number(printed.number), start..<end)
  }

  private static func isNumberByte(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x30...0x39: true
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "k"), UInt8(ascii: "K"), UInt8(ascii: "M"): true
    case UInt8(ascii: "."), UInt8(ascii: ","): index + 1 < bytes.count && bytes[index + 1].isDigit
    case UInt8(ascii: "-"): index > 0 && bytes[index - 1] | 0x20 == UInt8(ascii: "e")
    default: false
    }
  }

  /// Where the number that ends in a word begins: `2,000` and `1.5` are two words.
  private static func start(_ words: Words, of index: Int) -> Int {
    var start = words[index].range.lowerBound
    while start >= 2, words.bytes[start - 1] == 0x2C || words.bytes[start - 1] == 0x2E, words.bytes[start - 2].isDigit {
      start -= 2
      while start > 0, words.bytes[start - 1].isDigit { start -= 1 }
    }
    return start
  }
}
