import Archive
import Records
import Stages

/// Offers the records as they are in the snapshots: JSON lines, one record a line.
///
/// A kind that is larger than 20 MB is cut at line ends into `<kind>-0001.jsonl` and so on, since hosts of static files
/// refuse large ones; claims beyond that are gzipped, `claim-0001.jsonl.gz`, since they outweigh everything else. Lines
/// of one snapshot's shard are in the order of their ids. Rejections are those of all stages, so that what is not here
/// is here with its reason.
struct JSONLines: Exporter {
  static let name = "json-lines"
  static let summary = "Offer the records as JSON lines."
  static let version = 2

  private static let kinds: [any Record.Type] = [
    Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self, Execution.self,
    Quality.self, Claim.self, Source.self, RejectionRecord.self,
  ]
  /// The strictest common host takes 25 MB.
  private static let standardFile = 20_000_000

  private let largestFile: Int

  /// - Parameter largestFile: in bytes.
  init(largestFile: Int) { self.largestFile = largestFile }

  init(options: NoOptions) { self.init(largestFile: Self.standardFile) }

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
      let isWhole = entry.bytes <= largestFile
      let isPacked = kind == Claim.self && !isWhole
      if isPacked { entry.note = "gzipped from this size; each model’s own data holds its claims too" }
      var part: [UInt8] = []
      func write() throws {
        let number = entry.paths.count + 1
        let path =
          "data/\(entry.name)\(isWhole ? "" : "-\(RecordShards.name(number))").jsonl\(isPacked ? ".gz" : "")"
        try site.add(isPacked ? GzipMember.compress(part) : part, at: path)
        entry.paths.append(path)
        part.removeAll(keepingCapacity: true)
      }
      for (folder, file) in files {
        let bytes = try Files.read(folder + "/" + file.name)
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
          if part.count + line.count + 1 > largestFile, !part.isEmpty { try write() }
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
