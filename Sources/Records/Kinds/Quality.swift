/// How much of what a reader looks for the documents of one model say, and where they contradict each other.
///
/// One for each model and profile. `looked_for` is `found` + `absent` + `failed`.
public struct Quality: Record {
  public static let kind: StaticString = "quality"
  public var shardKey: String { subject }

  public var id: String = ""
  /// The id of the model.
  public var subject: String = ""
  public var profile: CompletenessProfile = CompletenessProfile.core
  /// How many things were looked for.
  public var lookedFor: Int = 0
  public var found: Int = 0
  /// Looked for in documents that were read, and not there.
  public var absent: Int = 0
  /// Not there in what could be read, but a document could not be read in full.
  public var failed: Int = 0
  /// What was not found: the first predicate of each question, in the profile's order.
  public var missing: [String] = []
  /// Sections that are there and hold only what a template put into them.
  public var boilerplate: [String] = []
  /// What sources contradict each other about, as JSON pointers into the model.
  public var conflicting: [String] = []
  public var conflicts: Int = 0
  /// 0 to 100: the share of what was looked for that was found.
  public var score: Double = 0
  public let kind = Kind<Quality>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("absent", \.absent, required: true),
    Field("boilerplate", \.boilerplate),
    Field("conflicting", \.conflicting),
    Field("conflicts", \.conflicts, required: true),
    Field("failed", \.failed, required: true),
    Field("found", \.found, required: true),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("looked_for", \.lookedFor, required: true),
    Field("missing", \.missing),
    Field("profile", \.profile, required: true),
    Field("score", \.score, required: true),
    Field("subject", \.subject, required: true),
    Field("v", \.version, required: true),
  ]
}
