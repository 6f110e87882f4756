/// What differs from the snapshot that was published before.
struct ChangesPage: Sendable {
  struct FieldChange: Sendable {
    var field: String
    var old: String?
    var new: String?
    /// Where the new value stands.
    var source: String?
    var sourceURL: String?
    /// The id of the evaluation that reports the new value.
    var evaluation: String?

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
  /// Changes that say nothing of the models, such as measured values inside each other's intervals; folded away.
  var quiet: [ModelChange] = []

  init(previousDate: String?, previousFingerprint: String?, changes: [ModelChange]) {
    (self.previousDate, self.previousFingerprint, self.changes) = (previousDate, previousFingerprint, changes)
  }

  /// Says of each changed field of a model where the new value stands, as its page does.
  mutating func cite(_ page: ModelPage, in place: Int) {
    let facts = page.groups.flatMap(\.facts)
    for index in changes[place].fields.indices {
      let field = changes[place].fields[index]
      let label = field.field.split(separator: ":").first.map(String.init) ?? ""
      let cited =
        field.evaluation.map { id in page.results.first { $0.reportedID == id }?.reportedBy }
        ?? facts.first { $0.label == label }?.evidence.first
      guard field.source == nil, let evidence = cited, page.sources.indices.contains(evidence.source)
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
        Self.section(all, page: page).adding(
          .members([
            "heading": .text(title), "anchor": .text(kind.rawValue), "detailed": kind == .changed ? true : nil,
          ])))
    }
    return .members([
      "previousDate": previousDate.map(ViewValue.text), "previousFingerprint": previousFingerprint.map(ViewValue.text),
      "unchanged": previousDate != nil && changes.isEmpty ? true : nil,
      "sections": .list(changes.isEmpty ? [] : sections),
      "quiet": quiet.isEmpty ? nil : Self.section(quiet, page: page),
    ])
  }

  private static func section(_ all: [ModelChange], page: (String) -> String?) -> ViewValue {
    .members([
      "count": .text(Figures.grouped(all.count)), "any": all.isEmpty ? nil : true,
      "hidden": all.count > shown ? .text(Figures.grouped(all.count - shown)) : nil,
      "models": .list(all.prefix(shown).map { view($0, page: page, of: \.short) }),
    ])
  }

  /// Everything as data, what is folded away marked as such.
  func lines(page: (String) -> String?) -> [ViewValue] {
    changes.map { Self.view($0, page: page) }
      + quiet.map { Self.view($0, page: page).adding(.object([("quiet", true)])) }
  }

  /// - Parameter spelling: how values are spelt; whole unless it shortens them.
  static func view(
    _ change: ModelChange, page: (String) -> String?, of spelling: KeyPath<String, String> = \.self
  ) -> ViewValue {
    .members([
      "key": .text(change.key), "page": change.kind == .removed ? nil : page(change.key).map(ViewValue.text),
      "kind": .text(change.kind.rawValue),
      "fields": .list(
        change.fields.map { field in
          .members([
            "field": .text(field.field), "old": field.old.map { .text($0[keyPath: spelling]) },
            "new": field.new.map { .text($0[keyPath: spelling]) },
            "source": field.source.map(ViewValue.text), "href": WebAddress.link(field.sourceURL).map(ViewValue.text),
          ])
        }),
    ])
  }
}

extension String {
  /// The first twelve digits of a commit or digest of 32 or more; any other text as it is.
  var short: String {
    let isDigest = utf8.count >= 32 && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return isDigest ? prefix(12) + "…" : self
  }
}
