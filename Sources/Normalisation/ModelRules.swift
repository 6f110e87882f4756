import Records

/// Makes the `model` record of a model from what its sources say.
struct ModelRules {
  let vocabularies: Vocabularies
  let directory: ModelDirectory

  func model(_ claims: ModelClaims, artifacts: [Artifact]) -> Model {
    var model = Model()
    model.id = claims.id
    model.zoo = "zoo:\(claims.zoo)"
    model.nativeId = claims.nativeId
    model.name = String((claims.nativeId.split(separator: "/").last.map(String.init) ?? claims.nativeId).prefix(200))
    if claims.nativeId.contains("/"), let owner = claims.nativeId.split(separator: "/").first {
      model.owner = "mz:agent/\(claims.zoo)/\(Identifier.escaped(String(owner)))"
    }
    model.url = claims.sources.first { $0.role == "api" }?.url
    // A card that could not be had is not a card that is not there.
    model.hasCard = claims.card != nil ? true : claims.isRead ? false : nil
    fillPlain(&model, claims, counted: Self.counted(artifacts, claims))
    fillTerms(&model, claims)
    fillSections(&model, claims)
    model.license = licence(claims, &model.prov)
    model.baseModels = baseModels(claims, &model.prov)
    model.popularity = popularity(claims)
    if !artifacts.isEmpty {
      model.artifactsN = artifacts.count
      model.artifactsBytesMax = artifacts.compactMap(\.bytesTotal).max()
    }
    if model.paramsTotal == nil, let largest = artifacts.max(by: { ($0.paramsTotal ?? 0) < ($1.paramsTotal ?? 0) }) {
      model.paramsTotal = largest.paramsTotal
      model.prov += largest.prov.filter { $0.p == "/params_total" }
    }
    model.prov.sort { $0.p.precedes($1.p) }
    return model
  }

  // MARK: Values of their own

  /// What the headers of weight files count, where that is the size of the model: one file holds all of it, or several
  /// hold the same in other forms. Of a model in parts each header knows its part alone.
  private static func counted(_ artifacts: [Artifact], _ claims: ModelClaims) -> [Claim] {
    let sizes = artifacts.compactMap(\.paramsTotal).filter { $0 > 0 }
    guard let least = sizes.min(), let most = sizes.max(), most - least <= most / 10 else { return [] }
    let totals = claims[Predicate.artifactParams].filter { $0.qualifiers["dtype"] == nil }
    // The other forms agree with the largest but for rounding, and are no news.
    return totals.filter { $0.value?.integer == most }
  }

  private func fillPlain(_ model: inout Model, _ claims: ModelClaims, counted: [Claim]) {
    func first<Value>(
      _ predicate: String, _ pointer: String, _ order: [Method] = Precedence.statement, also more: [Claim] = [],
      by method: Method? = nil, _ read: (JSON) -> Value?
    ) -> Value? {
      let stated = (claims[predicate] + more).filter {
        (method == nil || $0.method == method) && $0.value.flatMap(read) != nil
      }
      let resolution = Resolution(stated, order: order)
      guard let winner = resolution.claims.first, let value = winner.value.flatMap(read) else { return nil }
      if let prov = resolution.winner(at: pointer, meaning: \.text) { model.prov.append(prov) }
      return value
    }
    model.title = first(Predicate.title, "/title") { $0.string.map { String($0.prefix(200)) } }
    model.revision = first(Predicate.revision, "/revision") { $0.string }
    model.createdAt = first(Predicate.createdAt, "/created_at") { $0.string }
    model.modifiedAt = first(Predicate.modifiedAt, "/modified_at") { $0.string }
    model.isPrivate = first(Predicate.isPrivate, "/private") { $0.bool }
    model.gated = first(Predicate.gated, "/gated") { $0.bool ?? ($0.string == nil ? nil : true) }
    model.modelType = first(Predicate.modelType, "/model_type", Precedence.architecture) { $0.string }
    model.architecture = first(Predicate.architecture, "/architecture", Precedence.architecture) { value in
      value.string.map { "arch:" + Identifier.escaped($0) }
    }
    model.paramsTotal = first(Predicate.paramsTotal, "/params_total", Precedence.size, also: counted) {
      $0.integer ?? $0.double.flatMap(Self.whole)
    }
    model.flops = first(Predicate.flops, "/flops", Precedence.size) { $0.double }
    model.inputHw =
      first(Predicate.inputSize, "/input_hw", Precedence.size) { value in
        value.array.flatMap { $0.count == 2 ? $0.compactMap(\.integer) : nil }
      } ?? []
    model.codeRepo = first(Predicate.codeRepo, "/code_repo") { $0.string }
    let tags = { (value: JSON) in value.array.map { $0.compactMap(\.string).map { String($0.prefix(80)) } } }
    // A zoo's list has the card's tags among others, so that the two never contradict each other.
    model.tags =
      first(Predicate.tags, "/tags", by: .apiField) { tags($0) } ?? first(Predicate.tags, "/tags") { tags($0) } ?? []
  }

  private static func whole(_ number: Double) -> Int? {
    number.isFinite && number >= 0 && number < 9e15 ? Int(number.rounded()) : nil
  }

  private func fillTerms(_ model: inout Model, _ claims: ModelClaims) {
    func union(
      _ predicate: String, _ pointer: String, ledBy leading: String? = nil, _ map: (String) -> String?
    ) -> [String] {
      let known = claims[predicate].filter { $0.value?.string.flatMap(map) != nil }
      let resolution = Resolution(known, order: Precedence.statement, ledBy: leading)
      let meaning = { (claim: Claim) in claim.value?.string.flatMap(map) ?? "" }
      if let prov = resolution.union(at: pointer, meaning: meaning) { model.prov.append(prov) }
      var seen: Set<String> = []
      return resolution.claims.map(meaning).filter { seen.insert($0).inserted }
    }
    // The one task that the zoo files the model under leads those that are only mentioned.
    model.tasks = union(Predicate.task, "/tasks", ledBy: "/pipeline_tag") { vocabularies.task($0) }
    model.libraries = union(Predicate.library, "/libraries") { vocabularies.library($0) }
    model.languages = union(Predicate.language, "/languages") { vocabularies.language($0) }
    model.trainedOn = union(Predicate.trainedOn, "/trained_on") { vocabularies.dataset($0, zoo: claims.zoo) }
    model.evaluatedOn = union(Predicate.evaluatedOn, "/evaluated_on") { vocabularies.dataset($0, zoo: claims.zoo) }
    model.papers = union(Predicate.paper, "/papers") { $0 }
    var domains: Set<String> = []
    for task in model.tasks {
      if let domain = vocabularies.tasks.terms[String(task.dropFirst("task:".count))]?.properties["domain"] {
        domains.insert(domain)
      }
    }
    model.domains = domains.sorted()
  }

  private func fillSections(_ model: inout Model, _ claims: ModelClaims) {
    func section(_ name: String) -> TextRef? {
      // Of several sections of one kind the first in the card is the one to read.
      let found = claims["section.\(name)"].compactMap { claim -> TextRef? in
        guard let start = claim.span.lineStart, let end = claim.span.lineEnd else { return nil }
        var reference = TextRef()
        reference.source = claim.source
        reference.lineStart = start
        reference.lineEnd = end
        return reference
      }
      return found.min { ($0.lineStart, $0.source) < ($1.lineStart, $1.source) }
    }
    model.intendedUseRef = section("intended_use")
    model.limitationsRef = section("limitations")
    model.usageRef = section("how_to_use")
    model.trainingRef = section("training_procedure") ?? section("training_data")
    model.evaluationRef = section("evaluation")
    model.citationRef = section("citation")
  }

  private func popularity(_ claims: ModelClaims) -> Popularity? {
    func largest(_ predicate: String) -> Int? { claims[predicate].compactMap { $0.value?.integer }.max() }
    let downloads = largest(Predicate.downloads)
    let likes = largest(Predicate.likes)
    guard downloads != nil || likes != nil else { return nil }
    var popularity = Popularity()
    popularity.downloads30d = downloads
    popularity.likes = likes
    // The counters are those of the day on which they were asked for, whenever this runs.
    popularity.asOf = claims.sources.map(\.retrievedAt).max() ?? ""
    return popularity
  }

  // MARK: Licence

  /// Licences that agree after mapping to SPDX are one; others are a conflict, and no one wins.
  private func licence(_ claims: ModelClaims, _ prov: inout [Prov]) -> Licence? {
    let resolution = Resolution(claims[Predicate.license].filter { !$0.text.isEmpty }, order: Precedence.statement)
    guard !resolution.claims.isEmpty else { return nil }
    func term(_ claim: Claim) -> Vocabulary.Term? { vocabularies.licences.term(claim.text) }
    func meaning(_ claim: Claim) -> String { term(claim)?.slug ?? Vocabulary.raw(claim.text) }
    var licence = Licence()
    licence.basis = "declared"
    licence.keys = Array(Set(resolution.claims.map(\.text))).sorted { $0.precedes($1) }
    licence.name = claims[Predicate.licenseName].first?.value?.string
    licence.url = claims[Predicate.licenseLink].first?.value?.string
    let terms = resolution.claims.compactMap(term)
    let meanings = Set(resolution.claims.map(meaning))
    licence.restrictions = Array(Set(terms.flatMap { $0.lists["restrictions"] ?? [] })).sorted()
    licence.deprecatedId = terms.contains { $0.properties["deprecated"] == "true" } ? true : nil
    if meanings.count == 1 {
      licence.expr = terms.first?.properties["spdx"]
      licence.filterSafe = licence.expr
      if let entry = resolution.winner(at: "/license", meaning: meaning) { prov.append(entry) }
    } else {
      // Whoever filters by licence is safe with the most restrictive of them.
      licence.filterSafe =
        terms.count == resolution.claims.count
        ? terms.max { (Self.strictness($0), $0.slug) < (Self.strictness($1), $1.slug) }?.properties["spdx"] : nil
      if let entry = resolution.conflict(at: "/license", meaning: meaning) { prov.append(entry) }
    }
    return licence
  }

  private static func strictness(_ term: Vocabulary.Term) -> Int {
    let restrictions = term.lists["restrictions"] ?? []
    if term.properties["commercial"] == "no" { return 4 }
    if term.properties["commercial"] == "unknown" { return 3 }
    if restrictions.contains("use_policy") || restrictions.contains("no_derivatives") { return 2 }
    return restrictions.contains("share_alike") ? 1 : 0
  }

  // MARK: Base models

  private func baseModels(_ claims: ModelClaims, _ prov: inout [Prov]) -> [BaseModel] {
    let resolution = Resolution(claims[Predicate.baseModel].filter { !$0.text.isEmpty }, order: Precedence.statement)
    func id(_ claim: Claim) -> String { directory.id(of: claim.text, zoo: claims.zoo) ?? Vocabulary.raw(claim.text) }
    if let entry = resolution.union(at: "/base_models", meaning: id) { prov.append(entry) }
    var bases: [BaseModel] = []
    for claim in resolution.claims where !bases.contains(where: { $0.model == id(claim) }) && id(claim) != claims.id {
      var base = BaseModel()
      base.model = id(claim)
      // A later claim may know how the base was used where the first does not say.
      let relations = resolution.claims.filter { id($0) == base.model }.compactMap { $0.qualifiers["relation"]?.string }
      base.relation = relations.first ?? "unstated"
      bases.append(base)
    }
    return bases
  }
}

/// The ids of all models of the run, to tell what a printed name means.
struct ModelDirectory: Sendable {
  private var ids: [String: String] = [:]

  init() {}

  /// The ids of a directory that was written down.
  init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0a) { add(String(decoding: line, as: UTF8.self)) }
  }

  mutating func add(_ id: String) {
    let name = id.lowercased()
    // Of ids that differ in case alone the first in byte order is meant, in whichever order they come.
    if let other = ids[name], other.precedes(id) { return }
    ids[name] = id
  }

  /// One id a line, in byte order.
  var bytes: [UInt8] { ids.values.sorted { $0.precedes($1) }.flatMap { Array($0.utf8) + [0x0a] } }

  /// The model of that name in the zoo; case does not count, as it does not on the Hub.
  func id(of name: String, zoo: String) -> String? {
    var name = name.trimmed
    for prefix in ["https://huggingface.co/", "http://huggingface.co/", "hf.co/"] where name.hasPrefix(prefix) {
      name = String(name.dropFirst(prefix.count))
    }
    return ids[Identifier.model(zoo: zoo, name).lowercased()]
  }
}

extension String {
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
