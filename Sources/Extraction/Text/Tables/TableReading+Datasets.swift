import Records

extension TableReading {
  /// Data sets in the header. A row of metric names may stand below it.
  mutating func readDatasetColumns(_ roles: [Role]) {
    var rows = Array(grid.rows.enumerated())
    rows.removeAll { Self.areCounts($0.element) }
    var metrics: [String?] = grid.header.map { _ in nil }
    if let first = grid.rows.first, Self.areMetrics(first) {
      for (column, cell) in first.enumerated() where column > 0 && column < metrics.count && !cell.text.isEmpty {
        metrics[column] = cell.text.filter { $0 != "(" && $0 != ")" }
      }
      rows.removeFirst()
    }
    let areLabels = isCornered || Self.hasLabelColumns(grid)
    let areKnown = Self.hasKnownDatasets(grid)
    namesDatasets = areKnown && grid.header.count { KnownDatasets.has($0.text) } >= 3
    let areRanks = hasRanks(rows.map(\.element))
    let isLabelled = areRanks || !isNumeric(0, in: rows.map(\.element))
    // "s3prl | transformers": by which tool the same was measured.
    let areTools = grid.header.count > 1 && grid.header.dropFirst().allSatisfy { Self.isTool($0.text) }
    // "clean | other": the halves of LibriSpeech.
    let areHalves = context.metric != nil && grid.header.contains { Self.isHalf($0.text) }
    let columns = roles.indices.filter { column in
      let title = grid.header[column].text
      return (column > 0 || areLabels || !isLabelled) && roles[column] == .unknown
        && isNumeric(column, in: rows.map(\.element)) && title.utf8.first != UInt8(ascii: "#")
        && (!Self.isCount(title) || Self.hasFractions(column, grid))
        && (areLabels || areKnown && !title.isEmpty || Self.isDatasetName(title) || Self.isAverage(title)
          || context.metric != nil && (Self.isSplit(title) || areHalves || areTools)
          || areTools && Frameworks.isTransformers(title)
          || (roles.first == .model || context.isTitled) && isNamedByPlace(column)
          || context.names.fit(of: title) >= .said)
    }
    guard
      columns.count >= 2
        || columns.count == 1 && (metrics.contains { $0 != nil } || areTools || isAlone(columns[0], roles))
    else { return }
    // "Benchmark | Model A | Model B": data sets below each other, a model in every column.
    let sets =
      roles.prefix(3).lastIndex(of: .dataset)
      ?? (isLabelled && roles.first != .model && hasModelColumns(columns) ? 0 : nil)
    if let names = sets, !areLabels, !areKnown,
      !metrics.contains(where: { $0 != nil }), hasNames(names, rows)
    {
      if !areCounts(columns, rows) { readModelColumns(columns, names, roles.firstIndex(of: .metric), rows) }
      return
    }
    if areCounts(columns, rows) { return }
    // "Subject Clarity (%)" names what was measured.
    for column in columns where metrics[column] == nil && grid.header[column].text.ends(with: "(%)") {
      if !KnownDatasets.has(grid.header[column].text) { metrics[column] = grid.header[column].text }
    }
    let names = grid.header.map { ResultName($0.text) }
    var places: [Qualifiers] = grid.header.map { _ in [:] }
    for column in columns {
      let cell = grid.header[column]
      if let group = cell.group, Self.isDatasetName(group.text), !Self.isModelName(group.text),
        context.names.fit(of: group.text) < .start
      {
        // "Helpful | Harmless" below the name of the set that spans them
        place(dataset: Grid.Cell(text: group.text, line: group.line), in: &places[column])
        places[column]["config"] = .string(cell.text)
      } else if let (name, _) = Self.shots(cell.text) {
        if KnownDatasets.has(name) || Self.isDatasetName(name) { place(dataset: cell, in: &places[column]) }
      } else if isCornered, Self.isSplit(cell.text), cell.text.utf8.count <= 12 {
        places[column] = ["split": .string(cell.text)]
      } else if areLabels || Languages.named(cell.text) != nil || Self.isSetting(cell.text)
        || context.dataset != nil && !areHalves && isPart(cell.text)
        || areTools
        || Frameworks.tag(cell.text) != nil
        || Self.programming.contains(folded(cell.text))
      {
        places[column] = ["config": .string(cell.text)]
      } else if Self.isValueWord(cell.text) {
        // "Score | CoLA | RTE": the score over all of them.
        places[column] = ["metric": .string(cell.text)]
        if let benchmark = context.benchmark { places[column]["dataset"] = .string(benchmark.name) }
      } else if areHalves || Self.isSplit(cell.text) && cell.text.utf8.count <= 12 {
        places[column] = ["split": .string(cell.text)]
      } else if let name = names[column] {
        addDatasets(of: name, in: cell)
      } else if metrics[column] == nil || !cell.text.ends(with: "(%)") {
        place(dataset: cell, in: &places[column])
      }
    }
    let isGLUE = isGLUE(columns)
    let isBeyondOne = rows.contains { row in
      columns.contains { (row.element.count > $0 ? PrintedValue(row.element[$0].text)?.number.value ?? 0 : 0) > 1 }
    }
    // "Split | Arch": the parts of a data set that each row is about, before the model.
    let areSplits = grid.roles.count > 1 && grid.roles[0] == .split && grid.roles[1] == .model
    let named = areSplits ? 1 : 0
    let models = Set(rows.compactMap { $0.element.count > named ? $0.element[named].text : nil })
    for (row, cells) in rows {
      let label = isLabelled && named < cells.count ? cells[named].text : ""
      self.label = label.isEmpty ? nil : label
      let isMetricLabel = Self.isMetric(label)
      for column in columns where column < cells.count {
        guard let printed = PrintedValue(cells[column].text), Self.isValue(printed) else { continue }
        var qualifiers = places[column]
        let metric = metrics[column] ?? (isMetricLabel ? label : context.metric)
        if let metric { qualifiers["metric"] = .string(Self.withoutArrow(metric)) }
        if areSplits { qualifiers["split"] = .string(cells[0].text) }
        if !isMetricLabel, models.count > 1, !label.isEmpty {
          qualifiers[areRanks ? "config" : "model"] = .string(label)
        }
        let said = metric ?? names[column]?.metrics.first ?? (printed.second == nil ? nil : context.metrics.first)
        let scale = said.flatMap { MetricName($0).scale } ?? (metric != nil || isGLUE ? .proportion : .printed)
        let isShare = isBeyondOne && scale != .printed
        // "F1/EM" over "95.8/90.8"
        if let metric, let second = printed.second, case let both = Self.both(metric), both.count == 2 {
          for (metric, value) in zip(both, [printed, second]) {
            qualifiers["metric"] = .string(metric)
            // Of "P/S", Spearman's correlation is told by Pearson's.
            let scale = MetricName(metric).scale ?? MetricName(both[0]).scale ?? .printed
            add(value, scale, isPercent: isBeyondOne && scale != .printed, cells[column], row, column, qualifiers)
          }
          continue
        }
        // "MMMU (val/test)" over "43.5/37.9"
        let splits = qualifiers["split"]?.string?.split(separator: "/") ?? []
        if splits.count == 2, let second = printed.second {
          for (split, value) in zip(splits, [printed, second]) {
            qualifiers["split"] = .string(String(split))
            add(value, scale, isPercent: isShare, cells[column], row, column, qualifiers)
          }
          continue
        }
        add(
          printed, scale, isPercent: isShare, cells[column], row, column, qualifiers, name: names[column])
      }
    }
  }

  /// Whether columns are those of GLUE: of tables that name no metric, only these are known to hold proportions.
  func isGLUE(_ columns: [Int]) -> Bool {
    let known = columns.count { Self.glue.contains(grid.titles[$0]) }
    return known >= 3 || known >= 2 && known == columns.count
  }

  /// Whether a row below data sets names the metric of each, "F1/EM | Acc | MCC", below nothing or a word for them.
  private static func areMetrics(_ row: [Grid.Cell]) -> Bool {
    let names = row.dropFirst().filter { !$0.text.isEmpty }
    if !names.isEmpty, names.allSatisfy({ isMetric($0.text) }) { return true }
    guard let label = row.first?.text, label.isEmpty || isValueWord(label), names.count > 1 else { return false }
    // "P/S" are Pearson's and Spearman's.
    let known = names.count { isMetric($0.text) || both($0.text).count == 2 && both($0.text).allSatisfy(isMetric) }
    return known * 3 >= names.count * 2
      && names.allSatisfy { $0.text.utf8.count <= 12 && PrintedValue($0.text) == nil }
  }

  /// The two metrics of "F1/EM"; one or none otherwise.
  private static func both(_ name: String) -> [String] {
    name.split(separator: "/").map { String($0.trimmed) }.filter { !$0.isEmpty }
  }

  /// Whether a column of fractions beside models may be a data set, though its name is in small letters:
  /// "Model | emotion | irony".
  private func isNamedByPlace(_ column: Int) -> Bool {
    let title = grid.header[column].text
    return title.utf8.count >= 3 && title.utf8.count <= 40 && title.utf8.contains(where: \.isLetter)
      && !Self.isRuntime(title) && !Self.isCount(title) && Self.hasFractions(column, grid)
  }

  /// Whether a column is a part of the data set that is named above.
  private func isPart(_ title: String) -> Bool {
    if context.isTitled { return Self.isPart(title) }
    return context.isPlaced ? !KnownDatasets.has(title) : !Self.isDatasetName(title)
  }

  /// Whether whole numbers that grow stand before fractions: "Top-K" over 1, 5 and 20.
  private func hasRanks(_ rows: [[Grid.Cell]]) -> Bool {
    guard rows.count >= 3, grid.header.count > 1, Self.hasFractions(1, grid) else { return false }
    var last = 0
    for row in rows {
      guard let first = row.first, let number = Int(first.text), number > last else { return false }
      last = number
    }
    return true
  }

  /// Whether the only column of numbers tells how models did on one data set: "Model | PondSent", or nothing but "PondQA".
  private func isAlone(_ column: Int, _ roles: [Role]) -> Bool {
    // "Benchmark | Otter-7B", "Category | Benchmark | Otter-7B": of this model alone
    let isOwn =
      (roles.first == .dataset && (grid.header.count == 2 || grid.header.count == 3 && roles[1] == .metric)
        || grid.header.count == 3 && roles[0] == .config && roles[1] == .dataset)
      && context.names.fit(of: grid.header[column].text) >= .family
    guard context.isEvaluation, isOwn || roles.first == .model && grid.header.count <= 3 || grid.header.count == 1
    else { return false }
    return !Self.isCount(grid.header[column].text) && Self.hasFractions(column, grid)
  }

  /// Whether most rows are called something in a column, and are so by no metric or word for values.
  private func hasNames(_ column: Int, _ rows: [(offset: Int, element: [Grid.Cell])]) -> Bool {
    let named = rows.count { row in
      guard column < row.element.count, row.element[column].text.utf8.count > 1 else { return false }
      let label = row.element[column].text
      return !Self.isValueWord(label) && (!Self.isMetric(label) || ResultName(label)?.datasets.isEmpty == false)
    }
    return named * 2 > rows.count
  }

  /// Whether all numbers are whole, and stand below splits or are large: how many samples there are.
  private func areCounts(_ columns: [Int], _ rows: [(offset: Int, element: [Grid.Cell])]) -> Bool {
    var isLarge = columns.allSatisfy { Self.isSplit(grid.header[$0].text) || Self.isTotal(grid.header[$0].text) }
    for row in rows {
      for column in columns where column < row.element.count {
        guard let printed = PrintedValue(row.element[column].text) else { continue }
        if printed.isPercent || row.element[column].text.utf8.contains(0x2E) { return false }
        isLarge = isLarge || printed.number.value >= 1000
      }
    }
    return isLarge
  }

  private static func isTotal(_ name: String) -> Bool {
    let name = folded(name)
    return name == "total" || name.begins(with: "train")
  }

  /// Whether the header names models: this one, or others by their architecture.
  private func hasModelColumns(_ columns: [Int]) -> Bool {
    columns.contains { column in
      let title = grid.header[column].text
      return Self.isModelName(title) || context.names.fit(of: title) >= .start
    }
  }

  static func isModelName(_ name: String) -> Bool {
    withLowercased(name) { bytes in
      architectures.contains { word in
        bytes.count >= word.utf8CodeUnitCount
          && (0...(bytes.count - word.utf8CodeUnitCount)).contains { bytes.has(word, at: $0) }
      }
    }
  }

  private static let architectures: [StaticString] = [
    "bert", "gpt", "llama", "electra", "xlm-r", "xlnet", "mistral", "mixtral", "gemma", "qwen", "falcon", "wav2vec",
  ]

  /// A data set a row, a model a column; a column between them may say what the metric of each row is.
  private mutating func readModelColumns(
    _ columns: [Int], _ names: Int, _ metrics: Int?, _ rows: [(offset: Int, element: [Grid.Cell])]
  ) {
    let known = context.metric.flatMap { MetricName($0).scale } ?? .printed
    let isPercent = columns.contains { columnIsPercent($0, metrics == nil ? known : .proportion) }
    for (row, cells) in rows where names < cells.count && !cells[names].text.isEmpty {
      let label = cells[names]
      let metric = metrics.flatMap { $0 < cells.count && !cells[$0].text.isEmpty ? cells[$0].text : nil }
      let name = ResultName(label.text) ?? metric.flatMap { ResultName($0) }
      var scale = metric.map { MetricName($0).scale ?? .printed } ?? known
      var isShare = isPercent
      addDatasets(of: name, in: label)
      var qualifiers: Qualifiers = [:]
      if Languages.named(label.text) != nil {
        qualifiers["config"] = .string(label.text)
      } else if name == nil || name?.datasets.isEmpty == true {
        place(dataset: label, in: &qualifiers)
      }
      if qualifiers["metric"] == nil {
        qualifiers["metric"] = (metric ?? context.metric).map { .string(Self.withoutArrow($0)) }
      }
      // "QuAC (1-shot, F1)"
      if qualifiers["metric"] == nil, let note = qualifiers["config"]?.string, let comma = note.place(of: ", "),
        let noted = MetricName(note[comma.upperBound...]).scale
      {
        qualifiers["metric"] = .string(String(note[comma.upperBound...]))
        qualifiers["config"] = .string(String(note[..<comma.lowerBound]))
        scale = noted
        isShare = columns.contains { $0 < cells.count && (PrintedValue(cells[$0].text)?.number.value ?? 0) > 5 }
      }
      for column in columns where column < cells.count {
        guard let printed = PrintedValue(cells[column].text), Self.isValue(printed) else { continue }
        let title = grid.header[column].text
        var own = qualifiers
        if Self.isSplit(title), title.utf8.count <= 12 {
          own["split"] = .string(title)
        } else if columns.count > 1 {
          own["model"] = .string(title)
        }
        let settings = label.note?.split(separator: "/") ?? []
        if name == nil, settings.count == 2, let second = printed.second {
          // "Video-MME<sub>wo/w subs</sub>"
          own["config"] = .string(String(settings[0]))
          add(printed, scale, isPercent: isPercent && scale != .printed, cells[column], row, column, own)
          own["config"] = .string(String(settings[1]))
          add(second, scale, isPercent: isPercent && scale != .printed, cells[column], row, column, own)
        } else {
          add(
            printed, scale, isPercent: isShare && scale != .printed, cells[column], row, column, own, name: name)
        }
      }
    }
  }

  /// Notes what a cell calls a data set, with its split or setting.
  mutating func place(dataset cell: Grid.Cell, in qualifiers: inout Qualifiers) {
    let (name, note) = cell.note.map { (cell.name, Optional($0)) } ?? Self.parted(cell.name)
    // "All | HasAns | NoAns" are parts of what the text above names.
    if let dataset = context.dataset,
      Self.isAnswered(name) || name == "All" && grid.header.contains(where: { Self.isAnswered($0.text) })
    {
      qualifiers["dataset"] = .string(dataset)
      qualifiers["config"] = .string(name)
      return
    }
    let open = name.utf8.last == 0x29 ? name.place(of: " (") : nil
    let task = open.map { name[..<$0.lowerBound] } ?? name[...]
    // "Article Genre Classification" below the heading "PondGLUE" is a task of that.
    if let dataset = context.dataset, context.isTitled, dataset.ends(with: "GLUE"), Tasks.isTask(task) || note != nil {
      qualifiers["dataset"] = .string(dataset)
      // "Named Entity Recognition (F1-score)"
      if let open, case let metric = name[open.upperBound...].dropLast(), MetricName(metric).isKnown {
        qualifiers["metric"] = .string(String(metric))
        qualifiers["config"] = .string(String(task))
      } else {
        qualifiers["config"] = .string(name)
      }
      return
    }
    qualifiers["dataset"] = .string(name)
    if let note { qualifiers[Self.isSplit(note) ? "split" : "config"] = .string(note) }
    guard !Self.isAverage(cell.text), !Self.isSum(cell.text), !Self.isAnswered(name), name != "All",
      // "Core tasks average"
      !name.ends(with: " average")
    else { return }
    // One that spans several columns is named once.
    guard datasets.last.map({ $0.text != name || $0.line != cell.line }) ?? true else { return }
    var named = cell
    named.text = name
    datasets.append(named)
  }

  mutating func addDatasets(of name: ResultName?, in cell: Grid.Cell) {
    guard let name else { return }
    for dataset in name.datasets where !Self.isAnswered(dataset) {
      datasets.append(Grid.Cell(text: dataset, line: cell.line))
    }
  }

  /// Whether the header is a list of languages or of classes, with results for each below: `en | de | fr`, `Loc | Org | Per`;
  /// or of joints.
  static func hasLabelColumns(_ grid: Grid) -> Bool {
    var codes = 0
    var names = 0
    var classes = 0
    for cell in grid.header where cell.text.utf8.count <= 14 {
      if cell.text.utf8.count <= 3, Languages.codes.contains(cell.text) { codes += 1 }
      if Languages.named(cell.text) != nil || programming.contains(folded(cell.text)) { names += 1 }
      if classNames.contains(folded(cell.text)) { classes += 1 }
    }
    return codes >= 3 || names >= 3 || classes >= 2 || isOfJoints(grid)
  }

  private static let programming = Lexicon<Bool>([
    "python", "java", "javascript", "go", "php", "ruby", "sql", "c#", "c++", "typescript", "rust", "lisp",
  ])

  /// Classes of named entities.
  private static let classNames = Lexicon<Bool>(["loc", "org", "misc", "location", "organization", "person"])

  /// Whether two or more columns have the names of data sets that are well known.
  static func hasKnownDatasets(_ grid: Grid) -> Bool {
    var known = 0
    for cell in grid.header where KnownDatasets.has(cell.text) {
      known += 1
      if known == 2 { return true }
    }
    return false
  }

  private static let glue = Lexicon<Bool>([
    "mnli", "mnli m", "mnli mm", "qqp", "qnli", "cola", "rte", "sts b", "stsb", "mnli m mm", "mnli mm m",
  ])
}
