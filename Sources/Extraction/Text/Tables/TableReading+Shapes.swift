import Records

/// Which way round a table is: what stands below each other, and what beside.
extension TableReading {
  /// The Trainer's table of losses per epoch.
  static func isLog(_ roles: [Role], _ grid: Grid) -> Bool {
    let names = grid.titles
    // "model | ppl | loss | epochs" compares models.
    if roles.contains(.model) { return false }
    if isCourse(roles, grid) { return true }
    guard names.contains(where: { $0.ends(with: "loss") || $0 == "wer" }) else { return false }
    return names.contains { countWords.contains($0) }
      || names.first.map { $0.begins(with: "after ") && ($0.ends(with: " epochs") || $0.ends(with: " steps")) } ?? false
  }

  private static let countWords = Lexicon<Bool>(["epoch", "step", "steps", "epochs", "iter"])

  /// "Epoch | BLEU" over epochs that follow each other: how one metric went up during training.
  private static func isCourse(_ roles: [Role], _ grid: Grid) -> Bool {
    guard grid.rows.count > 2, countWords.contains(grid.titles[0]), roles.dropFirst().allSatisfy(\.isValue) else {
      return false
    }
    var last = -Double.infinity
    for row in grid.rows {
      guard let printed = row.first.flatMap({ PrintedValue($0.text) }), printed.rest.isEmpty,
        printed.number.value > last
      else { return false }
      last = printed.number.value
    }
    return true
  }

  /// "Data | min | max | mean": what was counted of a data set.
  static func isStatistics(_ grid: Grid) -> Bool {
    isCount(grid)
      || grid.titles.contains("min") && grid.titles.contains("max")
        && grid.titles.contains { $0 == "mean" || $0 == "std" || $0 == "median" || $0 == "avg" || $0 == "average" }
      // Who the data is of.
      || grid.rows.contains { row in
        row.first.map { $0.text.begins(with: "Number of Patients") || $0.text.begins(with: "Number of patients") }
          == true
      }
  }

  /// "Data | Otter" over "Sounds recorded | 3220": how much there is of it, in whole numbers.
  private static func isCount(_ grid: Grid) -> Bool {
    guard grid.header.count == 2, grid.titles[0] == "data" || grid.titles[0] == "statistics" else { return false }
    let values = grid.rows.map { row in row.count > 1 ? PrintedValue(row[1].text) : nil }
    return values.allSatisfy { $0.map { $0.number.decimals == 0 && !$0.isPercent && $0.rest.isEmpty } ?? false }
      && values.contains { $0.map { $0.number.value > 100 } ?? false }
  }

  /// Whether the metrics stand below each other in the first column.
  static func hasMetricRows(_ roles: [Role], _ grid: Grid) -> Bool {
    guard roles.count >= 2, !roles.dropFirst().allSatisfy(\.isValue), !isReport(grid) else { return false }
    // "Model | Opset version | Accuracy": a model's name may be made of a metric's.
    if roles[0] == .model, roles.dropFirst().contains(where: \.isValue) { return false }
    // A look at the first rows is enough to tell; tables of labels have thousands.
    let names = grid.rows.prefix(60).compactMap { $0.first?.text }.filter { !$0.isEmpty }
    let known = names.filter { isMetric($0) }.count
    // Below "Metric | Value" other facts may stand, too.
    if roles.count == 2, roles[0] == .metric, isValueWord(grid.header[1].text),
      known > 0 || grid.rows.contains(where: { $0.count > 1 && isMeasured($0[1].text) })
        || names.contains(where: { ResultName($0)?.metrics.count == 1 })
    {
      return true
    }
    return known > 0 && known * 2 >= names.count
  }

  /// Whether a value beside the name of a metric can only be one: "81.5%", "11.7 dB".
  static func isMeasured(_ value: String) -> Bool {
    PrintedValue(value).map { $0.isPercent && $0.rest.isEmpty || $0.rest == "dB" } ?? false
  }

  /// scikit-learn's report: "precision | recall | f1-score | support" over "macro avg" and the classes. Who leaves the last
  /// column out keeps the averages at the end.
  static func isReport(_ grid: Grid) -> Bool {
    guard grid.header.count >= 4, grid.titles.contains("recall") else { return false }
    return grid.titles.last == "support"
      || grid.rows.suffix(4).contains { $0.first.map { folded($0.text) == "macro avg" } == true }
  }

  /// The tables of sclite, "Snt | Wrd | Corr | Sub | Del | Ins | Err | S.Err": errors and their kinds. Whether words or characters
  /// were aligned, and with it which rate of errors it is, tells what stands above.
  static func isAlignment(_ grid: Grid) -> Bool {
    ["sub", "del", "ins", "err"].allSatisfy { grid.titles.contains($0) }
  }

  /// Whether an average stands beside columns that no word explains: those are the parts of a benchmark, though one or the
  /// other is called as a metric is (KLEJ has an AR).
  static func isBenchmark(_ roles: [Role], _ grid: Grid) -> Bool {
    guard grid.header.contains(where: { isAverage($0.text) }) else { return false }
    let unknown = roles.indices.count { roles[$0] == .unknown && isDatasetName(grid.header[$0].text) }
    return unknown >= 4 && roles.count { $0.isValue } == 1
  }

  /// "Metric | Value" over "HellaSwag (10-shot)" and "MMLU (5-shot)": benchmarks below each other.
  static func hasBenchmarkRows(_ roles: [Role], _ grid: Grid) -> Bool {
    guard roles.count == 2, roles[0] == .metric || roles[0] == .dataset, isValueWord(grid.header[1].text) else {
      return false
    }
    let names = grid.rows.prefix(60).compactMap { $0.first?.text }
    return names.count { KnownDatasets.has($0) } >= 2
      && names.contains { KnownDatasets.has($0) && !MetricName($0).isKnown }
      && !names.contains { ResultName($0) != nil }
  }

  /// Whether a column that says no more than "Score" or "Value" holds results: the metric stands beside it, or it is all
  /// that is said of data sets or models in an evaluation.
  func isValueColumn(_ column: Int, _ roles: [Role]) -> Bool {
    guard column > 0, roles[column] == .unknown, Self.isValueWord(grid.header[column].text), isNumeric(column) else {
      return false
    }
    if roles.count >= 3, roles.contains(.metric) { return true }
    return context.isEvaluation && (roles[0] == .dataset || roles[0] == .split) && !roles.contains { $0.isValue }
  }

  /// Whether the name of a data set stands in the corner, over what the rows are called.
  static func isTitled(_ roles: [Role], _ grid: Grid) -> Bool {
    guard roles.count > 1, roles[0] == .unknown, KnownDatasets.has(grid.header[0].text),
      !grid.header[0].text.mentions("anguage"),
      !roles.contains(.model), !roles.contains(.dataset),
      roles.dropFirst().contains(where: { $0.isValue }) || hasMetricRows(roles, grid)
    else { return false }
    return grid.rows.allSatisfy {
      $0.first.map { PrintedValue($0.text) == nil && !KnownDatasets.has($0.text) } ?? false
    }
  }

  /// The data set and metrics in the corner of a table, over what the rows are called; nil where it is the name of a metric,
  /// or of a column of values.
  func corner(_ roles: [Role]) -> ResultName? {
    guard roles.count > 1, grid.header[0].text.utf8.last == 0x29, !isNumeric(0),
      let name = ResultName(grid.header[0].text), name.datasets.count == 1, !name.metrics.isEmpty,
      roles.dropFirst().allSatisfy({ $0 == .unknown }),
      !grid.rows.contains(where: { $0.first.map { Self.isMetric($0.text) } ?? false })
    else { return nil }
    return name
  }

  /// Whether benchmarks stand below each other, and numbers that have a point beside them.
  static func hasBenchmarks(_ grid: Grid) -> Bool {
    guard grid.rows.count > 1,
      grid.titles.prefix(2).contains(where: { $0.begins(with: "benchmark") && $0.utf8.count <= 10 })
    else { return false }
    return grid.header.indices.dropFirst().contains { hasFractions($0, grid) }
  }

  /// Whether the cells of a column name their metric themselves: "top1=84.9%".
  func isMetricCells(_ column: Int, _ roles: [Role]) -> Bool {
    guard column > 0, roles[column] == .unknown, let first = grid.rows.first, column < first.count,
      first[column].text.utf8.contains(where: \.isDigit)
    else { return false }
    return grid.rows.prefix(60).allSatisfy { column < $0.count && MetricCell($0[column].text) != nil }
  }

  /// Whether "Size" stands over what the models of a family are called, and what they have beside it: "tiny", "39 M".
  func areSizes(_ roles: [Role]) -> Bool {
    grid.titles[0] == "size" && !roles.contains(.model)
      && roles.contains { if case .parameters = $0 { true } else { false } } && !isNumeric(0)
      && grid.rows.allSatisfy { $0.first.map { PrintedValue($0.text) == nil } ?? false }
  }

  /// Whether "Config" stands over what the models are called, which are linked to their configurations.
  static func areConfigs(_ roles: [Role], _ grid: Grid) -> Bool {
    guard roles[0] == .config, !roles.contains(.model),
      grid.titles[0] == "config"
    else { return false }
    return grid.rows.prefix(60).allSatisfy { row in
      row.first.map { $0.target != nil && withFolded($0.text) { !$0.elementsEqual("config".utf8) } } == true
    }
  }

  /// Whether a column is called a latency and the cells say in what unit: "GPU Latency" over "5.1ms".
  func isTimes(_ column: Int, _ roles: [Role]) -> Bool {
    guard column > 0, roles[column] == .unknown, grid.header[column].text.mentions("atency") else { return false }
    let times = grid.rows.prefix(60).compactMap { $0.indices.contains(column) ? PrintedValue($0[column].text) : nil }
    return !times.isEmpty && times.allSatisfy { $0.rest == "ms" }
  }

  /// A column called "Size" beside models that says how many parameters they have: `7B`, not `7GB`.
  mutating func readSizes(_ roles: [Role]) {
    guard let models = roles.firstIndex(of: .model),
      let column = grid.titles.firstIndex(of: "size")
    else { return }
    let sizes = grid.rows.filter { max(column, models) < $0.count && PrintedValue($0[column].text) != nil }
    guard sizes.allSatisfy({ ["B", "M"].contains(PrintedValue($0[column].text)?.rest) }) else { return }
    for (row, cells) in grid.rows.enumerated() where max(column, models) < cells.count {
      addCount(Predicate.paramsTotal, 0, cells[column], row, column, ["model": .string(cells[models].text)])
    }
  }

  /// Whether an average stands behind three and more columns of fractions that names of data sets may be over.
  static func hasAverage(_ roles: [Role], _ grid: Grid) -> Bool {
    guard grid.header.count >= 5, grid.header.last.map({ isAverage($0.text) }) == true else { return false }
    return roles.indices.count { column in
      roles[column] == .unknown && isDatasetName(grid.header[column].text) && hasFractions(column, grid)
    } >= 4
  }

  /// Whether a column has numbers with a point or percent sign, which counts and sizes have not.
  static func hasFractions(_ column: Int, _ grid: Grid) -> Bool {
    grid.rows.contains { row in
      guard column < row.count, PrintedValue(row[column].text) != nil else { return false }
      return row[column].text.utf8.contains { $0 == 0x2E || $0 == 0x25 }
    }
  }

  /// Without the marks of code, or the brackets of a link that leads nowhere.
  static func withoutMarks(_ name: String) -> String {
    if name.utf8.first == 0x5B, name.utf8.last == 0x5D { return String(name.dropFirst().dropLast()) }
    return name.utf8.contains(UInt8(ascii: "`")) ? name.filter { $0 != "`" } : name
  }

  static func isMetric(_ name: String) -> Bool {
    switch TableRole(name) {
    case .value, .latency, .parameters, .flops, .duration: name.utf8.count < 40
    default: MetricName.isSpacy(Self.withoutMarks(name))
    }
  }
}
