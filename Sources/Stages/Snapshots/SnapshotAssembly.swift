import Glibc
import Records

/// Puts a stage's tasks together into its snapshot: links to their files, one index, one receipt.
///
/// Nothing is copied where the file system knows hard links, so a snapshot of which one shard changed costs one shard.
public struct SnapshotAssembly: Sendable {
  /// Where the files are brought together; what gathers reads them here.
  public let folder: String
  public private(set) var index = SnapshotIndex()
  /// The files that shards wrote for the gather alone.
  private var parts: [String] = []
  /// The keys of tasks whose files are linked.
  private var linked: Set<String> = []
  /// The folders of the tasks taken in.
  private var tasks: [String] = []

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

  /// Removes what a killed run left of snapshots in the making; only for who holds the data folder alone.
  public static func sweep(_ home: String) { Leftovers.sweep(home, isAlone: true) }

  /// Links a task's files, which can be done while others run; nothing else depends on when.
  ///
  /// - Returns: the files where they lie now; nil where they were linked before.
  @discardableResult
  public mutating func link(_ task: Snapshot) throws(StageFailure) -> Snapshot? {
    guard linked.insert(task.index.fingerprint).inserted else { return nil }
    var index = task.index
    index.tasks = [task.index.fingerprint]
    index.files.removeAll { $0.kind == StageContext.preparedKind }
    for file in index.files { try Files.link("\(task.folder)/\(file.name)", to: "\(folder)/\(file.name)") }
    return Snapshot(folder: folder, index: index)
  }

  /// Takes in a task. Those of a stage come in the order of its shards.
  public mutating func add(_ task: Snapshot) throws(StageFailure) {
    try link(task)
    for file in task.index.files where file.kind != StageContext.preparedKind {
      if file.kind == StageContext.partKind { parts.append(file.name) }
      index.files.append(file)
    }
    index.tasks.append(task.index.fingerprint)
    tasks.append(task.folder)
  }

  /// Links to what some shards wrote, in a folder that stays while the snapshot gets its name.
  ///
  /// - Parameter home: the folder of the stage that reads them: `data/<stage>`.
  public func linked(_ shards: Set<Int>, in home: String) throws(StageFailure) -> Snapshot {
    let place = "\(home)/\(Leftovers.name(index.fingerprint))"
    try Files.remove(place)
    try Files.makeFolder(place)
    let part = Snapshot(folder: place, index: index).with(
      files: index.files.filter { shards.contains($0.shard) || $0.whole == true })
    for file in part.index.files { try Files.link("\(folder)/\(file.name)", to: "\(place)/\(file.name)") }
    try Files.writeNew(part.index.json, to: place + "/" + SnapshotIndex.fileName, isDurable: false)
    return part
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
  ///   - isAwaited: whether to wait until the disk has the name; false for who waits for the folder `target` is in later.
  /// - Returns: the snapshot, and the receipt that lies with it.
  public mutating func commit(
    _ receipt: Receipt, to target: String, isAwaited: Bool = true
  ) throws(StageFailure) -> (snapshot: Snapshot, receipt: Receipt) {
    for name in parts { unlink("\(folder)/\(name)") }
    index.files.removeAll { $0.kind == StageContext.partKind }
    index.files.sort { $0.name.precedes($1.name) }
    var receipt = receipt
    receipt.stage = index.stage
    receipt.fingerprint = index.fingerprint
    receipt.asOf = index.asOf
    tally(&receipt)
    try writeIndex()
    try Files.writeNew(receipt.json, to: folder + "/" + Receipt.fileName, isDurable: false)
    try Files.sync([SnapshotIndex.fileName, Receipt.fileName].map { "\(folder)/\($0)" })
    Files.syncFolder(folder)
    try Files.remove(target)
    // Where another process has put the same together meanwhile, that is as good.
    if Glibc.rename(folder, target) != 0 {
      let reason = errno
      guard reason == EEXIST || reason == ENOTEMPTY else { throw Files.cannotWrite(target, reason) }
      try Files.remove(folder)
    }
    if isAwaited { Files.syncFolder(of: target) }
    return (Snapshot(folder: target, index: index), receipt)
  }

  /// Adds up what the tasks' own receipts say.
  private func tally(_ receipt: inout Receipt) {
    let tallies = tasks.compactMap { TaskTally(of: $0) }
    receipt.counts = tallies.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) }
    receipt.cpuSeconds = tallies.reduce(0) { $0 + $1.cpuSeconds }
    receipt.peakMemoryBytes = tallies.map(\.peakMemoryBytes).max() ?? 0
    receipt.tasks["at once"] = tallies.reduce(1) { max($0, $1.tasks["at once"] ?? 1) }
    receipt.notes = Array(tallies.flatMap(\.notes).sorted().prefix(20))
    receipt.hosts = Set(tallies.map(\.host)).filter { !$0.isEmpty }.sorted { $0.precedes($1) }
    receipt.slowest = TaskFigures.slowest(tallies.map { TaskFigures($0) }, Self.named)
  }
}
