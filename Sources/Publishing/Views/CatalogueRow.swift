/// One model in the catalogue's list. What is not known is nil or empty, never zero.
struct CatalogueRow: Sendable {
  var zoo: String
  var nativeID: String
  var tasks: [String] = []
  /// Those of `tasks` that are shown as printed, since no vocabulary has them.
  var unmappedTasks: [String] = []
  var libraries: [String] = []
  var licence: String?
  var commercialUse = CommercialUse.unknown
  var languages: [String] = []
  var parameters: Int?
  /// Bytes of the smallest artifact that can be loaded.
  var bytes: Int?
  var downloads: Int?
  var likes: Int?
  /// The day of the newest change, `YYYY-MM-DD`.
  var updated: String?
  /// Measured by us on the model's first benchmark, 0 to 1.
  var accuracy: MeasuredValue?
  /// Measured accuracy and what was reported in its place, where we could compare the two.
  var reports: Reports?
  var isEvaluated = false
  /// Nil where a document could not be had, so that nobody knows.
  var hasCard: Bool?

  /// What a card reports of figures that we measured.
  enum Reports: Sendable, Equatable {
    /// All inside the measured intervals.
    case inside
    /// One outside, as a phrase: "accuracy: reported 96.2, measured 82.4".
    case outside(String)

    var facet: String {
      switch self {
      case .inside: "inside our interval"
      case .outside: "outside our interval"
      }
    }

    var dispute: String? { if case .outside(let text) = self { text } else { nil } }
  }

  init(zoo: String, nativeID: String) { (self.zoo, self.nativeID) = (zoo, nativeID) }

  /// What names the model on the whole site and in its addresses.
  var key: String { "\(zoo)/\(nativeID)" }

  /// The catalogue's own order: downloads, then likes, then measured accuracy, then the name's bytes.
  static func isRankedBefore(_ a: CatalogueRow, _ b: CatalogueRow) -> Bool {
    if a.downloads != b.downloads { return (a.downloads ?? -1) > (b.downloads ?? -1) }
    if a.likes != b.likes { return (a.likes ?? -1) > (b.likes ?? -1) }
    if a.accuracy?.value != b.accuracy?.value { return (a.accuracy?.value ?? -1) > (b.accuracy?.value ?? -1) }
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
      "dispute": reports?.dispute.map(ViewValue.text),
    ])
  }
}
