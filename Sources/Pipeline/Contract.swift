import Manifests
import Records
import Stages

/// What the manifest demands of a stage's input and output.
struct Contract {
  let stage: PlannedStage

  init(_ stage: PlannedStage) { self.stage = stage }

  /// Stops before the stage where its input is not what the manifest expects.
  func expect() throws(StageFailure) {
    for expectation in stage.entry.expectations {
      let count = (stage.inputs?.all ?? []).reduce(0) { $0 + $1.index.count(expectation.kind) }
      if let least = expectation.atLeast, count < least {
        throw StageFailure(
          .badData,
          "stage '\(stage.name)' expects at least \(least) \(expectation.kind) records and gets \(count); the snapshots are kept"
        )
      }
      var before = 0
      for folder in stage.previous { before += (try? Snapshot(folder: folder).index.count(expectation.kind)) ?? 0 }
      if let drop = expectation.dropAtMost, before > 0, Double(before - count) > drop * Double(before) {
        throw StageFailure(
          .badData,
          "stage '\(stage.name)' expects \(expectation.kind) records to drop by at most \(Self.percent(drop)), and they went from "
            + "\(before) to \(count); the snapshots and the published site are kept")
      }
    }
  }

  /// Stops behind the stage where it rejected more than the manifest tolerates.
  func tolerate(_ snapshot: Snapshot) throws(StageFailure) {
    guard let tolerated = stage.entry.tolerate else { return }
    let rejected = snapshot.index.count(RejectionRecord.kindName)
    let counts = snapshot.receipt?.counts ?? [:]
    let read = counts["listed"] ?? counts.filter { $0.key.hasPrefix("read ") }.values.reduce(0, +)
    guard read > 0, Double(rejected) > tolerated * Double(read) else { return }
    throw StageFailure(
      .badData,
      "stage '\(stage.name)' rejected \(rejected) of \(read) records, more than the \(Self.percent(tolerated)) that the manifest tolerates; "
        + "see the rejections in \(snapshot.folder)")
  }

  static func percent(_ share: Double) -> String { "\(PrintedNumber(share).scaled(byPowerOfTen: 2).canonical) %" }
}
