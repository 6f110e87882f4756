/// Every kind of record.
public enum Kinds {
  public static let all: [any Record.Type] = [
    Source.self, Claim.self, Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self,
    Execution.self, Prediction.self, RejectionRecord.self,
  ]

  public static let names: [String] = all.map { $0.kindName }

  /// The kind of that name.
  public static func named(_ name: String) -> (any Record.Type)? { all.first { $0.kindName == name } }
}
