import Glibc
import Stages

/// Holds what a task is to read against the digests that were written with it.
///
/// A plan looks at sizes alone. Bytes that a failing disk or a hand exchanged would otherwise go into all that is made of
/// them, under names that tell of the right ones.
final class InputCheck {
  private let data: String
  /// Files that were read and found right, by what their inodes say; snapshots and tasks share theirs.
  private var right: Set<String> = []

  init(data: String) { self.data = data }

  /// - Throws: `StageFailure` with code 75 where a file is not what was written. It is removed from the snapshot and from the
  ///   task that made it, so that the next run makes it again; earlier snapshots are left to `macaroni verify`.
  ///
  /// - Parameter consequence: what the next run does.
  func check(_ inputs: [Snapshot], consequence: String = "makes it again") throws(StageFailure) {
    for snapshot in inputs {
      for file in snapshot.index.files {
        let path = "\(snapshot.folder)/\(file.name)"
        if try isRight(path, file) { continue }
        let tasks = snapshot.index.tasks.map { "\(data)/\(snapshot.stage)/tasks/\($0)/\(file.name)" }
        for place in [path] + tasks where Files.exists(place) { try remove(place, unlessIs: file) }
        throw StageFailure(
          .tryAgainLater, "\(path) has other bytes than were written; it was removed, and the next run \(consequence)")
      }
    }
  }

  /// Holds the snapshots behind an earlier site, which a stage that publishes compares with, against theirs.
  func check(comparedBy stage: PlannedStage) throws(StageFailure) {
    for folder in stage.previous {
      guard let snapshot = try Snapshot.ifThere(folder) else { continue }
      try check([snapshot], consequence: "compares with a site before it")
    }
  }

  private func isRight(_ path: String, _ file: IndexedFile) throws(StageFailure) -> Bool {
    guard let identity = FileIdentity(path)?.text else { return false }
    if right.contains(identity) { return true }
    guard try Files.digest(of: path) == file.sha256 else { return false }
    right.insert(identity)
    return true
  }

  private func remove(_ path: String, unlessIs file: IndexedFile) throws(StageFailure) {
    if try isRight(path, file) { return }
    guard unlink(path) == 0 || errno == ENOENT else { throw Files.cannotWrite(path, errno) }
  }
}
