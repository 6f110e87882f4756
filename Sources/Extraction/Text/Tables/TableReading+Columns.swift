import Records

extension TableReading {
  /// Metrics in the header, one model, data set or label a row.
  mutating func readColumns(_ known: [Role]) {
    let roles = known.indices.map { known[$0] == .unknown && isMetricByPlace($0) ? .value(.printed) : known[$0] }
    var labels: [(column: Int, role: Role)] = []
    for (column, role) in roles.enumerated() {
      switch role {
      case .model, .dataset, .split, .config: labels.append((column, role))
      case .metric where !isNumeric(column): labels.append((column, role))
      case .unknown where !isNumeric(column) && column < 3: labels.append((column, .config))
      default: break
      }
    }
    let percents = roles.indices.map { column -> Bool in
      if case .value(let scale) = roles[column] { return columnIsPercent(column, scale) }
      return false
    }
    let models = Set(
      labels.filter { $0.role == .model }.flatMap { label in
        grid.rows.compactMap { $0.count > label.column ? $0[label.column].text : nil }
      })
    let names = roles.indices.map { roles[$0].isValue ? ResultName(grid.header[$0].text) : nil }
    for (column, name) in names.enumerated() { addDatasets(of: name, in: grid.header[column]) }
    let labelled = roles.indices.first { !roles[$0].isValue && !isNumeric($0) }
    for (row, cells) in grid.rows.enumerated() {
      var qualifiers: Qualifiers = [:]
      label = labelled.flatMap { $0 < cells.count ? cells[$0].text : nil }
      for label in labels where label.column < cells.count {
        let text = cells[label.column].text
        guard !text.isEmpty, text.utf8.count <= 120 else { continue }
        switch label.role {
        case .model:
          // "Method | Backbone": the first says which model it is.
          if models.count > 1, qualifiers["model"] == nil { qualifiers["model"] = .string(text) }
        case .dataset:
          place(dataset: cells[label.column], in: &qualifiers)
        case .metric: qualifiers["metric"] = .string(text)
        case .split: qualifiers["split"] = .string(text)
        // Of a column of links to configurations, the name says nothing.
        case .config where folded(text) == folded(grid.header[label.column].text): break
        default: qualifiers["config"] = qualifiers["config"].map { .string($0.text + " " + text) } ?? .string(text)
        }
      }
      for (column, cell) in cells.enumerated() where column < roles.count {
        switch roles[column] {
        case .value(let scale):
          var own = qualifiers
          guard let printed = PrintedValue(cell.text) else {
            // The cell may name its metric itself.
            if let named = MetricCell(cell.text) {
              own["metric"] = .string(named.metric)
              add(named.number, cell, row, column, own)
            }
            continue
          }
          guard Self.isValue(printed) else { continue }
          let title = grid.header[column].text
          var scale = scale
          if KnownDatasets.has(title), known[column] == .unknown {
            place(dataset: grid.header[column], in: &own)
            own["metric"] = own["metric"] ?? context.metric.map { .string($0) }
          } else if !Self.isValueWord(title) {
            own["metric"] = .string(title)
          } else if let named = own["metric"]?.string {
            scale = MetricName(named).scale ?? scale
          } else {
            own["metric"] = .string(context.metric ?? title)
          }
          add(printed, scale, isPercent: percents[column], cell, row, column, own, name: names[column])
        case .parameters(let power): addCount(Predicate.paramsTotal, power, cell, row, column, qualifiers)
        case .flops(let power): addCount(Predicate.flops, power, cell, row, column, qualifiers)
        case .latency(let power): addCount(Predicate.latency, power, cell, row, column, qualifiers)
        case .duration(let power): addCount(Predicate.duration, power, cell, row, column, qualifiers)
        default: break
        }
      }
    }
  }

  /// Whether a column of numbers that no word explains holds results: it stands beside ones that are known to.
  private func isMetricByPlace(_ column: Int) -> Bool {
    let name = folded(grid.header[column].text)
    guard context.isEvaluation || KnownDatasets.has(grid.header[column].text), column > 0, name.utf8.count > 2,
      name.utf8.contains(where: \.isLetter),
      isNumeric(column),
      !name.withBytes({ $0.containsPart(separatedBy: 0x20) { Self.counts.contains($0) } })
    else { return false }
    // Counts and sizes are whole numbers.
    return grid.rows.contains { column < $0.count && $0[column].text.utf8.contains(0x2E) }
  }

  private static let counts = Lexicon<Bool>([
    "num", "number", "count", "size", "batch", "resolution", "year", "lr", "epoch", "epochs", "steps", "step",
    "samples", "mb",
    "gb", "memory", "hours", "length", "weight", "version", "seed", "dim", "layers", "tokens", "proportion", "rate",
    "opset",
    "pixels", "images", "threshold", "price", "cost", "days", "alpha", "beta", "crop", "depth", "width", "heads",
    "onnx",
  ])
}
