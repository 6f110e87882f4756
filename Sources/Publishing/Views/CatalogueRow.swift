/// One model in the catalogue's list. What is not known is nil or empty, never zero.
public struct CatalogueRow: Sendable {
  public var zoo: String
  public var nativeID: String
  public var tasks: [String] = []
  public var libraries: [String] = []
  public var licence: String?
  public var commercialUse = CommercialUse.unknown
  public var languages: [String] = []
  public var parameters: Int?
  /// Bytes of the smallest artifact that can be loaded.
  public var bytes: Int?
  public var downloads: Int?
  public var likes: Int?
  /// The day of the newest change, `YYYY-MM-DD`.
  public var updated: String?
  /// Measured by us on the model's first benchmark, 0 to 1.
  public var accuracy: MeasuredValue?
  public var isEvaluated = false
  public var hasCard = false

  public init(zoo: String, nativeID: String) { (self.zoo, self.nativeID) = (zoo, nativeID) }

  /// What names the model on the whole site and in its addresses.
  public var key: String { "\(zoo)/\(nativeID)" }

  /// The catalogue's own order: downloads, then likes, then the name's bytes.
  static func isRankedBefore(_ a: CatalogueRow, _ b: CatalogueRow) -> Bool {
    if a.downloads != b.downloads { return (a.downloads ?? -1) > (b.downloads ?? -1) }
    if a.likes != b.likes { return (a.likes ?? -1) > (b.likes ?? -1) }
    return a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
  }

  /// The row as the plain list shows it.
  func view(page: String) -> ViewValue {
    let split = nativeID.lastIndex(of: "/").map { nativeID.index(after: $0) } ?? nativeID.startIndex
    return .members([
      "key": .text(key), "zoo": .text(zoo), "page": .text(page),
      "owner": .text(String(nativeID[..<split])), "name": .text(String(nativeID[split...])),
      "notes": .texts(tasks.prefix(2) + libraries.prefix(1) + (licence.map { [$0] } ?? [])),
      "parameters": parameters.map { .text(Figures.short($0)) }, "size": bytes.map { .text(Figures.bytes($0)) },
      "downloads": downloads.map { .text(Figures.short($0)) }, "likes": likes.map { .text(Figures.short($0)) },
      "accuracy": accuracy.map { .text(Figures.percent($0.value)) }, "updated": updated.map(ViewValue.text),
    ])
  }
}
