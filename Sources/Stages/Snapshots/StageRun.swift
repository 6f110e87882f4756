import Foundation
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

  public init() {}
}

/// Runs one stage and leaves a complete snapshot, or nothing.
///
/// The snapshot is written to `.partial-<fingerprint>` and renamed when it is whole and on disk.
public struct StageRun<S: Stage> {
  public let stage: S
  public let request: RunRequest
  public let fingerprint: Fingerprint
  private let uses: UsedFiles

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
    fingerprint = try StageDescription(stage, base: request.base).fingerprint(
      settings: request.settings, inputs: Self.fingerprints(request.inputs),
      previous: request.previous.mapValues(\.index.fingerprint),
      uses: uses, asOf: request.asOf, shards: request.shards, limit: request.limit, only: request.only)
  }

  private static func fingerprints(_ snapshots: [Snapshot]) -> [String: String] {
    Dictionary(snapshots.map { ($0.stage, $0.index.fingerprint) }) { first, _ in first }
  }

  public var folder: String { request.output ?? "\(request.data)/\(S.name)/\(fingerprint)" }

  /// Runs the stage, unless its snapshot is there.
  ///
  /// - Parameter force: runs it even so; the old snapshot gives way at the end.
  public func run(progress: StageProgress, logger: Logger, force: Bool = false) async throws -> Snapshot {
    if !force, Files.exists(folder), let snapshot = try? Snapshot(folder: folder) { return snapshot }
    let started = Clock.now()
    let partial = "\(Files.parent(of: folder))/.partial-\(fingerprint)"
    try Files.remove(partial)
    try Files.makeFolder(partial)
    let context = StageContext(
      asOf: request.asOf, shards: request.shards, limit: request.limit, only: request.only, base: request.base,
      logger: logger,
      progress: progress, documents: DocumentStore(folder: request.data), uses: uses, previous: request.previous,
      reports: request.reports.map { ReportsFolder(path: $0) }, fingerprint: fingerprint.text, inputs: request.inputs,
      output: try SnapshotOutput(folder: partial, shards: request.shards), workers: request.workers)
    try await stage.run(in: context)
    let (files, counts) = try context.finish(kinds: S.writes)

    var index = SnapshotIndex()
    index.stage = S.name
    index.stageVersion = S.version
    index.fingerprint = fingerprint.text
    index.asOf = "\(request.asOf)"
    index.shards = request.shards
    index.files = files
    try Files.write(index.json, to: partial + "/" + SnapshotIndex.fileName)
    try Files.write(
      receipt(started, files, counts, context.output.duplicates).json, to: partial + "/" + Receipt.fileName)
    try Files.remove(folder)
    try Files.rename(partial, to: folder)
    return try Snapshot(folder: folder)
  }

  private func receipt(_ started: Clock, _ files: [IndexedFile], _ counts: [String: Int], _ duplicates: [String])
    -> Receipt
  {
    let finished = Clock.now()
    var receipt = Receipt()
    receipt.stage = S.name
    receipt.fingerprint = fingerprint.text
    receipt.ingredients = fingerprint.ingredients
    receipt.asOf = "\(request.asOf)"
    receipt.settings = request.settings
    receipt.inputs = Self.fingerprints(request.inputs)
    receipt.startedAt = started.timestamp
    receipt.finishedAt = finished.timestamp
    receipt.seconds = finished.seconds - started.seconds
    receipt.cpuSeconds = finished.cpu
    receipt.peakMemoryBytes = Clock.peakMemory()
    receipt.toolVersion = request.toolVersion
    var host = utsname()
    if uname(&host) == 0 {
      receipt.host = withUnsafeBytes(of: &host.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    receipt.counts = counts
    for file in files { receipt.counts["written \(file.kind)", default: 0] += file.lines }
    for snapshot in request.inputs {
      for kind in S.reads { receipt.counts["read \(kind.kindName)", default: 0] += snapshot.index.count(kind.kindName) }
    }
    receipt.notes = duplicates.sorted().prefix(20).map {
      "two records have the id \($0); the first in byte order was kept"
    }
    return receipt
  }
}

/// Wall and CPU time, for receipts alone.
struct Clock {
  var timestamp: String
  var seconds: Double
  var cpu: Double

  static func now() -> Clock {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    var letters = [CChar](repeating: 0, count: 32)
    let count = strftime(&letters, letters.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    var steady = timespec()
    clock_gettime(CLOCK_MONOTONIC, &steady)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    return Clock(
      timestamp: String(decoding: letters[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self),
      seconds: Double(steady.tv_sec) + Double(steady.tv_nsec) / 1e9, cpu: cpu)
  }

  /// The most memory that the process ever had, in bytes. Mapped files count while they are in memory.
  static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
