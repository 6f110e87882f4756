import Foundation
import Records

/// Puts a stage's tasks together into its snapshot: links to their files, one index, one receipt.
///
/// Nothing is copied where the file system knows hard links, so a snapshot of which one shard changed costs one shard.
public struct SnapshotAssembly {
  /// Where the files are brought together; what gathers reads them here.
  public let folder: String
  public private(set) var index = SnapshotIndex()
  private var counts: [String: Int] = [:]
  private var notes: [String] = []
  private var parts: [String] = []
  private var cpu = 0.0
  private var peak = 0
  private var atOnce = 1
  private var figures: [TaskFigures] = []

  /// How many of the slowest tasks the receipt names.
  private static let named = 5

  /// - Parameters:
  ///   - home: where the snapshot goes: `data/<stage>`.
  ///   - asOf: the day that the snapshot shows.
  public init(
    home: String, description: StageDescription, fingerprint: Fingerprint, asOf: Day, shards: Int
  ) throws(StageFailure) {
    Leftovers.sweep(home, isAlone: false)
    folder = "\(home)/\(Leftovers.name(fingerprint.text))"
    try Files.remove(folder)
    try Files.makeFolder(folder)
    index.stage = description.name
    index.stageVersion = description.version
    index.fingerprint = fingerprint.text
    index.asOf = "\(asOf)"
    index.shards = shards
  }

  /// Takes in a task's files.
  public mutating func add(_ task: Snapshot) throws(StageFailure) {
    for file in task.index.files where file.kind != StageContext.preparedKind {
      try Files.link("\(task.folder)/\(file.name)", to: "\(folder)/\(file.name)")
      if file.kind == StageContext.partKind { parts.append(file.name) }
      index.files.append(file)
    }
    index.tasks.append(task.index.fingerprint)
    guard let tally = TaskTally(of: task.folder) else { return }
    counts.merge(tally.counts, uniquingKeysWith: +)
    notes += tally.notes
    cpu += tally.cpuSeconds
    peak = max(peak, tally.peakMemoryBytes)
    atOnce = max(atOnce, tally.tasks["at once"] ?? 1)
    figures.append(TaskFigures(tally))
  }

  /// The files brought together so far, as the gather reads them.
  public var gathered: Snapshot { Snapshot(folder: folder, index: index) }

  /// What the gather is given: the index of what has been brought together is put beside it.
  public func writeIndex() throws(StageFailure) {
    // Whoever starts after a power cut has no use for it.
    try Files.writeNew(index.json, to: folder + "/" + SnapshotIndex.fileName, isDurable: false)
  }

  /// Finishes the snapshot and puts it in its place.
  ///
  /// - Parameters:
  ///   - receipt: what is known of the run; counts, memory and notes of the tasks are added.
  public mutating func commit(_ receipt: Receipt, to target: String) throws(StageFailure) -> Snapshot {
    for name in parts { unlink("\(folder)/\(name)") }
    index.files.removeAll { $0.kind == StageContext.partKind }
    index.files.sort { $0.name.precedes($1.name) }
    var receipt = receipt
    receipt.stage = index.stage
    receipt.fingerprint = index.fingerprint
    receipt.asOf = index.asOf
    receipt.counts = counts
    receipt.cpuSeconds = cpu
    receipt.peakMemoryBytes = peak
    receipt.tasks["at once"] = atOnce
    receipt.notes = Array(notes.sorted().prefix(20))
    receipt.hosts = Set(figures.map(\.host)).filter { !$0.isEmpty }.sorted { $0.precedes($1) }
    receipt.slowest = TaskFigures.slowest(figures, Self.named)
    try writeIndex()
    try Files.writeNew(receipt.json, to: folder + "/" + Receipt.fileName, isDurable: false)
    for name in [SnapshotIndex.fileName, Receipt.fileName] { try Files.sync("\(folder)/\(name)") }
    Files.syncFolder(folder)
    try Files.remove(target)
    // Where another process has put the same together meanwhile, that is as good.
    if Glibc.rename(folder, target) != 0 {
      let reason = errno
      guard reason == EEXIST || reason == ENOTEMPTY else { throw Files.cannotWrite(target, reason) }
      try Files.remove(folder)
    }
    Files.syncFolder(of: target)
    return Snapshot(folder: target, index: index)
  }
}
