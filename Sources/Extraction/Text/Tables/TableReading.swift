import Records

/// What the columns and rows of a table are: models, data sets, metrics, splits, values.
struct TableReading {
  /// A value with what its place in the table says of it.
  struct Value {
    var predicate: String
    var number: PrintedNumber
    var cell: Grid.Cell
    var row: Int
    var column: Int
    var qualifiers: Qualifiers
    /// What its row is called, whatever that may be.
    var label: String?
  }

  var values: [Value] = []
  /// The cells that name data sets.
  var datasets: [Grid.Cell] = []
  /// Whether the corner says what was measured on, so that the columns are parts of it.
  private(set) var isCornered = false
  /// Whether so many columns have known names that the others are names as well, though in small letters.
  var namesDatasets = false

  /// Whose results they are, as far as names of models tell.
  var owner = Owner.unknown
  enum Owner { case unknown, thisModel, otherModels }

  typealias Role = TableRole

  let grid: Grid
  private(set) var context: Context
  /// What the row that is being read is called.
  var label: String?

  struct Context {
    /// Whether the text around says that this is about results.
    var isEvaluation: Bool
    var dataset: String?
    /// Whether the data set is the heading of the section, so that columns are its parts.
    var isTitled = false
    /// Whether the line above says what the results are on, so that a column of another name is no data set.
    var isPlaced = false
    /// Where the data set is named.
    var datasetLine = 0
    /// The data set that the heading names, where the line above the table tells more closely which one is meant.
    var headed: (name: String, line: Int)?
    /// The heading of the section.
    var title = ""
    /// Whether what is compared are variants, of which the last is the model as it is.
    var isAblation = false
    var split: String?
    /// The metric that the heading or sentence above the table names.
    var metric: String?
    /// The benchmark of several sets that the line above says the scores are of, and the line: "GLUE scores on the test set".
    var benchmark: (name: String, line: Int)?
    /// The two metrics of cells with two values: "rank1/mAP".
    var metrics: [String] = []
    /// What the model is called: its title, the end of its id.
    let names: OwnNames

    /// Notes what a title calls the data set, with the split that stands in it: "COCO val2017".
    mutating func place(_ printed: String) {
      let (name, split) = NamedDataset.parted(printed)
      dataset = name
      self.split = split ?? self.split
    }
  }

  init(_ grid: Grid, _ context: Context) {
    self.grid = grid
    self.context = context
    guard !grid.header.isEmpty, !grid.rows.isEmpty, grid.rows.count <= 5000, !Self.isStatistics(grid) else { return }
    let printed = grid.roles
    var roles = printed
    // "Model | Score" below a sentence that names the metric
    if let scale = context.metric.flatMap({ MetricName($0).scale }) {
      for column in roles.indices where Self.isValueWord(grid.header[column].text) { roles[column] = .value(scale) }
    }
    for column in roles.indices where isValueColumn(column, roles) { roles[column] = .value(.printed) }
    for column in roles.indices where isMetricCells(column, roles) { roles[column] = .value(.printed) }
    for column in roles.indices where isTimes(column, roles) { roles[column] = .latency(0) }
    if roles[0] == .dataset && areModels() || areSizes(roles) || Self.areConfigs(printed, grid) { roles[0] = .model }
    // "Domain | Perplexity" over the names of data sets
    if grid.titles[0] == "domain",
      grid.rows.contains(where: { $0.first.map { KnownDatasets.has($0.text) || $0.text == "Wikipedia" } == true })
    {
      roles[0] = .dataset
    }
    // "method | torch_fp32(ms)" over parts of what is run
    if grid.titles[0] == "method", grid.header.contains(where: { TableRole.runtime($0.text) != nil }) {
      roles[0] = .config
      // How many times faster one of them is than another tells of neither.
      for column in roles.indices where roles[column] == .unknown || roles[column].isValue {
        if grid.titles[column].begins(with: "speedup") || grid.titles[column].mentions(" vs ") {
          roles[column] = .ignored
        }
      }
    }
    // "Heron model" may be over its values as well as over names.
    for column in roles.indices.dropFirst() where roles[column] == .model && isNumeric(column) {
      roles[column] = .unknown
    }
    if Self.isTitled(printed, grid) {
      // "ImageNet1K | Top1 Acc." over the names of models, "STSBenchmark | dev | test" over that of a metric
      self.context.dataset = context.dataset ?? grid.header[0].text
      datasets.append(grid.header[0])
      if !Self.hasMetricRows(printed, grid) { roles[0] = .model }
    }
    if let corner = corner(printed) {
      // "PondNER (F1) | en | hi" over the names of models
      self.context.dataset = corner.datasets[0]
      self.context.metric = corner.metrics.count == 1 ? corner.metrics[0] : nil
      self.context.metrics = corner.metrics
      datasets.append(Grid.Cell(text: corner.datasets[0], line: grid.header[0].line))
      isCornered = true
    }
    if Self.hasBenchmarkRows(printed, grid) {
      readColumns([.dataset, .value(.printed)])
    } else if isCornered || Self.hasLabelColumns(grid) {
      readDatasetColumns(grid.header.map { _ in .unknown })
    } else if Self.isLog(roles, grid) {
      readLog(roles)
    } else if Self.hasMetricRows(printed, grid) {
      readMetricRows(roles)
    } else if Self.isBenchmark(roles, grid) {
      readDatasetColumns(roles.map { if case .value = $0 { .unknown } else { $0 } })
    } else if roles.contains(where: { $0.isValue }) {
      readColumns(roles)
    } else if context.isEvaluation || context.metric != nil || Self.hasKnownDatasets(grid)
      || Self.hasAverage(roles, grid) || Self.hasBenchmarks(grid)
    {
      readDatasetColumns(roles)
    }
    // Below "dataset", among names that are known, the others are names as well.
    if let column = printed.firstIndex(of: .dataset), grid.titles[column].begins(with: "dataset"),
      grid.rows.count(where: { column < $0.count && KnownDatasets.has($0[column].text) }) >= 3
    {
      namesDatasets = true
    }
    readSizes(printed)
    keepOwn()
    if owner == .thisModel {
      // What only other models were measured on is none of its data sets.
      let own = Set(values.compactMap { $0.qualifiers["dataset"]?.string })
      datasets.removeAll { !own.contains($0.text) }
    }
    readShares()
  }

  /// Whether models stand below "Task": this one, and others that have an architecture's name in theirs.
  private func areModels() -> Bool {
    guard grid.titles[0] == "task" || grid.titles[0] == "tasks" else {
      return false
    }
    let labels = Set(grid.rows.compactMap { $0.first?.text })
    return labels.contains { OwnNames.hasArchitecture($0) } && context.names.own(of: labels) != nil
  }

  // MARK: Values

  /// A number alone, or with a deviation, a second value or a footnote.
  static func isValue(_ printed: PrintedValue) -> Bool {
    guard let first = printed.rest.unicodeScalars.first else { return true }
    switch first {
    case "±", "(", "*", "#", "+", "/", "†", "‡", "[", "^", "\u{2212}": return true
    // "(82.1) / 80.9"
    case ")": return printed.second != nil
    default: return printed.rest.begins(with: "\\pm") || printed.rest == "dB"
    }
  }

  func isNumeric(_ column: Int) -> Bool { isNumeric(column, in: grid.rows) }

  func isNumeric(_ column: Int, in rows: [[Grid.Cell]]) -> Bool {
    var numbers = 0
    var texts = 0
    for row in rows where column < row.count && !row[column].text.isEmpty {
      if let printed = PrintedValue(row[column].text), Self.isValue(printed) {
        numbers += 1
      } else if row[column].text.utf8.count > 2 {
        texts += 1
      }
    }
    return numbers > 0 && numbers >= texts
  }

  func columnIsPercent(_ column: Int, _ scale: MetricName.Scale) -> Bool {
    guard scale != .printed else { return false }
    if grid.header[column].text.mentions("%") { return true }
    // Values a little above 1 are marks out of five or the like.
    guard scale == .errorRate else {
      return grid.rows.contains {
        column < $0.count
          && (PrintedValue($0[column].text).map { $0.number.value > 5 && $0.number.value <= 100 } ?? false)
      }
    }
    let numbers = grid.rows.compactMap { column < $0.count ? PrintedValue($0[column].text)?.number : nil }
    let beyond = numbers.count { $0.value <= 100 && scale.isBeyond($0) }
    // Of a log, the first rows may be very bad.
    return beyond > (numbers.allSatisfy { $0.decimals >= 4 } ? numbers.count / 2 : 0)
  }

  /// The one or two values of a cell, by what a name says of them.
  mutating func add(
    _ printed: PrintedValue, _ scale: MetricName.Scale, isPercent: Bool, _ cell: Grid.Cell, _ row: Int, _ column: Int,
    _ qualifiers: Qualifiers, name: ResultName?
  ) {
    var values = printed.others.count > 2 ? printed.others : [printed, printed.second].compactMap { $0 }
    var parts = name?.parts(values.count)
    // "96.3 (3.0)"
    if parts == nil, let name, name.isShared { (values, parts) = ([printed], name.parts(1)) }
    if parts == nil, values.count == 2, context.metrics.count == 2 { parts = context.metrics.map { (nil, $0) } }
    guard let parts else {
      addUnnamed(printed, scale, isPercent: isPercent, cell, row, column, qualifiers)
      return
    }
    for (place, (part, value)) in zip(parts, values).enumerated() {
      var own = qualifiers
      if let name, values.count == name.configs.count { own["config"] = .string(name.configs[place]) }
      if let split = name?.split { own["split"] = .string(split) }
      if let metric = part.metric { own["metric"] = .string(metric) }
      if let dataset = part.dataset { own[Tasks.isTask(dataset) ? "config" : "dataset"] = .string(dataset) }
      let scale = part.metric.flatMap { MetricName($0).scale } ?? scale
      add(value, scale, isPercent: isPercent && scale != .printed, cell, row, column, own)
    }
  }

  /// The values of a cell that no metric tells apart: below "F1 (dev / test)" a bracket does, and of "45.2/22.1/37.0" nothing
  /// but that there are three.
  private mutating func addUnnamed(
    _ printed: PrintedValue, _ scale: MetricName.Scale, isPercent: Bool, _ cell: Grid.Cell, _ row: Int, _ column: Int,
    _ qualifiers: Qualifiers
  ) {
    let values = printed.others
    let title = grid.header[column].text
    var notes: [Substring] = []
    var own = qualifiers
    if values.count > 1, title.utf8.last == 0x29, let open = title.utf8.lastIndex(of: 0x28), open > title.startIndex {
      notes = title[title.utf8.index(after: open)...].dropLast().split(separator: "/").map(\.trimmed)
      let metric = title[..<open].trimmed
      if notes.count == values.count, MetricName(metric).isKnown, own["metric"]?.string == title {
        own["metric"] = .string(String(metric))
      }
    }
    for (place, value) in values.enumerated() {
      if notes.count == values.count {
        let note = String(notes[place])
        own[Self.isSplit(note) ? "split" : "config"] = .string(note)
      }
      add(value, scale, isPercent: isPercent, cell, row, column, own)
    }
  }

  mutating func add(
    _ printed: PrintedValue, _ scale: MetricName.Scale, isPercent: Bool, _ cell: Grid.Cell, _ row: Int, _ column: Int,
    _ qualifiers: Qualifiers
  ) {
    // "98.2%" below the name of a data set is a share, too.
    let isShare = isPercent || printed.isPercent && (scale != .printed || qualifiers["metric"] == nil)
    add(isShare ? printed.number.scaled(byPowerOfTen: -2) : printed.number, cell, row, column, qualifiers)
  }

  mutating func add(
    _ number: PrintedNumber, _ cell: Grid.Cell, _ row: Int, _ column: Int, _ qualifiers: Qualifiers
  ) {
    var qualifiers = qualifiers
    if qualifiers["dataset"] == nil { qualifiers["dataset"] = context.dataset.map { .string($0) } }
    if qualifiers["split"] == nil { qualifiers["split"] = context.split.map { .string($0) } }
    values.append(
      Value(
        predicate: Predicate.evaluation, number: number, cell: cell, row: row, column: column, qualifiers: qualifiers,
        label: label))
  }

  /// "135M" of "516MB / 135M": how many parameters stand in a file of that size.
  private static func withoutSize(_ text: String) -> Substring {
    guard let slash = text.utf8.firstIndex(of: 0x2F), case let size = text[..<slash].trimmed,
      size.ends(with: "MB") || size.ends(with: "GB") || size.ends(with: "G")
    else { return text[...] }
    return text[text.utf8.index(after: slash)...].trimmed
  }

  /// What a count without a unit is printed in; nil where that cannot be told.
  private static func power(ofFew number: PrintedNumber, _ predicate: String) -> Int? {
    if number.value >= 5000 { return 0 }
    return number.decimals == 0 ? nil : predicate == Predicate.flops ? 9 : 6
  }

  mutating func addCount(
    _ predicate: String, _ power: Int, _ cell: Grid.Cell, _ row: Int, _ column: Int, _ qualifiers: Qualifiers
  ) {
    guard let printed = PrintedValue(predicate == Predicate.paramsTotal ? Self.withoutSize(cell.text) : cell.text[...]),
      printed.rest.utf8.count <= 12, !printed.rest.begins(with: "MB")
    else { return }
    let said =
      predicate == Predicate.flops
      ? PrintedValue.power(ofOperations: printed.rest) : PrintedValue.power(of: printed.rest)
    var own = power == 0 ? said ?? (printed.rest.begins(with: "ms") ? -3 : 0) : power
    if own == 0, predicate == Predicate.paramsTotal || predicate == Predicate.flops {
      // No network has 3.42 weights: where no unit is printed, these are millions, and operations billions.
      guard let power = Self.power(ofFew: printed.number, predicate) else { return }
      own = power
    }
    if predicate == Predicate.duration {
      let clock = TimeSpan.clock(cell.text)
      guard clock != nil || printed.rest.isEmpty && power > 0 else { return }
      let seconds = PrintedNumber(clock.map(Double.init) ?? printed.number.value * Double(power))
      values.append(
        Value(
          predicate: predicate, number: seconds, cell: cell, row: row, column: column, qualifiers: qualifiers,
          label: label))
      return
    }
    values.append(
      Value(
        predicate: predicate, number: printed.number.scaled(byPowerOfTen: own), cell: cell, row: row, column: column,
        qualifiers: predicate == Predicate.latency ? qualifiers : qualifiers.only("model"), label: label))
  }
}
