import Glibc
import Hashing
import Records

/// What the driver knows of a task that a foreign program did.
public struct ForeignRun: Sendable {
  public var started: Clock
  public var cpuSeconds = 0.0
  public var peakMemoryBytes = 0
  public var settings: JSON = [:]
  public var toolVersion = ""

  /// - Parameter usage: what the kernel counted of the program.
  public init(started: Clock, _ usage: rusage) {
    self.started = started
    cpuSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    peakMemoryBytes = usage.ru_maxrss * 1024
  }
}

/// What a foreign program wrote for a task, looked at and sealed but not on disk yet.
public struct ForeignOutput: Sendable {
  /// Where it lies now.
  public let written: Snapshot
  /// Where it lies once it is committed.
  public let task: Snapshot
}

extension TaskDraft {
  /// Looks at what a program left in the folder, and seals it.
  ///
  /// - Parameters:
  ///   - inputs: what the task read.
  ///   - asOf: the day that the task shows.
  /// - Throws: `StageFailure` where a file that the stage says it writes is not there, or lines are missing.
  public func output(
    writtenBy description: StageDescription, _ recipe: StageRecipe, over inputs: [Snapshot], asOf: Day,
    _ run: ForeignRun
  ) throws(StageFailure) -> ForeignOutput {
    var index = SnapshotIndex()
    index.stage = description.name
    index.stageVersion = description.version
    index.fingerprint = key.text
    index.asOf = "\(asOf)"
    index.shards = recipe.shards
    index.files = try files(description, recipe.shards)
    var receipt = Receipt()
    receipt.stage = description.name
    receipt.part = "\(key.part)"
    receipt.fingerprint = key.text
    receipt.ingredients = recipe.ingredients(of: key)
    receipt.asOf = index.asOf
    receipt.settings = run.settings
    receipt.toolVersion = run.toolVersion
    receipt.close(since: run.started)
    receipt.cpuSeconds = run.cpuSeconds
    receipt.peakMemoryBytes = run.peakMemoryBytes
    for file in index.files { receipt.counts["written \(file.kind)", default: 0] += file.lines }
    if key.part != .gather {
      for snapshot in inputs {
        for file in snapshot.index.files { receipt.counts["read \(file.kind)", default: 0] += file.lines }
      }
    }
    if description.balances, key.part != .gather, key.part != .prepare {
      try balance(description, receipt.counts)
    }
    try seal(index, receipt)
    return ForeignOutput(
      written: Snapshot(folder: folder, index: index), task: Snapshot(folder: store.folder(of: key), index: index))
  }

  /// Puts it on disk and in its place.
  ///
  /// - Returns: false where another process has done the task meanwhile, whose files stay.
  @discardableResult
  public func commit(_ output: ForeignOutput, replacing: Bool = false) throws(StageFailure) -> Bool {
    try land(output.written.index.files.map(\.name), replacing: replacing)
  }

  private func balance(_ description: StageDescription, _ counts: [String: Int]) throws(StageFailure) {
    guard let read = description.reads.first, let written = description.writes.first else { return }
    let given = counts["read \(read)"] ?? 0
    let out = counts["written \(written)"] ?? 0
    let rejected = counts["written \(RejectionRecord.kindName)"] ?? 0
    guard given == out + rejected else {
      throw unbalanced(
        description.name,
        ["\(given) \(read) lines in, but \(out) \(written) lines out and \(rejected) rejected"], .badData)
    }
  }

  private func files(_ description: StageDescription, _ shards: Int) throws(StageFailure) -> [IndexedFile] {
    let gathered = Set(description.gathers)
    var files: [IndexedFile] = []
    func take(_ kind: String, stem: String? = nil, shard: Int, isWhole: Bool, isNeeded: Bool) throws(StageFailure) {
      let name = SnapshotOutput.name(kind: stem ?? kind, shard: shard, of: isWhole ? 1 : shards)
      let path = "\(folder)/\(name)"
      guard Files.exists(path) else {
        guard isNeeded else { return }
        throw StageFailure(
          .badData, "\(description.name):\(key.part): ended well but wrote no \(name); the task does not count as done")
      }
      var file = try Self.examined(path)
      file.name = name
      file.kind = kind
      file.shard = shard
      file.whole = isWhole ? true : nil
      files.append(file)
    }
    switch key.part {
    case .prepare:
      try take(StageContext.preparedKind, shard: 0, isWhole: true, isNeeded: true)
    case .gather:
      for kind in description.gathers { try take(kind, shard: 0, isWhole: true, isNeeded: true) }
    case .shard(let shard):
      for kind in description.writes where !gathered.contains(kind) {
        try take(kind, shard: shard, isWhole: false, isNeeded: true)
      }
      try take(RejectionRecord.kindName, shard: shard, isWhole: false, isNeeded: false)
      try take(StageContext.partKind, shard: shard, isWhole: false, isNeeded: false)
    case .whole:
      for kind in description.writes {
        let isWhole = shards > 1 && Files.exists("\(folder)/\(SnapshotOutput.name(kind: kind, shard: 0, of: 1))")
        for shard in 0..<(isWhole ? 1 : shards) { try take(kind, shard: shard, isWhole: isWhole, isNeeded: true) }
      }
      for shard in 0..<shards {
        try take(RejectionRecord.kindName, shard: shard, isWhole: false, isNeeded: false)
      }
    }
    return files
  }

  /// Counts and hashes a file.
  private static func examined(_ path: String) throws(StageFailure) -> IndexedFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.cannotRead(path, errno) }
    defer { close(descriptor) }
    var file = IndexedFile()
    var hash = SHA256()
    var last: UInt8 = 0x0a
    try Files.forEachPiece(of: descriptor, path) { piece in
      hash.update(piece)
      file.bytes += piece.count
      for byte in piece where byte == 0x0a { file.lines += 1 }
      last = piece.last ?? last
    }
    if last != 0x0a { file.lines += 1 }
    file.sha256 = hash.finish().hex
    return file
  }
}
