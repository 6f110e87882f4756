/// The changes as an Atom feed (RFC 4287), one entry per changed model of this snapshot.
///
/// Ids are `urn:` names of snapshot and model, so they hold on any host; times are the snapshot's day, so that a
/// rebuild changes none.
struct AtomFeed {
  static let entries = 500

  let snapshot: SnapshotNote
  let changes: ChangesPage

  var view: ViewValue {
    let shown = changes.changes.prefix(Self.entries)
    return .members([
      "snapshot": snapshot.view, "updated": .text("\(snapshot.date)T00:00:00Z"),
      "entries": .list(
        shown.map { change in
          .members([
            "id": .text("urn:mz:change/\(snapshot.fingerprint)/\(PagePaths.hash(change.key))"),
            "key": .text(change.key),
            "kind": .text(change.kind.rawValue), "text": .text(Self.sentence(change)),
          ])
        }),
    ])
  }

  private static func sentence(_ change: ChangesPage.ModelChange) -> String {
    guard change.kind == .changed else { return "\(change.key) was \(change.kind.rawValue)." }
    return change.fields.map { "\($0.field): \($0.old?.short ?? "unknown") → \($0.new?.short ?? "unknown")" }.joined(
      separator: "; ")
  }
}
