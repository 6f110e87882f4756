import Logging
import Records
import Synchronization

/// Several tasks of one stage in one process: workers take the next, and each is committed as soon as it is whole.
public struct TaskBatch<S: Stage>: Sendable {
  private let run: StageRun<S>
  private let store: TaskStore
  private let progress: StageProgress
  private let logger: Logger
  private let force: Bool
  private let memory = BatchMemory()
  private let report: @Sendable (TaskKey, Result<Snapshot, any Error>) -> Void

  /// - Parameter report: called when a task is done or has failed, from any worker.
  public init(
    _ run: StageRun<S>, store: TaskStore, progress: StageProgress, logger: Logger, force: Bool = false,
    report: @escaping @Sendable (TaskKey, Result<Snapshot, any Error>) -> Void = { _, _ in }
  ) {
    self.run = run
    self.store = store
    self.progress = progress
    self.logger = logger
    self.force = force
    self.report = report
  }

  /// Does the tasks that are not done.
  ///
  /// - Parameters:
  ///   - prepared: the task that prepared for these.
  ///   - gathered: for a gather, what the shards wrote.
  ///   - keepGoing: whether a failed task keeps the others from being started.
  /// - Returns: what the tasks wrote, in the order asked for.
  /// - Throws: the failure of the first task that failed, once the others have ended.
  @discardableResult
  public func run(
    _ parts: [TaskPart], prepared: Snapshot? = nil, gathered: Snapshot? = nil, keepGoing: Bool = false
  ) async throws -> [Snapshot] {
    let preparedBytes = try prepared.map { try Self.bytes(of: $0) } ?? []
    let digest = prepared?.preparedDigest
    let shared = Shared()
    let cut = ShardedInputs(run.request.inputs, read: run.description)
    let atOnce = S.runsAlone ? 1 : min(run.request.workers, max(1, parts.count))
    let workersEach = max(1, run.request.workers / atOnce)
    if parts.count > 1 { progress.begin(total: parts.count, unit: "shard") }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<atOnce {
        group.addTask {
          while true {
            let index = shared.next.add(1, ordering: .relaxed).oldValue
            guard index < parts.count, keepGoing || !shared.hasFailed.load(ordering: .relaxed) else { break }
            let part = parts[index]
            let inputs = part == .gather ? [gathered].compactMap { $0 } : cut.inputs(of: part)
            let key = run.recipe.key(part, over: inputs, prepared: part == .gather ? nil : digest)
            let result: Result<Snapshot, any Error>
            do {
              let own = parts.count > 1 ? StageProgress() : progress
              result = .success(
                try await task(
                  key, inputs: inputs, prepared: preparedBytes, workers: workersEach, atOnce: atOnce, progress: own))
            } catch {
              shared.hasFailed.store(true, ordering: .relaxed)
              result = .failure(error)
            }
            report(key, result)
            shared.results.withLock { $0[index] = result }
            if parts.count > 1 { progress.advance() }
          }
        }
      }
    }
    let all = shared.results.withLock { $0 }
    return try all.keys.sorted().compactMap { try all[$0]?.get() }
  }

  /// What the workers share.
  private final class Shared: Sendable {
    let next = Atomic<Int>(0)
    let hasFailed = Atomic<Bool>(false)
    let results = Mutex<[Int: Result<Snapshot, any Error>]>([:])
  }

  private static func bytes(of prepared: Snapshot) throws(StageFailure) -> [UInt8] {
    guard let file = prepared.index.files.first(where: { $0.kind == StageContext.preparedKind }) else {
      throw StageFailure(.bug, "\(prepared.folder): nothing was prepared here")
    }
    return try Files.read("\(prepared.folder)/\(file.name)")
  }

  /// One task, unless it is done.
  private func task(
    _ key: TaskKey, inputs: [Snapshot], prepared: [UInt8], workers: Int, atOnce: Int, progress: StageProgress
  ) async throws -> Snapshot {
    if !force, let done = try store.task(key) { return done }
    let started = Clock.now()
    let draft = try store.draft(key)
    let output = SnapshotOutput(folder: draft.folder, shards: run.request.shards, part: key.part)
    do {
      let context = try context(key.part, inputs, prepared, output, workers, progress)
      let written = try await carryOut(context, output)
      try commit(draft, key, written, context, output, started, atOnce)
    } catch {
      draft.discard()
      throw error
    }
    return try Snapshot(folder: store.folder(of: key))
  }

  private typealias Written = (files: [IndexedFile], counts: [String: Int])

  private func carryOut(_ context: StageContext, _ output: SnapshotOutput) async throws -> Written {
    switch context.part {
    case .prepare:
      guard let stage = run.stage as? any PreparedStage else { return ([], [:]) }
      return try await prepare(stage, context, output)
    case .gather:
      guard let stage = run.stage as? any GatheredStage else { return ([], [:]) }
      return try await gather(stage, context)
    case .whole, .shard:
      try await run.stage.run(in: context)
      let gathered = Set(run.description.gathers)
      return try context.finish(kinds: S.writes.filter { !gathered.contains($0.kindName) })
    }
  }

  private func prepare<P: PreparedStage>(
    _ stage: P, _ context: StageContext, _ output: SnapshotOutput
  ) async throws -> Written {
    let bytes = try await stage.prepare(in: context)
    let kind = StageContext.preparedKind
    return ([try output.write(bytes, kind: kind, stem: kind, isWhole: true)], try context.finish(kinds: []).counts)
  }

  private func gather<G: GatheredStage>(_ stage: G, _ context: StageContext) async throws -> Written {
    try await stage.gather(in: context)
    return try context.finish(kinds: G.gathers)
  }

  private func commit(
    _ draft: TaskDraft, _ key: TaskKey, _ written: Written, _ context: StageContext, _ output: SnapshotOutput,
    _ started: Clock, _ atOnce: Int
  ) throws(StageFailure) {
    if let name = run.uses.changed {
      throw StageFailure(
        .tryAgainLater, "\(name) changed while '\(S.name)' ran; what it wrote does not count, run again")
    }
    try balance(draft, context.inputs, written, merged: output.merged)
    var receipt = receipt(key, started, written.files, written.counts, context, atOnce)
    receipt.notes = output.duplicates.sorted().prefix(20).map {
      "two records have the id \($0); the first in byte order was kept"
    }
    try draft.commit(index(key, written.files), receipt, replacing: force)
  }

  private func context(
    _ part: TaskPart, _ inputs: [Snapshot], _ prepared: [UInt8], _ output: SnapshotOutput, _ workers: Int,
    _ progress: StageProgress
  ) throws(StageFailure) -> StageContext {
    let request = run.request
    var parts: [[UInt8]] = []
    if part == .gather, let gathered = inputs.first {
      for file in gathered.index.files.sorted(by: { $0.shard < $1.shard }) where file.kind == StageContext.partKind {
        parts.append(try Files.read("\(gathered.folder)/\(file.name)"))
      }
    }
    return StageContext(
      asOf: request.asOf, shards: request.shards, limit: request.limit, only: request.only, base: request.base,
      logger: logger, progress: progress, documents: run.documents, uses: run.uses, previous: request.previous,
      reports: request.reports.map { ReportsFolder(path: $0) }, fingerprint: run.fingerprint.text, prepared: prepared,
      parts: parts,
      inputs: part == .gather ? [] : inputs, output: output,
      workers: workers, memory: memory)
  }

  /// Everything that went in is accounted for, and everything that was said to come out is in the files.
  private func balance(
    _ draft: TaskDraft, _ inputs: [Snapshot], _ written: Written, merged: [String: Int]
  ) throws(StageFailure) {
    var broken: [String] = []
    // A gather and what comes before the shards read the same records again; a part of the records is for debugging.
    if draft.key.part == .whole || draft.key.part.shard != nil, run.request.limit == nil, run.request.only == nil {
      broken = S.accounts.compactMap { $0.broken(written.counts, over: inputs) }
    }
    for kind in Set(written.files.map(\.kind)).sorted(by: { $0.precedes($1) }) where Kinds.named(kind) != nil {
      let lines = written.files.reduce(0) { $1.kind == kind ? $0 + $1.lines : $0 }
      let emitted = written.counts[kind] ?? 0
      let same = merged[kind] ?? 0
      if emitted != lines + same {
        broken.append("\(emitted) \(kind) records made, but \(lines) written and \(same) merged")
      }
    }
    guard broken.isEmpty else { throw draft.unbalanced(S.name, broken, .bug) }
  }

  private func index(_ key: TaskKey, _ files: [IndexedFile]) -> SnapshotIndex {
    var index = SnapshotIndex()
    index.stage = S.name
    index.stageVersion = S.version
    index.fingerprint = key.text
    index.asOf = "\(run.day)"
    index.shards = run.request.shards
    index.files = files
    return index
  }

  private func receipt(
    _ key: TaskKey, _ started: Clock, _ files: [IndexedFile], _ counts: [String: Int], _ context: StageContext,
    _ atOnce: Int
  ) -> Receipt {
    let finished = Clock.now()
    var receipt = Receipt()
    receipt.stage = S.name
    receipt.part = "\(key.part)"
    receipt.fingerprint = key.text
    receipt.ingredients = run.recipe.ingredients(of: key)
    receipt.asOf = "\(run.day)"
    receipt.settings = run.request.settings
    receipt.toolVersion = run.request.toolVersion
    receipt.close(since: started)
    // The process's, so tasks that ran beside each other share it.
    receipt.cpuSeconds = (finished.cpu - started.cpu) / Double(atOnce)
    receipt.peakMemoryBytes = Clock.peakMemory()
    receipt.tasks = ["at once": atOnce]
    receipt.counts = counts
    for file in files where Kinds.named(file.kind) != nil {
      receipt.counts["written \(file.kind)", default: 0] += file.lines
    }
    for snapshot in context.inputs {
      for file in snapshot.index.files { receipt.counts["read \(file.kind)", default: 0] += file.lines }
    }
    return receipt
  }
}
