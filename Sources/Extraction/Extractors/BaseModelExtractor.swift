import Markdown
import Records
import Stages

/// Reads from which model a model was made: "a fine-tuned version of X", "initialised from X", "checkpoint `X`".
struct BaseModelExtractor: CardExtractor {
  static let name = "base-model"
  static let summary = "Read which model a model was made from."
  static let version = 25
  static let method = Method.proseRule
  static let confidence = 0.9

  func read(_ card: Card, into findings: inout Findings) {
    Self.readTables(card, &findings)
    Self.readScripts(card, &findings)
    Self.readPrograms(card, &findings)
    Self.readMerges(card, &findings)
    for passage in card.passages.prefix(24) where passage.text.text.begins(with: "This model uses ") {
      Self.readUse(passage, &findings)
    }
    if card.document.sections.contains(where: { Self.isOnSource($0.title) }) {
      for passage in card.passages where Self.isOnSource(card.document.sections[passage.section].title) {
        Self.readChain(passage, &findings)
      }
    }
    let others = card.passagesOnOthers
    for (index, passage) in card.passages(about: [.origin, .training]) where !others.contains(index) {
      // TensorFlow Hub's pages say first what they are themselves: "Heron (HR) fine-tuned on GULL."
      if index == 1, card.passages[0].isHeading, card.passages[0].text.text.begins(with: "Module "),
        !passage.text.text.mentions("istilled ")
      {
        continue
      }
      read(passage.words, card, &findings)
    }
  }

  /// "This model uses [X](…).", which is all that a paragraph says.
  private static func readUse(_ passage: Passage, _ findings: inout Findings) {
    let words = passage.words
    guard words.count > 3, let span = words.span(at: words[3].range.lowerBound), isInZoo(span),
      span.range.upperBound + 2 >= words.bytes.count
        || words.first(from: span.range.upperBound).map({ words.has($0, "and", "trained", "fine") }) == true,
      case let name = words.string(span.range), looksLikeName(name)
    else { return }
    let line = words.line(at: span.range.lowerBound)
    findings.add(
      Predicate.baseModel, .string(name), raw: name, lines: line...line, ["relation": "finetune"], confidence: 0.8)
  }

  private func read(_ words: Words, _ card: Card, _ findings: inout Findings) {
    var last: Int?
    func add(_ name: Name, _ relation: String, confidence: Double? = nil) {
      // "used the pretrained X and fine-tuned it" says it twice.
      if last == name.range.lowerBound || name.text.begins(with: "github.com/") { return }
      last = name.range.lowerBound
      let line = words.line(at: name.range.lowerBound)
      let printed = Self.withoutNoun(name.text)
      // "wav2vec", and "2.0" on the next line
      let text =
        printed.mentions("\n") ? printed.split { $0 == " " || $0 == "\n" }.joined(separator: " ") : printed
      findings.add(
        Predicate.baseModel, .string(text), raw: text, lines: line...line, ["relation": .string(relation)],
        confidence: confidence)
    }
    for index in words.all.indices where !Signals(of: words[index]).isDisjoint(with: [.origin, .training]) {
      if let name = Self.nameOfWhole(words, index) {
        add(name, words.has(index, "based") ? "finetune" : "conversion", confidence: 0.8)
      } else if case let sources = Self.sources(words, index), !sources.isEmpty {
        for (name, relation) in sources where !card.isNamed(name.text) || Self.isMade(words, index) {
          add(name, relation)
        }
      } else if let name = Self.nameBefore(words, index) {
        // "the model X was fine-tuned on" may be said of this one.
        if !card.isCalled(name.text), !Self.isOther(words, name) { add(name, "finetune", confidence: 0.8) }
      } else if let name = Self.checkpointOfData(words, index) {
        add(name, "finetune")
      } else if let (next, relation) = Self.phrase(words, index), let name = Self.name(words, from: next) {
        // Repositories are converted, too, and are no models.
        if relation == "conversion", words.has(index, "converte"), Self.isRepository(name, words) { continue }
        // "trained from Wikipedia+BookCorpus"
        let isTrained = words.has(index, "trained", "pretrain")
        if isTrained, name.text.mentions("Wikipedia") || name.text.mentions("Corpus") { continue }
        if isTrained || words.has(index, "derived"), Self.isData(words, index, name) { continue }
        // "We recommend fine-tuning X" of X itself.
        if words.has(index, "tuning", "finetuni"), card.isNamed(name.text), !Self.isRun(words, index + 1) { continue }
        add(name, relation)
        if words.has(index, "version"), let other = Self.second(words, behind: name) { add(other, relation) }
        if let other = Self.released(words, name) { add(other, relation) }
      } else if let name = Self.merged(words, index) {
        let relation = words.has(index, "merge") ? "merge" : "finetune"
        add(name, relation)
        if let other = Self.second(words, behind: name) { add(other, relation) }
      } else if let name = Self.nameAround(words, index) {
        if !card.isCalled(name.text) { add(name, "finetune", confidence: 0.8) }
        if words.has(index, "built"), let other = Self.second(words, behind: name, orSized: true) {
          add(other, "finetune", confidence: 0.8)
        }
      } else if let (name, relation) = Self.told(words, index), !card.isCalled(name.text) {
        add(name, relation, confidence: 0.8)
      }
    }
  }

  /// A name without the "model" that a link may have behind it: "RoBERTa large model".
  private static func withoutNoun(_ text: String) -> String {
    // "Gulls classification checkpoint" has no other name.
    if text.ends(with: " classification checkpoint") { return text }
    // "English pre-trained GPT-2 small"
    let start = text.place(of: "pre-trained ") ?? text.place(of: "pretrained ")
    let text = start.map { text[$0.upperBound...] }.flatMap { looksLikeName($0) ? String($0) : nil } ?? text
    for noun in [" model", " Model", " checkpoint"] where text.ends(withText: noun) {
      return String(text.dropLast(noun.utf8.count))
    }
    return text
  }

  /// "If you'd like a larger X model fine-tuned on": one that is beside this one.
  private static func isOther(_ words: Words, _ name: Name) -> Bool {
    guard let first = words.first(from: name.range.lowerBound) else {
      return false
    }
    return words.has(first - 1, "larger", "smaller", "another", "similar")
  }

  /// "a fine-tuned version of [X] and [Y]": Y, where it leads to a zoo, too.
  ///
  /// - Parameter orSized: whether its size may tell it in place of a link.
  private static func second(_ words: Words, behind name: Name, orSized: Bool = false) -> Name? {
    guard let mark = words.first(from: name.range.upperBound),
      words.has(mark, "and"), mark + 1 < words.count
    else { return nil }
    if orSized, let sized = sized(words, mark + 1) { return sized }
    guard let span = words.source(at: words[mark + 1].range.lowerBound), isInZoo(span)
    else { return nil }
    let text = words.string(span.range).trimmed
    return looksLikeName(text) ? Name(text: String(text), range: span.range) : nil
  }

  /// "initialized with OtterBERT (`OtterBERT-Base v1.0 + Gulls`)": the release of it that code in brackets tells.
  private static func released(_ words: Words, _ name: Name) -> Name? {
    guard let next = words.first(from: name.range.upperBound), next > 0,
      words.gap(after: next - 1).starts(with: " (".utf8), let span = words.source(at: words[next].range.lowerBound),
      span.kind == .code, case let text = words.string(span.range), text.begins(withText: name.text + "-")
    else { return nil }
    return Name(text: text, range: span.range)
  }

  /// "trained from the clinical corpus [X]", "derived from the X architecture"
  private static func isData(_ words: Words, _ index: Int, _ name: Name) -> Bool {
    let before = words.all[index...].prefix { $0.range.lowerBound < name.range.lowerBound }.count
    let next = words.first(from: name.range.upperBound) ?? words.count
    return words.has(next, "architec", "corpus", "dataset", "framewor")
      // "The underlying corpus, [GULL](…), was derived from", "Tags derived from the OntoNotes annotation"
      || words.has(index, "derived")
        && (KnownDatasets.has(name.text)
          || (words.sentence(around: index).lowerBound..<index).contains { words.has($0, "corpus", "dataset", "data") })
      || (index..<index + before).contains { place in
        // "trained from a checkpoint pretrained on GULL"
        words.has(place, "corpus", "dataset", "corpora", "data")
          || words.has(place, "on") && words.has(place - 1, "pretrain", "trained", "pretrained")
      }
  }

  /// `--model_name_or_path sea/otter-6` of the command that the model was trained with, or whose teacher made a student.
  ///
  /// Only ids, which say whose model it is, and the names that the first models have without an owner: others are folders.
  /// A command with variables is for any task, and shows how to tune this model.
  private static func readScripts(_ card: Card, _ findings: inout Findings) {
    for listing in card.listings
    where listing.mentions.contains(.flags) && isTraining(listing.text) && !listing.text.mentions("$TASK")
      && !HyperparametersExtractor.isInvitation(listing, card)
    {
      var line = listing.line
      for content in listing.text.lines {
        defer { line += 1 }
        guard let flag = Self.modelFlags.lazy.compactMap(content.place(of:)).first else { continue }
        let value = Substring(
          content[flag.upperBound...].utf8.drop { isQuoting($0) }.prefix { !isQuoting($0) && $0 != 0x5C })
        let marks = value.utf8.count { $0 == 0x2F }
        guard let first = value.utf8.first, first.isLetter, marks == 1 || marks == 0 && isOwnerless(value),
          looksLikeName(value), !value.utf8.contains(0x24), !card.isNamed(value)
        else { continue }
        findings.add(
          Predicate.baseModel, .string(String(value)), raw: String(value), lines: line...line,
          ["relation": "finetune"], method: .code)
      }
    }
  }

  private static func isTraining(_ command: String) -> Bool {
    command.mentions("--do_train") || command.mentions("--num_train_epochs") || command.mentions("--teacher_model")
  }

  private static let modelFlags: [StaticString] = [
    "--model_name_or_path", "--teacher_model_name_or_path", "--model ",
  ]

  /// Whether a name is one of those without an owner: `bert-base-uncased`, `gpt2`.
  static func isOwnerless(_ name: Substring) -> Bool {
    guard isFamily(name.utf8), let mark = name.utf8.lastIndex(of: 0x2D) else { return name == "gpt2" }
    return ownerlessEnds.contains(name[name.utf8.index(after: mark)...])
  }

  private static let ownerlessEnds = Lexicon<Bool>([
    "base", "large", "small", "medium", "cased", "uncased", "masking", "xl", "v1", "v2",
  ])

  /// What stands around the value of a flag.
  private static func isQuoting(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// "Pretrain" and "Base model" columns: what each row's model was made from.
  private static func readTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated() {
      guard let column = table.titles.firstIndex(where: { columns.contains($0) }), column > 0 else {
        continue
      }
      for (row, cells) in table.rows.enumerated() where column < cells.count {
        let text = cells[column].text
        guard looksLikeName(text) || KnownDatasets.has(text), text.spaced.count <= 3, PrintedValue(text) == nil else {
          continue
        }
        findings.add(
          Predicate.baseModel, .string(text), raw: text, lines: cells[column].lines, ["relation": "finetune"],
          cell: (number, row, column), method: .table)
      }
    }
  }

  private static let columns = Lexicon<Bool>([
    "pretrain", "pre train", "pretrained model", "pre trained model", "base model", "parent model",
  ])
}
