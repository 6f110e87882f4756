import Archive
import Records

/// A model as a zoo's listing names it.
public struct ListedModel: Sendable {
  /// As the zoo calls it: `acme/tiny`.
  public var name: String
  /// `mz:model/…`
  public var id: String
  /// The listing's entry as it came; empty where the listing has none.
  public var record: [UInt8]
  /// The listing page, for what is cut from it.
  public var parent: Source?
  /// The WARC record of the page.
  public var page: WARCRecord.Reference?

  public init(
    zoo: String, name: String, record: [UInt8] = [], parent: Source? = nil, page: WARCRecord.Reference? = nil
  ) {
    self.name = name
    id = Identifier.model(zoo: zoo, name)
    self.record = record
    self.parent = parent
    self.page = page
  }
}
