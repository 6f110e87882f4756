/// How a run ended. Failure is a result, not an absence.
public struct Outcome: FieldTable, Equatable {
  /// `ok`, `unsupported`, `failed`, `timed_out` or `skipped`.
  public var status: String = ""
  /// A code.
  public var reason: String?
  /// A sentence, at most 300 letters.
  public var detail: String?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("detail", \.detail),
    Field("reason", \.reason),
    Field("status", \.status, required: true),
  ]
}

/// The machine and the software of a run.
public struct Environment: FieldTable, Equatable {
  public var cpu: String?
  public var cores: Int?
  public var memoryBytes: Int?
  public var os: String?
  public var kernel: String?
  public var flags: [String] = []
  public var loadAverage: Double?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("cores", \.cores),
    Field("cpu", \.cpu),
    Field("flags", \.flags),
    Field("kernel", \.kernel),
    Field("load_average", \.loadAverage),
    Field("memory_bytes", \.memoryBytes),
    Field("os", \.os),
  ]
}

/// One attempt to run a model on a data set.
public struct Execution: Record {
  public static let kind: StaticString = "execution"
  public var shardKey: String { model }

  public var id: String = ""
  public var model: String = ""
  public var artifact: String?
  /// `benchmark_run`, `label_space` or `example`.
  public var mode: String = ""
  public var task: String?
  public var benchmark: String?
  public var dataset: String?
  public var datasetDigest: String?
  public var labels: [String] = []
  /// Samples run.
  public var n: Int?
  public var setting: Setting?
  public var environment: Environment?
  /// The picture of an example, as `DocumentStore.file` finds it.
  public var fileSha256: String?
  public var outcome: Outcome = Outcome()
  public var perturbation: Perturbed?
  public let kind = Kind<Execution>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("artifact", \.artifact),
    Field("benchmark", \.benchmark),
    Field("dataset", \.dataset),
    Field("dataset_digest", \.datasetDigest),
    Field("environment", \.environment),
    Field("file_sha256", \.fileSha256),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("labels", \.labels),
    Field("mode", \.mode, required: true),
    Field("model", \.model, required: true),
    Field("n", \.n),
    Field("outcome", \.outcome, required: true),
    Field("perturbation", \.perturbation),
    Field("setting", \.setting),
    Field("task", \.task),
    Field("v", \.version, required: true),
  ]
}
