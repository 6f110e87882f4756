import Glibc
import Manifests
import Stages

extension Runner {
  /// Ends every child, and waits until none is left.
  func cancel(_ signal: Int32) {
    self.signal = signal
    isStopping = true
    for process in jobs.keys { kill(process, SIGTERM) }
    let started = Clock.now().seconds
    while true {
      var status: Int32 = 0
      let process = waitpid(-1, &status, WNOHANG)
      if process < 0, errno == ECHILD { break }
      if process > 0 {
        if let job = jobs.removeValue(forKey: process) { job.draft?.discard() }
        continue
      }
      // What does not listen, or was started by a child, is ended the hard way.
      if Clock.now().seconds - started > 3 { for process in Machine.children { kill(process, SIGKILL) } }
      usleep(5000)
    }
    jobs = [:]
    disk.finish()
    for work in works { work.stage.sweep() }
  }

  var resume: String { settings.resume ?? ResumeCommand.text(["run", "--manifest", plan.manifest.file]) }

  func stopped() -> StageFailure {
    StageFailure(
      .tryAgainLater,
      "stopped by signal \(signal); what was done is kept, nothing half done is left; "
        + "'\(resume)' continues")
  }

  /// Ends a run that did what it could of single tasks, where others read more than those.
  private func admit(_ unreached: [String]) throws(StageFailure) {
    guard !unreached.isEmpty else { return }
    observer.happened(.unreached(unreached))
    let partly = works.filter { $0.phase == .partly }.map(\.stage.name).joined(separator: ", ")
    throw StageFailure(
      .tryAgainLater,
      "not reached: \(unreached.joined(separator: ", ")), which read more of \(partly) than was asked for; "
        + "'macaroni run' without single tasks does the rest")
  }

  /// Says what failed and what was not reached.
  func conclude() throws(StageFailure) {
    let failed = works.filter { !$0.failures.isEmpty }
    // Of what was not reached it is still true what was noted before.
    for work in works where [.done, .failed].contains(work.phase) { FailureNote(work.stage).keep(work.failures) }
    let unreached = works.compactMap(\.unreached)
    guard let first = failed.first, let failure = first.failures.first else { return try admit(unreached) }
    if !unreached.isEmpty { observer.happened(.unreached(unreached)) }
    let rest = unreached.isEmpty ? "" : "; not reached: \(unreached.joined(separator: ", "))"
    let count = failed.reduce(0) { $0 + $1.failures.count }
    let more = count > 1 ? " (and \(count - 1) more)" : ""
    let name =
      failure.part.shard == nil || first.stage.recipe.shards == 1
      ? first.stage.name : "\(first.stage.name):\(failure.part)"
    let isOwn = failure.failure.message.hasPrefix("stage '")
    let sentence = isOwn ? failure.failure.message : "stage '\(name)' failed: \(failure.failure.message)"
    throw StageFailure(
      failure.failure.code,
      "\(sentence)\(more)\(rest); '\(resume)' continues from \(first.stage.name)")
  }
}
