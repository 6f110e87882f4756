import Markdown
import Records
import Stages

/// Reads the data sets that tables and lists about training data name, one a row or an item.
struct TrainingDataExtractor: CardExtractor {
  static let name = "training-data"
  static let summary = "Read the data sets that tables and lists about training data name."
  static let version = 18
  static let method = Method.list
  static let confidence = 0.85

  func read(_ card: Card, into findings: inout Findings) {
    for (number, table) in card.tables.enumerated() { read(table, number, card, &findings) }
    readAnnounced(card, &findings)
    readNested(card, &findings)
    readPrograms(card, &findings)
    guard card.topics.contains(.trainingData) else { return }
    for passage in card.passages where !passage.isHeading && !passage.isItem && !Self.isLink(passage) {
      guard card.topic(ofSection: passage.section) == .trainingData else { continue }
      for name in Self.gathered(passage.words) + Self.sources(passage.words) {
        let line = passage.line(at: name.range.lowerBound)
        findings.add(Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line)
      }
      for name in [Self.filed(passage), Self.given(passage.words)] {
        guard let name else { continue }
        let line = passage.line(at: name.range.lowerBound)
        findings.add(Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line)
      }
      if let name = Self.told(passage.words) ?? Self.called(passage.words), !card.isNamed(name.text) {
        let line = passage.line(at: name.range.lowerBound)
        findings.add(
          Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line, method: .proseRule,
          confidence: 0.75)
      }
    }
    for passage in card.passages where !passage.isHeading && (passage.isItem || Self.isLink(passage)) {
      guard card.topic(ofSection: passage.section) == .trainingData,
        // "21 annotations (Labels) covered:" has the classes below it.
        !card.document.sections[passage.section].title.mentions("abels"),
        // "Otter-Base (2 epochs): 12-layer, 768-hidden, 12-heads"
        !passage.text.text.mentions("-layer, "),
        let name = Self.name(of: passage) ?? Self.articled(passage.words) ?? Self.counted(passage.words)
          ?? Self.sourced(passage.words) ?? Self.coming(passage.words).first ?? Self.news(passage.words)
      else { continue }
      let line = passage.line(at: name.range.lowerBound)
      findings.add(Predicate.trainedOn, .string(name.text), raw: name.text, lines: line...line)
    }
  }

  /// "The model was pre-trained on:", "fine-tuned on Swahili using the following datasets:", and a list of them.
  private func readAnnounced(_ card: Card, _ findings: inout Findings) {
    for (index, passage) in card.passages(about: [.training, .evaluation, .measured])
    where !passage.isHeading && Self.endsOpen(passage.text.text) {
      let isTraining = Self.isAnnouncement(passage.words)
      guard isTraining || Self.isOfEvaluation(passage.words) else { continue }
      // Lists in a section on the data are read anyway, as far as their items look like names.
      let isRead = isTraining && card.topic(ofSection: passage.section) == .trainingData
      let depth = card.document.blocks[passage.block].item?.depth ?? -1
      for item in card.passages[(index + 1)...] {
        guard let place = card.document.blocks[item.block].item, place.depth > depth else { break }
        guard place.isStart,
          let name = isRead
            ? Self.linked(item)
            : Self.name(of: item) ?? Self.articled(item.words) ?? Self.counted(item.words) ?? Self.linked(item),
          // "evaluated with a model trained on the X dataset: - WER: 0.15"
          !MetricName(name.text).isKnown || KnownDatasets.has(name.text)
        else { continue }
        let line = item.line(at: name.range.lowerBound)
        findings.add(
          isTraining ? Predicate.trainedOn : Predicate.evaluatedOn, .string(name.text), raw: name.text,
          lines: line...line)
      }
    }
  }

  /// Whether a text ends by saying that data sets follow which the model was evaluated on.
  private static func isOfEvaluation(_ words: Words) -> Bool {
    let last = words.count - 1
    guard last > 2, words.has(last, "datasets", "dataset", "corpora", "sets", "benchmar") else { return false }
    let sentence = words.sentence(around: last)
    guard let verb = sentence.last(where: { words.has($0, "evaluate", "tested", "performa") }) else { return false }
    return (verb..<last).contains { words.has($0, "on", "using", "with") }
      && !sentence.contains { words.has($0, "trained", "tuned", "not", "can", "should") }
  }

  /// Whether what a text ends with is a colon, or the comma that some put there.
  static func endsOpen(_ text: String) -> Bool {
    let last = text.trimmed.utf8.last
    return last == 0x3A || last == 0x2C
  }

  /// The link that is all of an item, whatever it is called: "[local news](…)."
  static func linked(_ passage: Passage) -> (text: String, range: Range<Int>)? {
    guard let span = passage.text.spans.first, case .link = span.kind, span.range.lowerBound == 0,
      span.range.upperBound + 1 >= passage.text.text.utf8.count
    else { return nil }
    let text = passage.words.string(span.range).trimmed
    guard !DatasetPhrase.isName(text), !DatasetPhrase.isSentence(text), text.spaced.count <= 4 else { return nil }
    return (DatasetPhrase.bare(String(text)), span.range)
  }

  /// Whether a text ends by saying that data sets follow which the model was trained on.
  private static func isAnnouncement(_ words: Words) -> Bool {
    let last = words.count - 1
    guard last > 1 else { return false }
    // "Datasets of several kinds were used to pre-train the model:"
    if words.has(last, "model"), words.has(last - 1, "the", "this", "our") {
      guard words.has(last - 2, "train", "pretrain", "tune", "finetune"),
        let used = (max(0, last - 6)..<last).first(where: { words.has($0, "used") && words.has($0 + 1, "to", "for") }),
        let noun = words.sentence(around: used).first(where: { words.has($0, "datasets", "corpora") }), noun < used
      else { return false }
      return true
    }
    if words.has(last, "on") { return words.has(last - 1, "trained", "pretrain", "tuned", "finetuned", "distille") }
    guard words.has(last, "datasets", "dataset", "corpora") else { return false }
    let sentence = words.sentence(around: last)
    return sentence.contains { words.has($0, "trained", "tuned", "finetuned", "pretrain", "tuning", "finetuni") }
      && !sentence.contains { index in
        // "models trained on these data sets" follow, but "models are trained on" them.
        words.has(index, "evaluate", "tested") || words.has(index, "models") && !words.has(index + 1, "are", "were")
      }
  }

  /// Whether nothing but a link stands there.
  static func isLink(_ passage: Passage) -> Bool {
    guard passage.text.spans.count == 1, let span = passage.text.spans.first, case .link = span.kind else {
      return false
    }
    // A full stop behind it is nothing.
    let end = passage.text.text.utf8.last == 0x2E ? 1 : 0
    return span.range.lowerBound == 0 && span.range.upperBound + end >= passage.text.text.utf8.count
  }

  // MARK: Tables

  /// The labels of this model's rows in a catalogue of models; nil if the first column names no model of that name.
  private static func ownRows(of table: Grid, _ card: Card) -> Set<String>? {
    OwnNames(card.names).own(of: Set(table.rows.compactMap { $0.first?.text }), atLeast: .shortened)
  }

  /// A column of data sets beside how large they are, or which split of them was used.
  private func read(_ table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) {
    for (column, title) in table.header.enumerated() {
      guard let isForBoth = withFolded(title.text, { Self.columns[$0] }) else { continue }
      let own = column > 0 ? Self.ownRows(of: table, card).map { Self.referred($0, table, column) } : nil
      let names = OwnNames(card.names)
      for (row, cells) in table.rows.enumerated() where column < cells.count {
        if let own, !own.contains(cells[0].text) { continue }
        if names.isOfOtherSize(cells, in: table) { continue }
        let listed = Self.listed(inCell: cells[column].text)
        for name in listed {
          findings.add(
            Predicate.trainedOn, .string(name), raw: name, lines: cells[column].lines, cell: (number, row, column),
            method: .table)
        }
        guard listed.isEmpty else { continue }
        let cell = cells[column].link ?? cells[column].text
        let text = Self.bare(cell)
        guard text.utf8.count >= 2, cell.utf8.count <= 60, DatasetPhrase.isName(text), PrintedValue(text) == nil,
          !text.begins(with: "Same ")
        else {
          continue
        }
        for predicate in isForBoth ? [Predicate.trainedOn, Predicate.evaluatedOn] : [Predicate.trainedOn] {
          findings.add(
            predicate, .string(text), raw: text, lines: cells[column].lines, cell: (number, row, column),
            method: .table)
        }
      }
    }
    if card.document.sections[table.section].title.begins(with: "Evaluation"), table.header.count == 2,
      table.titles[1] == "datasets"
    {
      // "Task category | Datasets" over "ANLI, CB, RTE"
      for (row, cells) in table.rows.enumerated() where cells.count == 2 {
        let names = cells[1].text.split(separator: ",").prefix(40).map { String($0.trimmed) }
        for name in names where names.allSatisfy({ DatasetPhrase.isName($0) }) {
          findings.add(
            Predicate.evaluatedOn, .string(name), raw: name, lines: cells[1].lines, cell: (number, row, 1),
            method: .table)
        }
      }
    }
    if let first = table.titles.first, Self.tests.contains(first), table.header.count > 1 {
      // "testset | instance_num": how large each is.
      for (row, cells) in table.rows.enumerated() where cells.count > 1 && PrintedValue(cells[1].text) != nil {
        guard DatasetPhrase.isName(cells[0].text), !Self.isTotal(cells[0].text) else { continue }
        findings.add(
          Predicate.evaluatedOn, .string(cells[0].text), raw: cells[0].text, lines: cells[0].lines,
          cell: (number, row, 0), method: .table)
      }
    }
    guard
      let column = table.titles.prefix(2).firstIndex(where: { Self.isDatasetTitle($0) })
        ?? Self.sourcesColumn(table)
    else { return }
    let names = table.titles
    let isAbout =
      card.topic(ofSection: table.section) == .trainingData || Self.isAnnounced(table, card)
    let split = names.firstIndex { $0 == "split" || $0 == "subset" || $0 == "partition" }
    let isSized = names.contains { Self.isSize($0) }
    guard isSized && (isAbout || split != nil) || Self.areHalves(table, column) else { return }
    for (row, cells) in table.rows.enumerated() where column < cells.count {
      let cell = cells[column]
      let text = cell.link ?? cell.text
      guard text.utf8.count >= 2, text.utf8.count <= 100, !Self.isTotal(text), !DatasetPhrase.isFile(text) else {
        continue
      }
      var predicate = Predicate.trainedOn
      if let split, split < cells.count {
        let name = folded(cells[split].text)
        predicate = name.begins(with: "train") ? Predicate.trainedOn : Predicate.evaluatedOn
      }
      if split == nil, Self.isHeldOut(text) { predicate = Predicate.evaluatedOn }
      for name in Self.parts(of: Self.withoutSplit(text)) {
        findings.add(
          predicate, .string(name), raw: name, lines: cell.lines, cell: (number, row, column), method: .table)
      }
    }
  }

  /// The first column where it is all links beside how large what they lead to is, whatever it is called: "Name | Lines |
  /// Words".
  private static func sourcesColumn(_ table: Grid) -> Int? {
    guard table.header.count > 1, table.titles.dropFirst().allSatisfy({ isSize($0) }) else { return nil }
    if sources.contains(table.titles[0]) { return 0 }
    let rows = table.rows.filter { $0.first.map { !isTotal($0.text) } ?? false }
    return rows.count > 1 && rows.allSatisfy { $0[0].target != nil } ? 0 : nil
  }

  private static let sources = Lexicon<Bool>([
    "name", "subset", "component", "resource", "collection", "tables", "corpus name", "sub corpus", "subcorpus",
  ])

  /// Whether rows are the parts of a data set with how large they are: "PondQA train | 50 K" over "PondQA test | 8 K".
  private static func areHalves(_ table: Grid, _ column: Int) -> Bool {
    table.header.count == 2
      && table.rows.contains { cells in
        cells.count == 2 && cells[column].text.lowercased().ends(with: " train")
          && withoutSplit(cells[column].text) != cells[column].text
      }
      && table.rows.allSatisfy { $0.count == 2 && PrintedValue($0[1 - column].text) != nil }
  }

  private static func withoutSplit(_ text: String) -> String {
    let (name, split) = TableReading.parted(text)
    return split == nil || text.utf8.last == 0x29 ? text : name
  }

  /// "PondQA test", "PondQA Dev" beside "PondQA train"
  private static func isHeldOut(_ text: String) -> Bool {
    guard let space = text.utf8.lastIndex(of: 0x20) else { return false }
    return withLowercased(text[text.utf8.index(after: space)...]) { heldOut.contains($0) }
  }

  private static let heldOut = Lexicon<Bool>(["test", "dev", "val", "valid", "validation", "eval"])

  /// Without its size, split and the word for what it is: "Pond Wikipedia (3.1 GB of text)", "ICDAR2015 Train".
  private static func bare(_ text: String) -> String {
    var name = Substring(TableReading.parted(text).name)
    if name.utf8.last == 0x29, let open = name.place(of: " ("), name[open.upperBound...].utf8.first?.isDigit == true {
      name = name[..<open.lowerBound]
    }
    return String((name.ends(with: " Dataset") ? name.dropLast(8) : name).trimmed)
  }

  /// A set and those that it is made of: "AllNLI (SNLI and MultiNLI)" names three.
  private static func parts(of text: String) -> [String] {
    guard let open = text.place(of: " ("), let and = text.place(of: " and "), open.upperBound < and.lowerBound else {
      return [text]
    }
    let last = text[and.upperBound...]
    let parts = [
      text[..<open.lowerBound], text[open.upperBound..<and.lowerBound], last.utf8.last == 0x29 ? last.dropLast() : last,
    ]
    return parts.allSatisfy { DatasetPhrase.isName($0) && !$0.mentions(" ") } ? parts.map { String($0) } : [text]
  }

  /// Columns that tell of each row's model what it was trained on, and whether it was validated on that, too.
  private static let columns = Lexicon<Bool>([
    (
      false,
      [
        "training set", "train set", "training data", "train data", "training dataset", "train dataset",
        "training corpus", "training datasets", "pre train data", "pretrain data", "pretraining data",
        "pre training data", "pretrain dataset", "pretraining dataset", "pre training dataset", "trainset",
        "trained on", "finetuning data", "fine tuning data",
      ]
    ),
    (true, ["training validation data text", "training validation data", "training and validation data"]),
  ])

  private static let tests = Lexicon<Bool>(["testset", "test set", "test dataset", "test datasets", "evaluation set"])

  private static func isDatasetTitle(_ name: String) -> Bool { titles.contains(name) }

  private static let titles = Lexicon<Bool>([
    "dataset", "datasets", "data source", "data sources", "corpus", "corpora", "source", "data", "data set",
    "dataset name",
  ])

  /// "trained on the following data mix:"
  private static func isAnnounced(_ table: Grid, _ card: Card) -> Bool {
    guard let above = card.passages(before: table.block).last, !above.isHeading,
      above.signals.contains(.training)
    else { return false }
    let text = folded(above.text.text.suffix(200))
    return text.mentions("trained on") || text.mentions("training data") || text.mentions("tuned on")
      || text.mentions("tuned with") || text.mentions("trained with") || text.mentions("training on")
  }

  private static func isSize(_ name: String) -> Bool {
    name.withBytes { bytes in bytes.containsPart(separatedBy: 0x20) { sizes.contains($0) } }
  }

  private static let sizes = Lexicon<Bool>([
    "hours", "size", "tokens", "samples", "sentences", "tuples", "pairs", "examples", "proportion", "documents",
    "count",
    "weight", "lines", "characters", "chars", "articles", "percentage", "images", "words", "rows", "epochs", "#samples",
    "utterances", "number", "length", "gb",
    "ratio", "disk", "instances", "h", "duration",
  ])

  /// What a row may be called that is no data set: all of them, or how one was split.
  private static func isTotal(_ text: String) -> Bool {
    withFolded(text) { totals.contains($0) || $0.has("total ", at: 0) }
  }

  private static let totals = Lexicon<Bool>([
    "total", "sum", "all", "overall", "train", "training", "dev", "development", "test", "valid", "validation", "val",
    "eval",
  ])
}
