import Records
import Stages
import YAML

/// Reads the results that the `model-index` of the front matter lists.
///
/// ```yaml
/// model-index:
/// - name: tiny
///   results:
///   - task: { type: text-classification }
///     dataset: { name: GLUE COLA, type: glue, args: cola }
///     metrics: [{ type: matthews_correlation, value: 54.9 }]
/// ```
/// The older form with one `metric` and a list of results without tasks is read too.
struct ModelIndexExtractor: CardExtractor {
  static let name = "model-index"
  static let summary = "Read the results in the model-index of a card."
  static let version = 3
  static let method = Method.frontMatter
  static let confidence = 0.97

  func read(_ card: Card, into findings: inout Findings) {
    guard let index = card.frontMatter("model-index", "model_index") else { return }
    read(index: index, into: &findings)
  }

  func read(index: YAML.Node, into findings: inout Findings) {
    for model in index.isSequence ? index.items : [index] {
      guard let results = model["results"] else { continue }
      for result in results.isSequence ? results.items : [results] where result.isMapping {
        read(result: result, into: &findings)
      }
    }
  }

  private func read(result: YAML.Node, into findings: inout Findings) {
    var qualifiers: Qualifiers = [:]
    func qualify(_ name: String, _ text: String?) {
      if let text = text?.trimmed, !text.isEmpty { qualifiers[name] = .string(String(text)) }
    }
    // spaCy's first cards have "tasks", with one, and its metrics below it.
    let tasks = result["task"] ?? result["tasks"]
    let task = tasks.map { $0.items.first ?? $0 }
    if let node = task?["type"] ?? task?["name"] ?? task, let text = stated(node) {
      findings.add(Predicate.task, .string(text), raw: text, lines: node.line...node.endLine)
      qualify("task", text)
    }
    let metrics = result["metrics"] ?? result["metric"] ?? task?["metrics"]
    let entries = metrics.map { $0.isSequence ? $0.items : [$0] } ?? []
    let values = entries.map(Value.init)
    // Where no metric has a value nothing was measured.
    let isMeasured = values.contains { $0.printed != nil }
    if let dataset = result["dataset"] {
      let name = dataset.isMapping ? dataset["name"] : dataset
      // What some state as the type is that of the task.
      let type = dataset["type"].flatMap { type in type.text == task?["type"]?.text ? nil : type }
      for node in [name, type].compactMap({ $0 }) where isMeasured {
        guard let text = stated(node) else { continue }
        findings.add(Predicate.evaluatedOn, .string(text), raw: text, lines: node.line...node.endLine)
      }
      qualify("dataset", name.flatMap(stated) ?? type.flatMap(stated))
      qualify("dataset_type", type.flatMap(stated))
      qualify("config", (dataset["config"] ?? dataset["args"]).flatMap(configuration))
      qualify("split", dataset["split"].flatMap(stated))
    } else {
      // "Test Common Voice 7.0 WER"
      for value in values where value.printed != nil {
        guard let name = value.name, let set = Self.measured(name), let node = value.named else { continue }
        findings.add(Predicate.evaluatedOn, .string(set), raw: set, lines: node.line...node.endLine)
      }
    }
    if result["dataset"] == nil, let name = task?["name"].flatMap(stated), task?["type"] != nil {
      // spaCy says in the task's name which part of the pipeline is meant.
      qualify("config", name)
    }

    // A character error rate of 0.88 beside a word error rate of 4.09 is in percent as well.
    let areInPercent = values.contains { $0.isBeyondOne }
    for value in values {
      guard let node = value.node, let text = stated(node) else { continue }
      guard let printed = value.printed else {
        if !Self.isMissing(text) {
          findings.reject(.malformed, "the value '\(text)' of a metric is not a number", line: node.line)
        }
        continue
      }
      var qualifiers = qualifiers
      qualifiers["metric"] = (value.name ?? value.type).map { .string($0) }
      qualifiers["metric_type"] = value.type.map { .string($0) }
      let number = value.isProportion && (printed.isPercent || areInPercent) || printed.isPercent
      findings.add(
        Predicate.evaluation, .number(number ? printed.number.scaled(byPowerOfTen: -2) : printed.number), raw: text,
        lines: node.line...node.endLine, qualifiers)
    }
  }

  private func stated(_ node: YAML.Node) -> String? {
    guard !node.isNull, let text = node.text?.trimmed, !text.isEmpty, !text.mentions("{{") else { return nil }
    return String(text)
  }

  /// `cola`, or the values of `{ language: fi, split: test }`.
  private func configuration(_ node: YAML.Node) -> String? {
    if let text = stated(node) { return text }
    let parts = node.isSequence ? node.items.compactMap(stated) : node.pairs.compactMap { stated($0.value) }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The data set in the name of a metric whose result tells none: what stands between "Test" and the metric, and begins with
  /// a capital letter.
  private static func measured(_ name: String) -> String? {
    let parts = name.spaced
    guard parts.count > 2, parts[0] == "Test", let last = parts.last, MetricName(String(last)).scale != nil,
      parts[1].first?.isUppercase == true
    else { return nil }
    let set = name[parts[1].startIndex..<parts[parts.count - 2].endIndex]
    return MetricName(String(set)).scale == nil ? String(set) : nil
  }

  static func isMissing(_ text: String) -> Bool {
    ["na", "n/a", "-", "none", "nan", "tbd", "?", "null", "--", "xx", "todo", ""].contains(text.lowercased())
  }

  /// One metric of a result.
  private struct Value {
    var node: YAML.Node?
    var type: String?
    var name: String?
    /// What holds the name.
    var named: YAML.Node?
    var printed: PrintedValue?
    var scale: MetricName.Scale?
    var isProportion: Bool { scale == .proportion || scale == .errorRate }

    init(_ metric: YAML.Node) {
      func text(_ key: String) -> String? {
        metric[key]?.text.map { String($0.trimmed) }.flatMap { $0.isEmpty ? nil : $0 }
      }
      type = text("type")
      name = text("name")
      named = metric["name"]
      node = metric["value"]
      printed = node?.text.flatMap { PrintedValue($0) }
      scale = type.flatMap { MetricName($0).scale } ?? name.flatMap { MetricName($0).scale }
    }

    /// Whether the value can only be a percentage. Error rates a little above 1 are just bad.
    var isBeyondOne: Bool {
      guard let scale, let number = printed?.number, number.value <= 100 || scale == .errorRate else { return false }
      return scale.isBeyond(number)
    }
  }
}
