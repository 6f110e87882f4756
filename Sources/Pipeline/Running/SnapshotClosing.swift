import Records
import Stages

/// What gives a stage's snapshot its name and makes it the latest, the tasks being done: it waits for the disk alone.
struct SnapshotClosing: Sendable {
  var assembly: SnapshotAssembly
  let receipt: Receipt
  /// Where the snapshot goes.
  let folder: String
  let stage: PlannedStage
  let latest: LatestSnapshot

  func run() throws(StageFailure) -> Outcome {
    var assembly = assembly
    // Who waits for the name of the latest waits for this one, too.
    let (snapshot, receipt) = try assembly.commit(receipt, to: folder, isAwaited: false)
    var isLatest = false
    defer { if !isLatest { Files.syncFolder(of: folder) } }
    try Contract(stage).tolerate(snapshot)
    isLatest = try latest.set(stage)
    return Outcome(snapshot: snapshot, receipt: receipt, isLatest: isLatest)
  }

  struct Outcome: Sendable {
    var snapshot: Snapshot
    var receipt: Receipt
    /// Whether it became the latest now.
    var isLatest: Bool
  }
}
