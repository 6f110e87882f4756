import Records

/// Finds the lines behind a value: claims and documents of one model, by id.
struct Citations {
  let sources: [SourceLine]
  private let places: [String: Int]
  private let claims: [String: Claim]

  init(_ records: ModelRecords) {
    // The card first, then the others by path: what most values cite stands on top.
    let ordered = records.sources.sorted { a, b in
      let (first, second) = (a.role == "readme" ? 0 : 1, b.role == "readme" ? 0 : 1)
      return first != second
        ? first < second : a.locator == b.locator ? a.id.precedes(b.id) : a.locator.precedes(b.locator)
    }
    sources = ordered.map { source in
      SourceLine(
        name: source.path ?? source.role, role: source.role, locator: source.locator, url: source.url,
        revision: source.revision, retrieved: source.retrievedAt, bytes: source.bytes, sha256: source.sha256,
        // Sites that show files by commit number their lines; raw text has no anchors.
        hasLineAnchors: source.url?.contains("/blob/") == true)
    }
    places = Dictionary(ordered.enumerated().map { ($1.id, $0) }) { first, _ in first }
    claims = Dictionary(records.claims.map { ($0.id, $0) }) { first, _ in first }
  }

  func claim(_ id: String) -> Claim? { claims[id] }

  func evidence(_ id: String) -> Evidence? { claims[id].map(evidence) }

  func evidence(_ claim: Claim) -> Evidence {
    Evidence(
      source: places[claim.source] ?? -1, lines: Self.lines(claim.span.lineStart, claim.span.lineEnd),
      place: claim.span.pointer ?? claim.span.section.last.map { Text.cut($0, to: 80) }, method: claim.method.rawValue,
      by: claim.by.rawValue, confidence: claim.confidence, raw: claim.raw.map { Text.cut($0, to: 500) })
  }

  /// Where a section stands that is pointed at rather than repeated.
  func evidence(_ ref: TextRef) -> Evidence {
    Evidence(
      source: places[ref.source] ?? -1, lines: Self.lines(ref.lineStart, ref.lineEnd), method: "section",
      by: Asserter.firstParty.rawValue, confidence: 1)
  }

  private static func lines(_ first: Int?, _ last: Int?) -> String? {
    guard let first else { return nil }
    guard let last, last > first else { return String(first) }
    return "\(first)–\(last)"
  }
}

/// Text that comes from outside, kept short.
enum Text {
  static func cut(_ text: String, to limit: Int) -> String {
    // Counted in bytes first, since counting letters walks the whole text.
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
  }

  /// A JSON value as a person reads it.
  static func print(_ value: JSON) -> String {
    switch value {
    case .array(let items) where items.allSatisfy({ $0.array == nil && $0.object == nil }):
      cut(items.map(\.text).joined(separator: ", "), to: 500)
    default: cut(value.text, to: 500)
    }
  }
}
