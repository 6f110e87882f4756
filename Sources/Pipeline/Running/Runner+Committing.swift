import Glibc
import Manifests
import Stages

// What a foreign program wrote is looked at and then put on disk, both beside the run's own thread. Between the two those can
// begin that read it, over links to its bytes: a task's name says what it read, so that it holds whatever becomes of who wrote
// that. Its slot is free then, too: a kill costs nothing of it, as the next run takes in what is complete (`TaskStore.sweep`).
// Only the snapshot waits until all tasks of its stage are on disk.
extension Runner {
  /// Takes in what a program left, which counts as running until it was looked at.
  func commit(_ draft: TaskDraft, _ key: TaskKey, _ job: Job, _ usage: rusage) {
    let work = job.work
    let (description, recipe) = (work.stage.description, work.stage.recipe)
    let (inputs, day) = (work.stage.inputs?.inputs(of: key.part) ?? [], work.day(plan))
    var run = ForeignRun(started: job.started, usage)
    run.settings = work.stage.entry.settings
    run.toolVersion = settings.toolVersion
    do throws(StageFailure) {
      try job.watch?.check()
    } catch {
      draft.discard()
      return fail(work, key.part, error)
    }
    let seconds = Clock.now().seconds - job.started.seconds
    work.inFlight += 1
    examining += 1
    disk.run({ [run] () throws(StageFailure) in
      try draft.output(writtenBy: description, recipe, over: inputs, asOf: day, run)
    }) { [self] outcome in
      do throws(StageFailure) {
        let output = try outcome.get()
        examining -= 1
        landing += 1
        let isLinked = try work.take(key, output, day: day)
        if isLinked {
          work.inFlight -= 1
          work.landing += 1
        }
        land(draft, key, output, of: work, seconds: seconds, isLinked: isLinked)
      } catch {
        work.inFlight -= 1
        if case .success = outcome { landing -= 1 } else { examining -= 1 }
        draft.discard()
        if signal == 0 { fail(work, key.part, error) }
      }
    }
  }

  private func land(
    _ draft: TaskDraft, _ key: TaskKey, _ output: ForeignOutput, of work: Work, seconds: Double, isLinked: Bool
  ) {
    let (replaces, store) = (work.redoes, work.stage.store)
    disk.run({ () throws(StageFailure) in
      let isOwn = try draft.commit(output, replacing: replaces)
      guard isLinked, !isOwn, try store.task(key)?.index.files != output.task.index.files else { return }
      throw StageFailure(.tryAgainLater, "another process did it meanwhile and wrote something else; run again")
    }) { [self] outcome in
      if isLinked { work.landing -= 1 } else { work.inFlight -= 1 }
      landing -= 1
      switch outcome {
      case .success: done(work, key.part, seconds: seconds, isLinked: isLinked)
      case .failure(let failure):
        draft.discard()
        if signal == 0 { fail(work, key.part, failure) }
      }
    }
  }
}
