import Manifests
import Stages

extension Runner {
  /// A task keeps its slot until it is complete, so that a kill costs no more tasks than run at once. As many may wait for the
  /// disk besides; beyond that the disk is what is short.
  var freeSlots: Int { slots - examining - max(0, landing - slots) - jobs.values.reduce(0) { $0 + $1.slots } }
  var freeMemory: Int { memory - jobs.values.reduce(0) { $0 + $1.memory } }

  /// Starts tasks of a stage as far as cores and memory allow; one always may run.
  func start(_ work: Work) throws(StageFailure) {
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
    while let key = work.queue.first, freeSlots > slotsKept(from: work), jobs.isEmpty || work.memory <= freeMemory {
      work.queue.removeFirst()
      try startOne(work, key)
    }
  }

  /// What gathers and can start keeps its slot, but for the first task of those that read the shards: with few shards
  /// changed, that is what all that follows waits for.
  private func slotsKept(from work: Work) -> Int {
    guard work.isAhead, work.phase == .shards, work.ran + work.landing + work.inFlight > 0 else { return 0 }
    return works.count { $0.phase == .gather && !$0.queue.isEmpty }
  }

  func command(_ work: Work) -> TaskCommand {
    TaskCommand(
      stage: work.stage, manifestFolder: plan.manifest.folder, data: plan.data, reports: plan.reports, asOf: plan.asOf,
      inputs: work.stage.inputFolders, prepared: work.prepared,
      gathered: work.phase == .gather ? work.assembly?.folder : nil)
  }

  func startBatch(_ work: Work, workers: Int) throws(StageFailure) {
    let keys = Array(work.queue)
    work.queue = []
    for key in keys { try inputs.check(work.read(by: key.part)) }
    try inputs.check(comparedBy: work.stage)
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

  func startOne(_ work: Work, _ key: TaskKey) throws(StageFailure) {
    try inputs.check(work.read(by: key.part))
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
}
