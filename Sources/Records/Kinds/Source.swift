/// One document as a zoo served it; its bytes are kept under `sha256` in the zoo's WARC files.
///
/// Weight files are kept as files of their own (`role` is `weights`), because runtimes want to map them.
public struct Source: Record {
  public static let kind: StaticString = "source"
  public var shardKey: String { model ?? id }
  public static let membersOfTheDay: [StaticString] = ["retrieved_at"]

  /// `mz:source/…` of locator and revision.
  public var id: String = ""
  /// The id of the model that the document belongs to; nil for a zoo's listing pages.
  public var model: String?
  /// `zoo:hf`
  public var zoo: String = ""
  /// What the document is: `readme`, `api`, `config`, `tokenizer_config`, `weights`, `listing`, … (open).
  public var role: String = ""
  /// Stable address without revision: `hf:google/vit/README.md`.
  public var locator: String = ""
  /// Where a person finds the document.
  public var url: String?
  public var revision: String = ""
  /// `git_commit`, `etag`, `date`, `version`, `digest` or `none`.
  public var revisionKind: String = ""
  /// Path inside the repository.
  public var path: String?
  public var mediaType: String?
  public var encoding: String?
  /// Size of the document in bytes.
  public var bytes: Int = 0
  /// 64 hexadecimal letters.
  public var sha256: String = ""
  /// The day of the crawl (`--as-of`); the second stands in the WARC record and the receipt.
  public var retrievedAt: String = ""
  public var modifiedAt: String?
  /// The listing page that the document was cut from.
  public var parent: String?
  public var httpStatus: Int?
  public var etag: String?
  public var license: String?
  public let kind = Kind<Source>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("bytes", \.bytes, required: true),
    Field("encoding", \.encoding),
    Field("etag", \.etag),
    Field("http_status", \.httpStatus),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("license", \.license),
    Field("locator", \.locator, required: true),
    Field("media_type", \.mediaType),
    Field("model", \.model),
    Field("modified_at", \.modifiedAt),
    Field("parent", \.parent),
    Field("path", \.path),
    Field("retrieved_at", \.retrievedAt, required: true),
    Field("revision", \.revision, required: true),
    Field("revision_kind", \.revisionKind, required: true),
    Field("role", \.role, required: true),
    Field("sha256", \.sha256, required: true),
    Field("url", \.url),
    Field("v", \.version, required: true),
    Field("zoo", \.zoo, required: true),
  ]
}
