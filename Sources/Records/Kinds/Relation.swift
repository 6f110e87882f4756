/// A link between two things.
public struct Relation: Record {
  public static let kind: StaticString = "relation"
  public var shardKey: String { model }

  public var id: String = ""
  /// `base_of`, `trained_on`, `evaluated_on`, `cites`, `implements`, …
  public var type: String = ""
  public var from: String = ""
  public var to: String = ""
  /// As printed, when what it names is not in the catalogue.
  public var toRaw: String?
  public var role: String?
  public var axis: String?
  /// The model whose source says so.
  public var model: String = ""
  public var prov: [Prov] = []
  public let kind = Kind<Relation>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("axis", \.axis),
    Field("from", \.from, required: true),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("model", \.model, required: true),
    Field("prov", \.prov),
    Field("role", \.role),
    Field("to", \.to, required: true),
    Field("to_raw", \.toRaw),
    Field("type", \.type, required: true),
    Field("v", \.version, required: true),
  ]
}
