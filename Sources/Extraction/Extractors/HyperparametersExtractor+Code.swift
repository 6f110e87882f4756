import Markdown
import Records
import Stages

/// The flags and arguments of training scripts, and settings as they stand in configurations.
extension HyperparametersExtractor {
  func readCode(_ card: Card, _ findings: inout Findings) {
    var isConfigured = false
    for listing in card.listings {
      if listing.mentions.contains(.started) { readStart(listing, &findings) }
      // `n_epochs = 3` is no flag.
      if listing.isMarkup && listing.mentions.isDisjoint(with: [.flags, .trainingArguments])
        || card.topics[listing.section] == .hyperparameters && !listing.mentions.contains(.trainingArguments)
          && (!listing.mentions.contains(.flags) || !listing.text.mentions("--"))
      {
        readSettings(listing, &findings)
        continue
      }
      if Self.isObject(listing, card) {
        readSettings(listing, &findings)
        continue
      }
      if Self.isConfiguration(listing) {
        // The model's own comes first, and then that of the language model beside it.
        if !isConfigured { readConfiguration(listing, &findings) }
        isConfigured = true
        continue
      }
      if !listing.mentions.contains(.trainingArguments),
        !listing.mentions.contains(.flags) || !listing.text.mentions("--"),
        let isConfiguration = Self.isAnnounced(listing, card)
      {
        readSettings(listing, &findings, onlyKnown: isConfiguration)
        continue
      }
      if readObjects(listing, card, &findings) { continue }
      guard !listing.mentions.isDisjoint(with: [.flags, .trainingArguments]), !Self.isInvitation(listing, card) else {
        continue
      }
      let isScript = listing.mentions.contains(.flags)
      let isTold = isScript && Self.isTold(listing, card)
      let isArguments = listing.mentions.contains(.trainingArguments)
      listing.text.withBytes { bytes in
        var line = listing.line
        var isInside = false
        var variables: [Substring: Substring] = [:]
        for content in bytes.lines {
          let plain = String(decoding: content, as: UTF8.self)
          if isScript, plain.mentions("--") {
            readFlags(plain, line, variables, &findings)
          } else if isScript, let (name, value) = Self.assignment(plain) {
            variables[name] = value
            // `learning_rate=0.1,` is an argument of a call.
            let bare = isTold ? Self.argument(value) : value
            if Self.isKnown(Entry.snake(name)), let plain = Self.plain(bare, of: name) {
              add(String(name), String(plain), raw: String(bare), line: line, &findings, method: .code)
            }
          }
          if plain.mentions("TrainingArguments(") { isInside = true }
          if isArguments, isInside {
            readArgument(plain, line, variables, &findings)
          } else if isArguments, let (name, value) = Self.assignment(plain, isSpaced: true) {
            variables[Substring(String(name))] = Substring(String(value))
          }
          if isInside, plain.trimmed.begins(with: ")") { isInside = false }
          line += 1
        }
      }
    }
  }

  /// Whether the line right above says that a configuration of the training follows, which tells of the model and its data as
  /// well, or settings alone: "Training config:", "Hyperparameters used by the optimizer:". nil if it says neither.
  private static func isAnnounced(_ listing: Listing, _ card: Card) -> Bool? {
    guard listing.mentions.isDisjoint(with: [.imports, .paper]),
      let above = card.passages(before: listing.block).last, above.block + 1 == listing.block,
      !above.isHeading, case let text = above.text.text.trimmed, text.utf8.count < 600,
      text.utf8.last == 0x3A || text.ends(with: "arameters")
    else { return nil }
    if withFolded(above.text.text, { $0.has("training config", at: 0) }) { return true }
    return above.signals.contains(.hyperparameter) && announces(above.text.text) ? false : nil
  }

  /// Whether the line right above says that the model was trained with a script: "This script was used to train the model:".
  private static func isTold(_ listing: Listing, _ card: Card) -> Bool {
    guard let above = card.passages(before: listing.block).last, above.block + 1 == listing.block,
      !above.isHeading, above.signals.contains(.training), above.text.text.utf8.count < 200
    else { return false }
    return above.text.text.mentions("used to train") || above.text.text.mentions("was trained with")
  }

  /// Without what ends an argument: `0.1` of `0.1,`, `0.` of `0.)`.
  private static func argument(_ value: Substring) -> Substring {
    var value = value
    while let last = value.utf8.last, last == 0x2C || last == 0x29 { value = value.dropLast() }
    return value
  }

  /// "To try fine-tuning it, run the following": what follows is an example.
  static func isInvitation(_ listing: Listing, _ card: Card) -> Bool {
    guard let above = card.passages(before: listing.block).last, !above.isHeading else { return false }
    let text = folded(above.text.text)
    // "Example: train OtterNet on GULL in a deterministic way"
    return text.begins(with: "example: train ") || text.begins(with: "example train ") || text.begins(with: "to try")
      || text.begins(with: "to fine") || text.begins(with: "to train")
      // "You can get the fine-tuning script here" says where it is.
      || text.mentions("you can ") && !text.begins(with: "you can get the ") && !text.begins(with: "you can find the ")
  }

  /// Whether it is a dictionary of what the model was trained with, as sentence-transformers and SageMaker print theirs.
  private static func isObject(_ listing: Listing, _ card: Card) -> Bool {
    let text = listing.text.trimmed
    // `train_args = {`
    if text.utf8.first != 0x7B {
      guard text.mentions("= {"), let end = text.utf8.firstIndex(of: 0x0A) else { return false }
      let first = text[..<end]
      guard first.ends(with: "= {"), first.mentions("arg") else { return false }
    }
    let topic = card.topic(ofSection: listing.section)
    let isTraining = topic == .hyperparameters || topic == .trainingProcedure
    guard isTraining || topic == .other && listing.text.mentions("learning_rate") else { return false }
    let known = listing.text.lines.count { line in
      let line = line.trimmed
      return (line.utf8.first == 0x22 || line.utf8.first == 0x27)
        && pair(line).map { isKnown(Entry.snake($0.name)) } ?? false
    }
    // A model's configuration is none of its training.
    return known >= 2 && !listing.text.mentions("hidden_size\"") || listing.text.begins(with: "{'batch_size': ")
  }

  /// `{'batch_size': 16, 'sampler': 'torch.utils.data.sampler.RandomSampler'}`
  ///
  /// - Parameter isWhole: whether all of it are settings. Of what else is told in words, only how the samples are drawn is one.
  func readDictionary(_ text: Substring, _ line: Int, _ findings: inout Findings, isWhole: Bool = false) {
    for part in text.dropFirst().dropLast().split(separator: ",") {
      guard let pair = Self.pair(part.trimmed) else { continue }
      let name = pair.name.filter { $0 != "\"" && $0 != "'" }
      let value = pair.value.filter { $0 != "\"" && $0 != "'" }
      guard isWhole || name.ends(with: "sampler") || PrintedValue(value)?.rest.isEmpty == true else { continue }
      add(name, value, raw: value, line: line, &findings, method: .code)
    }
  }

  /// Of a dictionary, the class of an object and what calls back or evaluates are no settings, and neither is what is not set.
  static func isSetting(_ name: String, _ value: Substring) -> Bool {
    // The class of the optimiser says which one it is: `"<class 'torch.optim.AdamW'>"`.
    if name == "optimizer_class" { return value != "null" }
    return value != "null" && !value.begins(with: "\"<")
      && !Entry.snake(name).withBytes({ $0.containsPart(separatedBy: UInt8(ascii: "_")) { objects.contains($0) } })
  }

  private static let objects = Lexicon<Bool>(["class", "evaluator", "callback"])

  /// The variable that a line of a script sets: `batch_size=8`.
  private static func assignment(_ line: String, isSpaced: Bool = false) -> (name: Substring, value: Substring)? {
    let text = line.trimmed
    guard text.utf8.count <= 60, let mark = text.utf8.firstIndex(of: 0x3D), mark > text.startIndex else { return nil }
    var name = text[..<mark]
    var value = text[text.utf8.index(after: mark)...]
    if isSpaced { (name, value) = (name.trimmed, value.trimmed) }
    guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F }), !value.mentions(" ") else {
      return nil
    }
    return (name, value)
  }

  /// `--learning_rate 4e-5 --num_train_epochs=3 --batch_size ${batch_size}`
  func readFlags(
    _ line: String, _ number: Int, _ variables: [Substring: Substring], _ findings: inout Findings
  ) {
    let words = line.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x3D || $0 == 0x22 || $0 == 0x5C }.map {
      Substring($0)
    }
    for (index, word) in words.enumerated() where word.begins(with: "--") && index + 1 < words.count {
      var value = words[index + 1]
      if value.utf8.first == UInt8(ascii: "$") {
        let name = Substring(value.utf8.drop { $0 == 0x24 || $0 == 0x7B }.prefix { $0 != 0x7D })
        // How many processes are started is none of the training's settings.
        guard let set = variables[name], word.mentions("batch_size") || Self.isKnown(Entry.snake(word)) else {
          continue
        }
        value = set
      }
      let isNumber = PrintedValue(value)?.rest.isEmpty == true && (value.first != "-" || value.count > 1)
      guard isNumber || Self.isSpoken(word, value, in: line) else { continue }
      add(String(word.dropFirst(2)), String(value), raw: String(value), line: number, &findings, method: .code)
    }
  }

  /// Whether a flag of the training is set in words: `--lr_scheduler_type cosine`, `--fp16 True`. UER's parts have names
  /// that other programs' flags have too (`--target cuda`): they count in a line with its `--embedding` or `--encoder`.
  private static func isSpoken(_ flag: Substring, _ value: Substring, in line: String) -> Bool {
    switch value {
    case "True", "False", "true", "false": return true
    default: break
    }
    let name = Entry.snake(flag)
    let isPart = parts.contains(name) && (line.mentions("--embedding") || line.mentions("--encoder"))
    return (spoken.contains(name) || isPart) && value.utf8.first?.isLetter == true
      && value.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x5F }
  }

  private static let spoken = Lexicon<Bool>([
    "lr_scheduler_type", "optim", "optimizer", "optimizer_name", "fp16_opt_level", "lr_scheduler", "scheduler",
  ])
  /// What a model of UER is made of and learns from: `--embedding word_pos --encoder transformer --target lm`.
  private static let parts = Lexicon<Bool>(["embedding", "encoder", "mask", "target"])

  /// `learning_rate=2e-05,  # initial rate`, `fp16=True`, `per_device_train_batch_size=batch_size`
  private func readArgument(
    _ line: String, _ number: Int, _ variables: [Substring: Substring], _ findings: inout Findings
  ) {
    let parts = line.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return }
    let name = parts[0].split { $0 == "(" || $0 == " " || $0 == "," }.last ?? parts[0]
    let printed = parts[1].prefix { $0 != "," && $0 != "#" && $0 != ")" }.trimmed
    let value = variables[printed] ?? printed
    guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F }),
      let plain = value == "True" || value == "False" ? value : Self.plain(value, of: name)
    else { return }
    add(String(name), String(plain), raw: String(value), line: number, &findings, method: .code)
  }

  /// An argument as other programs print it: Python has numbers that end with their point, `weight_decay=0.`, and some
  /// settings are classes, `optimizer=torch.optim.AdamW`. Nil for what is none of these.
  private static func plain(_ value: Substring, of name: Substring) -> Substring? {
    let number = value.utf8.last == 0x2E ? value.dropLast() : value
    if PrintedValue(number)?.rest.isEmpty == true { return number }
    if name == "train_with_dev", value == "True" || value == "False" { return value }
    return classNamed.contains(name) && isClass(value) ? value : nil
  }

  private static let classNamed = Lexicon<Bool>(["optimizer", "scheduler", "lr_scheduler"])

  private static func isClass(_ value: Substring) -> Bool {
    let name = value.utf8.lastIndex(of: 0x2E).map { value.utf8[value.utf8.index(after: $0)...] } ?? value.utf8[...]
    return name.first.map { $0.isCapital } == true && value.utf8.count <= 60
      && value.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == 0x2E }
  }
}
