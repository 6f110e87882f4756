import Hashing
import Records
import Stages

extension Source {
  static func id(locator: String, revision: String) -> String {
    Identifier.derived("source", [.string(locator), .string(revision)])
  }

  /// A kept document.
  init(
    _ role: String, zoo: String, locator: String, revision: String, revisionKind: String, mediaType: String?,
    kept: Crawl.Kept, bytes: Int, asOf: Day
  ) {
    self.init()
    id = Self.id(locator: locator, revision: revision)
    self.role = role
    self.zoo = "zoo:\(zoo)"
    self.locator = locator
    self.revision = revision
    self.revisionKind = revisionKind
    self.mediaType = mediaType
    self.bytes = bytes
    sha256 = kept.digest.hex
    retrievedAt = "\(asOf)"
  }
}
