import Records
import Stages
import YAML

/// Reads metrics with their values: under names such as `metrics` and `accuracy`, in lists of results, and in rows of tables.
struct DataResultsExtractor: DataExtractor {
  static let name = "data-results"
  static let version = 3
  static let summary = "Read results in YAML, JSON and tables."
  static let method = Method.structuredFile
  static let confidence = 0.93

  func read(_ subject: DataDocument.Subject, in document: DataDocument, into findings: inout Findings) {
    let own = DataFindings(subject, in: document)
    var groups: [[Value]] = []
    if subject.node.isMapping { readRow(subject.node, subject.pointer, isTable: document.isTable, &groups) }
    subject.forEachEntry { entry in
      switch entry.meaning {
      case .results where entry.node.value(folded: "unitary results") != nil: return true
      case .measures:
        readTold(entry.node, entry.pointer, subject.node, own, &findings)
        return false
      case .results:
        readResults(entry.node, entry.pointer, Place(among: entry.parent, of: entry), depth: 0, &groups)
        return false
      case .dataset where entry.node.isSequence:
        // A list of data sets, each with the metrics on it.
        for (index, item) in entry.node.items.enumerated() {
          guard let metrics = item.value(folded: "metrics") else { continue }
          readResults(metrics, "\(entry.pointer)/\(index)/metrics", Place(item), depth: 1, &groups)
        }
        return false
      case .closed: return false
      default: return true
      }
    }
    for group in groups { add(group, own, &findings) }
  }

  /// One number with what its place says of it.
  private struct Value {
    var metric: String
    var printed: PrintedValue
    var node: YAML.Node
    var pointer: String
    var place: Place
    var config: String?
    var scale: MetricName.Scale? { MetricName(metric).scale }
  }

  /// What the mapping around results says of them.
  private struct Place {
    var dataset: String?
    var split: String?
    var task: String?

    /// - Parameter node: a mapping that has metrics beside a data set.
    init(_ node: YAML.Node) {
      for pair in node.pairs {
        guard
          let text = pair.value.text?.trimmed ?? pair.value.items.first?.text?.trimmed
            ?? pair.value.value(folded: "name")?.text?.trimmed,
          !text.isEmpty, text.utf8.count <= 120
        else { continue }
        switch folded(pair.key.text ?? "") {
        case "dataset", "dataset name", "datasets", "benchmark name": dataset = String(text)
        case "name"
        where dataset == nil && node.value(folded: "metrics") != nil && node.value(folded: "dataset") == nil:
          dataset = String(text)
        case "split", "dataset split": split = String(text)
        case "task": task = String(text)
        default: break
        }
      }
    }

    /// What stands beside results that a model has directly: its name is none of a data set.
    init(among parent: YAML.Node, of entry: DataEntry) {
      self.init(parent)
      if entry.parent.value(folded: "dataset") == nil, entry.parent.value(folded: "dataset name") == nil {
        dataset = nil
      }
    }
  }

  // MARK: Results under a name

  private func readResults(
    _ node: YAML.Node, _ pointer: String, _ place: Place, depth: Int, _ groups: inout [[Value]]
  ) {
    guard depth < 8 else { return }
    if node.isSequence {
      var group: [Value] = []
      for (index, item) in node.items.enumerated() where item.isMapping {
        let pointer = "\(pointer)/\(index)"
        if let inner = item.pairs.first(where: { folded($0.key.text ?? "") == "metrics" }) {
          readResults(
            inner.value, "\(pointer)/\(JSONPointer.step(inner.key.text ?? ""))", Place(item), depth: depth + 1, &groups
          )
        } else {
          group += metricValues(item, pointer, place)
        }
      }
      groups.append(group)
      return
    }
    if let inner = node.pairs.first(where: { folded($0.key.text ?? "") == "metrics" }) {
      let own = Place(node)
      let pointer = "\(pointer)/\(JSONPointer.step(inner.key.text ?? ""))"
      readResults(inner.value, pointer, own.dataset == nil ? place : own, depth: depth + 1, &groups)
      return
    }
    var group: [Value] = []
    // "benchmark_name" stands beside the metrics that it is of.
    let named = node.value(folded: "benchmark name") == nil ? place : Place(node)
    collect(node, pointer, [], named, &group)
    groups.append(group)
  }

  /// Numbers under names, however deep: the name of a metric, and above or below it of a data set or a label.
  private func collect(_ node: YAML.Node, _ pointer: String, _ names: [String], _ place: Place, _ group: inout [Value])
  {
    guard names.count < 6, group.count < 20_000 else { return }
    for pair in node.pairs {
      guard let name = pair.key.text?.trimmed, !name.isEmpty, name.utf8.count <= 120 else { continue }
      let pointer = "\(pointer)/\(JSONPointer.step(pair.key.text ?? ""))"
      let path = names + [String(name)]
      if pair.value.isMapping {
        collect(pair.value, pointer, path, place, &group)
      } else if let value = value(at: path, pair.value, pointer, place) {
        group.append(value)
      }
    }
  }

  private func value(at path: [String], _ node: YAML.Node, _ pointer: String, _ place: Place) -> Value? {
    guard let last = path.last, let printed = Self.number(node) else { return nil }
    let key = folded(last)
    guard !Self.isStatistic(key) else { return nil }
    var value = Value(metric: last, printed: printed, node: node, pointer: pointer, place: place)
    guard path.count > 1 else { return value }
    let isLastKnown = MetricName(folded: key).isKnown
    if !isLastKnown, let known = path.dropLast().last(where: { MetricName($0).isKnown }) {
      // A metric by label: the label is part of the setting.
      value.metric = known
      value.config = path.filter { $0 != known }.joined(separator: " ")
    } else if place.dataset == nil, path.count == 2, !Self.isBreakdown(path[0]), !MetricName(path[0]).isKnown {
      value.place.dataset = path[0]
    } else if path[0] != "benchmark_metrics" {
      value.config = path.dropLast().joined(separator: " ")
    }
    return value
  }

  /// `ents_per_type` is a way of counting and no data set.
  private static func isBreakdown(_ name: String) -> Bool {
    name.mentions("_per_") || folded(name).begins(with: "per ")
  }

  // MARK: Lists of metrics

  private static let valueNames: Set<String> = [
    "value", "reference", "score", "result", "partial metric", "partial torch metric", "torch metric", "mean",
  ]

  /// `{ name: rank@1, type: accuracy, reference: 0.847 }`
  private func metricValues(_ item: YAML.Node, _ pointer: String, _ outer: Place) -> [Value] {
    func text(_ names: String...) -> String? {
      for name in names {
        if let text = item.value(folded: name)?.text?.trimmed, !text.isEmpty, text.utf8.count <= 120 {
          return String(text)
        }
      }
      return nil
    }
    guard let metric = text("metric name", "name", "metric", "type", "id") else {
      // Numbers under the names of metrics in every item.
      var group: [Value] = []
      let own = Place(item)
      collect(item, pointer, [], own.dataset == nil ? outer : own, &group)
      return group.filter { Self.isMetric(folded($0.metric)) }
    }
    var place = Place(item)
    if place.dataset == nil { place.dataset = outer.dataset }
    if place.split == nil { place.split = outer.split }
    var values: [Value] = []
    func visit(_ node: YAML.Node, _ pointer: String, _ names: [String], isValue: Bool, depth: Int) {
      guard depth < 8, values.count < 10_000 else { return }
      for pair in node.pairs {
        let name = pair.key.text ?? ""
        let pointer = "\(pointer)/\(JSONPointer.step(name))"
        let named = Self.valueNames.contains(folded(name))
        if pair.value.isMapping {
          visit(
            pair.value, pointer, named || depth == 0 ? names : names + [name], isValue: isValue || named,
            depth: depth + 1)
        } else if named || isValue, let printed = Self.number(pair.value) {
          let labels = named ? names : names + [name]
          values.append(
            Value(
              metric: metric, printed: printed, node: pair.value, pointer: pointer, place: place,
              config: labels.isEmpty ? nil : labels.joined(separator: " ")))
        }
      }
    }
    visit(item, pointer, [], isValue: false, depth: 0)
    return values
  }

  // MARK: Rows

  /// Metrics that stand beside the name of a model or a data set, as in a row of a table.
  private func readRow(_ node: YAML.Node, _ pointer: String, isTable: Bool, _ groups: inout [[Value]]) {
    let place = Place(node)
    guard isTable || place.dataset != nil else { return }
    var group: [Value] = []
    for pair in node.pairs {
      guard let name = pair.key.text?.trimmed, let printed = Self.number(pair.value) else { continue }
      let key = folded(name)
      guard isTable ? Self.isColumn(key) : Self.isMetric(key) else { continue }
      group.append(
        Value(
          metric: String(name), printed: printed, node: pair.value,
          pointer: "\(pointer)/\(JSONPointer.step(pair.key.text ?? ""))", place: place))
    }
    groups.append(group)
  }

  private static func isColumn(_ key: String) -> Bool {
    if case .some = DataKeys.meaning(of: key, in: YAML.Node(.mapping([]), lines: 1...1, range: 0..<0), []) {
      return false
    }
    return MetricName(folded: key).isKnown && !isStatistic(key)
  }

  /// Whether a name alone is one of a quality, whose value is a proportion.
  static func isMetric(_ key: String) -> Bool {
    if key == "reported" || key == "external" { return true }
    let scale = MetricName(folded: key).scale
    return (scale == .proportion || scale == .errorRate) && !isStatistic(key)
  }

  private static func isStatistic(_ key: String) -> Bool {
    [
      "diff", "batch", "threshold", "img", "crop", "rank", "range", "min", "max", "epoch", "step", "time", "id",
      "count",
    ].contains { word in
      key == word || key.ends(withText: " " + word) || key.begins(withText: word + " ")
    }
  }

  // MARK: Values

  /// A number that fills its cell.
  private static func number(_ node: YAML.Node) -> PrintedValue? {
    guard let text = node.text, text.utf8.count <= 60, let printed = PrintedValue(text) else { return nil }
    if printed.rest.isEmpty { return printed }
    guard let first = printed.rest.unicodeScalars.first else { return nil }
    return "±(*+/†‡[^".unicodeScalars.contains(first) ? printed : nil
  }

  private func add(_ group: [Value], _ own: DataFindings, _ findings: inout Findings) {
    let areInPercent = group.contains { value in
      switch value.scale {
      case .proportion: value.printed.number.value > 1 && value.printed.number.value <= 100
      case .errorRate: value.printed.number.value > 2
      default: false
      }
    }
    for value in group {
      // RobustBench gives what was reported beside accuracies in percent.
      let scale = folded(value.metric) == "reported" ? .proportion : value.scale
      let isPercent = value.printed.isPercent || areInPercent && (scale == .proportion || scale == .errorRate)
      let number = isPercent ? value.printed.number.scaled(byPowerOfTen: -2) : value.printed.number
      var qualifiers: Qualifiers = ["metric": .string(value.metric)]
      qualifiers["dataset"] = value.place.dataset.map { .string($0) }
      qualifiers["split"] = value.place.split.map { .string($0) }
      qualifiers["task"] = value.place.task.map { .string($0) }
      qualifiers["config"] = value.config.map { .string($0) }
      own.add(Predicate.evaluation, .number(number), value.node, value.pointer, qualifiers, to: &findings)
    }
  }
}
