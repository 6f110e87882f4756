import Logging
import Records
import Stages

/// Snapshots made of arrays, and stages run over them: a stage is tested with records, not with files.
public struct SnapshotFixture: Sendable {
  public let folder: TemporaryFolder
  public var shards = 1
  public var workers = 2

  public init(shards: Int = 1, workers: Int = 2) throws {
    folder = try TemporaryFolder()
    self.shards = shards
    self.workers = workers
  }

  public var data: String { folder.path + "/data" }

  /// A snapshot that holds the records, as if `stage` had written them.
  public func snapshot(_ records: [any Record], of stage: String = "given") async throws -> Snapshot {
    try await GivenRecords.$records.withValue(records) {
      try await GivenRecords.$name.withValue(stage) {
        var request = request()
        request.output = "\(data)/\(stage)/\(GivenRecords.digest(records))"
        return try await StageRun(GivenStage.self, request).run(progress: StageProgress(), logger: logger).renamed(
          stage)
      }
    }
  }

  /// Runs a stage over snapshots.
  public func run<S: Stage>(
    _ stage: S.Type, over inputs: [Snapshot], settings: JSON = [:], uses: [String] = [], base: String = ".",
    output: String? = nil,
    previous: [String: Snapshot] = [:], asOf: String = "2026-11-23", force: Bool = false
  ) async throws -> Snapshot {
    var request = request()
    request.inputs = inputs
    request.settings = settings
    request.uses = uses
    request.base = base
    request.output = output
    request.previous = previous
    request.reports = S.publishes ? folder.path + "/reports" : nil
    if let day = Day(asOf) { request.asOf = day }
    return try await StageRun(stage, request).run(progress: StageProgress(), logger: logger, force: force)
  }

  private func request() -> RunRequest {
    var request = RunRequest()
    request.data = data
    request.shards = shards
    request.workers = workers
    request.asOf = Day("2026-11-23") ?? .today()
    return request
  }

  private var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// A stage that writes what the test gives it.
private struct GivenStage: Stage {
  static let name = "given"
  static let summary = "Write what the test gives."
  static let writes: [any Record.Type] = Kinds.all.filter { $0.kindName != RejectionRecord.kindName }

  init(options: NoOptions) {}

  func run(in context: StageContext) async throws {
    for record in GivenRecords.records { context.emit(record) }
  }
}

private enum GivenRecords {
  @TaskLocal static var records: [any Record] = []
  @TaskLocal static var name = "given"

  static func digest(_ records: [any Record]) -> String {
    let id = Identifier.derived("given", records.map { .string(String(decoding: $0.json, as: UTF8.self)) })
    return String(id.suffix(12))
  }
}

extension Snapshot {
  /// The same files under an index that promises one record more of a kind, as if a line had been lost.
  public func promisingOneMore(of kind: String) throws -> Snapshot {
    var index = index
    for position in index.files.indices.filter({ index.files[$0].kind == kind }).prefix(1) {
      index.files[position].lines += 1
    }
    try Files.write(index.json, to: folder + "/" + SnapshotIndex.fileName)
    return try Snapshot(folder: folder)
  }

  /// The same records under the name of another stage.
  fileprivate func renamed(_ stage: String) throws -> Snapshot {
    guard stage != index.stage else { return self }
    var index = index
    index.stage = stage
    index.fingerprint = folder.split(separator: "/").last.map(String.init) ?? index.fingerprint
    try Files.write(index.json, to: folder + "/" + SnapshotIndex.fileName)
    return try Snapshot(folder: folder)
  }
}
