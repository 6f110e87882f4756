import Records

/// The results of one model: what cards report beside what we measured.
struct ResultLines {
  /// Results over whole data sets.
  private(set) var lines: [ResultLine] = []
  /// Results over parts of them, such as one class.
  private(set) var slices: [ResultLine] = []

  private let labels: Labels
  private let citations: Citations

  /// - Parameter evaluations: all of one model; those of perturbed samples are shown elsewhere.
  init(_ evaluations: [Evaluation], labels: Labels, citations: Citations) {
    (self.labels, self.citations) = (labels, citations)
    let clean = evaluations.filter { $0.perturbation == nil }.sorted(by: Self.isShownBefore)
    var measured = clean.filter { $0.by == .pipeline }
    for evaluation in clean where evaluation.by != .pipeline {
      let match = measured.firstIndex { Self.isComparable($0, evaluation) }
      append(reported: evaluation, measured: match.map { measured.remove(at: $0) })
    }
    for evaluation in measured { append(reported: nil, measured: evaluation) }
    lines = lines.filter { $0.measured != nil } + lines.filter { $0.measured == nil }
  }

  /// Whether a report speaks of the same figure as a measurement: the same metric of the same data set, and the same
  /// task, split and part wherever both name one.
  static func isComparable(_ measured: Evaluation, _ reported: Evaluation) -> Bool {
    func agree(_ a: String?, _ b: String?) -> Bool { a == nil || b == nil || a == b }
    return measured.metric == reported.metric && measured.dataset != nil && measured.dataset == reported.dataset
      && agree(measured.task, reported.task) && agree(measured.split, reported.split)
      && agree(measured.config, reported.config) && measured.slice == reported.slice
      // A row about another model of the card's table is not this model's.
      && reported.modelName == nil
  }

  private static func isShownBefore(_ a: Evaluation, _ b: Evaluation) -> Bool {
    func key(_ it: Evaluation) -> [String] {
      let category = ["quality": "0", "latency": "1", "memory": "2", "size": "3"][it.category] ?? "4"
      return [category, it.dataset ?? it.datasetName ?? "", it.split ?? "", it.slice?.value ?? "", it.metric, it.id]
    }
    return key(a).lexicographicallyPrecedes(key(b)) { $0.precedes($1) }
  }

  private mutating func append(reported: Evaluation?, measured: Evaluation?) {
    guard let lead = measured ?? reported else { return }
    let style = MetricStyle(lead.metric, labels.vocabulary)
    var line = ResultLine(
      task: lead.task.map(labels.term) ?? "",
      dataset: lead.dataset.map(labels.dataset) ?? lead.datasetName.map { Text.cut($0, to: 200) } ?? "no dataset named",
      split: [lead.config, lead.split].compactMap { $0 }.map { Text.cut($0, to: 100) }.joined(separator: ", "),
      metric: Text.cut(labels.term(lead.metric), to: 200), setting: Self.setting(lead), unit: style.unit)
    if let reported {
      line.reported = reported.value.map(style.reported) ?? reported.reported.map { Text.cut($0.text, to: 100) }
      line.reportedBy = reported.prov.lazy.flatMap(\.claims).compactMap(citations.evidence).first
      line.note = reported.modelName.map { "of \(Text.cut($0, to: 100))" }
    }
    if let measured, let value = measured.value {
      line.measured = style.measured(value)
      line.samples = measured.n
      if let low = measured.ciLow, let high = measured.ciHigh {
        line.interval = "\(style.measured(low)) – \(style.measured(high))"
        line.isOutside = reported?.value.map { $0 < low || $0 > high } ?? false
      }
      if let other = reported?.value { line.difference = style.difference(other, value) }
    }
    if let slice = lead.slice {
      line.setting = ["\(slice.dim) \(Text.cut(slice.value, to: 100))", line.setting].compactMap { $0 }
        .joined(separator: "; ")
      slices.append(line)
    } else {
      lines.append(line)
    }
  }

  /// "batch 1, fp32, AMD EPYC, 2 threads": what a figure that depends on the machine was measured under.
  static func setting(_ evaluation: Evaluation) -> String? {
    guard let setting = evaluation.setting, evaluation.category != "quality", evaluation.category != "size" else {
      return nil
    }
    let count = setting.hardwareCount.map { $0 > 1 ? "\($0) × " : "" } ?? ""
    let parts = [
      setting.batchSize.map { "batch \($0)" }, setting.precision, setting.hardware.map { count + $0 },
      setting.threads.map { $0 == 1 ? "1 thread" : "\($0) threads" },
      setting.backend.map { name in setting.backendVersion.map { "\(name) \($0)" } ?? name },
    ]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    return text.isEmpty ? nil : Text.cut(text, to: 200)
  }
}
