import Records

extension TableReading {
  /// Data sets in the header. A row of metric names may stand below it.
  mutating func readDatasetColumns(_ roles: [Role]) {
    var rows = Array(grid.rows.enumerated())
    var metrics: [String?] = grid.header.map { _ in nil }
    if let first = grid.rows.first, first.dropFirst().allSatisfy({ $0.text.isEmpty || Self.isMetric($0.text) }),
      first.dropFirst().contains(where: { !$0.text.isEmpty })
    {
      for (column, cell) in first.enumerated() where column > 0 && column < metrics.count && !cell.text.isEmpty {
        metrics[column] = cell.text.filter { $0 != "(" && $0 != ")" }
      }
      rows.removeFirst()
    }
    let areLanguages = Self.hasLanguageColumns(grid)
    let columns = roles.indices.filter {
      ($0 > 0 || areLanguages) && (roles[$0] == .unknown) && isNumeric($0, in: rows.map(\.element))
        && (areLanguages || Self.isDatasetName(grid.header[$0].text) || Self.isAverage(grid.header[$0].text)
          || context.metric != nil && Self.isSplit(grid.header[$0].text))
    }
    guard columns.count >= 2 || (columns.count == 1 && metrics.contains { $0 != nil }) else { return }
    // "Benchmark | Model A | Model B": data sets below each other, a model in every column.
    if roles.first == .dataset, !areLanguages, !metrics.contains(where: { $0 != nil }), rows.count >= 3 {
      readModelColumns(columns, rows)
      return
    }
    if !areLanguages {
      for column in columns where !Self.isAverage(grid.header[column].text) { datasets.append(grid.header[column]) }
    }
    // Of tables that name no metric, only those of GLUE are known to hold proportions.
    let isGLUE = columns.count { Self.glue.contains(folded(grid.header[$0].text)) } >= 3
    let isBeyondOne = rows.contains { row in
      columns.contains { (row.element.count > $0 ? PrintedValue(row.element[$0].text)?.number.value ?? 0 : 0) > 1 }
    }
    let models = Set(rows.compactMap { $0.element.first?.text })
    for (row, cells) in rows {
      let label = cells.first?.text ?? ""
      let isMetricLabel = Self.isMetric(label)
      for column in columns where column < cells.count {
        guard let printed = PrintedValue(cells[column].text), Self.isValue(printed) else { continue }
        let title = grid.header[column].text
        var qualifiers: Qualifiers = areLanguages ? ["config": .string(title)] : ["dataset": .string(title)]
        let metric = metrics[column] ?? (isMetricLabel ? label : context.metric)
        qualifiers["metric"] = metric.map { .string($0) }
        if !isMetricLabel, models.count > 1, !label.isEmpty { qualifiers["model"] = .string(label) }
        let scale = metric.flatMap { MetricName($0).scale } ?? (metric != nil || isGLUE ? .proportion : .printed)
        add(printed, scale, isPercent: isBeyondOne && scale != .printed, cells[column], row, column, qualifiers)
      }
    }
  }

  private mutating func readModelColumns(_ columns: [Int], _ rows: [(offset: Int, element: [Grid.Cell])]) {
    for (row, cells) in rows {
      guard let label = cells.first, !label.text.isEmpty else { continue }
      if !Self.isAverage(label.text) { datasets.append(label) }
      for column in columns where column < cells.count {
        guard let printed = PrintedValue(cells[column].text), Self.isValue(printed) else { continue }
        var qualifiers: Qualifiers = ["dataset": .string(label.text)]
        qualifiers["metric"] = context.metric.map { .string($0) }
        if columns.count > 1 { qualifiers["model"] = .string(grid.header[column].text) }
        add(printed, .printed, isPercent: false, cells[column], row, column, qualifiers)
      }
    }
  }

  /// `test-clean`, `dev`
  private static func isSplit(_ name: String) -> Bool {
    let name = folded(name)
    return name.hasPrefix("test") || name.hasPrefix("dev") || name.hasPrefix("val")
  }

  static func isAverage(_ name: String) -> Bool {
    let name = folded(name)
    return name == "average" || name == "avg" || name == "avg." || name == "mean" || name == "overall"
  }

  private static let glue = Lexicon<Bool>([
    "mnli", "mnli m", "mnli mm", "qqp", "qnli", "cola", "rte", "sts b", "stsb", "mnli m mm", "mnli mm m",
  ])

  static func isDatasetName(_ name: String) -> Bool {
    guard name.utf8.count >= 2, name.utf8.count <= 40,
      name.utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A || $0.isDigit })
    else { return false }
    // Times and ratios of them stand in tables of runtimes.
    return !name.mentions("(ms)") && !name.mentions("(s)") && !name.mentions(" vs ") && !name.mentions("peedup")
  }
}
