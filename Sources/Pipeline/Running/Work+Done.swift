import Manifests
import Stages

// What a stage does with tasks that are done while others run: it looks into them and links what they wrote.
extension Work {
  /// Looks into some of the tasks that seem done; those of which something is gone are done again.
  ///
  /// - Returns: whether there was any.
  func examine(atMost count: Int) throws(StageFailure) -> Bool {
    let keys = unexamined.prefix(count)
    unexamined.removeFirst(keys.count)
    for key in keys {
      if let task = try stage.store.task(key) {
        found[key.text] = task
        unlinked.append(key)
        continue
      }
      reused -= 1
      if isAhead { incomplete.append(key) } else { queue.append(key) }
    }
    return !keys.isEmpty
  }

  /// Reads from now on the snapshots themselves, instead of links to what was still being gathered.
  func settle(over inputs: [Snapshot]) {
    stage.read(same: inputs)
    isAhead = false
    queue += incomplete
    incomplete = []
  }

  /// The assembly as far as there is one.
  func begunAssembly(_ fingerprint: Fingerprint, _ day: Day) throws(StageFailure) -> SnapshotAssembly {
    defer { assembly = nil }
    if let assembly { return assembly }
    return try SnapshotAssembly(
      home: stage.home, description: stage.description, fingerprint: fingerprint, asOf: day,
      shards: stage.recipe.shards)
  }

  /// Links some of what is done into the snapshot, while other tasks run.
  ///
  /// - Returns: what was linked, where it lies now; nil where there was nothing to link.
  func linkDone(atMost count: Int, day: @autoclosure () -> Day) throws(StageFailure) -> [Snapshot]? {
    guard phase == .shards, cut == nil, wanted == nil, let fingerprint = stage.fingerprint, !unlinked.isEmpty else {
      return nil
    }
    let keys = unlinked.suffix(count)
    unlinked.removeLast(keys.count)
    var assembly = try begunAssembly(fingerprint, day())
    // What was begun is removed with it where this fails.
    defer { self.assembly = assembly }
    var linked: [Snapshot] = []
    for key in keys { if let task = try assembly.link(try done(key)) { linked.append(task) } }
    return linked
  }

  /// Whether the snapshot can get its name: all that it is made of is on disk, and so is what it was made from.
  var canClose: Bool { phase == .complete && landing == 0 && failures.isEmpty && !isAhead }

  /// Links what a task wrote that is not on disk yet, so that those that read it can begin; false where that has to wait.
  func take(_ key: TaskKey, _ output: ForeignOutput, day: Day) throws(StageFailure) -> Bool {
    guard phase == .shards, cut == nil, wanted == nil, failures.isEmpty, let fingerprint = stage.fingerprint else {
      return false
    }
    var assembly = try begunAssembly(fingerprint, day)
    defer { self.assembly = assembly }
    try assembly.link(output.written)
    found[key.text] = output.task
    return true
  }
}
