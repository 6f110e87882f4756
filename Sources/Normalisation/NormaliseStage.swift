import Records
import Stages

/// Resolves what sources claim into models, artifacts, data sets, training runs, reported results and relations.
///
/// A model's claims are taken together, so the stage works shard by shard; only data sets are gathered over all of them.
public struct NormaliseStage: PreparedStage, GatheredStage {
  public static let name = "normalise"
  public static let summary = "Resolve claims into entities that can be queried."
  public static let version = 5
  public static let reads: [any Record.Type] = [Source.self, Claim.self, RejectionRecord.self]
  public static let writes: [any Record.Type] = [
    Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self, Quality.self,
  ]

  public static let accounts: [Account] = [.records(Source.self), .records(Claim.self)]

  public static let gathers: [any Record.Type] = [Dataset.self]

  public init(options: NoOptions) {}

  public func check(_ uses: UsedFiles, base: String) throws { _ = try Vocabularies(uses) }

  /// The ids of all models: a printed name means one of them, in whichever shard it is.
  public func prepare(in context: StageContext) async throws -> [UInt8] {
    var directory = ModelDirectory()
    for snapshot in context.snapshots {
      try snapshot.forEach(Source.self) { (source) throws(StageFailure) in
        if source.role == "api", let model = source.model { directory.add(model) }
      }
    }
    return directory.bytes
  }

  public func run(in context: StageContext) async throws {
    let vocabularies = try context.once { try Vocabularies(context.uses) }
    let rules = Rules(vocabularies, directory: context.once { ModelDirectory(context.prepared) })
    let gathering = DatasetGathering(vocabularies)
    try await context.forEachShard { shard, emitter in
      for claims in try Self.models(in: shard, context) {
        gathering.add(claims)
        rules.emit(claims, to: emitter)
        emitter.account(for: Source.self, "resolved", claims.sources.count)
        emitter.account(for: Claim.self, "resolved", claims.count)
      }
    }
    context.handOn(gathering.bytes)
  }

  public func gather(in context: StageContext) async throws {
    let gathering = DatasetGathering(try Vocabularies(context.uses))
    for part in context.parts { try gathering.add(part) }
    for dataset in gathering.datasets { context.emit(dataset) }
  }

  /// The models of a shard in id order, each with its sources and claims.
  private static func models(in shard: Int, _ context: StageContext) throws(StageFailure) -> [ModelClaims] {
    var sources: [String: [Source]] = [:]
    for source in try context.records(Source.self, shard: shard) {
      if let model = source.model {
        sources[model, default: []].append(source)
      } else {
        context.account(for: Source.self, "of no model")
      }
    }
    var claims: [String: [Claim]] = [:]
    for claim in try context.records(Claim.self, shard: shard) { claims[claim.subject, default: []].append(claim) }
    var unreadable: Set<String> = []
    // Whether fetch could not get a document or parse-readme could not read it: what it says is not known.
    for snapshot in context.snapshots {
      try snapshot.forEach(RejectionRecord.self, shard: shard) { (rejection) throws(StageFailure) in
        if let model = rejection.subject { unreadable.insert(model) }
      }
    }
    let ids = Set(sources.keys).union(claims.keys).sorted { $0.precedes($1) }
    return ids.map {
      ModelClaims(
        id: $0, sources: sources[$0] ?? [], claims: claims[$0] ?? [], isRead: !unreadable.contains($0))
    }
  }

  /// The rules of every kind, applied to one model.
  private struct Rules: Sendable {
    let models: ModelRules
    let artifacts = ArtifactRules()
    let trainings: TrainingRules
    let evaluations: EvaluationRules
    let relations = RelationRules()
    let qualities = QualityRules()

    init(_ vocabularies: Vocabularies, directory: ModelDirectory) {
      models = ModelRules(vocabularies: vocabularies, directory: directory)
      trainings = TrainingRules(vocabularies: vocabularies)
      evaluations = EvaluationRules(vocabularies: vocabularies)
    }

    func emit(_ claims: ModelClaims, to emitter: Emitter) {
      let artifacts = artifacts.artifacts(claims)
      let model = models.model(claims, artifacts: artifacts)
      emitter.emit(model)
      for artifact in artifacts { emitter.emit(artifact) }
      if let training = trainings.training(claims) { emitter.emit(training) }
      for evaluation in evaluations.evaluations(claims, tasks: model.tasks) { emitter.emit(evaluation) }
      for relation in relations.relations(model, claims) { emitter.emit(relation) }
      for quality in qualities.qualities(claims, model: model) { emitter.emit(quality) }
    }
  }
}
