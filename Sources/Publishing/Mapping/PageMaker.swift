import Records

/// Makes a model's page from its records.
struct PageMaker {
  let catalogue: CatalogueIndex
  let labels: Labels
  /// Statements shown on a page; a card of ten megabytes may make more.
  static let claimsShown = 1000

  func page(of records: ModelRecords, row: CatalogueRow) -> ModelPage {
    let model = records.model
    let citations = Citations(records)
    let maker = FactMaker(labels: labels, citations: citations)
    var page = ModelPage(row: row)
    page.title = model.title.map { Text.cut($0, to: 300) }
    page.url = model.url
    page.revision = model.revision
    page.isRemoved = model.status == "removed"
    page.sources = citations.sources
    page.groups = groups(of: records, maker)
    let results = ResultLines(records.evaluations, of: model, labels: labels, citations: citations)
    page.results = results.lines
    page.slices = results.slices
    page.perturbations = results.perturbations
    page.unmeasured = row.isEvaluated ? nil : Self.reasonNotMeasured(records.executions)
    page.files = files(of: records.artifacts)
    page.relations = relations(of: records, maker)
    page.claims = claims(of: records, citations)
    page.claimCount = records.claims.count
    let quality = records.qualities.first { $0.profile == .core }
    let empty = ModelField.all.filter { $0.isExpected && $0.values(model, labels).isEmpty }
    page.missing =
      quality.map { $0.missing.map(ModelField.question) }
      ?? empty.map(\.label) + ModelField.sections.filter { $0.ref(model) == nil }.map(\.label)
    page.completeness = quality.map(Self.completeness)
    if let quality {
      // The fields that no question asks for; those that one asks for stand in the list of the unanswered.
      let asked = Set(quality.profile.questions().flatMap(\.predicates))
      page.alsoMissing = empty.filter { field in !field.predicates.contains(where: asked.contains) }.map(\.label)
    }
    page.unread = records.rejections.map { stage, rejection in
      let detail = Text.cut(rejection.detail, to: 300)
      return "\(stage) rejected a document (\(Text.cut(rejection.code, to: 60))): "
        + (detail.hasSuffix(".") ? detail : detail + ".")
    }
    return page
  }

  /// How much of what a reader looks for the documents say, in a sentence.
  private static func completeness(_ quality: Quality) -> String {
    var text =
      "The documents answer \(quality.found) of the \(quality.lookedFor) questions that readers of model cards ask"
    if quality.failed > 0 { text += "; a document could not be read in full, so the others are unknown" }
    if !quality.boilerplate.isEmpty {
      let count = quality.boilerplate.count
      text += "; \(count) \(count == 1 ? "section holds" : "sections hold") only a template's words"
    }
    if quality.conflicts > 0 {
      text += "; they contradict each other in \(quality.conflicts == 1 ? "one field" : "\(quality.conflicts) fields")"
    }
    return text + "."
  }

  private func groups(of records: ModelRecords, _ maker: FactMaker) -> [ModelPage.Group] {
    let model = records.model
    func facts(_ group: ModelField.Group) -> [Fact] {
      ModelField.all.filter { $0.group == group }.flatMap { maker.facts(of: $0, in: model) }
    }
    let sections = ModelField.sections.compactMap { section in
      section.ref(model).map { ref in
        Fact(
          section.label, ref.chars.map { "\(Figures.grouped($0)) letters" } ?? "in the card",
          evidence: [maker.citations.evidence(ref)])
      }
    }
    let training = records.trainings.flatMap { training in
      maker.facts(of: training, prefix: records.trainings.count > 1 ? "\(training.stage): " : "")
    }
    return [
      ModelPage.Group("Configuration", facts(.configuration), ifEmpty: "No source describes it."),
      ModelPage.Group("Dataset", facts(.dataset), ifEmpty: "No source names a dataset."),
      ModelPage.Group("Training", training, ifEmpty: "No source says how it was trained."),
      ModelPage.Group("Execution", execution(records.executions), ifEmpty: "It was not run by us."),
      ModelPage.Group(
        "Documentation", sections + facts(.documentation), ifEmpty: "No section of a card and no paper was found."),
      ModelPage.Group("Origin", facts(.origin), ifEmpty: "The zoo says nothing more."),
    ]
  }

  /// How we ran it: one line for each thing that was the same in all runs.
  private func execution(_ executions: [Execution]) -> [Fact] {
    let runs = executions.filter { $0.mode != "example" && $0.perturbation == nil && $0.outcome.status == "ok" }
    guard !runs.isEmpty else { return [] }
    func fact(_ label: String, _ value: (Execution) -> String?) -> Fact? {
      let values = Set(runs.compactMap(value)).sorted { $0.precedes($1) }
      return values.isEmpty ? nil : Fact(label, values.joined(separator: "; "), status: .measured, evidence: [])
    }
    return [
      fact("Benchmark") { $0.benchmark },
      fact("Runtime") { run in
        run.setting?.backend.map(labels.term).map { name in
          run.setting?.backendVersion.map { "\(name) \($0)" } ?? name
        }
      },
      fact("Precision") { $0.setting?.precision.map(labels.term) },
      fact("Threads") { $0.setting?.threads.map(String.init) },
      fact("Batch size") { $0.setting?.batchSize.map(String.init) },
      fact("Processor") { $0.environment?.cpu ?? $0.setting?.hardware },
      fact("Cores") { $0.environment?.cores.map(String.init) },
      fact("Memory") { $0.environment?.memoryBytes.map(Figures.bytes) },
      fact("System") { $0.environment?.os ?? $0.setting?.os },
    ].compactMap { $0 }
  }

  static func reasonNotMeasured(_ executions: [Execution]) -> String {
    let tried = executions.filter { $0.mode != "example" && $0.outcome.status != "ok" }
    guard let outcome = tried.min(by: { $0.id.precedes($1.id) })?.outcome else { return "no run was attempted." }
    let text = outcome.detail ?? outcome.reason ?? outcome.status
    return Text.cut(text.hasSuffix(".") ? text : text + ".", to: 300)
  }

  private func files(of artifacts: [Artifact]) -> [ModelPage.FileLine] {
    var seen: Set<String> = []
    var lines: [ModelPage.FileLine] = []
    for artifact in artifacts {
      for file in artifact.files where seen.insert(file.path).inserted {
        lines.append(
          ModelPage.FileLine(
            path: Text.cut(file.path, to: 300), role: file.role,
            format: file.role == "weights" ? labels.term(artifact.format) : nil, bytes: file.bytes, sha256: file.sha256)
        )
      }
    }
    return lines.sorted { $0.path.precedes($1.path) }
  }

  private func relations(of records: ModelRecords, _ maker: FactMaker) -> [ModelPage.RelationLine] {
    let model = records.model
    var lines: [ModelPage.RelationLine] = []
    func add(_ verb: String, _ other: String, raw: String? = nil, _ evidence: Evidence? = nil) {
      let key = catalogue.keys[other]
      let name =
        key.map(Self.withoutZoo) ?? raw
        ?? (other.hasPrefix("mz:dataset/") || other.hasPrefix("dataset:") ? labels.dataset(other) : labels.model(other))
      if lines.contains(where: { $0.relation == verb && $0.name == name }) { return }
      lines.append(ModelPage.RelationLine(verb, key: key, name: Text.cut(name, to: 300), evidence: evidence))
    }
    let parents = maker.facts(of: ModelField.baseModels, in: model)
    for (place, base) in model.baseModels.enumerated() {
      let evidence =
        parents.count == model.baseModels.count ? parents[place].evidence.first : parents.first?.evidence.first
      add(Self.madeFrom[base.relation] ?? "made from", base.model, evidence)
    }
    for relation in records.relations {
      let isOurs = relation.from == model.id
      if relation.type == "base_of", !isOurs { continue }  // Said above, with how.
      let evidence = relation.prov.lazy.flatMap(\.claims).compactMap(maker.citations.evidence).first
      add(
        relation.type.replacing("_", with: " "), isOurs ? relation.to : relation.from,
        raw: isOurs ? relation.toRaw : nil, evidence)
    }
    for child in catalogue.children[model.id] ?? [] { add("base of", child) }
    return lines
  }

  private static func withoutZoo(_ key: String) -> String {
    key.firstIndex(of: "/").map { String(key[key.index(after: $0)...]) } ?? key
  }

  private static let madeFrom = [
    "finetune": "fine-tuned from", "adapter": "adapter for", "merge": "merged from", "quantized": "quantised from",
    "distilled": "distilled from",
  ]

  private func claims(of records: ModelRecords, _ citations: Citations) -> [ModelPage.ClaimLine] {
    let ordered = records.claims.sorted { a, b in
      if a.predicate != b.predicate { return a.predicate.precedes(b.predicate) }
      let (first, second) = (a.span.lineStart ?? 0, b.span.lineStart ?? 0)
      return first != second ? first < second : a.id.precedes(b.id)
    }
    return ordered.prefix(Self.claimsShown).map { claim in
      let about = ["metric", "dataset", "split", "name"].compactMap { claim.qualifiers[$0]?.string }
      let printed = claim.raw ?? claim.value.map(Text.print)
      var evidence = citations.evidence(claim)
      evidence.raw = nil  // It is the value of the line.
      return ModelPage.ClaimLine(
        predicate: claim.predicate,
        value: printed.map { Text.cut(about.isEmpty ? $0 : "\(about.joined(separator: ", ")): \($0)", to: 500) },
        polarity: claim.polarity.rawValue, extractor: "\(claim.extractor.name) \(claim.extractor.version)",
        evidence: evidence)
    }
  }
}
