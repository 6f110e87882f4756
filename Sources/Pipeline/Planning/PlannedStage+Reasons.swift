import Records
import Stages

/// Why a task is to be done, or is not.
public struct TaskReason: Sendable, Equatable {
  public enum Verdict: Sendable, Equatable {
    /// It is done: all that decides its output is as it was.
    case done
    /// These ingredients are others than when the latest snapshot was made.
    case changed([Fingerprint.Change])
    /// Nothing changed, but what it wrote is gone.
    case gone
    /// The stage has no snapshot in which the task was done.
    case new
    /// It has no name yet: that is made of what other tasks will have written.
    case later
  }

  public var part: TaskPart
  public var verdict: Verdict
}

/// How many of a stage's tasks are done.
public struct TaskCounts: Sendable, Equatable {
  public var done = 0
  public var toDo = 0
  /// Tasks of which that is not known yet.
  public var later = 0
}

extension PlannedStage {
  /// Each task with the reason, in the order in which they run.
  public func reasons() throws(StageFailure) -> [TaskReason] {
    let parts = description.parts(shards: recipe.shards)
    if state == .fresh { return parts.map { TaskReason(part: $0, verdict: .done) } }
    let tasks = try self.tasks()
    let known = ([tasks.prepare].compactMap { $0 } + tasks.shards).map { ($0.key.part, $0) }
    let named = Dictionary(known) { first, _ in first }
    let before = earlierIngredients()
    // Where every shard is done the gather's name could be known, but to have it the shards must be put together.
    return parts.map { part in
      guard let task = named[part] else { return TaskReason(part: part, verdict: .later) }
      if task.isDone { return TaskReason(part: part, verdict: .done) }
      guard let earlier = before[part] else { return TaskReason(part: part, verdict: .new) }
      let changes = Fingerprint(of: recipe.ingredients(of: task.key)).changes(since: earlier)
      return TaskReason(part: part, verdict: changes.isEmpty ? .gone : .changed(changes))
    }
  }

  /// How many tasks are done, without the reasons.
  public func counts() throws(StageFailure) -> TaskCounts {
    let all = description.parts(shards: recipe.shards).count
    if state == .fresh { return TaskCounts(done: all) }
    let tasks = try self.tasks()
    let named = ([tasks.prepare].compactMap { $0 } + tasks.shards)
    let done = named.count { $0.isDone }
    return TaskCounts(done: done, toDo: named.count - done, later: all - named.count)
  }

  /// What the tasks of the latest snapshot were made of.
  private func earlierIngredients() -> [TaskPart: [String: String]] {
    guard let latest, let snapshot = try? Snapshot(folder: "\(home)/\(latest)") else { return [:] }
    var found: [TaskPart: [String: String]] = [:]
    for key in snapshot.index.tasks {
      guard let receipt = Receipt(of: "\(store.folder)/\(key)"), let part = TaskPart(receipt.part)
      else { continue }
      found[part] = receipt.ingredients
    }
    return found
  }
}
