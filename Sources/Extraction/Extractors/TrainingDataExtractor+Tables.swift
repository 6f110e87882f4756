import Markdown
import Records
import Stages

/// Tables that say what a model was trained and evaluated on: a row for each model, or for each data set.
extension TrainingDataExtractor {
  /// The labels of this model's rows in a catalogue of models; nil if the first column names no model of that name.
  private static func ownRows(of table: Grid, _ card: Card) -> Set<String>? {
    OwnNames(card.names, short: card.shortName)
      .own(of: Set(table.rows.compactMap { $0.first?.text }), atLeast: .shortened)
  }

  func read(_ table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) {
    readColumns(of: table, number, card, &findings)
    readTests(of: table, number, card, &findings)
    readSizes(of: table, number, card, &findings)
  }

  /// Columns that tell of each row's model what it was trained on.
  private func readColumns(of table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) {
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
  }

  /// What a table of evaluation data lists by task, and a table of test sets.
  private func readTests(of table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) {
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
  }

  /// A column of data sets beside how large they are, or which split of them was used.
  private func readSizes(of table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) {
    guard
      let column = table.titles.prefix(2).firstIndex(where: { Self.isDatasetTitle($0) })
        ?? Self.sourcesColumn(table)
    else { return }
    let names = table.titles
    let isAbout =
      card.topic(ofSection: table.section) == .trainingData || Self.isAnnounced(table, card)
    let split = names.firstIndex { $0 == "split" || $0 == "subset" || $0 == "partition" }
    let isSized = names.contains { Self.isSize($0) }
    // "Language | Dataset" in a section on the data
    let areByLanguage = isAbout && table.header.count == 2 && column == 1 && names[0] == "language"
    guard isSized && (isAbout || split != nil) || areByLanguage || Self.areHalves(table, column) else { return }
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
    // "[Pond 2020](Pond 2020)", which leads nowhere
    if text.utf8.first == 0x5B, let close = text.place(of: "](") {
      return String(text[..<close.lowerBound].dropFirst())
    }
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
