import Manifests
import Stages

// Bringing together what is done: links while tasks run, and snapshots once all tasks of a stage are done.
extension Runner {
  /// Does a piece of what is to be done with tasks that are done; false where there is nothing.
  func tidy() -> Bool {
    guard signal == 0 else { return false }
    for work in works where work.isAhead { if attempt(work, settle) { return true } }
    for work in works where work.canClose { if attempt(work, close) { return true } }
    return works.contains { attempt($0, bringTogether) }
  }

  /// Looks into some tasks that seem done, or else links some that are.
  private func bringTogether(_ work: Work) throws(StageFailure) -> Bool {
    if work.phase == .shards, try work.examine(atMost: 8) { return true }
    guard let linked = try work.linkDone(atMost: 8, day: work.day(plan)) else { return false }
    // What gathers would wait for this; of much more than this, the run's thread would not be heard of meanwhile.
    let bytes = linked.flatMap(\.index.files).reduce(0) { $0 + $1.bytes }
    if !work.stage.description.gathers.isEmpty, bytes < 1 << 20 { try inputs.check(linked) }
    return true
  }

  /// Lets a stage that was begun ahead read what has its name now; true where something came of it.
  private func settle(_ work: Work) throws(StageFailure) -> Bool {
    let before = works.filter { work.stage.entry.from.contains($0.stage.name) }
    if before.contains(where: \.isBroken) {
      guard work.phase == .complete || work.phase == .shards && work.isStill && !work.isIdle else { return false }
      work.cut = Set(0..<work.stage.recipe.shards)
      work.phase = .cut
      return true
    }
    guard before.allSatisfy({ $0.phase == .done }) else { return false }
    let inputs = work.stage.entry.from.compactMap { plan.stage($0)?.snapshot }
    guard work.stage.recipe.fingerprint(over: inputs).text == work.stage.fingerprint?.text else {
      throw StageFailure(.tryAgainLater, "what stage '\(work.stage.name)' reads changed while it ran; run again")
    }
    work.settle(over: inputs)
    plan.take(work.stage)
    return true
  }

  /// Ends a stage of which all tasks are done.
  private func close(_ work: Work) throws(StageFailure) -> Bool {
    let closing = try work.closing(latest)
    disk.run({ () throws(StageFailure) in try closing.run() }) { [self] outcome in
      switch outcome {
      case .success(let outcome): finished(work, outcome)
      case .failure(let failure): fail(work, nil, failure)
      }
    }
    return true
  }

  private func finished(_ work: Work, _ outcome: SnapshotClosing.Outcome) {
    work.phase = .done
    work.stage.finish(outcome.snapshot, isLatest: outcome.isLatest)
    // Those who read it find it in the plan.
    plan.take(work.stage)
    observer.happened(.finished(work.stage, outcome.snapshot, outcome.receipt))
  }

  var latest: LatestSnapshot { LatestSnapshot(asOf: plan.asOf, goesBack: settings.goesBack) }
}
