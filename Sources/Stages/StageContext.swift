import Logging
import Records
import Synchronization

/// All that a stage can touch: records in, records out, documents, its day, and a way to say how far it is.
///
/// In a task over one shard it shows that shard alone: `forEach`, `forEachShard` and `records` see no other.
///
/// No clock, no environment, no paths of other stages: a stage is tested with arrays.
public struct StageContext: Sendable {
  /// The day of the run.
  public let asOf: Day
  /// Over how many shards records that belong to models are spread.
  public let shards: Int
  /// At most so many records are read, for debugging.
  public let limit: Int?
  /// Only records of this id or model are read, for debugging.
  public let only: String?
  /// Where relative paths of settings count from: the manifest's folder.
  public let base: String
  public let logger: Logger
  public let progress: StageProgress
  /// Documents as the zoos served them, and weight files.
  public let documents: DocumentStore
  /// The files that the manifest names under `uses:`.
  public let uses: UsedFiles
  /// Snapshots that the previous published site was made of, by stage; empty on the first run.
  public let previous: [String: Snapshot]
  /// Where a stage that publishes puts its site.
  public let reports: ReportsFolder?
  /// The name of the snapshot in the making.
  public let fingerprint: String
  /// Which part of the stage this is.
  public let part: TaskPart
  /// What the stage prepared for its shards.
  public let prepared: [UInt8]
  /// For a gather: what each shard handed on, in their order.
  public let parts: [[UInt8]]
  let inputs: [Snapshot]
  let output: SnapshotOutput
  let workers: Int
  private let memory: BatchMemory
  private let shared: SharedEmitter

  init(
    asOf: Day, shards: Int, limit: Int?, only: String?, base: String, logger: Logger, progress: StageProgress,
    documents: DocumentStore, uses: UsedFiles, previous: [String: Snapshot], reports: ReportsFolder?,
    fingerprint: String, prepared: [UInt8] = [], parts: [[UInt8]] = [], inputs: [Snapshot], output: SnapshotOutput,
    workers: Int, memory: BatchMemory = BatchMemory()
  ) {
    self.asOf = asOf
    self.shards = shards
    self.limit = limit
    self.only = only
    self.base = base
    self.logger = logger
    self.progress = progress
    self.documents = documents
    self.uses = uses
    self.previous = previous
    self.reports = reports
    self.fingerprint = fingerprint
    self.prepared = prepared
    self.parts = parts
    part = output.part
    self.inputs = inputs
    self.output = output
    self.workers = workers
    self.memory = memory
    shared = SharedEmitter(Emitter(output: output))
  }

  // MARK: Records in

  /// The snapshots that the stage reads, in the manifest's order.
  public var snapshots: [Snapshot] { inputs }

  /// Whether records of that key are this task's to write.
  public func owns(_ shardKey: String) -> Bool {
    part.shard.map { $0 == Identifier.shard(of: shardKey, count: shards) } ?? true
  }

  /// What is the same for all tasks of a process, such as a vocabulary: made by the first that asks.
  public func once<Value: Sendable>(_ make: () throws -> Value) rethrows -> Value { try memory.value(make) }

  /// The shards that the task sees.
  public var ownShards: [Int] { part.shard.map { [$0] } ?? Array(0..<shards) }

  /// Every record of a kind, of all snapshots read or of one stage's; in id order within each shard.
  public func records<R: Record>(_ type: R.Type, from stage: String? = nil, shard: Int? = nil) throws(StageFailure)
    -> [R]
  {
    var records: [R] = []
    for snapshot in inputs where stage == nil || snapshot.stage == stage {
      try snapshot.forEach(type, shard: R.isSharded ? shard : nil) { (record) throws(StageFailure) in
        if isWanted(record) { records.append(record) }
      }
    }
    if let limit, records.count > limit { records.removeLast(records.count - limit) }
    return records
  }

  /// Calls `body` with every record of a kind, on all cores, in no particular order across chunks; what is emitted is
  /// sorted by id, so the order does not show.
  public func forEach<R: Record>(
    _ type: R.Type, _ body: @escaping @Sendable (R, Emitter) async throws -> Void
  ) async throws {
    try await forEachRun(of: type) { records, emitter in
      for record in records { try await body(record, emitter) }
    }
  }

  /// Calls `body` with some hundred records at a time, as they lie together; else as `forEach`.
  public func forEachRun<R: Record>(
    of type: R.Type, _ body: @escaping @Sendable ([R], Emitter) async throws -> Void
  ) async throws {
    var work: [Chunk] = []
    var left: [Int: Int] = [:]
    var total = 0
    for shard in ownShards {
      for snapshot in inputs {
        for file in snapshot.files(of: R.kindName, shard: shard) {
          let lines = try Lines(of: file, in: snapshot.folder)
          total += file.lines
          for range in lines.chunks(of: 1 << 18) {
            work.append(Chunk(lines: lines, range: range, shard: file.shard))
            left[shard, default: 0] += 1
          }
        }
      }
    }
    progress.begin(total: total, unit: R.kindName)
    let queue = work
    let next = Atomic<Int>(0)
    let remaining = Mutex(left)
    let taken = Atomic<Int>(0)
    try await onAllCores { emitter in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < queue.count else { break }
        let item = queue[index]
        var records: [R] = []
        try item.lines.forEach(in: item.range) { (line, offset) throws(StageFailure) in
          let record = try Snapshot.decode(type, line, item.lines, offset)
          if isWanted(record), taken.add(1, ordering: .relaxed).oldValue < limit ?? .max { records.append(record) }
        }
        item.lines.release(item.range)
        try await body(records, emitter)
        progress.advance(by: records.count)
        try emitter.flush()
        let isLast = remaining.withLock { left in
          left[item.shard, default: 0] -= 1
          return left[item.shard] == 0
        }
        // Records of a model stay in its shard, so nothing more will come for this one. Rejections and kinds that are
        // not sharded may come from anywhere and are written at the end.
        if isLast, R.isSharded { try output.finish(shard: item.shard, keeping: Self.gathered) }
      }
    }
  }

  /// Calls `body` once for each shard, on all cores; for work that needs a model's records together.
  public func forEachShard(_ body: @escaping @Sendable (Int, Emitter) async throws -> Void) async throws {
    let next = Atomic<Int>(0)
    let own = ownShards
    progress.begin(total: own.count, unit: "shard")
    try await onAllCores { emitter in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < own.count else { break }
        let shard = own[index]
        try await body(shard, emitter)
        try emitter.flush()
        try output.finish(shard: shard, keeping: Self.gathered)
        progress.advance(by: 1)
      }
    }
  }

  private static let gathered = Set(Kinds.all.filter { !$0.isSharded }.map { $0.kindName } + [RejectionRecord.kindName])

  private func onAllCores(_ body: @escaping @Sendable (Emitter) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: [String: Int].self) { group in
      for _ in 0..<workers {
        group.addTask {
          let emitter = Emitter(output: output)
          try await body(emitter)
          try emitter.flush()
          return emitter.counts
        }
      }
      for try await counts in group { shared.add(counts) }
    }
  }

  private func isWanted(_ record: some Record) -> Bool {
    guard let only else { return true }
    return record.id == only || record.shardKey == only
  }

  // MARK: Records out

  /// Writes a record; from any task.
  public func emit(_ record: some Record) { shared.emit(record) }

  /// Writes down why a record was left out; from any task.
  public func reject(
    _ id: String, of subject: String? = nil, _ rejection: Rejection, source: String? = nil, zoo: String? = nil
  ) {
    shared.reject(id, subject, rejection, source, zoo)
  }

  /// The value of `work`, or nil after writing down why there is none.
  public func attempt<Value>(
    _ id: String, of subject: String? = nil, _ work: () async throws(Rejection) -> Value
  ) async -> Value? {
    do throws(Rejection) {
      return try await work()
    } catch {
      reject(id, of: subject, error)
      return nil
    }
  }

  /// Hands something on to the gather that follows when all shards are done.
  public func handOn(_ bytes: [UInt8]) { shared.handOn(bytes) }

  /// A figure for the receipt: what was listed, skipped, replayed.
  public func count(_ name: String, _ amount: Int = 1) { shared.add([name: amount]) }

  /// What became of records that the task must account for (`Stage.accounts`).
  public func account<R: Record>(for type: R.Type, _ fate: String, _ amount: Int = 1) {
    count(Account.figure(R.kindName, fate), amount)
  }

  func finish(kinds: [any Record.Type]) throws(StageFailure) -> (files: [IndexedFile], counts: [String: Int]) {
    try shared.flush()
    var files = try output.finish(kinds: kinds)
    if let bytes = shared.handedOn {
      files.append(try output.write(bytes, kind: Self.partKind, stem: "part", isWhole: false))
    }
    return (files, shared.counts)
  }

  /// The kind, in a task's index, of what a shard hands on and of what a stage prepares. Snapshots hold neither.
  static let partKind = "part"
  static let preparedKind = "prepared"
}

/// Some lines of a shard: what a worker takes at a time.
private struct Chunk: Sendable {
  var lines: Lines
  var range: Range<Int>
  var shard: Int
}

/// An emitter for tasks that come and go, behind a lock.
private final class SharedEmitter: @unchecked Sendable {
  private let lock = Mutex(())
  private let emitter: Emitter
  private var figures: [String: Int] = [:]
  private var part: [UInt8]?

  init(_ emitter: Emitter) { self.emitter = emitter }

  func emit(_ record: some Record) { lock.withLock { _ in emitter.emit(record) } }

  func reject(_ id: String, _ subject: String?, _ rejection: Rejection, _ source: String?, _ zoo: String?) {
    lock.withLock { _ in emitter.reject(id, of: subject, rejection, source: source, zoo: zoo) }
  }

  func handOn(_ bytes: [UInt8]) { lock.withLock { _ in part = (part ?? []) + bytes } }

  var handedOn: [UInt8]? { lock.withLock { _ in part } }

  func add(_ counts: [String: Int]) { lock.withLock { _ in figures.merge(counts, uniquingKeysWith: +) } }

  func flush() throws(StageFailure) {
    try lock.withLock { (_) throws(StageFailure) in try emitter.flush() }
  }

  var counts: [String: Int] { lock.withLock { _ in figures.merging(emitter.counts, uniquingKeysWith: +) } }
}
