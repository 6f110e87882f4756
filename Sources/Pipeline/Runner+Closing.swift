import Manifests
import Stages

// Bringing together what is done: links while tasks run, and snapshots once all tasks of a stage are done.
extension Runner {
  /// Does a piece of what is to be done with tasks that are done; false where there is nothing.
  func tidy() -> Bool {
    guard signal == 0 else { return false }
    for work in works where work.phase == .complete {
      do throws(StageFailure) {
        if try close(work) { return true }
      } catch {
        fail(work, nil, error)
        return true
      }
    }
    return works.contains { $0.linkDone(atMost: 8, day: $0.day(plan)) }
  }

  /// Ends a stage of which all tasks are done, as soon as all that it reads has its name; true where something came of it.
  func close(_ work: Work) throws(StageFailure) -> Bool {
    if work.isAhead {
      let before = works.filter { work.stage.entry.from.contains($0.stage.name) }
      if before.contains(where: \.isBroken) {
        work.cut = Set(0..<work.stage.recipe.shards)
        work.phase = .cut
        return true
      }
      guard before.allSatisfy({ $0.phase == .done }) else { return false }
      try replan(work, expecting: work.stage.fingerprint)
    }
    let closing = try work.closing(latest)
    disk.run({ () throws(StageFailure) in try closing.run() }) { [self] outcome in
      switch outcome {
      case .success(let (snapshot, isLatest)): finished(work, snapshot, isLatest: isLatest)
      case .failure(let failure): fail(work, nil, failure)
      }
    }
    return true
  }

  /// Plans a stage over what has its name now: the same as was there without one.
  private func replan(_ work: Work, expecting fingerprint: Fingerprint?) throws(StageFailure) {
    try plan.replan(work.stage.name)
    guard let stage = plan.stage(work.stage.name), stage.fingerprint?.text == fingerprint?.text else {
      throw StageFailure(.tryAgainLater, "what stage '\(work.stage.name)' reads changed while it ran; run again")
    }
    work.stage = stage
    work.isAhead = false
  }

  func finished(_ work: Work, _ snapshot: Snapshot, isLatest: Bool) {
    work.phase = .done
    work.stage.finish(snapshot, isLatest: isLatest)
    // Those who read it find it in the plan.
    plan.take(work.stage)
    observer.happened(.finished(work.stage, snapshot))
  }

  var latest: LatestSnapshot { LatestSnapshot(asOf: plan.asOf, goesBack: settings.goesBack) }
}
