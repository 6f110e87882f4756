/// Every kind of record.
public enum Kinds {
  public static let all: [any Record.Type] = [
    Source.self, Claim.self, Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self,
    Execution.self, Prediction.self, Quality.self, RejectionRecord.self,
  ]

  public static let names: [String] = all.map { $0.kindName }

  /// The JSON Schema of a kind, as `pipeline/schemas/` holds it.
  public static func schemaDocument(of kind: any Record.Type) -> JSON {
    schemaDocument(kind.schema, named: kind.kindName)
  }

  /// The JSON Schema of a table, as a document of its own.
  public static func schemaDocument(_ schema: JSON, named name: String) -> JSON {
    var members = schema.object ?? [:]
    members["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    members["title"] = .string(name)
    return .object(members)
  }

  /// The kind of that name.
  public static func named(_ name: String) -> (any Record.Type)? { all.first { $0.kindName == name } }
}
