import CNative
import FoundationEssentials
import Glibc
import Manifests
import Records
import Stages

/// Does exactly one task, finding what it reads on disk: in the snapshots before it, or, where these are not put together
/// yet, in the tasks that its own shard depends on.
public struct SingleTask {
  /// What became of it.
  public struct Outcome: Sendable {
    /// The task's key, or the snapshot's fingerprint.
    public var key: String
    public var folder: String
    /// Whether it was done now; false where it was found done.
    public var ran: Bool
  }

  public var toolVersion = ""
  private let planner: Planner
  private let workers: Int
  private let isForced: Bool
  private let known = Known()

  private final class Known {
    var inputs: [String: [Snapshot]] = [:]
    var stages: [String: PlannedStage] = [:]
  }

  /// - Parameter workers: how many the task may have; nil means one per core.
  public init(_ planner: Planner, workers: Int? = nil, isForced: Bool = false) {
    self.planner = planner
    self.workers = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
    self.isForced = isForced
  }

  /// - Parameters:
  ///   - part: nil for the last task of the stage, which puts its snapshot together.
  ///   - talk: called with each line that the stage's program says.
  public func run(_ name: String, _ part: TaskPart?, talk: (String) -> Void) throws -> Outcome {
    let stage = try planned(name)
    let parts = stage.description.parts(shards: planner.manifest.shards)
    if let part {
      guard parts.contains(part) else {
        throw StageFailure(
          .wrongArguments, "stage '\(name)' has no task '\(part)'; it has \(TaskPart.list(parts))")
      }
      let (key, ran) = try perform(stage, part, talk: talk)
      return Outcome(key: key.text, folder: stage.store.folder(of: key), ran: ran)
    }
    return try finish(stage, parts, talk: talk)
  }

  /// Whether a task is done; nil where it has no name yet, because what it reads is not there.
  public func isDone(_ name: String, _ part: TaskPart) -> Bool? {
    guard let stage = try? planned(name), let key = try? key(stage, part) else { return nil }
    return stage.store.has(key)
  }

  // MARK: What is read

  private func planned(_ name: String) throws -> PlannedStage {
    if let stage = known.stages[name] { return stage }
    guard let entry = planner.manifest.stage(name) else {
      throw StageFailure(.wrongArguments, "the manifest has no stage '\(name)'")
    }
    let stage = try planner.plan(entry, after: try entry.from.map { try planned($0) })
    known.stages[name] = stage
    return stage
  }

  /// What a task reads.
  ///
  /// - Throws: `StageFailure` with code 75 and the missing task's name, where it is not there.
  private func inputs(_ stage: PlannedStage, _ part: TaskPart) throws -> [Snapshot] {
    if let inputs = stage.inputs { return inputs.inputs(of: part) }
    let memory = "\(stage.name):\(part.shard.map { "\($0)" } ?? "all")"
    if let inputs = known.inputs[memory] { return inputs }
    var inputs: [Snapshot] = []
    for name in stage.entry.from {
      let before = try planned(name)
      if let snapshot = before.snapshot {
        inputs.append(snapshot)
      } else if let shard = part.shard, before.description.sharded {
        inputs.append(try done(before, .shard(shard)))
        // What all shards read is the gather's, and only where this stage reads it.
        let gathered = Set(before.description.gathers)
        if !gathered.isDisjoint(with: stage.description.reads) { throw missing(before, nil) }
      } else if !before.description.sharded {
        inputs.append(try done(before, .whole))
      } else {
        throw missing(before, nil)
      }
    }
    let cut = ShardedInputs(inputs, read: stage.description).inputs(of: part)
    known.inputs[memory] = cut
    return cut
  }

  private func done(_ stage: PlannedStage, _ part: TaskPart) throws -> Snapshot {
    guard let task = try stage.store.task(key(stage, part)) else { throw missing(stage, part) }
    return task
  }

  private func key(_ stage: PlannedStage, _ part: TaskPart) throws -> TaskKey {
    let inputs = try inputs(stage, part)
    guard stage.description.prepares, part.shard != nil else { return stage.recipe.key(part, over: inputs) }
    let prepared = try done(stage, .prepare)
    return stage.recipe.key(part, over: inputs, prepared: prepared.preparedDigest)
  }

  private func missing(_ stage: PlannedStage, _ part: TaskPart?) -> StageFailure {
    let name = part.map { stage.description.sharded ? "\(stage.name):\($0)" : stage.name } ?? stage.name
    return StageFailure(.tryAgainLater, "what '\(name)' writes is not there yet; run 'macaroni task \(name)' first")
  }

  // MARK: Doing it

  private func perform(
    _ stage: PlannedStage, _ part: TaskPart, gathered: SnapshotAssembly? = nil, talk: (String) -> Void
  ) throws -> (key: TaskKey, ran: Bool) {
    let inputs = try gathered.map { [$0.gathered] } ?? inputs(stage, part)
    let key = try gathered == nil ? key(stage, part) : stage.recipe.key(part, over: inputs)
    let isForced = isForced || stage.description.publishes
    if !isForced, stage.store.has(key) { return (key, false) }
    try PastDay(asOf: planner.asOf).spareSite(from: stage, reports: planner.reports)
    if part == .whole || part == .prepare { try Contract(stage).expect() }
    var command = TaskCommand(
      stage: stage, manifestFolder: planner.manifest.folder, data: planner.data, reports: planner.reports,
      asOf: planner.asOf, inputs: gathered == nil ? inputs.map(\.folder) : stage.inputFolders)
    command.prepared = stage.description.prepares && part.shard != nil ? try done(stage, .prepare) : nil
    command.gathered = gathered?.folder
    let check = InputCheck(data: planner.data)
    try check.check(inputs + [command.prepared].compactMap { $0 })
    try check.check(comparedBy: stage)
    let log = try TaskLog(home: stage.home, name: "\(part)")
    let started = Clock.now()
    if stage.description.batches {
      let words = command.batch([part], workers: workers, isForced: isForced, keepGoing: false, more: [])
      try start(stage, words, Child.environment, log, talk)
    } else {
      let watch = try TaskWatch(stage, base: planner.manifest.folder, planner.cache)
      let draft = try stage.store.draft(key)
      do {
        let usage = try start(
          stage, command.one(part, output: draft.folder),
          Child.environment + command.variables(part, output: draft.folder), log, talk)
        try watch.check()
        var run = ForeignRun(started: started, usage)
        run.settings = stage.entry.settings
        run.toolVersion = toolVersion
        let output = try draft.output(
          writtenBy: stage.description, stage.recipe, over: inputs, asOf: day(stage, inputs), run)
        try draft.commit(output, replacing: isForced)
      } catch {
        draft.discard()
        throw error
      }
    }
    guard stage.store.has(key) else {
      throw StageFailure(
        .wrongArguments,
        "task '\(stage.name):\(part)' wrote something else than planned: something that it uses changed meanwhile; run again"
      )
    }
    return (key, true)
  }

  /// Runs the stage's program to its end.
  @discardableResult
  private func start(
    _ stage: PlannedStage, _ words: [String], _ environment: [String], _ log: TaskLog, _ talk: (String) -> Void
  ) throws -> rusage {
    let pipe = try Pipe()
    let process = try Child.start(
      stage.program, words, environment: environment, output: log.file, errors: pipe.writing)
    pipe.closeWriting()
    var last = ""
    var isOpen = true
    while isOpen {
      isOpen = pipe.readLines { line in
        last = line
        log.write(line)
        talk(line)
      }
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    log.close()
    let code = Child.code(status)
    guard code == 0 else {
      throw Child.failure(
        of: stage.name, code, lastWords: last, in: stage.home, isForeign: !stage.description.batches)
    }
    return usage
  }

  private func day(_ stage: PlannedStage, _ inputs: [Snapshot]) -> Day {
    stage.description.dependsOnDay ? planner.asOf : inputs.compactMap { Day($0.index.asOf) }.max() ?? planner.asOf
  }

  /// Gathers the shards and puts the snapshot together.
  private func finish(_ stage: PlannedStage, _ parts: [TaskPart], talk: (String) -> Void) throws -> Outcome {
    guard let inputs = stage.inputs, let fingerprint = stage.fingerprint, let folder = stage.folder else {
      // A stage that is one task needs no snapshot before it, only what they are made of.
      for name in stage.entry.from where try planned(name).snapshot == nil { throw missing(try planned(name), nil) }
      throw StageFailure(.bug, "stage '\(stage.name)' has no name though all it reads is there")
    }
    if stage.state == .fresh, !isForced { return Outcome(key: fingerprint.text, folder: folder, ran: false) }
    let started = Clock.now()
    var ran = false
    if !stage.description.sharded { ran = try perform(stage, .whole, talk: talk).ran }
    if stage.description.sharded { try Contract(stage).expect() }
    var assembly = try SnapshotAssembly(
      home: stage.home, description: stage.description, fingerprint: fingerprint, asOf: day(stage, inputs.all),
      shards: stage.recipe.shards)
    for part in parts where part != .gather { try assembly.add(try done(stage, part)) }
    if !stage.description.gathers.isEmpty {
      try assembly.writeIndex()
      let (key, now) = try perform(stage, .gather, gathered: assembly, talk: talk)
      ran = now
      if let task = try stage.store.task(key) { try assembly.add(task) }
    }
    var receipt = Receipt()
    receipt.ingredients = fingerprint.ingredients
    receipt.settings = stage.entry.settings
    receipt.inputs = Dictionary(inputs.all.map { ($0.stage, $0.index.fingerprint) }) { first, _ in first }
    receipt.toolVersion = toolVersion
    receipt.replaced = stage.latest ?? ""
    receipt.close(since: started)
    let snapshot = try assembly.commit(receipt, to: folder).snapshot
    try Contract(stage).tolerate(snapshot)
    if !PastDay(asOf: planner.asOf).isBefore(latestOf: stage) {
      try LatestName(home: stage.home).set(fingerprint.text)
    }
    return Outcome(key: fingerprint.text, folder: folder, ran: ran)
  }
}
