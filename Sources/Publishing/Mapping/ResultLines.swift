import Records

/// The results of one model: what cards report beside what we measured.
struct ResultLines {
  /// Results over whole data sets.
  private(set) var lines: [ResultLine] = []
  /// Results over parts of them, such as one class.
  private(set) var slices: [SliceTable] = []
  /// What was lost when the samples were perturbed.
  private(set) var perturbations: [PerturbationTable] = []

  private let labels: Labels
  private let citations: Citations
  private let names: OwnNames

  /// - Parameter evaluations: all of one model; those of perturbed samples are shown elsewhere.
  init(_ evaluations: [Evaluation], of model: Model, labels: Labels, citations: Citations) {
    (self.labels, self.citations, names) = (labels, citations, OwnNames(model.nativeId))
    let clean = evaluations.filter { $0.perturbation == nil }
    var measured = clean.filter { $0.by == .pipeline && $0.slice == nil }
    var found: [(lead: Evaluation, line: ResultLine)] = []
    func pair(_ reported: [Evaluation], where isMatch: (Evaluation, Evaluation) -> Bool) -> [Evaluation] {
      reported.filter { evaluation in
        guard let match = measured.firstIndex(where: { isMatch($0, evaluation) }).map({ measured.remove(at: $0) })
        else {
          return true
        }
        found.append(line(match, reported: evaluation, measured: match))
        return false
      }
    }
    var alone = pair(clean.filter { $0.by != .pipeline && $0.slice == nil }, where: names.isComparable)
    // What a card reports without a data set can only be of the one that it was measured on, if there is no other.
    if Set(measured.compactMap(\.dataset)).count == 1 { alone = pair(alone, where: names.mayBeComparable) }
    for evaluation in alone { found.append(line(evaluation, reported: evaluation, measured: nil)) }
    for evaluation in measured { found.append(line(evaluation, reported: nil, measured: evaluation)) }
    lines = sorted(found)
    slices = tables(of: clean.filter { $0.slice != nil && !PerturbationTable.isTold($0) })
    perturbations = PerturbationTable.tables(of: evaluations, labels: labels)
  }

  private static let categories = ["quality", "robustness", "latency", "throughput", "memory", "size", "compute"]

  /// Lines of one heading stand together; first those of which anything was measured, the machine's figures last.
  private func sorted(_ found: [(lead: Evaluation, line: ResultLine)]) -> [ResultLine] {
    let measured = Set(found.lazy.filter { $0.line.measured != nil }.map(\.line.heading))
    let keyed = found.map { lead, line -> (key: [String], line: ResultLine) in
      let heading = line.heading
      let key = [
        measured.contains(heading) ? "0" : "1", setting(lead) == nil ? "0" : "1", lead.dataset == nil ? "1" : "0",
        heading.subject, heading.detail, line.measured == nil ? "1" : "0",
        "\(Self.categories.firstIndex(of: lead.category) ?? 9)", lead.metric, lead.id,
      ]
      return (key, line)
    }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) { $0.precedes($1) } }.map(\.line)
  }

  /// - Parameter lead: the measured one where there is one.
  private func line(
    _ lead: Evaluation, reported: Evaluation?, measured: Evaluation?
  ) -> (lead: Evaluation, line: ResultLine) {
    let style = MetricStyle(lead.metric, labels.vocabulary)
    let detail = [lead.task.map(labels.term), setting(lead)].compactMap { $0 }.joined(separator: " · ")
    let heading = ResultLine.Heading(labels.subject(of: lead), detail)
    var line = ResultLine(
      heading, metric: Text.cut(labels.term(lead.metric), to: 200),
      variant: lead.setting?.batchSize.map { "batch \($0)" }, unit: style.unit)
    if let reported {
      line.reportedID = reported.id
      line.reported = reported.value.map(style.reported) ?? reported.reported.map { Text.cut($0.text, to: 100) }
      line.reportedBy = reported.prov.lazy.flatMap(\.claims).compactMap(citations.evidence).first
      line.note = reported.modelName.flatMap { names.contains($0) ? nil : "of \(Text.cut($0, to: 100))" }
      if measured?.dataset != nil, reported.dataset == nil { line.note = "the card names no data set" }
    }
    if let measured, let value = measured.value {
      line.measured = style.measured(value)
      line.samples = measured.n
      if let low = measured.ciLow, let high = measured.ciHigh {
        line.interval = "\(style.measured(low)) – \(style.measured(high))"
        // A card that does not say of which data it speaks is not contradicted.
        line.isOutside = reported?.dataset == nil ? false : reported?.value.map { $0 < low || $0 > high } ?? false
      }
      if let other = reported?.value { line.difference = style.difference(other, value) }
    }
    return (lead, line)
  }

  /// "fp32, AMD EPYC, 2 threads": what a figure that depends on the machine was measured under, but for the batch.
  private func setting(_ evaluation: Evaluation) -> String? {
    ["latency", "throughput", "memory", "energy"].contains(evaluation.category) ? labels.setting(evaluation) : nil
  }

  /// One table for each data set, split and dimension.
  private func tables(of evaluations: [Evaluation]) -> [SliceTable] {
    let groups = Dictionary(grouping: evaluations) { evaluation in
      let title = "\(labels.subject(of: evaluation)), by \(Text.cut(evaluation.slice?.dim ?? "", to: 60))"
      return evaluation.by == .pipeline ? title : "\(title), as reported"
    }
    return groups.sorted { $0.key.precedes($1.key) }.map { title, evaluations in
      let metrics = Set(evaluations.map(\.metric)).sorted {
        (Self.columnOrder[$0] ?? 9, $0) < (Self.columnOrder[$1] ?? 9, $1)
      }
      let styles = metrics.map { MetricStyle($0, labels.vocabulary) }
      let parts = Dictionary(grouping: evaluations) { $0.slice?.value ?? "" }
      let lines = parts.sorted { $0.key.precedes($1.key) }.map { part, evaluations in
        let cells = zip(metrics, styles).map { metric, style in
          evaluations.first { $0.metric == metric }?.value.map(style.measured)
        }
        return (Text.cut(part, to: 100), evaluations.compactMap(\.n).max(), cells)
      }
      let heads = zip(metrics, styles).map { metric, style in
        Text.cut(labels.term(metric), to: 100) + (style.unit.map { ", \($0)" } ?? "")
      }
      let dimension = Text.cut(evaluations.first?.slice?.dim ?? "", to: 60)
      return SliceTable(title: title, dimension: dimension, metrics: heads, lines: lines)
    }
  }

  private static let columnOrder = ["metric:precision": 0, "metric:recall": 1, "metric:f1": 2]
}
