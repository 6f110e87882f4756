import Records

extension TableReading {
  /// Metrics in the header, one model, data set or label a row.
  mutating func readColumns(_ known: [Role]) {
    let roles = known.indices.map { column -> Role in
      guard known[column] == .unknown, isMetricByPlace(column) else { return known[column] }
      // Of questions without an answer, the share that was told to have none.
      return .value(Self.isAnswered(grid.header[column].text) ? .proportion : .printed)
    }
    let isReport = Self.isReport(grid)
    let aligned = Self.isAlignment(grid) ? context.metric : nil
    var labels: [(column: Int, role: Role)] = []
    for (column, role) in roles.enumerated() {
      switch role {
      case .model, .dataset, .split, .config: labels.append((column, role))
      case .metric where !isNumeric(column): labels.append((column, role))
      // In a report by class, the classes may be numbers.
      case .unknown where !isNumeric(column) && column < 3 || isReport && column == 0: labels.append((column, .config))
      default: break
      }
    }
    let shared =
      context.dataset != nil
      ? [] : ResultName.shared(among: roles.indices.map { roles[$0].isValue ? grid.header[$0].text : "" })
    let names = roles.indices.map { column -> ResultName? in
      if !shared.isEmpty, let name = shared[column] { return name }
      let header = grid.header[column]
      return roles[column].isValue ? ResultName(header.text) ?? ResultName(header) : nil
    }
    let metric = labels.first { $0.role == .metric }?.column
    let placed = roles.indices.filter { roles[$0].isValue && known[$0] == .unknown }
    let isGLUE = placed.count > 1 && isGLUE(placed)
    var percents = roles.indices.map { column -> Bool in
      guard case .value(let scale) = roles[column] else { return false }
      if isGLUE, known[column] == .unknown { return columnIsPercent(column, .proportion) }
      if let metric, Self.isValueWord(grid.header[column].text) { return rowsArePercent(column, metric) }
      return columnIsPercent(column, names[column]?.metrics.first.flatMap { MetricName($0).scale } ?? scale)
    }
    shareScale(of: roles, &percents)
    let areShares =
      roles.indices.contains { percents[$0] }
      && roles.indices.allSatisfy { !roles[$0].isValue || percents[$0] || Self.isAverage(grid.header[$0].text) }
    let models = Set(
      labels.filter { $0.role == .model }.flatMap { label in
        grid.rows.compactMap { $0.count > label.column ? $0[label.column].text : nil }
      })
    for (column, name) in names.enumerated() { addDatasets(of: name, in: grid.header[column]) }
    let labelled = isReport ? 0 : roles.indices.first { !roles[$0].isValue && !isNumeric($0) }
    // "| | acc_norm |" below "| arc | acc |" goes on with what is named above.
    let carried = labels.contains { $0.role == .metric } ? labels.first { $0.role == .dataset }?.column : nil
    var above: Qualifiers = [:]
    for (row, cells) in grid.rows.enumerated() {
      var qualifiers: Qualifiers = [:]
      if let carried, carried < cells.count, cells[carried].text.isEmpty { qualifiers = above }
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
          above = qualifiers.only("dataset")
        case .metric: qualifiers["metric"] = .string(Self.withoutArrow(text))
        case .split: qualifiers["split"] = .string(text)
        // Of a column of links to configurations, the name says nothing.
        case .config where folded(text) == grid.titles[label.column]: break
        default: qualifiers["config"] = qualifiers["config"].map { .string($0.text + " " + text) } ?? .string(text)
        }
      }
      for (column, cell) in cells.enumerated() where column < roles.count {
        switch roles[column] {
        case .value where MetricName.isStatistic(grid.header[column].text): break
        case .value(let scale):
          var own = qualifiers
          guard let printed = PrintedValue(cell.text) else {
            // The cell may name its metric itself.
            if let named = MetricCell(cell.text) {
              own["metric"] = .string(named.metric)
              let title = grid.header[column].text
              if let dataset = named.dataset {
                own["dataset"] = .string(dataset)
                datasets.append(Grid.Cell(text: dataset, line: cell.line))
              } else if let last = title.spaced.last, last.utf8.count < title.utf8.count, KnownDatasets.has(last) {
                // "Finetuned ImageNet1K" over "top1=84.9%"
                own["dataset"] = .string(String(last))
              }
              add(named.number, cell, row, column, own)
            }
            continue
          }
          guard Self.isValue(printed) else { continue }
          // In a report by class, the accuracy stands below the F1 score.
          let isOwnMetric = isReport && label.map { folded($0) == "accuracy" } == true
          if isOwnMetric { own["config"] = nil }
          let title = isOwnMetric ? label ?? "" : grid.header[column].text
          var scale = isGLUE && known[column] == .unknown ? .proportion : scale
          var isShared = false
          if let said = names[column]?.metrics.first, names[column]?.datasets.isEmpty == false {
            scale = MetricName(said).scale ?? scale
            own["metric"] = .string(Self.withoutArrow(title))
          } else if KnownDatasets.has(title), known[column] == .unknown {
            place(dataset: grid.header[column], in: &own)
            own["metric"] = own["metric"] ?? context.metric.map { .string($0) }
          } else if known[column] == .unknown, Self.isAverage(title), !title.mentions("ean") {
            // "NSMC (acc) | KorNLI (acc) | Avg.": on the scale of what it is the average of. A "Mean" beside a "Mean@0.1" is
            // the metric.
            own["dataset"] = .string(title)
            own["metric"] = context.metric.map { .string($0) }
            if areShares { (scale, isShared) = (.proportion, true) }
          } else if let aligned, folded(title) == "err" {
            own["metric"] = .string(aligned)
          } else if !Self.isValueWord(title) {
            own["metric"] = .string(Self.withoutArrow(title))
            if let aligned, own["config"] == nil { own["config"] = .string(aligned) }
          } else if let named = own["metric"]?.string {
            scale = MetricName(named).scale ?? scale
          } else {
            // "Value" says nothing; "Score" is at least a word for one.
            let vague = title.mentions("core") ? title : nil
            own["metric"] = (context.metric ?? vague).map { .string($0) }
          }
          add(
            printed, scale, isPercent: (percents[column] || isShared) && scale != .printed, cell, row, column, own,
            name: names[column])
        case .parameters(let power): addCount(Predicate.paramsTotal, power, cell, row, column, qualifiers)
        // What features take for a batch is none of the model's.
        case .flops where grid.titles.contains("feature memory"): break
        case .flops(let power): addCount(Predicate.flops, power, cell, row, column, qualifiers)
        case .latency(let power):
          var own = qualifiers
          own["hardware"] = TableRole.device(grid.header[column].text).map { .string($0) }
          if let runtime = TableRole.runtime(grid.header[column].text) {
            own["config"] = .string(own["config"].map { $0.text + " " + runtime } ?? runtime)
          }
          addCount(Predicate.latency, power, cell, row, column, own)
        case .duration(let power): addCount(Predicate.duration, power, cell, row, column, qualifiers)
        default: break
        }
      }
    }
  }

  /// Error rates beside each other are in percent together: of "Sub | Del | Ins | WER", deletions may be few.
  private func shareScale(of roles: [Role], _ percents: inout [Bool]) {
    let rates = roles.indices.filter { roles[$0] == .value(.errorRate) }
    guard rates.count > 1, rates.contains(where: { percents[$0] }) else { return }
    for column in rates where !grid.header[column].text.mentions("%") { percents[column] = true }
  }

  /// Whether values are percent by those of the rows whose metric, named in another column, is a proportion.
  private func rowsArePercent(_ column: Int, _ metric: Int) -> Bool {
    grid.rows.contains { row in
      guard column < row.count, metric < row.count, let value = PrintedValue(row[column].text)?.number.value else {
        return false
      }
      switch MetricName(row[metric].text).scale {
      case .proportion: return value > 5 && value <= 100
      case .errorRate: return value > 2 && value <= 100
      default: return false
      }
    }
  }

  /// Whether a column of numbers that no word explains holds results: it stands beside ones that are known to.
  private func isMetricByPlace(_ column: Int) -> Bool {
    let name = grid.titles[column]
    guard context.isEvaluation || KnownDatasets.has(grid.header[column].text), column > 0, name.utf8.count > 2,
      name.utf8.contains(where: \.isLetter),
      isNumeric(column),
      !Self.isCount(grid.header[column].text), !Self.isElsewhere(name)
    else { return false }
    // Counts and sizes are whole numbers.
    return grid.rows.contains { column < $0.count && $0[column].text.utf8.contains(0x2E) }
  }

  /// "Paper", "Official Repo": where another's values of the metric beside it are from.
  private static func isElsewhere(_ name: String) -> Bool {
    let words = name.spaced
    return words.count <= 2 && words.contains { $0 == "paper" || $0 == "official" || $0 == "reported" }
  }

  static func isCount(_ title: String) -> Bool {
    withFolded(title) { $0.containsPart(separatedBy: 0x20) { counts.contains($0) } }
  }

  private static let counts = Lexicon<Bool>([
    "num", "number", "count", "size", "batch", "resolution", "year", "lr", "epoch", "epochs", "steps", "step",
    "samples", "hour", "mb",
    "gb", "memory", "hours", "length", "weight", "version", "seed", "dim", "layers", "tokens", "proportion", "rate",
    "opset",
    "pixels", "images", "gpu", "gpus", "patients", "threshold", "price", "cost", "days", "alpha", "beta", "crop",
    "depth", "width", "heads",
    "onnx",
  ])
}
