import Manifests
import Records
import Stages

/// How far a run is with one stage.
///
/// A stage goes through its phases in order; within a phase its tasks are independent. All decisions follow from what is
/// on disk, so a run that is killed and started again goes on where the tasks are.
final class Work {
  enum Phase {
    case waiting, prepare, shards, gather
    /// All tasks are done, and the snapshot has not got its name.
    case complete
    /// The snapshot is being put on disk.
    case closing
    case done, failed, unreached
    /// The tasks that were asked for are done, and others of the stage are not.
    case partly
    /// The shards are done whose input was there; of what the others read something failed.
    case cut
  }

  var stage: PlannedStage
  var phase = Phase.waiting
  /// Tasks of the phase that nobody has started.
  var queue: ArraySlice<TaskKey> = []
  var inFlight = 0
  /// Tasks whose output can be read and is not on disk yet.
  var landing = 0
  var failures: [(part: TaskPart, failure: StageFailure)] = []
  /// Tasks done in this run, and found done.
  var ran = 0
  var reused = 0
  var prepared: Snapshot?
  var assembly: SnapshotAssembly?
  /// The stage's one task, or its shards.
  private(set) var shards: [TaskKey] = []
  /// The shards whose input is there, where something before the stage failed or was not asked for; nil where all is.
  var cut: Set<Int>?
  /// Whether it was begun while what it reads was still being gathered.
  var isAhead = false
  /// Whether it waits for all that it reads, as there is nothing to do ahead of that.
  var isHeldBack = false
  /// Links to what is still being gathered, for tasks that are begun ahead.
  var links: [Snapshot] = []
  /// What is there of the stage for those that follow, where it ended without a snapshot.
  var salvage: Salvage?
  /// Shards that are done and not yet linked into the snapshot.
  var unlinked: [TaskKey] = []
  /// Shards that seem done, as they have their folder, and were not looked into.
  var unexamined: ArraySlice<TaskKey> = []
  /// Shards of which something is gone, to be done again once the stage is no longer ahead of what it reads.
  var incomplete: [TaskKey] = []
  /// Tasks that were found done, by key.
  var found: [String: Snapshot] = [:]
  private(set) var started = Clock.now()
  let isForced: Bool
  /// Bytes that one task is thought to need, by the last receipt.
  private(set) var memory = 0
  /// The tasks that were asked for; nil means all.
  let wanted: Set<TaskPart>?

  private let toolVersion: String
  /// Whether a program of the stage has spoken in this run already.
  var hasLog = false

  init(_ stage: PlannedStage, isForced: Bool, wanted: Set<TaskPart>?, toolVersion: String) {
    self.stage = stage
    self.toolVersion = toolVersion
    self.isForced = isForced
    self.wanted = wanted
  }

  /// Whether tasks are done though they are done already. Of a stage that publishes, the site is no part of what a task
  /// keeps: where it is gone or another's, it is written again.
  var redoes: Bool { isForced || stage.description.publishes }

  var isIdle: Bool { isStill && incomplete.isEmpty }
  /// Whether nothing goes on and nothing can, before what it reads has its name.
  var isStill: Bool { queue.isEmpty && inFlight == 0 && unexamined.isEmpty }
  /// Whether it has failed and nothing of it goes on. What still waits for the disk does: those that follow may read it.
  var hasEndedInFailure: Bool { !failures.isEmpty && isIdle && landing == 0 }
  var total: Int { ran + reused + queue.count + inFlight + landing }

  /// The day that the stage's snapshot shows: that of the world it was made from.
  func day(_ plan: Plan) -> Day {
    if stage.description.dependsOnDay { return plan.asOf }
    return (stage.inputs?.all ?? []).compactMap { Day($0.index.asOf) }.max() ?? plan.asOf
  }

  /// Enters the first phase.
  func begin() throws(StageFailure) {
    prepareToBegin()
    guard let inputs = stage.inputs else {
      throw StageFailure(.bug, "stage '\(stage.name)' was begun before its input")
    }
    if stage.description.prepares {
      phase = .prepare
      try enqueue([stage.recipe.key(.prepare, over: inputs.inputs(of: .prepare))])
      if isIdle { try advance(day: nil) }
    } else {
      try beginShards(inputs)
    }
  }

  /// Enters the phase of shards with those alone whose input is there.
  func begin(over inputs: [Snapshot], shards: Set<Int>) throws(StageFailure) {
    prepareToBegin()
    stage.read(inputs)
    cut = shards
    if let inputs = stage.inputs { try beginShards(inputs) }
  }

  private func prepareToBegin() {
    started = Clock.now()
    stage.sweep()
    if let latest = stage.latest, let receipt = Receipt(of: "\(stage.home)/\(latest)") {
      memory = receipt.peakMemoryBytes / max(1, receipt.tasks["at once"] ?? 1)
    }
  }

  private func beginShards(_ inputs: ShardedInputs) throws(StageFailure) {
    phase = .shards
    let parts = stage.description.parts(shards: stage.recipe.shards).filter { part in
      part == .whole || part.shard.map { cut?.contains($0) ?? true } ?? false
    }
    shards = parts.map {
      stage.recipe.key($0, over: inputs.inputs(of: $0), prepared: prepared?.preparedDigest)
    }
    let asked = wanted.map { wanted in shards.filter { wanted.contains($0.part) } } ?? shards
    // What is to be done is started first; what seems done is looked into meanwhile.
    let seemDone = redoes ? [] : asked.filter { Files.exists(stage.store.folder(of: $0)) }
    let names = Set(seemDone.map(\.text))
    queue = ArraySlice(asked.filter { !names.contains($0.text) })
    unexamined = ArraySlice(seemDone)
    reused += seemDone.count
  }

  /// Gives up what has not been started.
  func dropRest() {
    queue = []
    unexamined = []
    incomplete = []
  }

  /// The tasks of the phase that nobody has asked for and that are not done.
  var left: Int {
    guard wanted != nil else { return 0 }
    let beyond = cut == nil ? 0 : stage.recipe.shards - shards.count
    return beyond + shards.count { !stage.store.has($0) }
  }

  private func enqueue(_ keys: [TaskKey]) throws(StageFailure) {
    queue = []
    for key in keys {
      if !redoes, let task = try stage.store.task(key) {
        found[key.text] = task
        reused += 1
      } else {
        queue.append(key)
      }
    }
  }

  /// Goes on to the next phase, the tasks of this one being done; nil in `day` where no snapshot can be due yet.
  func advance(day: Day?) throws(StageFailure) {
    if cut != nil {
      phase = wanted == nil ? .cut : .partly
      return
    }
    guard let inputs = stage.inputs, let fingerprint = stage.fingerprint else { return }
    switch phase {
    case .prepare:
      let key = stage.recipe.key(.prepare, over: inputs.inputs(of: .prepare))
      prepared = try done(key)
      try beginShards(inputs)
    case .shards:
      guard let day else { return }
      if left > 0 {
        phase = .partly
        return
      }
      var assembly = try begunAssembly(fingerprint, day)
      if let prepared { try assembly.add(prepared) }
      for key in shards { try assembly.add(try done(key)) }
      self.assembly = assembly
      guard !stage.description.gathers.isEmpty else {
        phase = .complete
        return
      }
      phase = .gather
      try enqueue([gatherKey(assembly)])
      if !queue.isEmpty { try assembly.writeIndex() }
    case .gather:
      guard var assembly else { return }
      try assembly.add(try done(gatherKey(assembly)))
      self.assembly = assembly
      phase = .complete
    default: break
    }
  }

  /// Takes note of a task that was done in this run.
  func ran(_ part: TaskPart, isLinked: Bool) {
    ran += 1
    if !isLinked, let shard = part.shard, phase == .shards, shard < shards.count, shards[shard].part == part {
      unlinked.append(shards[shard])
    }
  }

  /// All that a task of the phase reads.
  func read(by part: TaskPart) -> [Snapshot] {
    if part == .gather { return [assembly?.gathered].compactMap { $0 } }
    return (stage.inputs?.inputs(of: part) ?? []) + [prepared].compactMap { $0 }
  }

  private func gatherKey(_ assembly: SnapshotAssembly) -> TaskKey {
    stage.recipe.key(.gather, over: [assembly.gathered])
  }

  /// What is left to do when all tasks are done.
  func closing(_ latest: LatestSnapshot) throws(StageFailure) -> SnapshotClosing {
    guard let assembly, let fingerprint = stage.fingerprint, let folder = stage.folder else {
      throw StageFailure(.bug, "stage '\(stage.name)' was finished before its tasks")
    }
    // Before the snapshot is there, as nobody looks after a stage that is done.
    discardLinks()
    var receipt = Receipt()
    receipt.ingredients = fingerprint.ingredients
    receipt.settings = stage.entry.settings
    receipt.inputs = Dictionary((stage.inputs?.all ?? []).map { ($0.stage, $0.index.fingerprint) }) { first, _ in first
    }
    receipt.tasks = ["run": ran, "reused": reused]
    receipt.toolVersion = toolVersion
    receipt.replaced = stage.latest ?? ""
    receipt.close(since: started)
    self.assembly = nil
    phase = .closing
    return SnapshotClosing(assembly: assembly, receipt: receipt, folder: folder, stage: stage, latest: latest)
  }

  func done(_ key: TaskKey) throws(StageFailure) -> Snapshot {
    if let task = found[key.text] { return task }
    if let task = try stage.store.task(key) { return task }
    throw StageFailure(
      .wrongArguments,
      "task '\(stage.name):\(key.part)' wrote something else than planned: something that it uses changed meanwhile; "
        + "run again")
  }
}
