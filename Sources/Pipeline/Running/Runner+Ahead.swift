import Manifests
import Stages

// A stage is begun while what it reads is still being gathered, where it does not read what the gathering writes: what the
// shards wrote is all there. Only its snapshot waits. Programs that take many tasks at once are not started so: they would
// keep for all of them the one core that is free beside the gathering.
extension Runner {
  /// Begins a stage ahead of what it reads; true where something came of it.
  func beginAhead(_ work: Work, of before: [Work]) throws(StageFailure) -> Bool {
    guard work.canGoAhead, before.allSatisfy({ $0.phase == .done || $0.canBeRead(by: work.stage.description) }) else {
      return false
    }
    let unfinished = before.filter { $0.phase != .done }
    let growing = Dictionary(unfinished.compactMap { work in work.assembly.map { (work.stage.name, $0.gathered) } }) {
      first, _ in first
    }
    guard let stage = try plan.planned(work.stage.name, over: growing), stage.state != .fresh else {
      work.isHeldBack = true
      return false
    }
    work.stage = stage
    work.isAhead = true
    try expect(stage)
    try work.begin()
    try work.link(to: unfinished)
    observer.happened(.started(work.stage, tasks: work.queue.count, reused: work.reused))
    return true
  }
}

extension Work {
  /// Whether the stage can be begun before all that it reads has its name.
  var canGoAhead: Bool {
    let description = stage.description
    return description.sharded && !description.prepares && !description.batches && !description.alone
      && !description.publishes && stage.entry.expectations.isEmpty && wanted == nil && !isHeldBack
  }

  /// Whether what the shards wrote is all that a stage reads of this one, and is there.
  func canBeRead(by reader: StageDescription) -> Bool {
    guard phase == .gather || phase == .complete, failures.isEmpty, assembly != nil else { return false }
    return Set(stage.description.gathers).isDisjoint(with: reader.reads)
  }

  /// Gives the tasks that are to be done links to what they read, as it moves when it gets its name.
  func link(to unfinished: [Work]) throws(StageFailure) {
    let shards = Set(queue.compactMap(\.part.shard))
    guard !shards.isEmpty, let given = stage.inputs?.given else { return }
    var inputs: [Snapshot] = []
    for snapshot in given {
      guard let assembly = unfinished.first(where: { $0.stage.name == snapshot.stage })?.assembly else {
        inputs.append(snapshot)
        continue
      }
      let linked = try assembly.linked(shards, in: stage.home)
      links.append(linked)
      inputs.append(linked)
    }
    stage.read(same: inputs)
  }

  func discardLinks() {
    // What cannot be removed is swept by the next run.
    for snapshot in links { try? Files.remove(snapshot.folder) }
    links = []
  }
}
