import Foundation
import Hashing
import Records
import Stages

/// Writes the catalogue as a site of static files.
///
/// Readers see the site before or the site after, never a mixture. Two runs over the same snapshots write the same
/// bytes.
public struct PublishStage: Stage {
  public static let name = "publish"
  public static let summary = "Write the catalogue as a site of static files."
  public static let version = 3
  public static let publishes = true
  public static let reads: [any Record.Type] = [
    Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self, Execution.self, Claim.self,
    Source.self, Quality.self, RejectionRecord.self,
  ]
  public static let writes: [any Record.Type] = []

  public struct Options: Decodable, Sendable {
    /// The name on top of every page; "Macaroni".
    var title: String?
    /// What is written for machines beside the pages; `[json-lines]`.
    var exporters: [ComponentChoice]?
  }

  private let title: String
  private let choices: [ComponentChoice]
  private let exporters: [any Exporter]

  public init(options: Options) throws {
    title = options.title ?? "Macaroni"
    guard (1...60).contains(title.unicodeScalars.count) else {
      throw InvalidSetting("title", title, expected: "a name of 1 to 60 letters")
    }
    choices = options.exporters ?? [ComponentChoice(JSONLines.name)]
    exporters = try Exporters.all.make(choices, of: "exporters")
  }

  public func ingredients(base: String) -> [String: String] { Exporters.all.versions(of: choices) }

  public func check(_ uses: UsedFiles, base: String) throws { _ = try Vocabulary(uses) }

  public func run(in context: StageContext) async throws {
    guard let reports = context.reports else {
      throw StageFailure(.wrongArguments, "publish needs a folder to write the site to; give --reports")
    }
    let labels = Labels(
      vocabulary: try Vocabulary(context.uses),
      datasets: Dictionary(try context.records(Dataset.self).map { ($0.id, $0.name) }) { first, _ in first })
    let catalogue = try CatalogueIndex(context, labels: labels)
    try await reports.replace(fingerprint: context.fingerprint) { folder in
      do {
        try await write(context, catalogue, labels, to: folder)
      } catch let failure as SiteFailure {
        throw StageFailure(failure.exitStatus, failure.description)
      }
    }
  }

  private func write(
    _ context: StageContext, _ catalogue: CatalogueIndex, _ labels: Labels, to folder: String
  ) async throws {
    let coverage = try CoverageMaker(context: context, catalogue: catalogue).page()
    let rows = Array(catalogue.rows.values)
    let note = SnapshotNote(
      title: title, date: "\(context.asOf)",
      fingerprint: (context.snapshots.first { $0.stage == "normalise" } ?? context.snapshots.first)?.index.fingerprint
        ?? context.fingerprint,
      models: rows.count, evaluated: rows.count(where: \.isEvaluated),
      listed: coverage.zoos.reduce(0) { $0 + $1.listed }, fetched: coverage.zoos.reduce(0) { $0 + $1.fetched })
    let shared = SharedSite(
      try SiteBuilder(
        writer: SiteWriter(folder: URL(fileURLWithPath: folder)) { SHA256.digest(of: $0).hex }, snapshot: note,
        models: rows),
      try ChangesMaker(context: context, catalogue: catalogue, labels: labels).page())
    try await writePages(context, catalogue, labels, to: shared)
    var (site, changes, examples) = shared.result
    var boards = RobustnessBoards(catalogue: catalogue, labels: labels, examples: examples)
    let robustness = boards.page(documents: context.documents)
    for (path, bytes) in boards.images.sorted(by: { $0.key.precedes($1.key) }) { try site.add(bytes, at: path) }
    var exported: [ExportedFiles] = []
    for exporter in exporters { exported += try exporter.export(context, to: &site) }
    let files = try site.finish(
      measured: MeasuredModels(catalogue: catalogue, labels: labels).all, robustness: robustness, changes: changes,
      coverage: coverage, exported: exported)
    context.count("files", files)
    context.count("pages", rows.count)
  }

  private func writePages(
    _ context: StageContext, _ catalogue: CatalogueIndex, _ labels: Labels, to site: SharedSite
  ) async throws {
    let maker = PageMaker(catalogue: catalogue, labels: labels)
    let renderer = site.result.builder.renderer
    try await context.forEachShard { shard, _ in
      site.keep(try context.records(Execution.self, shard: shard).filter { $0.mode == "example" })
      for records in try ModelRecords.of(shard: shard, in: context) {
        guard let row = catalogue.rows[records.model.id] else { continue }
        let page = maker.page(of: records, row: row)
        try site.add(renderer.render(page), of: page)
      }
    }
  }
}

extension SiteFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .cannotWrite: .cannotWrite
    case .missingBundle: .wrongArguments
    case .badTemplate, .unsafePath, .writtenTwice: .bug
    }
  }
}
