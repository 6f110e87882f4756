import Manifests
import Stages

/// The program and the files that a foreign task was named by: they must be the planned ones when it begins, and must not
/// have been touched when it has ended. What was changed and put back meanwhile shows in the inode's times.
struct TaskWatch {
  private let stage: String
  private let program: String
  private let identity: String?
  private let uses: UsedFiles

  /// - Throws: `StageFailure` with code 75 where something has changed since the plan was made.
  init(_ stage: PlannedStage, base: String, _ cache: DigestCache) throws(StageFailure) {
    self.stage = stage.name
    program = stage.program
    identity = FileIdentity(stage.program)?.text
    uses = try UsedFiles(stage.entry.uses, base: base)
    guard try cache.digest(of: program) == stage.programDigest else { throw changed(program) }
    for (name, digest) in try uses.ingredients(cache) where stage.recipe.ingredients[name] != digest {
      throw changed(String(name.dropFirst("file ".count)))
    }
  }

  /// - Throws: `StageFailure` with code 75 where something was touched since the task began.
  func check() throws(StageFailure) {
    guard FileIdentity(program)?.text == identity else { throw changed(program) }
    if let name = uses.changed { throw changed(name) }
  }

  private func changed(_ name: String) -> StageFailure {
    StageFailure(.tryAgainLater, "\(name) changed while \(stage) ran; what it wrote does not count, run again")
  }
}
