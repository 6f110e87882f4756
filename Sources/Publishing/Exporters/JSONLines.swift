import Records
import Stages

/// Offers the records as they are in the snapshots: JSON lines, one record a line.
///
/// A kind that is larger than 20 MB is cut at line ends into `<kind>-0001.jsonl` and so on, since hosts of static files
/// refuse large ones. Lines of one snapshot's shard are in the order of their ids.
struct JSONLines: Exporter {
  static let name = "json-lines"
  static let summary = "Offer the records as JSON lines."

  private static let kinds: [any Record.Type] = [
    Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self, Execution.self,
    Quality.self,
    Claim.self,
  ]
  private static let largestFile = 20_000_000

  init(options: NoOptions) {}

  func export(_ context: StageContext, to site: inout SiteBuilder) throws -> [ExportedFiles] {
    var exported: [ExportedFiles] = []
    for kind in Self.kinds {
      let files = context.snapshots.flatMap { snapshot in
        snapshot.index.files.filter { $0.kind == kind.kindName && $0.lines > 0 }.map { (snapshot.folder, $0) }
      }
      guard !files.isEmpty else { continue }
      var entry = ExportedFiles(name: kind.kindName)
      entry.records = files.reduce(0) { $0 + $1.1.lines }
      entry.bytes = files.reduce(0) { $0 + $1.1.bytes }
      let isWhole = entry.bytes <= Self.largestFile
      if kind == Claim.self, !isWhole {
        entry.note = "left out here for their size; each model’s own data holds its claims"
        exported.append(entry)
        continue
      }
      var part: [UInt8] = []
      func write() throws {
        let number = entry.paths.count + 1
        let path = "data/\(entry.name)\(isWhole ? "" : "-\(RecordShards.name(number))").jsonl"
        try site.add(part, at: path)
        entry.paths.append(path)
        part.removeAll(keepingCapacity: true)
      }
      for (folder, file) in files {
        let bytes = try Files.read(folder + "/" + file.name)
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
          if part.count + line.count + 1 > Self.largestFile, !part.isEmpty { try write() }
          part.append(contentsOf: line)
          part.append(0x0A)
        }
      }
      if !part.isEmpty { try write() }
      exported.append(entry)
    }
    return exported
  }
}
