import Records

/// The published schemas of what stands beside a snapshot's records: `index.json` and `receipt.json`.
public enum SnapshotSchemas {
  public static let names = ["index", "receipt"]

  /// The JSON Schema of that name, as `pipeline/schemas/` holds it; nil where there is none.
  public static func document(named name: String) -> JSON? {
    switch name {
    case "index": Kinds.schemaDocument(SnapshotIndex.schema, named: name)
    case "receipt": Kinds.schemaDocument(Receipt.schema, named: name)
    default: nil
    }
  }
}
