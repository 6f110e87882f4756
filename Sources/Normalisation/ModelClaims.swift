import Records

/// Everything that sources say about one model.
struct ModelClaims {
  let id: String
  /// `hf`
  let zoo: String
  let nativeId: String
  let sources: [Source]
  /// Whether all documents of the model could be had and read in full.
  let isRead: Bool
  /// Claims of all predicates, absent ones among them.
  let count: Int
  private let byPredicate: [String: [Claim]]

  init(id: String, sources: [Source], claims: [Claim], isRead: Bool = true) {
    self.id = id
    self.sources = sources
    self.isRead = isRead
    count = claims.count
    let parts = id.split(separator: "/", maxSplits: 2).map(String.init)
    zoo = parts.count > 1 ? parts[1] : ""
    let said = claims.first { $0.predicate == Predicate.nativeId }?.value?.string
    nativeId = said ?? (parts.count > 2 ? parts[2] : id)
    byPredicate = Dictionary(grouping: claims, by: \.predicate)
  }

  /// What is asserted under a predicate.
  subscript(predicate: String) -> [Claim] {
    (byPredicate[predicate] ?? []).filter(Self.isAsserted)
  }

  /// The predicates under which something is asserted.
  var stated: Set<String> {
    Set(byPredicate.keys.filter { predicate in byPredicate[predicate]?.contains(where: Self.isAsserted) == true })
  }

  /// The predicates that were looked for and found to be absent, in byte order.
  var absent: [String] {
    byPredicate.keys.filter { byPredicate[$0]?.contains { $0.polarity == .absent } == true }
      .sorted { $0.precedes($1) }
  }

  private static func isAsserted(_ claim: Claim) -> Bool { claim.polarity == .asserted && claim.value != nil }

  func source(_ id: String) -> Source? { sources.first { $0.id == id } }

  var card: Source? { sources.first { $0.role == "readme" } }
}
