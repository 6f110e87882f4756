import Records
import Stages

/// What this stage needs to know of a `Source`: the line is passed over once, and the other members are not made into values.
struct SourceHead: Record {
  static let kind = Source.kind
  static let keepsUnknown = false
  var shardKey: String { model ?? id }

  var id = ""
  var model: String?
  var zoo = ""
  var role = ""
  var locator = ""
  var path: String?
  var bytes = 0
  var sha256 = ""
  let kind = Kind<Source>()
  var version = SchemaVersion()
  var unknown = UnknownFields()

  init() {}

  init(_ source: Source) {
    id = source.id
    model = source.model
    zoo = source.zoo
    role = source.role
    locator = source.locator
    path = source.path
    bytes = source.bytes
    sha256 = source.sha256
  }

  static let fields: [Field<Self>] = [
    Field("bytes", \.bytes, required: true),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("locator", \.locator, required: true),
    Field("model", \.model),
    Field("path", \.path),
    Field("role", \.role, required: true),
    Field("sha256", \.sha256, required: true),
    Field("v", \.version, required: true),
    Field("zoo", \.zoo, required: true),
  ]

  /// The model that the statements of the document are about.
  func subject() throws(Rejection) -> String {
    if let model { return model }
    throw Rejection(.missing, "\(locator): the source names no model that its statements could be about")
  }
}
