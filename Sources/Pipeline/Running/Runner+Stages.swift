import Manifests
import Stages

extension Runner {
  /// Begins a stage whose inputs are there; true where something came of it.
  func begin(_ work: Work) throws(StageFailure) -> Bool {
    let before = works.filter { work.stage.entry.from.contains($0.stage.name) }
    if before.contains(where: \.isBroken) {
      // What another of them has still to write may be needed, too.
      guard before.allSatisfy({ $0.isBroken || $0.phase == .done }), !isStopping else { return false }
      return try beginCut(work)
    }
    guard !isStopping else { return false }
    guard before.allSatisfy({ $0.phase == .done }) else { return try beginAhead(work, of: before) }
    // Where nothing was done, nothing is to be found that the plan does not know.
    if works.contains(where: { $0.ran > 0 }) || work.stage.state != .fresh {
      try plan.replan(work.stage.name)
    }
    guard let stage = plan.stage(work.stage.name) else { return false }
    work.stage = stage
    if stage.state == .fresh, !work.isForced, let snapshot = stage.snapshot {
      observer.happened(.fresh(stage))
      work.phase = .done
      work.reused = max(1, snapshot.index.tasks.count)
      try expect(stage)
      try Contract(stage).tolerate(snapshot)
      try latest.set(stage)
      return true
    }
    if stage.description.alone, !jobs.isEmpty { return false }
    try expect(stage)
    try work.begin()
    observer.happened(.started(stage, tasks: work.queue.count, reused: work.reused))
    return true
  }

  /// Begins the shards whose own input is there, where of what the stage reads some shards failed or were not asked for.
  ///
  /// What the manifest expects of the whole is not looked at: there is no whole, and nothing is put together from these.
  func beginCut(_ work: Work) throws(StageFailure) -> Bool {
    guard let (inputs, shards) = try salvaged(work) else {
      work.phase = .unreached
      return true
    }
    if work.stage.description.alone, !jobs.isEmpty { return false }
    try work.begin(over: inputs, shards: shards)
    observer.happened(.started(work.stage, tasks: work.queue.count, reused: work.reused))
    return true
  }

  /// What is there of what a stage reads, and the shards for which that is all they need; nil where there is none.
  func salvaged(_ work: Work) throws(StageFailure) -> (inputs: [Snapshot], shards: Set<Int>)? {
    let description = work.stage.description
    let hasFailed = works.contains { !$0.failures.isEmpty }
    guard settings.keepsGoing || !hasFailed, description.sharded, !description.prepares else { return nil }
    var inputs: [Snapshot] = []
    var shards = Set(0..<work.stage.recipe.shards)
    for name in work.stage.entry.from {
      if let earlier = works.first(where: { $0.stage.name == name }), earlier.isBroken {
        // What is gathered is made of all shards.
        guard Set(earlier.stage.description.gathers).isDisjoint(with: description.reads),
          let salvage = try earlier.salvage(day: earlier.day(plan))
        else { return nil }
        inputs.append(salvage.snapshot)
        shards.formIntersection(salvage.shards)
      } else if let snapshot = plan.stage(name)?.snapshot {
        inputs.append(snapshot)
      } else {
        return nil
      }
    }
    return shards.isEmpty ? nil : (inputs, shards)
  }

  /// Holds the stage's input against the manifest, which may demand more than when the stage last ran.
  func expect(_ stage: PlannedStage) throws(StageFailure) {
    let results = try Contract(stage).expectations()
    checked[stage.name] = results
    if let failure = Contract(stage).broken(results) { throw failure }
  }

  func partly(_ work: Work) {
    observer.happened(.said(work.stage, "\(work.ran) done, \(work.left) more to do before there is a snapshot"))
  }
}
