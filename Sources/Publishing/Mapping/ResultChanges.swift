import Records
import Stages

/// The results of models that are not what they were: values that cards report, and values that we measured.
///
/// Two values are held against each other where both say the same of whom and how (`comparabilityKey`), whatever their
/// ids, which change with the files that were measured. Measured values that lie in each other's intervals, and times
/// and memory of single runs, which have no interval and never come out alike, are quiet.
struct ResultChanges {
  /// By the id of the model, in the order of their names.
  private(set) var loud: [String: [ChangesPage.FieldChange]] = [:]
  private(set) var quiet: [String: [ChangesPage.FieldChange]] = [:]

  private let catalogue: CatalogueIndex
  private let labels: Labels

  init(from before: Snapshot, to after: Snapshot, catalogue: CatalogueIndex, labels: Labels) throws {
    (self.catalogue, self.labels) = (catalogue, labels)
    var groups: [Key: Sides] = [:]
    try SnapshotDifference(from: before, to: after).forEachPair(ofKind: Evaluation.kindName) { pair in
      switch pair {
      case .removed(let line): Self.add(try Self.evaluation(line), to: \.old, &groups)
      case .added(let line): Self.add(try Self.evaluation(line), to: \.new, &groups)
      case .both(let old, let new):
        Self.add(try Self.evaluation(old), to: \.old, &groups)
        Self.add(try Self.evaluation(new), to: \.new, &groups)
      }
    }
    var changes: [String: [(change: ChangesPage.FieldChange, isQuiet: Bool)]] = [:]
    for (key, sides) in groups { changes[key.model, default: []] += pairs(sides) }
    for (model, found) in changes {
      let ordered = found.sorted { a, b in
        a.change.field != b.change.field
          ? a.change.field.precedes(b.change.field) : (a.change.old ?? "").precedes(b.change.old ?? "")
      }
      let (noisy, told) = (ordered.filter(\.isQuiet).map(\.change), ordered.filter { !$0.isQuiet }.map(\.change))
      if !noisy.isEmpty { quiet[model] = noisy }
      if !told.isEmpty { loud[model] = told }
    }
  }

  /// What two values must share to be the same figure.
  private struct Key: Hashable {
    var model: String
    var by: Asserter
    var comparability: String
    /// Which model of a card's table, as printed.
    var name: String?
  }

  private struct Sides {
    var old: [Evaluation] = []
    var new: [Evaluation] = []
  }

  private static func evaluation(_ line: RecordLine) throws -> Evaluation {
    do throws(JSONError) {
      return try Evaluation(json: line.bytes)
    } catch {
      throw line.failure(error)
    }
  }

  private static func add(
    _ evaluation: Evaluation, to side: WritableKeyPath<Sides, [Evaluation]>, _ groups: inout [Key: Sides]
  ) {
    guard isTold(evaluation) else { return }
    let key = Key(
      model: evaluation.model, by: evaluation.by, comparability: evaluation.comparabilityKey,
      name: evaluation.modelName)
    groups[key, default: Sides()][keyPath: side].append(evaluation)
  }

  /// Of what we measured, whole data sets and what is lost under a perturbation: the parts follow from these.
  private static func isTold(_ evaluation: Evaluation) -> Bool {
    guard evaluation.by == .pipeline else { return true }
    return evaluation.slice == nil && (evaluation.perturbation == nil || evaluation.metric == "metric:accuracy-drop")
  }

  private func pairs(_ sides: Sides) -> [(change: ChangesPage.FieldChange, isQuiet: Bool)] {
    let old = sides.old.sorted { $0.id.precedes($1.id) }
    let new = sides.new.sorted { $0.id.precedes($1.id) }
    return (0..<max(old.count, new.count)).compactMap { place -> (change: ChangesPage.FieldChange, isQuiet: Bool)? in
      let before = place < old.count ? old[place] : nil
      let after = place < new.count ? new[place] : nil
      guard let any = after ?? before else { return nil }
      var change = ChangesPage.FieldChange(label(any), old: before.map(printed), new: after.map(printed))
      if change.old == change.new { return nil }
      if any.by == .pipeline { change.source = "our run" } else { change.evaluation = after?.id }
      let isWithin = before.flatMap { one in after.map { one.isWithinInterval(of: $0) } } ?? false
      return (change, isWithin || Self.isOfOneRun(any))
    }
  }

  private static func isOfOneRun(_ evaluation: Evaluation) -> Bool {
    evaluation.by == .pipeline && evaluation.ciLow == nil
      && ["latency", "throughput", "memory", "energy"].contains(evaluation.category)
  }

  /// "Accuracy on Icons, test, as reported".
  private func label(_ evaluation: Evaluation) -> String {
    var text = "\(labels.term(evaluation.metric)) on \(labels.subject(of: evaluation))"
    if let slice = evaluation.slice { text += ", \(slice.dim) \(slice.value)" }
    if let perturbation = evaluation.perturbation { text += ", \(perturbation.name) \(perturbation.severity)" }
    if let batch = evaluation.setting?.batchSize { text += ", batch \(batch)" }
    let native = catalogue.rows[evaluation.model]?.nativeID ?? ""
    if let name = evaluation.modelName, !OwnNames(native).contains(name) { text += ", of \(name)" }
    return Text.cut(text, to: 300) + (evaluation.by == .pipeline ? ", measured" : ", as reported")
  }

  /// "83.0 % (81.2 – 84.8)".
  private func printed(_ evaluation: Evaluation) -> String {
    let style = MetricStyle(evaluation.metric, labels.vocabulary)
    guard let value = evaluation.value else { return Text.cut(evaluation.reported?.text ?? "no number", to: 100) }
    let unit = style.unit.map { " \($0)" } ?? ""
    guard evaluation.by == .pipeline else { return style.reported(value) + unit }
    guard let low = evaluation.ciLow, let high = evaluation.ciHigh else { return style.measured(value) + unit }
    return "\(style.measured(value))\(unit) (\(style.measured(low)) – \(style.measured(high)))"
  }
}
