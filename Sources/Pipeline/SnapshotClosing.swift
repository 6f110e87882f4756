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

  /// - Returns: the snapshot, and whether it became the latest.
  func run() throws(StageFailure) -> (snapshot: Snapshot, isLatest: Bool) {
    var assembly = assembly
    let snapshot = try assembly.commit(receipt, to: folder)
    try Contract(stage).tolerate(snapshot)
    return (snapshot, try latest.set(stage))
  }
}
