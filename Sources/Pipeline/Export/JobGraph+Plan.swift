import Manifests
import Stages

extension JobGraph {
  /// What a plan leaves to do, but for publishing, which `macaroni run` does when all expectations have been checked.
  ///
  /// A task that nobody can name yet, because what it reads is not there, is among them; its job says that it may be done.
  public init(_ plan: Plan) throws {
    let single = SingleTask(plan.planner)
    var jobs: [Job] = []
    for stage in plan.stages where stage.state != .fresh && !stage.description.publishes {
      let description = stage.description
      let receipt = stage.latest.flatMap { Receipt(of: "\(stage.home)/\($0)") }
      let memory = receipt.map { $0.peakMemoryBytes / max(1, $0.tasks["at once"] ?? 1) }.flatMap { $0 > 0 ? $0 : nil }
      let before = stage.entry.from.compactMap { plan.stage($0) }
      func job(_ part: Job.Part, _ waits: [Wait], mayBeDone: Bool) -> Job {
        Job(
          stage: stage.name, part: part, waits: waits.filter { wait in jobs.contains { $0.name == wait.job } },
          memoryBytes: memory, isAlone: description.alone, mayBeDone: mayBeDone)
      }
      let whole = before.map { Wait(Self.last(of: $0), .all) }
      guard description.sharded else {
        jobs.append(job(.whole, whole, mayBeDone: single.isDone(stage.name, .whole) == nil))
        continue
      }
      if description.prepares {
        let isDone = single.isDone(stage.name, .prepare)
        if isDone != true { jobs.append(job(.prepare, whole, mayBeDone: isDone == nil)) }
      }
      let standing = (0..<stage.recipe.shards).map { ($0, single.isDone(stage.name, .shard($0))) }
      let shards = standing.filter { $0.1 != true }.map(\.0)
      let mayBeDone = standing.contains { $0.1 == nil }
      if !shards.isEmpty {
        let waits = before.flatMap { earlier -> [Wait] in
          guard earlier.description.sharded else { return [Wait(Self.last(of: earlier), .all)] }
          let own = Wait(Job(stage: earlier.name, part: .shards([])).name, .sameShard)
          // What all shards were gathered into is there when the stage before is finished.
          let readsGathered = !Set(earlier.description.gathers).isDisjoint(with: description.reads)
          return readsGathered ? [own, Wait(Self.last(of: earlier), .all)] : [own]
        }
        let prepared = Wait(Job(stage: stage.name, part: .prepare).name, .all)
        jobs.append(job(.shards(shards), waits + [prepared], mayBeDone: mayBeDone))
      }
      jobs.append(
        job(.finish, [Wait(Job(stage: stage.name, part: .shards([])).name, .all)] + whole, mayBeDone: mayBeDone))
    }
    self.init(jobs: jobs)
  }

  /// The job after which a stage's snapshot is there.
  private static func last(of stage: PlannedStage) -> String {
    Job(stage: stage.name, part: stage.description.sharded ? .finish : .whole).name
  }
}
