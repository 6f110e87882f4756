import CNative
import Foundation
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
    /// The command that goes on where the run ends; nil means one that names the manifest alone.
    public var resume: String?

    public init() {}
  }

  /// The plan as far as it has become known.
  public private(set) var plan: Plan
  private let settings: Settings
  private let observer: any RunObserver
  private var works: [Work] = []
  private var jobs: [pid_t: Job] = [:]
  private let slots: Int
  private let memory: Int
  private var isStopping = false
  private var signal: Int32 = 0
  /// What became of the manifest's expectations, by stage, as far as they were looked at.
  public private(set) var checked: [String: [ContractResult]] = [:]
  /// Tasks run, and found done, over all stages.
  public private(set) var counts = (run: 0, reused: 0)
  /// Tasks that this run did, by stage; what it found done is not in it.
  public var ran: [String: Int] { Dictionary(works.map { ($0.stage.name, $0.ran) }) { first, _ in first } }

  public init(_ plan: Plan, _ settings: Settings, observer: any RunObserver) {
    self.plan = plan
    self.settings = settings
    self.observer = observer
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
    let signals = macaroni_catch_signals()
    guard signals >= 0 else {
      throw StageFailure(.bug, "signals cannot be waited for: \(String(cString: strerror(-signals)))")
    }
    _ = macaroni_adopt_orphans()
    ReportsFolder(path: plan.reports).sweep()
    while true {
      step()
      if jobs.isEmpty {
        if works.contains(where: { $0.phase != .waiting && isActive($0) }), !isStopping { continue }
        break
      }
      wait(signals)
    }
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
      for work in works {
        do throws(StageFailure) {
          switch work.phase {
          case .waiting: isMoving = try begin(work) || isMoving
          case .prepare, .shards, .gather:
            if work.isIdle, work.failures.isEmpty {
              if let snapshot = try work.advance(day: work.day(plan)) { try finished(work, snapshot) }
              if work.phase == .partly { partly(work) }
              isMoving = true
            } else if work.isIdle {
              work.phase = .failed
              isMoving = true
            } else if !isStopping {
              try start(work)
            }
          case .done, .failed, .unreached, .partly: break
          }
        } catch {
          fail(work, nil, error)
          isMoving = true
        }
      }
    }
  }

  /// Begins a stage whose inputs are there; true where something came of it.
  private func begin(_ work: Work) throws(StageFailure) -> Bool {
    let before = works.filter { work.stage.entry.from.contains($0.stage.name) }
    if before.contains(where: { $0.phase == .failed || $0.phase == .unreached }) {
      work.phase = .unreached
      return true
    }
    guard !isStopping, before.allSatisfy({ $0.phase == .done }) else { return false }
    do {
      try plan.replan(work.stage.name)
    } catch let failure as StageFailure {
      throw failure
    } catch {
      throw StageFailure(.wrongArguments, "\(error)")
    }
    guard let stage = plan.stage(work.stage.name) else { return false }
    work.stage = stage
    if stage.state == .fresh, !work.isForced, let snapshot = stage.snapshot {
      observer.happened(.fresh(stage))
      work.phase = .done
      counts.reused += max(1, snapshot.index.tasks.count)
      try expect(stage)
      try Contract(stage).tolerate(snapshot)
      try setLatest(stage)
      return true
    }
    if stage.description.alone, !jobs.isEmpty { return false }
    try expect(stage)
    try work.begin()
    observer.happened(.started(stage, tasks: work.queue.count, reused: work.reused))
    return true
  }

  /// Holds the stage's input against the manifest, which may demand more than when the stage last ran.
  private func expect(_ stage: PlannedStage) throws(StageFailure) {
    let results = try Contract(stage).expectations()
    checked[stage.name] = results
    if let failure = Contract(stage).broken(results) { throw failure }
  }

  private func finished(_ work: Work, _ snapshot: Snapshot) throws(StageFailure) {
    counts.run += work.ran
    counts.reused += work.reused
    observer.happened(.finished(work.stage, snapshot))
    // Those who read it find it in the plan.
    try Contract(work.stage).tolerate(snapshot)
    try setLatest(work.stage)
    do {
      try plan.replan(work.stage.name)
    } catch {
      throw StageFailure(.wrongArguments, "\(error)")
    }
    if let stage = plan.stage(work.stage.name) { work.stage = stage }
  }

  private func partly(_ work: Work) {
    counts.run += work.ran
    counts.reused += work.reused
    observer.happened(.said(work.stage, "\(work.ran) done, \(work.left) more to do before there is a snapshot"))
  }

  /// Kept in step even where nothing ran: going back to earlier settings makes an earlier snapshot the latest.
  private func setLatest(_ stage: PlannedStage) throws(StageFailure) {
    guard let fingerprint = stage.fingerprint, !stage.isPinned, stage.latest != fingerprint.text else { return }
    try Files.write(Array("\(fingerprint)\n".utf8), to: "\(stage.home)/latest", isShared: false)
  }

  // MARK: Starting

  private var freeSlots: Int { slots - jobs.values.reduce(0) { $0 + $1.slots } }
  private var freeMemory: Int { memory - jobs.values.reduce(0) { $0 + $1.memory } }

  /// Starts tasks of a stage as far as cores and memory allow; one always may run.
  private func start(_ work: Work) throws(StageFailure) {
    let isAlone = work.stage.description.alone
    if jobs.values.contains(where: { $0.work.stage.description.alone && $0.work !== work }) { return }
    if isAlone, jobs.values.contains(where: { $0.work !== work }) { return }
    if work.stage.description.batches {
      guard !work.queue.isEmpty, freeSlots > 0 || isAlone else { return }
      let fitting = work.memory == 0 ? freeSlots : max(1, freeMemory / work.memory)
      let workers = isAlone ? slots : max(1, min(freeSlots, fitting))
      try startBatch(work, workers: workers)
      return
    }
    while let key = work.queue.first, freeSlots > 0, jobs.isEmpty || work.memory <= freeMemory {
      work.queue.removeFirst()
      try startOne(work, key)
    }
  }

  private func command(_ work: Work) -> TaskCommand {
    TaskCommand(
      stage: work.stage, manifestFolder: plan.manifest.folder, data: plan.data, reports: plan.reports, asOf: plan.asOf,
      inputs: work.stage.inputFolders, prepared: work.prepared,
      gathered: work.phase == .gather ? work.assembly?.folder : nil)
  }

  private func startBatch(_ work: Work, workers: Int) throws(StageFailure) {
    let keys = Array(work.queue)
    work.queue = []
    let pipe = try Pipe()
    let log = try TaskLog(home: work.stage.home, name: "run", appends: work.hasLog)
    work.hasLog = true
    let words = command(work).batch(
      keys.map(\.part), workers: workers, isForced: work.redoes, keepGoing: settings.keepsGoing,
      more: ["--progress", "json"] + settings.arguments)
    let process = try Child.start(
      work.stage.program, words, environment: Child.environment, output: log.file, errors: pipe.writing)
    pipe.closeWriting()
    let slots = work.stage.description.alone ? self.slots : min(workers, keys.count)
    jobs[process] = Job(work, keys, slots: slots, memory: work.memory * slots, log: log, pipe: pipe)
    work.inFlight += keys.count
  }

  private func startOne(_ work: Work, _ key: TaskKey) throws(StageFailure) {
    let watch = try TaskWatch(work.stage, base: plan.manifest.folder, plan.planner.cache)
    let draft = try work.stage.store.draft(key)
    let log = try TaskLog(home: work.stage.home, name: "\(key.part)")
    let command = command(work)
    do throws(StageFailure) {
      let process = try Child.start(
        work.stage.program, command.one(key.part, output: draft.folder),
        environment: Child.environment + command.variables(key.part, output: draft.folder), output: log.file,
        errors: log.file)
      jobs[process] = Job(work, [key], slots: 1, memory: work.memory, log: log, draft: draft, watch: watch)
      work.inFlight += 1
    } catch {
      draft.discard()
      throw error
    }
  }

  // MARK: Waiting

  /// Waits until a program says something or ends, or a signal comes.
  private func wait(_ signals: Int32) {
    let talking = jobs.values.filter { $0.pipe != nil }
    var files = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
    for job in talking { files.append(pollfd(fd: job.pipe?.reading ?? -1, events: Int16(POLLIN), revents: 0)) }
    guard poll(&files, nfds_t(files.count), 1000) >= 0 || errno == EINTR else { return }
    for (job, file) in zip(talking, files.dropFirst()) where file.revents != 0 { listen(job) }
    if files[0].revents != 0 {
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(signals, &bytes, bytes.count)
      for byte in bytes.prefix(max(0, count)) where Int32(byte) != SIGCHLD { cancel(Int32(byte)) }
    }
    reap()
  }

  private func listen(_ job: Job) {
    let isOpen = job.pipe?.readLines { line in said(job, line) } ?? false
    if !isOpen { job.pipe = nil }
  }

  private func said(_ job: Job, _ line: String) {
    let work = job.work
    guard line.hasPrefix(TaskLine.prefix), let task = try? TaskLine(json: line.utf8).task,
      let part = TaskPart(task.part)
    else {
      job.heard(line)
      observer.happened(.said(work.stage, line))
      return
    }
    guard job.left.removeValue(forKey: task.key) != nil else { return }
    work.inFlight -= 1
    if let words = task.failure {
      let code = task.code.flatMap { Int32(exactly: $0) }.flatMap(ExitStatus.init(rawValue:)) ?? .bug
      fail(work, part, StageFailure(code, words))
    } else {
      done(work, part, seconds: task.seconds)
    }
  }

  private func done(_ work: Work, _ part: TaskPart, seconds: Double) {
    work.ran += 1
    observer.happened(.taskDone(work.stage, part, seconds: seconds))
    observer.happened(.progressed(work.stage, done: work.ran + work.reused, total: work.total))
  }

  /// Takes note of every program that has ended.
  private func reap() {
    while true {
      var status: Int32 = 0
      var usage = rusage()
      let process = wait4(-1, &status, WNOHANG, &usage)
      guard process > 0 else { return }
      // An adopted orphan has nothing to tell.
      guard let job = jobs.removeValue(forKey: process) else { continue }
      while let pipe = job.pipe, pipe.hasMore { listen(job) }
      ended(job, Child.code(status), usage)
      job.log.close()
    }
  }

  private func ended(_ job: Job, _ status: Int32, _ usage: rusage) {
    let work = job.work
    work.inFlight -= job.left.count
    let left = job.left.values.sorted { ($0.part.shard ?? -1) < ($1.part.shard ?? -1) }
    if let draft = job.draft, let key = left.first {
      guard signal == 0, status == 0 else {
        // Before the draft goes: whether the disk was full is seen as long as it is.
        let failure = failure(job, status)
        draft.discard()
        if signal == 0 { fail(work, key.part, failure) }
        return
      }
      do throws(StageFailure) {
        try job.watch?.check()
        var run = ForeignRun(started: job.started, usage)
        run.settings = work.stage.entry.settings
        run.toolVersion = settings.toolVersion
        try draft.commit(
          writtenBy: work.stage.description, work.stage.recipe, over: work.stage.inputs?.inputs(of: key.part) ?? [],
          asOf: work.day(plan), run, replacing: work.redoes)
        done(work, key.part, seconds: Clock.now().seconds - job.started.seconds)
      } catch {
        draft.discard()
        fail(work, key.part, error)
      }
    } else if status != 0, work.failures.isEmpty, signal == 0 {
      // It ended without saying which task it was.
      fail(work, left.count == 1 ? left.first?.part : nil, failure(job, status))
    } else if status == 0, !left.isEmpty {
      fail(
        work, nil,
        StageFailure(
          .wrongArguments, "it wrote other tasks than planned: something that it uses changed meanwhile; run again"))
    }
  }

  private func failure(_ job: Job, _ status: Int32) -> StageFailure {
    let stage = job.work.stage
    return Child.failure(
      of: stage.name, status, lastWords: job.lastWords.isEmpty ? job.log.lastLine : job.lastWords, in: stage.home,
      isForeign: !stage.description.batches)
  }

  private func fail(_ work: Work, _ part: TaskPart?, _ failure: StageFailure) {
    work.failures.append((part ?? .whole, failure))
    observer.happened(.taskFailed(work.stage, part ?? .whole, failure))
    if !settings.keepsGoing {
      isStopping = true
      work.queue = []
    }
    if work.isIdle || part == nil {
      work.queue = []
      if work.inFlight == 0 { work.phase = .failed }
    }
  }

  // MARK: Ending

  /// Ends every child, and waits until none is left.
  private func cancel(_ signal: Int32) {
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
    for work in works { work.stage.sweep() }
  }

  private var resume: String { settings.resume ?? ResumeCommand.text(["run", "--manifest", plan.manifest.file]) }

  private func stopped() -> StageFailure {
    StageFailure(
      .tryAgainLater,
      "stopped by signal \(signal); what was done is kept, nothing half done is left; "
        + "'\(resume)' continues")
  }

  /// Says what failed and what was not reached.
  private func conclude() throws(StageFailure) {
    let failed = works.filter { !$0.failures.isEmpty }
    // Of what was not reached it is still true what was noted before.
    for work in works where [.done, .failed].contains(work.phase) { FailureNote(work.stage).keep(work.failures) }
    guard let first = failed.first, let failure = first.failures.first else { return }
    let unreached = works.filter { $0.phase == .unreached || $0.phase == .waiting }.map(\.stage.name)
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
