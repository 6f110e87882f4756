import Records
import Stages

/// All records of one model, from every snapshot that is read.
struct ModelRecords {
  var model: Model
  var artifacts: [Artifact] = []
  var trainings: [Training] = []
  var evaluations: [Evaluation] = []
  var relations: [Relation] = []
  var executions: [Execution] = []
  var claims: [Claim] = []
  var sources: [Source] = []
  var qualities: [Quality] = []
  /// Why documents of the model could not be had or read, and which stage says so.
  var rejections: [(stage: String, record: RejectionRecord)] = []

  /// The records of a shard's models, in the order of the models' ids.
  static func of(shard: Int, in context: StageContext) throws(StageFailure) -> [ModelRecords] {
    var all: [ModelRecords] = []
    var places: [String: Int] = [:]
    for model in try context.records(Model.self, shard: shard) where places[model.id] == nil {
      places[model.id] = all.count
      all.append(ModelRecords(model: model))
    }
    func add<R: Record>(_ records: [R], to list: WritableKeyPath<ModelRecords, [R]>, owner: (R) -> String?) {
      // Two snapshots may carry the same record; the first stands.
      var seen: Set<String> = []
      for record in records {
        guard let owner = owner(record), let place = places[owner], seen.insert(record.id).inserted else { continue }
        all[place][keyPath: list].append(record)
      }
    }
    add(try context.records(Artifact.self, shard: shard), to: \.artifacts) { $0.model }
    add(try context.records(Training.self, shard: shard), to: \.trainings) { $0.model }
    add(try context.records(Evaluation.self, shard: shard), to: \.evaluations) { $0.model }
    add(try context.records(Relation.self, shard: shard), to: \.relations) { $0.model }
    add(try context.records(Execution.self, shard: shard), to: \.executions) { $0.model }
    add(try context.records(Claim.self, shard: shard), to: \.claims) { $0.subject }
    add(try context.records(Source.self, shard: shard), to: \.sources) { $0.model }
    add(try context.records(Quality.self, shard: shard), to: \.qualities) { $0.subject }
    // Stages that write sources and claims are those that handle documents.
    for snapshot in context.snapshots
    where snapshot.index.files.contains(where: { [Source.kindName, Claim.kindName].contains($0.kind) }) {
      try snapshot.forEach(RejectionRecord.self, shard: shard) { (rejection) throws(StageFailure) in
        guard let subject = rejection.subject, let place = places[subject] else { return }
        all[place].rejections.append((snapshot.stage, rejection))
      }
    }
    return all
  }
}
