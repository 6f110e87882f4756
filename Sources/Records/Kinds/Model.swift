/// A licence as declared: `expr` is an SPDX expression or a LicenseRef, `keys` what the sources printed.
public struct Licence: FieldTable, Equatable {
  public var expr: String?
  public var keys: [String] = []
  public var name: String?
  public var url: String?
  /// `declared`, `concluded` or `repository`.
  public var basis: String = ""
  /// SPDX has retired the id, as it does not say "only" or "or later".
  public var deprecatedId: Bool?
  /// `no_commercial`, `share_alike`, `use_policy`, …
  public var restrictions: [String] = []
  /// The most restrictive of the expressions, where sources disagree.
  public var filterSafe: String?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("basis", \.basis, required: true),
    Field("deprecated_id", \.deprecatedId),
    Field("expr", \.expr),
    Field("filter_safe", \.filterSafe),
    Field("keys", \.keys),
    Field("name", \.name),
    Field("restrictions", \.restrictions),
    Field("url", \.url),
  ]
}

/// What a model was made from, and how.
public struct BaseModel: FieldTable, Equatable {
  /// A model's id, or `raw:<name>` where none is known.
  public var model: String = ""
  /// `finetune`, `adapter`, `merge`, `quantized`, …
  public var relation: String = ""
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("model", \.model, required: true),
    Field("relation", \.relation, required: true),
  ]
}

/// Counters of the zoo, on the day `as_of`.
public struct Popularity: FieldTable, Equatable {
  public var downloads30d: Int?
  public var downloadsAll: Int?
  public var likes: Int?
  public var stars: Int?
  public var asOf: String = ""
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("as_of", \.asOf, required: true),
    Field("downloads_30d", \.downloads30d),
    Field("downloads_all", \.downloadsAll),
    Field("likes", \.likes),
    Field("stars", \.stars),
  ]
}

/// Where prose stands that is too long to repeat.
public struct TextRef: FieldTable, Equatable {
  public var source: String = ""
  public var lineStart: Int = 0
  public var lineEnd: Int = 0
  public var chars: Int?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("chars", \.chars),
    Field("line_end", \.lineEnd, required: true),
    Field("line_start", \.lineStart, required: true),
    Field("source", \.source, required: true),
  ]
}

/// One published entry of a zoo: a repository, a member of a collection, a handle.
public struct Model: Record {
  public static let kind: StaticString = "model"

  public var id: String = ""
  public var zoo: String = ""
  public var nativeId: String = ""
  public var name: String = ""
  public var title: String?
  /// `removed` or `gated`; nil means active.
  public var status: String?
  public var url: String?
  /// Newest seen.
  public var revision: String?
  /// `mz:agent/<zoo>/<name>`
  public var owner: String?
  public var summaryRef: TextRef?
  public var intendedUseRef: TextRef?
  public var limitationsRef: TextRef?
  public var usageRef: TextRef?
  public var trainingRef: TextRef?
  public var evaluationRef: TextRef?
  public var citationRef: TextRef?
  public var tags: [String] = []
  public var tasks: [String] = []
  public var domains: [String] = []
  public var languages: [String] = []
  /// The first is the primary one.
  public var libraries: [String] = []
  /// `arch:<slug>`
  public var architecture: String?
  public var modelType: String?
  public var paramsTotal: Int?
  /// As printed, in base units; MACs and FLOPs are not told apart by most sources.
  public var flops: Double?
  /// Height and width in pixels.
  public var inputHw: [Int] = []
  public var license: Licence?
  public var gated: Bool?
  public var isPrivate: Bool?
  public var baseModels: [BaseModel] = []
  /// Ids of datasets.
  public var trainedOn: [String] = []
  /// Ids of datasets.
  public var evaluatedOn: [String] = []
  /// arXiv ids, DOIs or addresses.
  public var papers: [String] = []
  public var codeRepo: String?
  public var createdAt: String?
  public var modifiedAt: String?
  public var popularity: Popularity?
  public var artifactsN: Int?
  /// Bytes of the largest artifact.
  public var artifactsBytesMax: Int?
  public var hasCard: Bool?
  public var prov: [Prov] = []
  public let kind = Kind<Model>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("architecture", \.architecture),
    Field("artifacts_bytes_max", \.artifactsBytesMax),
    Field("artifacts_n", \.artifactsN),
    Field("base_models", \.baseModels),
    Field("citation_ref", \.citationRef),
    Field("code_repo", \.codeRepo),
    Field("created_at", \.createdAt),
    Field("domains", \.domains),
    Field("evaluated_on", \.evaluatedOn),
    Field("evaluation_ref", \.evaluationRef),
    Field("flops", \.flops),
    Field("gated", \.gated),
    Field("has_card", \.hasCard),
    Field("id", \.id, required: true),
    Field("input_hw", \.inputHw),
    Field("intended_use_ref", \.intendedUseRef),
    Field("kind", \.kind, required: true),
    Field("languages", \.languages),
    Field("libraries", \.libraries),
    Field("license", \.license),
    Field("limitations_ref", \.limitationsRef),
    Field("model_type", \.modelType),
    Field("modified_at", \.modifiedAt),
    Field("name", \.name, required: true),
    Field("native_id", \.nativeId, required: true),
    Field("owner", \.owner),
    Field("papers", \.papers),
    Field("params_total", \.paramsTotal),
    Field("popularity", \.popularity),
    Field("private", \.isPrivate),
    Field("prov", \.prov),
    Field("revision", \.revision),
    Field("status", \.status),
    Field("summary_ref", \.summaryRef),
    Field("tags", \.tags),
    Field("tasks", \.tasks),
    Field("title", \.title),
    Field("trained_on", \.trainedOn),
    Field("training_ref", \.trainingRef),
    Field("url", \.url),
    Field("usage_ref", \.usageRef),
    Field("v", \.version, required: true),
    Field("zoo", \.zoo, required: true),
  ]
}
