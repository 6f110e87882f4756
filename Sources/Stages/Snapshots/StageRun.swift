import Glibc
import Logging
import Records

/// What a run of a stage is told; everything that is not in here cannot change its output.
public struct RunRequest: Sendable {
  public var inputs: [Snapshot] = []
  /// The settings as the manifest gives them.
  public var settings: JSON = [:]
  public var asOf = Day.today()
  public var shards = 1
  public var limit: Int?
  public var only: String?
  /// Where relative paths count from.
  public var base = "."
  /// Names under `uses:`, relative to `base`.
  public var uses: [String] = []
  public var previous: [String: Snapshot] = [:]
  /// The data folder.
  public var data = "data"
  public var reports: String?
  /// Where the snapshot goes; nil puts it at `data/<stage>/<fingerprint>`.
  public var output: String?
  public var workers = 1
  public var toolVersion = ""
  /// SHA-256 of the stage's executable as the caller planned with it, which the running one must be; nil asks for nothing.
  public var program: String?

  public init() {}
}

/// Runs one stage and leaves complete tasks and a complete snapshot, or nothing.
public struct StageRun<S: Stage>: Sendable {
  public let stage: S
  public let request: RunRequest
  public let description: StageDescription
  public let recipe: StageRecipe
  /// The name of the snapshot.
  public let fingerprint: Fingerprint
  let uses: UsedFiles
  let documents: DocumentStore

  public init(_ type: S.Type, _ request: RunRequest) throws {
    stage = try S(settings: request.settings)
    self.request = request
    uses = try UsedFiles(request.uses, base: request.base)
    for snapshot in request.inputs where snapshot.index.shards != request.shards {
      throw StageFailure(
        .wrongArguments,
        "\(snapshot.folder): has \(snapshot.index.shards) shards, this run \(request.shards); give both the same --shards"
      )
    }
    description = StageDescription(stage, base: request.base)
    let cache = DigestCache(data: nil)
    if let planned = request.program, try DigestCache(data: request.data).digestOfRunningProgram() != planned {
      throw StageFailure(
        .tryAgainLater, "the program of '\(S.name)' was exchanged after the run was planned; run again")
    }
    recipe = StageRecipe(
      description, program: try request.program ?? OwnProgram.digest(), settings: request.settings,
      previous: request.previous.mapValues(\.index.fingerprint), files: try uses.ingredients(cache),
      asOf: request.asOf, shards: request.shards, limit: request.limit, only: request.only)
    fingerprint = recipe.fingerprint(over: request.inputs)
    documents = DocumentStore(folder: request.data)
  }

  /// Where the snapshot goes.
  public var folder: String { request.output ?? "\(request.data)/\(S.name)/\(fingerprint)" }

  /// Runs the stage, unless its snapshot is there: the tasks that are missing, and then all are put together.
  ///
  /// - Parameter force: runs every task even so; the old snapshot gives way at the end.
  public func run(progress: StageProgress, logger: Logger, force: Bool = false) async throws -> Snapshot {
    if !force, Files.exists(folder), let snapshot = try? Snapshot(folder: folder) { return snapshot }
    let started = Clock.now()
    let home = Files.parent(of: folder)
    // A run that was told where to write leaves nothing in the data folder.
    let store =
      request.output == nil
      ? TaskStore(data: request.data, stage: S.name) : TaskStore(folder: "\(home)/\(Leftovers.name("tasks"))")
    defer { if request.output != nil { try? Files.remove(store.folder) } }
    store.sweep()
    let batch = TaskBatch(self, store: store, progress: progress, logger: logger, force: force)
    var prepared: Snapshot?
    if description.prepares { prepared = try await batch.run([.prepare]).first }
    let parts = description.parts(shards: request.shards).filter { $0 != .prepare && $0 != .gather }
    let shards = try await batch.run(parts, prepared: prepared)
    var assembly = try SnapshotAssembly(
      home: home, description: description, fingerprint: fingerprint, asOf: day, shards: request.shards)
    if let prepared { try assembly.add(prepared) }
    for task in shards { try assembly.add(task) }
    if !description.gathers.isEmpty {
      for task in try await batch.run([.gather], gathered: assembly.gathered) { try assembly.add(task) }
    }
    return try assembly.commit(receipt(since: started), to: folder).snapshot
  }

  /// The day that a snapshot shows: that of the world it was made from.
  var day: Day {
    description.dependsOnDay ? request.asOf : request.inputs.compactMap { Day($0.index.asOf) }.max() ?? request.asOf
  }

  /// What is known of a run before its tasks are counted together.
  func receipt(since started: Clock) -> Receipt {
    var receipt = Receipt()
    receipt.ingredients = fingerprint.ingredients
    receipt.settings = request.settings
    receipt.inputs = Dictionary(request.inputs.map { ($0.stage, $0.index.fingerprint) }) { first, _ in first }
    receipt.toolVersion = request.toolVersion
    receipt.close(since: started)
    return receipt
  }
}

extension Receipt {
  /// Fills in the times and the host.
  public mutating func close(since started: Clock) {
    let finished = Clock.now()
    startedAt = started.timestamp
    finishedAt = finished.timestamp
    seconds = finished.seconds - started.seconds
    host = HostName.current
  }
}

/// The executable that is running.
enum OwnProgram {
  static func digest() throws(StageFailure) -> String {
    try memory.get()
  }

  // Read once for a process: its own program does not change under it.
  private static let memory = Result<String, StageFailure> { () throws(StageFailure) in
    try Files.digest(of: "/proc/self/exe")
  }
}

/// Wall and CPU time, for receipts alone.
public struct Clock: Sendable {
  var timestamp: String
  public var seconds: Double
  var cpu: Double

  public static func now() -> Clock {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    var letters = [CChar](repeating: 0, count: 32)
    let count = strftime(&letters, letters.count, "%Y-%m-%dT%H:%M:%S.", &parts)
    let thousandths = String(now.tv_nsec / 1_000_000 + 1000).dropFirst()
    var steady = timespec()
    clock_gettime(CLOCK_MONOTONIC, &steady)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    return Clock(
      timestamp: "\(String(decoding: letters[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))\(thousandths)Z",
      seconds: Double(steady.tv_sec) + Double(steady.tv_nsec) / 1e9, cpu: cpu)
  }

  /// The most memory that the process ever had, in bytes. Mapped files count while they are in memory.
  static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
