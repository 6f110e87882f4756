/// Everything that is known of one model, as its page shows it.
struct ModelPage: Sendable {
  /// A titled group of facts; `package` is the paper's name for it (Configuration, Dataset, Execution).
  struct Group: Sendable {
    var title: String
    var facts: [Fact]
    /// Said when there are no facts.
    var ifEmpty: String

    init(_ title: String, _ facts: [Fact], ifEmpty: String) {
      (self.title, self.facts, self.ifEmpty) = (title, facts, ifEmpty)
    }
  }

  struct FileLine: Sendable {
    var path: String
    var role: String
    var format: String?
    var bytes: Int?
    var sha256: String?

    init(path: String, role: String, format: String? = nil, bytes: Int? = nil, sha256: String? = nil) {
      (self.path, self.role, self.format, self.bytes, self.sha256) = (path, role, format, bytes, sha256)
    }
  }

  struct RelationLine: Sendable {
    /// "fine-tuned from", "quantised as"; read from this model to the other.
    var relation: String
    /// The other model's key when it is in the catalogue.
    var key: String?
    var name: String
    var evidence: Evidence?

    init(_ relation: String, key: String? = nil, name: String, evidence: Evidence? = nil) {
      (self.relation, self.key, self.name, self.evidence) = (relation, key, name, evidence)
    }
  }

  struct ClaimLine: Sendable {
    var predicate: String
    var value: String?
    var polarity: String
    /// Name and version of the code that read it.
    var extractor: String?
    var evidence: Evidence

    init(predicate: String, value: String?, polarity: String = "asserted", extractor: String? = nil, evidence: Evidence)
    {
      (self.predicate, self.value, self.polarity) = (predicate, value, polarity)
      (self.extractor, self.evidence) = (extractor, evidence)
    }
  }

  var row: CatalogueRow
  var title: String?
  var url: String?
  var revision: String?
  var isRemoved = false
  var groups: [Group] = []
  var results: [ResultLine] = []
  /// Results over parts of a data set, such as one class; folded away.
  var slices: [SliceTable] = []
  /// What is lost when samples are perturbed, one table for each benchmark.
  var perturbations: [PerturbationTable] = []
  /// Why it could not be measured, in a sentence.
  var unmeasured: String?
  var files: [FileLine] = []
  var relations: [RelationLine] = []
  var claims: [ClaimLine] = []
  /// How many claims there are, when the page lists only the first of them.
  var claimCount: Int?
  /// What was looked for and not found.
  var missing: [String] = []
  /// Fields without a value that the sentence about completeness does not count.
  var alsoMissing: [String] = []
  /// Why documents could not be had or read, a sentence each: then what is missing is unknown rather than absent.
  var unread: [String] = []
  /// How much of what is looked for the documents say, in a sentence.
  var completeness: String?
  var sources: [SourceLine] = []

  init(row: CatalogueRow) { self.row = row }

  /// `page` gives where another model is shown, from the site's root.
  func view(page: (String) -> String?) -> ViewValue {
    // Whether a zoo counts is its own affair; what we look for and do not find is said to be unknown.
    let counted = [
      row.downloads.map { figure("Downloads", Figures.grouped($0)) },
      row.likes.map { figure("Likes", Figures.grouped($0)) }, row.updated.map { figure("Updated", $0) },
    ]
    let figures: [ViewValue] =
      [
        figure("Parameters", row.parameters.map(Figures.short)),
        figure("Size", row.bytes.map(Figures.bytes)),
        figure("Measured accuracy", row.accuracy.map { Figures.percent($0.value) + " %" }),
      ] + counted.compactMap { $0 }
    // What no model of this zoo has is not worth a box on each of them.
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
        "hasResults": results.isEmpty ? nil : true, "slices": .list(slices.map(\.view)),
        "perturbations": .list(perturbations.map(\.view)),
        "hasFiles": files.isEmpty ? nil : true,
        "results": .list(
          results.enumerated().map { $1.view(after: $0 > 0 ? results[$0 - 1] : nil, in: sources) }),
        "unmeasured": unmeasured.map(ViewValue.text),
        "files": .list(files.map(Self.view)), "relations": .list(relations.map { view($0, page: page) }),
        "claims": .list(claims.map(view)), "claimCount": .text(Figures.grouped(claimCount ?? claims.count)),
        "claimsHidden": claimCount.flatMap { $0 > claims.count ? .text(Figures.grouped($0 - claims.count)) : nil },
        "missing": .texts(missing), "hasMissing": missing.isEmpty ? nil : true,
        "alsoMissing": .text(alsoMissing.joined(separator: ", ")), "unread": .texts(unread),
        "isUnread": unread.isEmpty ? nil : true,
        "completeness": completeness.map(ViewValue.text),
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
      "extractor": claim.extractor.map(ViewValue.text), "evidence": claim.evidence.view(in: sources),
    ])
  }
}
