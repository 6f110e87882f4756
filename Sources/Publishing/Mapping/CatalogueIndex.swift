import Records
import Stages

/// What pages need to know of all models at once: one row each, who was made from whom, what was measured, how fields
/// are filled.
///
/// Made in a first walk over the shards, so that the second can write page after page and keep none.
struct CatalogueIndex {
  /// By the id of the model.
  private(set) var rows: [String: CatalogueRow] = [:]
  /// The key that names a model on the site, by its id.
  private(set) var keys: [String: String] = [:]
  /// The ids of models made from a model, in byte order.
  private(set) var children: [String: [String]] = [:]
  /// Everything that we measured of whole data sets, clean and perturbed.
  private(set) var measurements: [Evaluation] = []
  private(set) var fields: [CoveragePage.FieldLine] = []

  /// - Throws: `StageFailure` where a snapshot cannot be read. A model that no page can be made for becomes a
  /// rejection.
  init(_ context: StageContext, labels: Labels) throws(StageFailure) {
    var counts = FieldCounts()
    var taken: Set<String> = []
    for shard in 0..<context.shards {
      var models: [Model] = []
      for model in try context.records(Model.self, shard: shard) {
        let row = CatalogueRow(model, labels: labels)
        if let rejection = Self.rejection(of: model, isTaken: rows[model.id] != nil || !taken.insert(row.key).inserted)
        {
          context.reject(model.id, of: model.id, rejection, zoo: model.zoo)
          continue
        }
        rows[model.id] = row
        keys[model.id] = row.key
        models.append(model)
        for base in model.baseModels { children[base.model, default: []].append(model.id) }
      }
      for artifact in try context.records(Artifact.self, shard: shard) { rows[artifact.model]?.add(artifact) }
      var reported: [Evaluation] = []
      let known = measurements.count
      for evaluation in try context.records(Evaluation.self, shard: shard) where rows[evaluation.model] != nil {
        guard evaluation.slice == nil, evaluation.value?.isFinite == true else { continue }
        guard evaluation.by == .pipeline else {
          reported.append(evaluation)
          continue
        }
        rows[evaluation.model]?.add(evaluation)
        measurements.append(evaluation)
      }
      compare(reported, with: measurements[known...], labels)
      for model in models { counts.add(model, labels: labels, row: rows[model.id]) }
    }
    for (id, list) in children { children[id] = list.sorted { $0.precedes($1) } }
    measurements.sort { $0.id.precedes($1.id) }
    fields = counts.lines
  }

  /// Sets reports beside what was measured of the same model on the same data.
  private mutating func compare(_ reported: [Evaluation], with measured: ArraySlice<Evaluation>, _ labels: Labels) {
    let clean = Dictionary(grouping: measured.filter { $0.perturbation == nil }, by: \.model)
    for report in reported.sorted(by: { $0.id.precedes($1.id) }) {
      guard let own = clean[report.model], let row = rows[report.model], let claimed = report.value else { continue }
      let names = OwnNames(row.nativeID)
      guard let match = own.first(where: { names.isComparable($0, report) }), let value = match.value,
        let low = match.ciLow, let high = match.ciHigh
      else { continue }
      if claimed >= low, claimed <= high {
        if row.reports == nil { rows[report.model]?.reports = .inside }
      } else if row.reports?.dispute == nil {
        let style = MetricStyle(match.metric, labels.vocabulary)
        let metric = Text.cut(labels.term(match.metric), to: 60)
        rows[report.model]?.reports = .outside(
          "\(metric): reported \(style.reported(claimed)), measured \(style.measured(value))")
      }
    }
  }

  private static func rejection(of model: Model, isTaken: Bool) -> Rejection? {
    if model.nativeId.isEmpty || model.nativeId.utf8.count > 1000 {
      return Rejection(
        .malformed, "the zoo's id of a model has 1 to 1,000 bytes, this one \(model.nativeId.utf8.count)")
    }
    if isTaken {
      return Rejection(.duplicate, "another model has the same zoo and id, '\(Text.cut(model.nativeId, to: 100))'")
    }
    return nil
  }
}

extension CatalogueRow {
  init(_ model: Model, labels: Labels) {
    self.init(zoo: model.zoo.hasPrefix("zoo:") ? String(model.zoo.dropFirst(4)) : model.zoo, nativeID: model.nativeId)
    tasks = model.tasks.map { Text.cut(labels.term($0), to: 100) }
    unmappedTasks = model.tasks.filter { $0.hasPrefix("raw:") }.map { Text.cut(labels.term($0), to: 100) }
    libraries = model.libraries.map { Text.cut(labels.term($0), to: 100) }
    languages = model.languages.map { Text.cut(labels.language($0), to: 100) }
    licence = ModelField.licence(model.license).first.map { Text.cut($0, to: 100) }
    commercialUse = labels.vocabulary.commercialUse(model.license)
    parameters = model.paramsTotal
    downloads = model.popularity?.downloads30d ?? model.popularity?.downloadsAll
    likes = model.popularity?.likes ?? model.popularity?.stars
    updated = model.modifiedAt.map { String($0.prefix(10)) }.flatMap { CatalogueColumns.day($0) == nil ? nil : $0 }
    hasCard = model.hasCard
  }

  mutating func add(_ artifact: Artifact) {
    if let size = artifact.bytesTotal { bytes = min(bytes ?? size, size) }
    parameters = parameters ?? artifact.paramsTotal
  }

  mutating func add(_ evaluation: Evaluation) {
    guard evaluation.perturbation == nil, let value = evaluation.value else { return }
    if evaluation.category == "quality" { isEvaluated = true }
    switch evaluation.metric {
    case "metric:accuracy": accuracy = accuracy ?? MeasuredValue(value, low: evaluation.ciLow, high: evaluation.ciHigh)
    case "metric:params": parameters = parameters ?? Int(exactly: value)
    default: break
    }
  }
}

/// How often each field is known.
private struct FieldCounts {
  private var models = 0
  private var filled = [Int](repeating: 0, count: ModelField.all.count)
  private var conflicted = [Int](repeating: 0, count: ModelField.all.count)
  private var sections = [Int](repeating: 0, count: ModelField.sections.count)
  private var card = 0
  private var size = 0
  private var downloads = 0

  mutating func add(_ model: Model, labels: Labels, row: CatalogueRow?) {
    models += 1
    for (place, field) in ModelField.all.enumerated() {
      if !field.values(model, labels).isEmpty { filled[place] += 1 }
      let isContested = model.prov.contains { prov in
        prov.status == .conflicted && prov.p.dropFirst().prefix { $0 != "/" } == field.name
      }
      if isContested { conflicted[place] += 1 }
    }
    for (place, section) in ModelField.sections.enumerated() where section.ref(model) != nil { sections[place] += 1 }
    if row?.hasCard == true { card += 1 }
    if row?.bytes != nil { size += 1 }
    if row?.downloads != nil { downloads += 1 }
  }

  var lines: [CoveragePage.FieldLine] {
    var lines = [CoveragePage.FieldLine("Card", filled: card, of: models)]
    for (place, field) in ModelField.all.enumerated() {
      lines.append(
        CoveragePage.FieldLine(field.label, filled: filled[place], of: models, conflicted: conflicted[place]))
    }
    lines.append(CoveragePage.FieldLine("Size of files", filled: size, of: models))
    lines.append(CoveragePage.FieldLine("Downloads", filled: downloads, of: models))
    for (place, section) in ModelField.sections.enumerated() {
      lines.append(
        CoveragePage.FieldLine("Section: \(section.label.lowercased())", filled: sections[place], of: models))
    }
    return lines
  }
}
