/// One file of an artifact. `sha256` is there when the zoo says it or the file was fetched.
public struct ArtifactFile: FieldTable, Equatable {
  public var path: String = ""
  public var bytes: Int?
  public var sha256: String?
  /// `weights`, `config`, `tokenizer`, `label`, `code`, `doc`.
  public var role: String = ""
  /// Whether the pipeline holds the bytes.
  public var fetched: Bool?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("bytes", \.bytes),
    Field("fetched", \.fetched),
    Field("path", \.path, required: true),
    Field("role", \.role, required: true),
    Field("sha256", \.sha256),
  ]
}

/// Files of a model that can be loaded together.
public struct Artifact: Record {
  public static let kind: StaticString = "artifact"
  public var shardKey: String { model }

  public var id: String = ""
  public var model: String = ""
  public var revision: String = ""
  public var files: [ArtifactFile] = []
  public var bytesTotal: Int?
  /// `format:onnx`, `format:pytorch_pickle`, …
  public var format: String = ""
  public var paramsTotal: Int?
  public var paramsByDtype: [String: Int] = [:]
  public var precision: String?
  public var opset: Int?
  public var irVersion: Int?
  public var prov: [Prov] = []
  public let kind = Kind<Artifact>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("bytes_total", \.bytesTotal),
    Field("files", \.files, required: true),
    Field("format", \.format, required: true),
    Field("id", \.id, required: true),
    Field("ir_version", \.irVersion),
    Field("kind", \.kind, required: true),
    Field("model", \.model, required: true),
    Field("opset", \.opset),
    Field("params_by_dtype", \.paramsByDtype),
    Field("params_total", \.paramsTotal),
    Field("precision", \.precision),
    Field("prov", \.prov),
    Field("revision", \.revision, required: true),
    Field("v", \.version, required: true),
  ]
}
