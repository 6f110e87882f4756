/// Everything that is known of one model, as its page shows it.
public struct ModelPage: Sendable {
  /// A titled group of facts; `package` is the paper's name for it (Configuration, Dataset, Execution).
  public struct Group: Sendable {
    public var title: String
    public var facts: [Fact]
    /// Said when there are no facts.
    public var ifEmpty: String

    public init(_ title: String, _ facts: [Fact], ifEmpty: String) {
      (self.title, self.facts, self.ifEmpty) = (title, facts, ifEmpty)
    }
  }

  public struct FileLine: Sendable {
    public var path: String
    public var role: String
    public var format: String?
    public var bytes: Int?
    public var sha256: String?

    public init(path: String, role: String, format: String? = nil, bytes: Int? = nil, sha256: String? = nil) {
      (self.path, self.role, self.format, self.bytes, self.sha256) = (path, role, format, bytes, sha256)
    }
  }

  public struct RelationLine: Sendable {
    /// "fine-tuned from", "quantised as"; read from this model to the other.
    public var relation: String
    /// The other model's key when it is in the catalogue.
    public var key: String?
    public var name: String
    public var evidence: Evidence?

    public init(_ relation: String, key: String? = nil, name: String, evidence: Evidence? = nil) {
      (self.relation, self.key, self.name, self.evidence) = (relation, key, name, evidence)
    }
  }

  public struct ClaimLine: Sendable {
    public var predicate: String
    public var value: String?
    public var polarity: String
    public var evidence: Evidence

    public init(predicate: String, value: String?, polarity: String = "asserted", evidence: Evidence) {
      (self.predicate, self.value, self.polarity, self.evidence) = (predicate, value, polarity, evidence)
    }
  }

  public var row: CatalogueRow
  public var title: String?
  public var url: String?
  public var revision: String?
  public var isRemoved = false
  public var groups: [Group] = []
  public var results: [ResultLine] = []
  /// Why it could not be measured, in a sentence.
  public var unmeasured: String?
  public var files: [FileLine] = []
  public var relations: [RelationLine] = []
  public var claims: [ClaimLine] = []
  /// What was looked for and not found.
  public var missing: [String] = []
  public var sources: [SourceLine] = []

  public init(row: CatalogueRow) { self.row = row }

  /// `page` gives where another model is shown, from the site's root.
  func view(page: (String) -> String?) -> ViewValue {
    let figures: [ViewValue] = [
      figure("Parameters", row.parameters.map(Figures.short)),
      figure("Size", row.bytes.map(Figures.bytes)),
      figure("Measured accuracy", row.accuracy.map { Figures.percent($0.value) + " %" }),
      figure("Downloads", row.downloads.map(Figures.grouped)),
      figure("Likes", row.likes.map(Figures.grouped)),
      figure("Updated", row.updated),
    ]
    return row.view(page: "").adding(
      .members([
        "title": title.map(ViewValue.text), "href": WebAddress.link(url).map(ViewValue.text),
        "revision": revision.map(ViewValue.text), "removed": isRemoved ? true : nil, "figures": .list(figures),
        "use": .text(row.commercialUse.rawValue), "licence": row.licence.map(ViewValue.text),
        "groups": .list(
          groups.map { group in
            .members([
              "heading": .text(group.title), "anchor": .text(group.title.lowercased()),
              "facts": .list(group.facts.map { $0.view(in: sources) }),
              "hasFacts": group.facts.isEmpty ? nil : true, "none": group.facts.isEmpty ? .text(group.ifEmpty) : nil,
            ])
          }),
        "hasResults": results.isEmpty ? nil : true, "hasFiles": files.isEmpty ? nil : true,
        "results": .list(results.map { $0.view(in: sources) }), "unmeasured": unmeasured.map(ViewValue.text),
        "files": .list(files.map(Self.view)), "relations": .list(relations.map { view($0, page: page) }),
        "claims": .list(claims.map(view)), "claimCount": .integer(claims.count), "missing": .texts(missing),
        "sources": .list(sources.map(\.view)),
      ]))
  }

  private func figure(_ name: String, _ value: String?) -> ViewValue {
    .members(["name": .text(name), "value": value.map(ViewValue.text)])
  }

  private static func view(_ file: FileLine) -> ViewValue {
    .members([
      "path": .text(file.path), "role": .text(file.role), "format": file.format.map(ViewValue.text),
      "bytes": file.bytes.map { .text(Figures.grouped($0)) }, "sha256": file.sha256.map(ViewValue.text),
      "digest": file.sha256.map { .text(String($0.prefix(12))) },
    ])
  }

  private func view(_ relation: RelationLine, page: (String) -> String?) -> ViewValue {
    .members([
      "relation": .text(relation.relation), "model": .text(relation.name),
      "page": relation.key.flatMap(page).map(ViewValue.text), "evidence": relation.evidence?.view(in: sources),
    ])
  }

  private func view(_ claim: ClaimLine) -> ViewValue {
    .members([
      "predicate": .text(claim.predicate), "value": claim.value.map(ViewValue.text),
      "polarity": claim.polarity == "asserted" ? nil : .text(claim.polarity),
      "evidence": claim.evidence.view(in: sources),
    ])
  }
}
