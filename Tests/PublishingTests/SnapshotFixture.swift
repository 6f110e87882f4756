import Foundation
import Logging
import Records
import Stages

/// Writes snapshots that look like those of other stages, into a folder that goes with the test.
final class SnapshotFixture {
  let folder: String

  init() {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("publish-\(UUID().uuidString)").path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var data: String { folder + "/data" }
  var reports: String { folder + "/reports" }
  var site: String { ReportsFolder(path: reports).site }

  /// The records as a snapshot of the stage that the emitting type is called like.
  func snapshot<S: Stage>(_ stage: S.Type, _ records: [any Record], shards: Int = 2) async throws -> Snapshot {
    var request = RunRequest()
    request.data = data
    request.shards = shards
    request.asOf = try day("2026-11-23")
    return try await Given.$records.withValue(records) {
      try await StageRun(S.self, request).run(progress: StageProgress(), logger: Logger(label: "test"), force: true)
    }
  }

  /// The request of a run of publish over snapshots.
  func request(_ inputs: [Snapshot], previous: [String: Snapshot] = [:], shards: Int = 2) throws -> RunRequest {
    var request = RunRequest()
    request.inputs = inputs
    request.previous = previous
    request.data = data
    request.reports = reports
    request.shards = shards
    request.asOf = try day("2026-11-23")
    return request
  }

  func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw StageFailure(.wrongArguments, text) }
    return day
  }

  func read(_ path: String) throws -> String { String(decoding: try Files.read(site + "/" + path), as: UTF8.self) }
}

/// The records that the stages below emit.
enum Given {
  @TaskLocal static var records: [any Record] = []
}

struct GivenNormalise: Stage {
  static let name = "normalise"
  static let summary = "Emit what the test gives."
  static let writes: [any Record.Type] = [
    Model.self, Artifact.self, Dataset.self, Training.self, Evaluation.self, Relation.self, Claim.self, Source.self,
    Quality.self,
  ]
  init(options: NoOptions) {}
  func run(in context: StageContext) async throws { for record in Given.records { context.emit(record) } }
  // What is given decides the output.
  func ingredients(base: String) -> [String: String] {
    Dictionary(Given.records.map { ($0.id, String(decoding: $0.json, as: UTF8.self)) }) { $0 + $1 }
  }
}

struct GivenEvaluate: Stage {
  static let name = "evaluate"
  static let summary = "Emit what the test gives."
  static let writes: [any Record.Type] = [Evaluation.self, Execution.self]
  init(options: NoOptions) {}
  func run(in context: StageContext) async throws { for record in Given.records { context.emit(record) } }
  func ingredients(base: String) -> [String: String] { GivenNormalise(options: NoOptions()).ingredients(base: base) }
}

/// Emits sources, and refuses the card of each model that has none.
struct GivenFetch: Stage {
  static let name = "fetch"
  static let summary = "Emit what the test gives, and refuse cards."
  static let writes: [any Record.Type] = [Source.self]
  init(options: NoOptions) {}
  func run(in context: StageContext) async throws {
    for case let source as Source in Given.records { context.emit(source) }
    for case let model as Model in Given.records
    where !Given.records.contains(where: { ($0 as? Source)?.model == model.id }) {
      let reason = Rejection(.tooLarge, "README.md has 10,485,761 bytes, more than <b>10 MB</b>")
      context.reject("mz:source/refused-\(model.nativeId)", of: model.id, reason, zoo: model.zoo)
    }
    context.count("hf listed", 2)
    context.count("hf fetched", 1)
    context.count("hf rejected", 1)
  }
}
