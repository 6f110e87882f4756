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
    var qualifiers: [String: JSON]
  }

  private(set) var values: [Value] = []
  /// The cells that name data sets.
  private(set) var datasets: [Grid.Cell] = []

  enum Role: Equatable {
    case model, dataset, metric, split, config, ignored
    case parameters(Int), flops(Int), latency(Int)
    case value(MetricName.Scale)
    case unknown
  }

  let grid: Grid
  private let context: Context

  struct Context {
    /// Whether the text around says that this is about results.
    var isEvaluation: Bool
    var dataset: String?
    var split: String?
    /// What the model is called, folded: its title, the end of its id.
    var names: [String] = []

    /// Whether a label of a row or column means the model that the card is about.
    func isOwn(_ label: String) -> Bool {
      let label = folded(label)
      if label.mentions("ours") || label.mentions("this model") || label.mentions("our model") { return true }
      return label.utf8.count > 3 && names.contains { $0 == label || $0.hasSuffix(" " + label) || label.hasPrefix($0) }
    }
  }

  init(_ grid: Grid, _ context: Context) {
    self.grid = grid
    self.context = context
    guard !grid.header.isEmpty, !grid.rows.isEmpty, grid.rows.count <= 5000 else { return }
    let roles = grid.header.map { Self.role($0.text) }
    if Self.hasLanguageColumns(grid) {
      readDatasetColumns(grid.header.map { _ in .unknown })
    } else if Self.isLog(roles, grid) {
      readLog(roles)
    } else if Self.hasMetricRows(grid) {
      readMetricRows(roles)
    } else if roles.contains(where: { $0.isValue }) {
      readColumns(roles)
    } else if context.isEvaluation {
      readDatasetColumns(roles)
    }
    keepOwn()
  }

  // MARK: Roles

  static func role(_ header: String) -> Role {
    let name = folded(header)
    if let role = whole[name] { return role }
    if name.hasPrefix("model ") || name.hasSuffix(" model") { return .model }
    let found = name.withBytes { Self.hints(in: $0) }
    if found.contains(.parameters) || name.mentions("#param") { return .parameters(Self.unitPower(header) ?? 0) }
    if found.contains(.billions) { return .flops(9) }
    if found.contains(.millions) { return .flops(6) }
    if found.contains(.operations) { return .flops(Self.unitPower(header) ?? 0) }
    if found.contains(.time) {
      if found.contains(.milliseconds) { return .latency(-3) }
      if found.contains(.seconds), !found.contains(.rate) { return .latency(0) }
      if found.contains(.rate) { return .value(.printed) }
    }
    if found.contains(.japaneseTime) { return .latency(0) }
    if found.contains(.ignored) { return .ignored }
    if let scale = MetricName(folded: name).scale { return .value(scale) }
    return .unknown
  }

  /// What single words of a header say.
  private struct Hints: OptionSet, Sendable {
    let rawValue: UInt16
    static let parameters = Hints(rawValue: 1)
    static let billions = Hints(rawValue: 1 << 1)
    static let millions = Hints(rawValue: 1 << 2)
    static let operations = Hints(rawValue: 1 << 3)
    static let time = Hints(rawValue: 1 << 4)
    static let milliseconds = Hints(rawValue: 1 << 5)
    static let seconds = Hints(rawValue: 1 << 6)
    static let rate = Hints(rawValue: 1 << 7)
    static let japaneseTime = Hints(rawValue: 1 << 8)
    static let ignored = Hints(rawValue: 1 << 9)
  }

  private static func hints(in name: UnsafeBufferPointer<UInt8>) -> Hints {
    var found: Hints = []
    _ = name.containsPart(separatedBy: UInt8(ascii: " ")) { word in
      if let hint = hints[word] { found.formUnion(hint) }
      return false
    }
    return found
  }

  private static let hints = Lexicon<Hints>([
    (.parameters, ["params", "parameters", "#params", "param", "params."]),
    (.billions, ["gflops", "gmacs", "gflop", "gmac"]),
    (.millions, ["mflops", "mmacs", "madds"]),
    (.operations, ["flops", "macs"]),
    (.time, ["latency", "speed", "inference", "time"]),
    (.milliseconds, ["ms", "millisecond", "milliseconds"]),
    (.seconds, ["s", "sec", "seconds"]),
    (.rate, ["fps"]),
    (.japaneseTime, ["推論時間"]),
    (.ignored, ["download", "size", "file", "#samples", "examples"]),
  ])

  private static let whole = Lexicon<Role>([
    (.unknown, [""]),
    (
      .model,
      [
        "model", "models", "name", "model name", "method", "architecture", "arch", "network", "backbone", "system",
        "checkpoint", "pretrained model",
      ]
    ),
    (
      .dataset,
      [
        "dataset", "datasets", "data", "test set", "testset", "corpus", "task", "tasks", "benchmark",
        "evaluation dataset", "eval set", "test data", "dataset name",
      ]
    ),
    (.metric, ["metric", "metrics", "type", "measure", "メトリック", "score type"]),
    (.split, ["split", "set", "subset", "partition"]),
    (
      .config,
      [
        "language", "lang", "languages", "label", "class", "category", "labels", "entity", "config",
      ]
    ),
    (
      .ignored,
      [
        "epoch", "step", "epochs", "steps", "training loss", "#", "no.", "rank", "id", "support", "download", "link",
        "links", "checkpoint link", "seed", "date", "url", "size", "batch size", "notes", "examples", "samples",
        "# samples", "config file", "opset version", "onnx version", "lr schd", "mem gb", "threshold", "iter",
      ]
    ),
  ])

  /// The power of ten in a header such as `#Params (M)`.
  private static func unitPower(_ header: String) -> Int? {
    guard let open = header.lastIndex(where: { $0 == "(" || $0 == "[" }) else { return nil }
    return PrintedValue.power(of: header[header.index(after: open)...])
  }

  // MARK: Shapes

  /// The Trainer's table of losses per epoch.
  private static func isLog(_ roles: [Role], _ grid: Grid) -> Bool {
    let names = grid.header.map { folded($0.text) }
    let counts = names.contains { $0 == "epoch" || $0 == "step" || $0 == "steps" || $0 == "epochs" || $0 == "iter" }
    return counts && names.contains { $0.hasSuffix("loss") || $0 == "wer" || $0 == "training loss" }
  }

  /// Whether the metrics stand below each other in the first column.
  private static func hasMetricRows(_ grid: Grid) -> Bool {
    guard grid.header.count >= 2, !grid.header.dropFirst().allSatisfy({ role($0.text).isValue }) else { return false }
    // A look at the first rows is enough to tell; tables of labels have thousands.
    let names = grid.rows.prefix(60).compactMap { $0.first?.text }.filter { !$0.isEmpty }
    let known = names.filter { isMetric($0) }.count
    return known > 0 && known * 2 >= names.count
  }

  /// Without the marks of code.
  private static func withoutMarks(_ name: String) -> String {
    name.utf8.contains(UInt8(ascii: "`")) ? name.filter { $0 != "`" } : name
  }

  private static func isMetric(_ name: String) -> Bool {
    switch role(name) {
    case .value, .latency, .parameters, .flops: name.utf8.count < 40
    default: MetricName.isSpacy(Self.withoutMarks(name))
    }
  }

  /// Whether the header is a list of language codes, results for each below.
  private static func hasLanguageColumns(_ grid: Grid) -> Bool {
    grid.header.filter { $0.text.utf8.count <= 3 && Languages.codes.contains($0.text) }.count >= 3
  }

  /// Only what is said of this model, if any label says which rows or columns are its own.
  private mutating func keepOwn() {
    let own = values.filter { value in value.qualifiers["model"]?.string.map(context.isOwn) ?? false }
    guard !own.isEmpty else { return }
    values.removeAll { value in value.qualifiers["model"]?.string.map { !context.isOwn($0) } ?? false }
  }

  private mutating func readLog(_ roles: [Role]) {
    guard let last = grid.rows.last(where: { $0.contains { PrintedValue($0.text) != nil } }),
      let row = grid.rows.lastIndex(where: { $0.first?.line == last.first?.line })
    else { return }
    for (column, cell) in last.enumerated() where column < grid.header.count {
      let name = folded(grid.header[column].text)
      guard case .value(let scale) = roles[column], name != "training loss", name != "train loss" else { continue }
      guard let printed = PrintedValue(cell.text), printed.rest.isEmpty else { continue }
      add(
        printed, scale, isPercent: columnIsPercent(column, scale), cell, row, column,
        ["metric": .string(grid.header[column].text)])
    }
  }

  /// Metrics in the header, one model, data set or label a row.
  private mutating func readColumns(_ roles: [Role]) {
    var labels: [(column: Int, role: Role)] = []
    for (column, role) in roles.enumerated() {
      switch role {
      case .model, .dataset, .split, .config: labels.append((column, role))
      case .unknown where !isNumeric(column) && column < 3: labels.append((column, column == 0 ? .config : .config))
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
    for (row, cells) in grid.rows.enumerated() {
      var qualifiers: [String: JSON] = [:]
      for label in labels where label.column < cells.count {
        let text = cells[label.column].text
        guard !text.isEmpty, text.utf8.count <= 120 else { continue }
        switch label.role {
        case .model: if models.count > 1 { qualifiers["model"] = .string(text) }
        case .dataset:
          qualifiers["dataset"] = .string(text)
          datasets.append(cells[label.column])
        case .split: qualifiers["split"] = .string(text)
        default: qualifiers["config"] = qualifiers["config"].map { .string($0.text + " " + text) } ?? .string(text)
        }
      }
      for (column, cell) in cells.enumerated() where column < roles.count {
        switch roles[column] {
        case .value(let scale):
          guard let printed = PrintedValue(cell.text), Self.isValue(printed) else { continue }
          var own = qualifiers
          own["metric"] = .string(grid.header[column].text)
          add(printed, scale, isPercent: percents[column], cell, row, column, own)
        case .parameters(let power): addCount(Predicate.paramsTotal, power, cell, row, column, qualifiers)
        case .flops(let power): addCount(Predicate.flops, power, cell, row, column, qualifiers)
        case .latency(let power): addCount(Predicate.latency, power, cell, row, column, qualifiers)
        default: break
        }
      }
    }
  }

  /// Metrics in the first column; the header names models or data sets, or says "Value".
  private mutating func readMetricRows(_ roles: [Role]) {
    let isOne = grid.header.count == 2
    var isPercent = false
    for cells in grid.rows {
      guard let name = cells.first?.text, case .value(let scale) = Self.role(name), scale != .printed else {
        if let name = cells.first?.text, MetricName.isSpacy(Self.withoutMarks(name)),
          cells.dropFirst().contains(where: { (PrintedValue($0.text)?.number.value ?? 0) > 1 })
        {
          isPercent = true
        }
        continue
      }
      for cell in cells.dropFirst() {
        guard let printed = PrintedValue(cell.text) else { continue }
        if printed.isPercent || printed.number.value > (scale == .errorRate ? 2 : 5) { isPercent = true }
      }
    }
    for (row, cells) in grid.rows.enumerated() {
      guard let name = cells.first.map({ Self.withoutMarks($0.text) }), !name.isEmpty else { continue }
      let scale: MetricName.Scale
      switch Self.role(name) {
      case .value(let known): scale = known
      case .latency(let power):
        for (column, cell) in cells.enumerated().dropFirst() where column < grid.header.count {
          addCount(
            Predicate.latency, power, cell, row, column, isOne ? [:] : ["model": .string(grid.header[column].text)])
        }
        continue
      case .parameters(let power):
        for (column, cell) in cells.enumerated().dropFirst() {
          addCount(Predicate.paramsTotal, power, cell, row, column, [:])
        }
        continue
      default:
        guard MetricName.isSpacy(name) else { continue }
        scale = .proportion
      }
      for (column, cell) in cells.enumerated().dropFirst() where column < grid.header.count {
        guard let printed = PrintedValue(cell.text), Self.isValue(printed) else { continue }
        var qualifiers: [String: JSON] = ["metric": .string(name)]
        let title = grid.header[column].text
        if !isOne, !title.isEmpty, !Self.isValueWord(title) {
          qualifiers[roles.first == .dataset ? "dataset" : "model"] = .string(title)
        }
        add(printed, scale, isPercent: isPercent && scale != .printed, cell, row, column, qualifiers)
      }
    }
  }

  private static func isValueWord(_ title: String) -> Bool {
    ["value", "# value", "score", "result", "results", "values", "%"].contains(folded(title))
  }

  /// Data sets in the header. A row of metric names may stand below it.
  private mutating func readDatasetColumns(_ roles: [Role]) {
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
        && (areLanguages || Self.isDatasetName(grid.header[$0].text))
    }
    guard columns.count >= 2 || (columns.count == 1 && metrics.contains { $0 != nil }) else { return }
    if !areLanguages { for column in columns { datasets.append(grid.header[column]) } }
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
        var qualifiers: [String: JSON] = areLanguages ? ["config": .string(title)] : ["dataset": .string(title)]
        let metric = metrics[column] ?? (isMetricLabel ? label : nil)
        qualifiers["metric"] = metric.map { .string($0) }
        if !isMetricLabel, models.count > 1, !label.isEmpty { qualifiers["model"] = .string(label) }
        let scale = metric.flatMap { MetricName($0).scale } ?? .proportion
        add(printed, scale, isPercent: isBeyondOne && scale != .printed, cells[column], row, column, qualifiers)
      }
    }
  }

  private static func isDatasetName(_ name: String) -> Bool {
    name.utf8.count >= 2 && name.utf8.count <= 40 && name.utf8.contains { $0 >= 0x41 && $0 <= 0x5A || $0.isDigit }
  }

  // MARK: Values

  /// A number alone, or with a deviation, a second value or a footnote.
  private static func isValue(_ printed: PrintedValue) -> Bool {
    guard let first = printed.rest.unicodeScalars.first else { return true }
    return ["±", "(", "*", "+", "/", "†", "‡", "[", "^", "\u{2212}"].contains(Character(first))
      || printed.rest.hasPrefix("\\pm")
  }

  private func isNumeric(_ column: Int) -> Bool { isNumeric(column, in: grid.rows) }

  private func isNumeric(_ column: Int, in rows: [[Grid.Cell]]) -> Bool {
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

  private func columnIsPercent(_ column: Int, _ scale: MetricName.Scale) -> Bool {
    guard scale != .printed else { return false }
    if grid.header[column].text.mentions("%") { return true }
    // Values a little above 1 are marks out of five or the like.
    let most = scale == .errorRate ? 2.0 : 5.0
    return grid.rows.contains {
      column < $0.count
        && (PrintedValue($0[column].text).map { $0.number.value > most && $0.number.value <= 100 } ?? false)
    }
  }

  private mutating func add(
    _ printed: PrintedValue, _ scale: MetricName.Scale, isPercent: Bool, _ cell: Grid.Cell, _ row: Int, _ column: Int,
    _ qualifiers: [String: JSON]
  ) {
    let number =
      isPercent || printed.isPercent && scale != .printed ? printed.number.scaled(byPowerOfTen: -2) : printed.number
    var qualifiers = qualifiers
    if qualifiers["dataset"] == nil { qualifiers["dataset"] = context.dataset.map { .string($0) } }
    if qualifiers["split"] == nil { qualifiers["split"] = context.split.map { .string($0) } }
    values.append(
      Value(
        predicate: Predicate.evaluation, number: number, cell: cell, row: row, column: column, qualifiers: qualifiers))
  }

  private mutating func addCount(
    _ predicate: String, _ power: Int, _ cell: Grid.Cell, _ row: Int, _ column: Int, _ qualifiers: [String: JSON]
  ) {
    guard let printed = PrintedValue(cell.text), printed.rest.utf8.count <= 12 else { return }
    let own = power == 0 ? PrintedValue.power(of: printed.rest) ?? (printed.rest.hasPrefix("ms") ? -3 : 0) : power
    values.append(
      Value(
        predicate: predicate, number: printed.number.scaled(byPowerOfTen: own), cell: cell, row: row, column: column,
        qualifiers: predicate == Predicate.latency ? qualifiers : qualifiers.filter { $0.key == "model" }))
  }
}

extension TableReading.Role {
  var isValue: Bool {
    switch self {
    case .value, .parameters, .flops, .latency: true
    default: false
    }
  }
}
