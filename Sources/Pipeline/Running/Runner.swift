import CNative
import FoundationEssentials
import Manifests
import Records
import Stages

/// Carries out a plan: stages that are ready run side by side, and within a stage the shards that changed.
///
/// One thread, no queues: it starts programs, waits for what they say and how they end, and decides again. Everything that
/// it knows is on disk, so it can be killed at any moment.
public final class Runner {
  public struct Settings: Sendable {
    /// Tasks at once; nil means one per core.
    public var jobs: Int?
    /// Stages to run even if they are fresh.
    public var forced: Set<String> = []
    /// Single tasks to do, by stage; a stage that is not named does all of its own.
    public var parts: [String: Set<TaskPart>] = [:]
    /// Whether a failed task keeps the others from being started.
    public var keepsGoing = false
    /// Bytes that running tasks may need together, by their last receipts; nil means nine tenths of what is free.
    public var memory: Int?
    /// Further arguments for the stages' programs: `--verbose`.
    public var arguments: [String] = []
    public var toolVersion = ""
    /// Whether a site of a later day may be replaced, as `macaroni restore` does.
    public var goesBack = false
    /// The command that goes on where the run ends; nil means one that names the manifest alone.
    public var resume: String?

    public init() {}
  }

  /// The plan as far as it has become known.
  public internal(set) var plan: Plan
  let settings: Settings
  let observer: any RunObserver
  var works: [Work] = []
  var jobs: [pid_t: Job] = [:]
  let slots: Int
  let memory: Int
  let inputs: InputCheck
  let disk: DiskWork
  /// Tasks whose program has ended and that were not looked at yet.
  var examining = 0
  /// Complete tasks that are not on disk yet.
  var landing = 0
  var isStopping = false
  var signal: Int32 = 0
  /// What became of the manifest's expectations, by stage, as far as they were looked at.
  public internal(set) var checked: [String: [ContractResult]] = [:]
  /// Tasks run, and found done, over all stages.
  public var counts: (run: Int, reused: Int) {
    works.reduce((0, 0)) { ($0.0 + $1.ran, $0.1 + $1.reused) }
  }
  /// Tasks that this run did, by stage; what it found done is not in it.
  public var ran: [String: Int] { Dictionary(works.map { ($0.stage.name, $0.ran) }) { first, _ in first } }

  /// Stages that failed, or were stopped. One that was begun ahead of what it reads is not reached where that fails.
  public var failed: Set<String> {
    Set(works.filter { !$0.failures.isEmpty || isActive($0) && !$0.isAhead }.map(\.stage.name))
  }

  public init(_ plan: Plan, _ settings: Settings, observer: any RunObserver) throws(StageFailure) {
    disk = try DiskWork()
    self.plan = plan
    self.settings = settings
    self.observer = observer
    inputs = InputCheck(data: plan.data)
    slots = max(1, settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    memory = settings.memory ?? Machine.freeMemory / 10 * 9
  }

  /// Runs the named stages that need it.
  ///
  /// - Throws: the first failure, with the stages that were not reached and how to go on.
  public func run(_ names: [String]) throws {
    works = plan.stages.filter { names.contains($0.name) }.map {
      Work(
        $0, isForced: settings.forced.contains($0.name), wanted: settings.parts[$0.name],
        toolVersion: settings.toolVersion)
    }
    try check(settings.parts)
    if !settings.goesBack {
      for work in works { try PastDay(asOf: plan.asOf).spareSite(from: work.stage, reports: plan.reports) }
    }
    let signals = macaroni_catch_signals()
    guard signals >= 0 else {
      throw StageFailure(.bug, "signals cannot be waited for: \(String(cString: strerror(-signals)))")
    }
    _ = macaroni_adopt_orphans()
    ReportsFolder(path: plan.reports).sweep()
    while true {
      step()
      let isBusy = !jobs.isEmpty || disk.pending > 0
      // What is done is brought together while nothing has to be started.
      if isBusy, wait(signals, upTo: 0) { continue }
      if tidy() { continue }
      if isBusy {
        wait(signals, upTo: 1000)
      } else if isStopping || !works.contains(where: isActive) {
        break
      }
    }
    for work in works { work.discardUnfinished() }
    // Of stages that were not asked for, the snapshot may be there for what this run made.
    for stage in plan.stages where stage.state != .fresh && !names.contains(stage.name) { try? plan.replan(stage.name) }
    plan.planner.cache.save()
    if signal != 0 { throw stopped() }
    try conclude()
  }

  private func check(_ parts: [String: Set<TaskPart>]) throws(StageFailure) {
    for (name, wanted) in parts {
      guard let stage = plan.stage(name) else { continue }
      let known = stage.description.parts(shards: stage.recipe.shards)
      for part in wanted where !known.contains(part) {
        throw StageFailure(
          .wrongArguments, "stage '\(name)' has no task '\(part)'; it has \(TaskPart.list(known))")
      }
    }
  }

  private func isActive(_ work: Work) -> Bool { [.prepare, .shards, .gather].contains(work.phase) }

  // MARK: Deciding

  /// Starts all that can be started.
  private func step() {
    var isMoving = true
    while isMoving, signal == 0 {
      isMoving = false
      for work in works { isMoving = attempt(work, move) || isMoving }
      // Those who read the shards begin first: more waits for them than for what is gathered.
      if isMoving || isStopping { continue }
      for work in works where work.phase == .gather { isMoving = attempt(work, startGather) || isMoving }
    }
  }

  /// Takes a stage as far as it goes now, but for the start of what gathers; true where its phase may be another.
  private func move(_ work: Work) throws(StageFailure) -> Bool {
    switch work.phase {
    case .waiting: return try begin(work)
    case .prepare, .shards, .gather:
      if work.isIdle, work.failures.isEmpty {
        try work.advance(day: work.day(plan))
        if work.phase == .partly { partly(work) }
        return true
      }
      if work.hasEndedInFailure {
        work.phase = .failed
        return true
      }
      if work.phase != .gather, !isStopping { try start(work) }
      return false
    case .complete:
      guard work.hasEndedInFailure else { return false }
      work.phase = .failed
      return true
    case .closing, .done, .failed, .cut, .unreached, .partly: return false
    }
  }

  private func startGather(_ work: Work) throws(StageFailure) -> Bool {
    try start(work)
    return false
  }

  /// Whether something came of it, be it a failure.
  func attempt(_ work: Work, _ body: (Work) throws(StageFailure) -> Bool) -> Bool {
    do throws(StageFailure) {
      return try body(work)
    } catch {
      fail(work, nil, error)
      return true
    }
  }
}
