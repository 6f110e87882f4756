/// What differs from the snapshot that was published before.
struct ChangesPage: Sendable {
  struct FieldChange: Sendable {
    var field: String
    var old: String?
    var new: String?
    /// Where the new value stands.
    var source: String?
    var sourceURL: String?

    init(_ field: String, old: String?, new: String?, source: String? = nil, sourceURL: String? = nil) {
      (self.field, self.old, self.new, self.source, self.sourceURL) = (field, old, new, source, sourceURL)
    }
  }

  struct ModelChange: Sendable {
    enum Kind: String, Sendable { case added, removed, changed }

    var kind: Kind
    var key: String
    var fields: [FieldChange]

    init(_ kind: Kind, key: String, fields: [FieldChange] = []) {
      (self.kind, self.key, self.fields) = (kind, key, fields)
    }
  }

  /// How many of each kind the page shows; the data file has all.
  static let shown = 200

  /// The day and fingerprint of the snapshot compared with; nil for the first.
  var previousDate: String?
  var previousFingerprint: String?
  var changes: [ModelChange]

  init(previousDate: String?, previousFingerprint: String?, changes: [ModelChange]) {
    (self.previousDate, self.previousFingerprint, self.changes) = (previousDate, previousFingerprint, changes)
  }

  /// Says of each changed field of a model where the new value stands, as its page does.
  mutating func cite(_ page: ModelPage, in place: Int) {
    let facts = page.groups.flatMap(\.facts)
    for index in changes[place].fields.indices {
      let label = changes[place].fields[index].field.split(separator: ":").first.map(String.init) ?? ""
      guard let evidence = facts.first(where: { $0.label == label })?.evidence.first,
        page.sources.indices.contains(evidence.source)
      else { continue }
      let source = page.sources[evidence.source]
      let lines = evidence.lines.map { $0.contains("–") ? " lines \($0)" : " line \($0)" } ?? ""
      changes[place].fields[index].source = source.name + lines
      changes[place].fields[index].sourceURL = source.link(lines: evidence.lines)
    }
  }

  func view(page: (String) -> String?) -> ViewValue {
    var sections: [ViewValue] = []
    for (kind, title) in [(ModelChange.Kind.added, "Added"), (.removed, "Removed"), (.changed, "Changed")] {
      let all = changes.filter { $0.kind == kind }
      sections.append(
        .members([
          "heading": .text(title), "anchor": .text(kind.rawValue), "count": .text(Figures.grouped(all.count)),
          "any": all.isEmpty ? nil : true, "detailed": kind == .changed ? true : nil,
          "hidden": all.count > Self.shown ? .text(Figures.grouped(all.count - Self.shown)) : nil,
          "models": .list(all.prefix(Self.shown).map { Self.view($0, page: page) }),
        ]))
    }
    return .members([
      "previousDate": previousDate.map(ViewValue.text), "previousFingerprint": previousFingerprint.map(ViewValue.text),
      "unchanged": previousDate != nil && changes.isEmpty ? true : nil,
      "sections": .list(changes.isEmpty ? [] : sections),
    ])
  }

  static func view(_ change: ModelChange, page: (String) -> String?) -> ViewValue {
    .members([
      "key": .text(change.key), "page": change.kind == .removed ? nil : page(change.key).map(ViewValue.text),
      "kind": .text(change.kind.rawValue),
      "fields": .list(
        change.fields.map { field in
          .members([
            "field": .text(field.field), "old": field.old.map(ViewValue.text), "new": field.new.map(ViewValue.text),
            "source": field.source.map(ViewValue.text), "href": WebAddress.link(field.sourceURL).map(ViewValue.text),
          ])
        }),
    ])
  }
}
