import Records

extension TableReading {
  mutating func readLog(_ roles: [Role]) {
    guard let last = grid.rows.last(where: { $0.contains { PrintedValue($0.text) != nil } }),
      let row = grid.rows.lastIndex(where: { $0.first?.line == last.first?.line })
    else { return }
    for (column, cell) in last.enumerated() where column < grid.header.count {
      let name = grid.titles[column]
      guard case .value(let scale) = roles[column], name != "training loss", name != "train loss",
        !MetricName.isStatistic(name)
      else { continue }
      guard let printed = PrintedValue(cell.text), printed.rest.isEmpty else { continue }
      add(
        printed, scale, isPercent: columnIsPercent(column, scale), cell, row, column,
        ["metric": .string(grid.header[column].text)])
    }
  }

  /// Metrics in the first column; the header names models or data sets, or says "Value".
  mutating func readMetricRows(_ roles: [Role]) {
    let isOne = grid.header.count == 2
    var isPercent = false
    for cells in grid.rows {
      guard let name = cells.first?.text, case .value(let scale) = TableRole(name), scale != .printed else {
        if let name = cells.first?.text, MetricName.isSpacy(Self.withoutMarks(name)),
          cells.dropFirst().contains(where: { (PrintedValue($0.text)?.number.value ?? 0) > 1 })
        {
          isPercent = true
        }
        continue
      }
      for cell in cells.dropFirst() {
        guard let printed = PrintedValue(cell.text) else { continue }
        // A value that says of itself that it is a percent tells nothing of those beside it.
        if !printed.isPercent, printed.number.value > (scale == .errorRate ? 2 : 5) { isPercent = true }
      }
    }
    // Beside values of this model's own, those that a paper reports are another's.
    let reported = grid.header.map { Self.isReported($0.text) }
    let isOwnKnown = reported.contains(true) && hasOwnColumn
    let namesDatasets = grid.rows.contains { $0.first.flatMap { ResultName($0.text) }?.datasets.isEmpty == false }
    for (row, cells) in grid.rows.enumerated() {
      guard let name = cells.first.map({ Self.withoutMarks($0.text) }), !name.isEmpty else { continue }
      let scale: MetricName.Scale
      let result = namesDatasets ? ResultName(name) : nil
      addDatasets(of: result, in: cells[0])
      switch TableRole(name) {
      case .value where MetricName.isStatistic(name) || Self.isOfTraining(name): continue
      case .value(let known): scale = known
      case .latency(let power):
        for (column, cell) in cells.enumerated().dropFirst() where column < grid.header.count {
          addCount(
            Predicate.latency, power, cell, row, column, isOne ? [:] : ["model": .string(grid.header[column].text)])
        }
        continue
      case .duration(let power):
        for (column, cell) in cells.enumerated().dropFirst() where column < grid.header.count {
          addCount(
            Predicate.duration, power, cell, row, column, isOne ? [:] : ["model": .string(grid.header[column].text)])
        }
        continue
      case .parameters(let power):
        for (column, cell) in cells.enumerated().dropFirst() {
          addCount(Predicate.paramsTotal, power, cell, row, column, [:])
        }
        continue
      default:
        // Beside "hellaswag/acc", the average is of all of them.
        let isOfAll = namesDatasets && Self.isAverage(name)
        let isMeasured =
          isOne && roles.first == .metric && cells.count > 1 && Self.isMeasured(cells[1].text)
          && Self.isValueWord(grid.header[1].text) && !Self.isShare(name) && !name.utf8.contains(0x2C)
        guard MetricName.isSpacy(name) || isOfAll || isMeasured else { continue }
        scale = isMeasured && cells[1].text.ends(with: "dB") ? .printed : .proportion
      }
      for (column, cell) in cells.enumerated().dropFirst() where column < grid.header.count {
        if isOwnKnown, reported[column] { continue }
        // "Dataset | # samples": squad_v2 is called as a metric is.
        if column < roles.count, roles[column] == .ignored { continue }
        guard let printed = PrintedValue(cell.text), Self.isValue(printed) else { continue }
        // "0.254 (internal test set)"
        let isNoted = printed.rest.utf8.first == 0x28 && printed.rest.utf8.last == 0x29
        let set = isNoted ? ResultName.set(printed.rest.dropFirst().dropLast()) : nil
        var qualifiers: Qualifiers =
          namesDatasets && Self.isAverage(name)
          ? ["dataset": .string(name)] : ["metric": .string(Self.withoutArrow(Self.withoutSetting(name)))]
        if let set {
          qualifiers["dataset"] = .string(set)
          datasets.append(Grid.Cell(text: set, line: cell.line))
        }
        let title = grid.header[column].text
        if !isOne, !title.isEmpty, !Self.isValueWord(title) {
          // "metric | dev | test"
          let isSplit = Self.isSplit(title) && title.utf8.count <= 12
          let isConfig = Self.isSetting(title) || Languages.named(title) != nil
          let isDataset = !isSplit && !isConfig && roles.first == .dataset
          qualifiers[isSplit ? "split" : isConfig ? "config" : isDataset ? "dataset" : "model"] = .string(title)
          // "Dataset | GULL | HERON | Average"
          if isDataset, !Self.isAverage(title), !datasets.contains(where: { $0.text == title }) {
            datasets.append(grid.header[column])
          }
        }
        add(printed, scale, isPercent: isPercent && scale != .printed, cell, row, column, qualifiers, name: result)
      }
    }
  }

  /// `train_loss` tells how training went.
  private static func isOfTraining(_ name: String) -> Bool {
    name.utf8.count <= 16
      && withFolded(name) { $0.elementsEqual("train loss".utf8) || $0.elementsEqual("training loss".utf8) }
  }

  /// How much of a network is left or used, which is no result.
  private static func isShare(_ name: String) -> Bool {
    withFolded(name) { $0.containsPart(separatedBy: 0x20) { shares.contains($0) } }
  }

  private static let shares = Lexicon<Bool>([
    "sparsity", "quantization", "quantisation", "compression", "density", "size",
  ])

  private var hasOwnColumn: Bool {
    grid.header.dropFirst().contains { Self.isValueWord($0.text) || context.names.fit(of: $0.text) > .none }
  }

  private static func isReported(_ title: String) -> Bool {
    let name = folded(title)
    return name.mentions("original") && name.utf8.count > 8 || name.mentions("reported") || name.mentions("baseline")
      || name.mentions("paper")
  }

  private static let valueWords = Lexicon<Bool>([
    "value", "# value", "score", "# score", "result", "results", "values", "metric result", "metric value",
  ])

  static func isValueWord(_ title: String) -> Bool {
    withFolded(title) { valueWords.contains($0) }
  }
}
