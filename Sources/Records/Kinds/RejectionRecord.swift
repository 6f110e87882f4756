/// Why one record was left out: a line of `rejections.jsonl`.
public struct RejectionRecord: Record {
  public static let kind: StaticString = "rejection"
  public var shardKey: String { subject ?? id }

  /// The id of what was left out.
  public var id: String = ""
  /// The model that it belongs to.
  public var subject: String?
  /// `unsupported`, `too-large`, `not-found`, … (open).
  public var code: String = ""
  /// A sentence.
  public var detail: String = ""
  public var source: String?
  public var line: Int?
  public var zoo: String?
  public let kind = Kind<RejectionRecord>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("code", \.code, required: true),
    Field("detail", \.detail, required: true),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("line", \.line),
    Field("source", \.source),
    Field("subject", \.subject),
    Field("v", \.version, required: true),
    Field("zoo", \.zoo),
  ]
}
