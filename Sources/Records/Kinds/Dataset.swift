/// A data set, either of a zoo (`mz:dataset/<zoo>/<id>`) or canonical (`dataset:<slug>`).
public struct Dataset: Record {
  public static let kind: StaticString = "dataset"
  public static var isSharded: Bool { false }

  public var id: String = ""
  public var name: String = ""
  /// Spellings met in sources, in byte order.
  public var aliases: [String] = []
  /// The canonical data set that this one is.
  public var canon: String?
  public var zooIds: [String: String] = [:]
  public var tasks: [String] = []
  public var url: String?
  /// How many models name it.
  public var modelsN: Int = 0
  public var prov: [Prov] = []
  public let kind = Kind<Dataset>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("aliases", \.aliases),
    Field("canon", \.canon),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("models_n", \.modelsN, required: true),
    Field("name", \.name, required: true),
    Field("prov", \.prov),
    Field("tasks", \.tasks),
    Field("url", \.url),
    Field("v", \.version, required: true),
    Field("zoo_ids", \.zooIds),
  ]
}
