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
  static let version = 23
  static let method = Method.list
  static let confidence = 0.93

  func read(_ card: Card, into findings: inout Findings) {
    let listed = readLists(card, &findings)
    readTables(card, &findings)
    readCode(card, &findings)
    if card.topics.contains(.trainingProcedure) { readLosses(card, &findings) }
    for (index, passage) in card.passages(about: .hyperparameter) {
      if passage.isHeading || listed.contains(index) { continue }
      // What the model's siblings were trained with is theirs.
      if passage.isItem, card.passagesOnOthers.contains(index) { continue }
      if readLines(passage, card, &findings) { continue }
      // What inference or a benchmark was run with is no setting of the training.
      let topic = card.topic(ofSection: passage.section)
      if topic == .howToUse, !passage.signals.contains(.training) { continue }
      let isOfTraining = topic == .trainingProcedure && passage.signals.contains(.training)
      if !isOfTraining,
        passage.text.text.mentions("erformance data") || passage.text.text.mentions("stimates ")
      {
        continue
      }
      readProse(passage, &findings)
    }
  }

  // MARK: Lists

  /// - Returns: the passages that were read, so that they are not read as sentences as well.
  private func readLists(_ card: Card, _ findings: inout Findings) -> Set<Int> {
    guard card.signals.any.contains(.hyperparameter) || card.topics.contains(.hyperparameters) else { return [] }
    var isOpen = false
    var listed: Set<Int> = []
    for (index, passage) in card.passages.enumerated() {
      if passage.isHeading || !passage.isItem {
        let title = passage.signals.contains(.hyperparameter)
        isOpen = title && Self.announces(passage.text.text)
        // A hyperparameter section may have a paragraph between heading and list.
        if !passage.isHeading, card.topics[passage.section] == .hyperparameters, !isOpen { isOpen = true }
        if !passage.isHeading, title, readLine(passage, card, &findings) { listed.insert(index) }
        continue
      }
      var isKnown = false
      if passage.signals.contains(.hyperparameter) {
        isKnown = card.topic(ofSection: passage.section) == .trainingProcedure
        // A list of assignments that begins with one that is known: `per_device_batch_size = 2`.
        if !isOpen, passage.text.text.mentions("_"), passage.text.text.mentions(" = "),
          let entry = Entry(passage.text), Self.isKnown(entry.snake)
        {
          isOpen = true
        }
      }
      guard isOpen || isKnown, let entry = Self.entry(passage), isOpen || Self.isKnown(entry.snake) else { continue }
      // "Optimizer: AdamW with learning rate of 2e-5, epsilon of 1e-8" is a sentence.
      if entry.snake == "optimizer", entry.value.mentions(" with ") && entry.value.mentions("learning rate") {
        continue
      }
      listed.insert(index)
      let pairs = Self.pairs(in: entry.value)
      for pair in pairs {
        add(String(pair.name), String(pair.value), raw: String(pair.value), line: entry.line, &findings)
      }
      if pairs.isEmpty { add(entry.name, entry.value, raw: entry.value, line: entry.line, &findings) }
    }
    return listed
  }

  /// A paragraph in a section on the training that is nothing but a setting: "**Batch:** 3072".
  private func readLine(_ passage: Passage, _ card: Card, _ findings: inout Findings) -> Bool {
    let text = passage.text.text
    guard text.utf8.count <= 80, !text.mentions("\n"), let entry = Entry(passage.text), Self.isKnown(entry.snake),
      card.topic(ofSection: passage.section) == .trainingProcedure,
      // "Optimized with Adam (beta1=0.9, …)" is a sentence.
      !entry.name.mentions("(") || entry.name.mentions(")")
    else { return false }
    add(entry.name, entry.value, raw: entry.value, line: entry.line, &findings)
    return true
  }

  /// What an item of a list states, also without a mark between: `warmup_steps 1000`.
  private static func entry(_ item: Passage) -> Entry? {
    let text = item.text.text
    // Optimisers are printed with all that they were made with: `optimizer: {'name': 'Adam', …}`.
    if let entry = Entry(item.text, atMost: text.mentions(": {'") ? 1200 : 400) { return entry }
    guard text.utf8.count <= 48, let pair = pair(text.trimmed), PrintedValue(pair.value)?.rest.isEmpty == true,
      isKnown(Entry.snake(pair.name))
    else { return nil }
    return Entry("\(pair.name): \(pair.value)"[...], line: item.text.line)
  }

  /// Whether a list under "Training" may state it, too.
  static func isKnown(_ name: String) -> Bool {
    // How often a sound is sampled is set by the data, and how long the text may be for the training.
    if name.begins(with: "sampl") && name.ends(with: "_rate") { return false }
    if name.begins(with: "max_") && (name.ends(with: "_length") || name.ends(with: "_len")) { return true }
    if name == "train_with_dev" || name == "masked_lm_prob" || name == "dupe_factor" { return true }
    return name.withBytes { name in
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
    "epsilon", "betas", "beta1", "beta2", "grad",
  ])

  /// Whether a heading or sentence says that hyperparameters follow.
  static func announces(_ text: String) -> Bool {
    // "Training arguments:" is a heading that is written as a paragraph.
    if text.utf8.count <= 32, text.mentions("rguments") || text.mentions("yperparams") {
      let words = folded(text)
      return words.begins(with: "training arguments") || words.begins(with: "hyperparams")
    }
    guard text.mentions("arameters") || text.mentions("ARAMETERS") else { return false }
    let words = folded(text)
    return words.mentions("hyperparameters") || words.mentions("hyper parameters")
      || words.mentions("training parameters")
      || words.ends(with: "parameters were used")
  }

  func add(
    _ name: String, _ value: String, raw: String, line: Int, _ findings: inout Findings, method: Method? = nil
  ) {
    let snake = Entry.snake(name)
    guard !snake.isEmpty, !Self.isBookkeeping(snake), let plain = Self.plain(value) else { return }
    let raw = value == raw ? plain : raw
    if snake.utf8.last == UInt8(ascii: "s"), let tried = Self.tried(plain) {
      for value in tried {
        findings.add(
          Predicate.hyperparameter, Self.value(value), raw: value, lines: line...line, ["name": .string(snake)],
          method: method)
      }
      return
    }
    let stated = Self.number(inSentence: plain) ?? (Self.value(plain), raw)
    findings.add(
      Predicate.hyperparameter, stated.0, raw: stated.1, lines: line...line, ["name": .string(snake)],
      method: method)
  }

  /// The values of "learning rates: 3e-4, 1e-4, 5e-5", which were all tried.
  private static func tried(_ text: String) -> [String]? {
    guard text.mentions(", ") else { return nil }
    let parts = text.split(separator: ", ").map { String($0.trimmed) }
    guard parts.count > 1, parts.count <= 16, parts.allSatisfy({ Double($0) != nil }) else { return nil }
    return parts
  }

  // MARK: Lines

  /// The lines of a paragraph under a heading or below a sentence about hyperparameters: `max_seq_length 512`.
  ///
  /// - Returns: whether the paragraph was such a list.
  private func readLines(_ passage: Passage, _ card: Card, _ findings: inout Findings) -> Bool {
    let text = passage.text.text
    guard !passage.isItem, text.mentions("\n"), text.utf8.count < 8000 else { return false }
    let isOpen = card.topics[passage.section] == .hyperparameters
    if text.mentions("--"), readCommand(passage, card, &findings) { return true }
    var entries: [(name: Substring, value: Substring, line: Int)] = []
    var lines = 0
    var offset = 0
    for line in text.lines {
      defer { offset += line.utf8.count + 1 }
      let plain = line.trimmed
      guard !plain.isEmpty else { continue }
      lines += 1
      guard let pair = Self.pair(plain) else { continue }
      entries.append((pair.name, pair.value, passage.line(at: offset)))
    }
    let known = entries.count { Self.isKnown(Entry.snake($0.name)) }
    guard entries.count >= 3, entries.count * 4 >= lines * 3, known >= 2, isOpen || known * 2 >= lines || lines >= 8
    else { return false }
    for entry in entries {
      addSetting(String(entry.name), String(entry.value), entry.line, &findings)
    }
    return true
  }

  /// A command that was not set as code, with a flag on each of its lines: "--learning_rate 2e-5 \\".
  private func readCommand(_ passage: Passage, _ card: Card, _ findings: inout Findings) -> Bool {
    let lines = passage.text.text.lines
    guard lines.count(where: { $0.trimmed.begins(with: "--") }) > 2, card.topic(ofSection: passage.section) != .howToUse
    else { return false }
    var offset = 0
    for line in lines {
      if line.mentions("--") { readFlags(String(line), passage.line(at: offset), [:], &findings) }
      offset += line.utf8.count + 1
    }
    return true
  }

  /// As printed in a configuration, where everything is a setting but what is kept or told of its run.
  func addSetting(
    _ name: String, _ value: String, _ line: Int, _ findings: inout Findings, method: Method? = nil
  ) {
    let snake = Entry.snake(name)
    guard !snake.isEmpty,
      snake == "model_name_or_path"
        || !snake.withBytes({ $0.containsPart(separatedBy: UInt8(ascii: "_")) { Self.places.contains($0) } }),
      !Self.isOfRun(snake)
    else { return }
    let bare = Self.bare(value)
    findings.add(
      Predicate.hyperparameter, Self.value(bare), raw: bare, lines: line...line, ["name": .string(snake)],
      method: method)
  }

  /// How often a run was saved, evaluated and told of. Fewer than `isBookkeeping` knows: of a configuration that is printed
  /// as a whole, readers count its model and its checkpoints as settings.
  private static func isOfRun(_ name: String) -> Bool {
    name.begins(with: "report_to") || name.begins(with: "logging")
      || ["eval_steps", "evaluation_strategy", "evaluation_steps", "save_strategy", "push_to_hub"].contains(name)
  }

  /// Without what ends an argument, and without quotes: `0.05` of `0.05,`, `7.5e-5` of `"7.5e-5"`.
  private static func bare(_ value: String) -> String {
    var text = value.trimmed
    if text.utf8.last == 0x29, !text.utf8.contains(0x28) { text = text.dropLast().trimmed }
    if text.utf8.last == 0x2C { text = text.dropLast().trimmed }
    if text.utf8.count > 2, let first = text.utf8.first, first == 0x22 || first == 0x27, text.utf8.last == first {
      text = text.dropFirst().dropLast()
    }
    return text.isEmpty ? value : String(text)
  }

  /// `name: value`, `name = value`, or a name with an underscore and a value.
  static func pair(_ line: Substring) -> (name: Substring, value: Substring)? {
    if let mark = line.utf8.firstIndex(where: { $0 == 0x3A || $0 == 0x3D }) {
      let name = line[..<mark].trimmed
      let value = line[line.utf8.index(after: mark)...].trimmed
      guard name.utf8.count <= 48, !name.isEmpty, !value.isEmpty, value.utf8.count <= 60 else { return nil }
      return (name, value)
    }
    // So few words as name a setting are no longer.
    guard line.utf8.count <= 80 else { return nil }
    let parts = line.spaced
    if parts.count > 2 { return spoken(parts, line) }
    guard parts.count == 2, parts[0].utf8.first?.isLetter == true,
      parts[0].utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F })
    else { return nil }
    return (parts[0], parts[1])
  }

  private static func isBookkeeping(_ name: String) -> Bool {
    if name.withBytes({ $0.containsPart(separatedBy: UInt8(ascii: "_")) { places.contains($0) } }) { return true }
    // How many checkpoints were kept is counted as a setting, how often they were is not.
    return bookkeeping.contains(name) || name.begins(with: "logging") || name.begins(with: "save_checkpoint")
      || name.begins(with: "report_") || name.begins(with: "keep_checkpoint")
  }

  private static let places = Lexicon<Bool>(["dir", "file", "path"])

  private static let bookkeeping = Lexicon<Bool>([
    "eval_steps", "evaluation_steps", "evaluate_during_training_steps",
    "evaluation_strategy", "nproc_per_node",
    "processes_num", "gpu_ranks",
    "push_to_hub", "model_name_or_path", "task_name", "save_strategy", "save_steps",
    "overwrite_output_dir",
    "preprocessing_num_workers", "dataloader_num_workers", "hub_model_id", "output", "config",
    "num_proc", "eval_strategy", "model",
    "hardware", "gpu", "gpus", "n_gpu", "logging_strategy",
  ])

  // MARK: Tables

  /// "Parameter | Value", with batch size, steps and the like below.
  static func isOfTraining(_ table: Grid, _ title: String) -> Bool {
    guard ["parameter", "parameters", "setting", "param", "params", "argument", "arguments"].contains(title),
      table.header.count == 2
    else {
      return false
    }
    return table.rows.count { cells in cells.first.map { isKnown(Entry.snake($0.text)) } ?? false } >= 2
  }

  private func readTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated() {
      if readSettings(of: table, number, card, &findings) { continue }
      let title = table.titles.first ?? ""
      guard
        card.topic(ofSection: table.section) == .hyperparameters || title.begins(with: "hyperparameter")
          || title == "hyper parameter" || Self.isOfTraining(table, title)
      else { continue }
      var rows = table.rows
      // A header of name and value is itself a pair where the table has no real header.
      if let second = table.header.dropFirst().first, PrintedValue(second.text) != nil {
        rows.insert(table.header, at: 0)
      }
      // "Hyperparameter | Value | Comment"
      let isRemarked = table.header.count == 3 && table.titles[1] == "value"
      for (row, cells) in rows.enumerated() where cells.count == (isRemarked ? 3 : 2) {
        let snake = Entry.snake(cells[0].text)
        guard !snake.isEmpty, !cells[1].text.isEmpty, !Self.isBookkeeping(snake) else { continue }
        findings.add(
          Predicate.hyperparameter, Self.value(cells[1].text), raw: cells[1].text, lines: cells[1].lines,
          ["name": .string(snake)], cell: (number, row, 1), method: .table)
      }
    }
  }

}
