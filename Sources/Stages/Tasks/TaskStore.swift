import Glibc
import Records

/// The folder of a stage's tasks, `data/<stage>/tasks`: what each wrote, by key.
///
/// It is the run cache too: a key whose folder exists is done, whenever and for whichever snapshot that was.
public struct TaskStore: Sendable {
  public let folder: String

  public init(folder: String) { self.folder = folder }

  public init(data: String, stage: String) { folder = "\(data)/\(stage)/tasks" }

  public func folder(of key: TaskKey) -> String { "\(folder)/\(key.text)" }

  /// Whether a task is done and all that it wrote is there.
  public func has(_ key: TaskKey) -> Bool { (try? task(key)) != nil }

  /// What a task wrote; nil where it has not been done, or where of what it wrote something is gone.
  public func task(_ key: TaskKey) throws(StageFailure) -> Snapshot? {
    guard let task = try Snapshot.ifThere(folder(of: key)), task.isWhole else { return nil }
    return task
  }

  /// An empty folder for a task to write to. Nobody else writes there: the name tells host and process.
  public func draft(_ key: TaskKey) throws(StageFailure) -> TaskDraft {
    let path = "\(folder)/\(Leftovers.name(key.text))"
    if mkdir(path, 0o755) != 0 {
      if errno == EEXIST { try Files.remove(path) } else if errno == ENOENT { try Files.makeFolder(folder) }
      guard mkdir(path, 0o755) == 0 else { throw Files.cannotWrite(path, errno) }
    }
    return TaskDraft(folder: path, key: key, store: self)
  }

  /// Removes what tasks left behind whose process is gone. What was complete and only waited for the disk becomes done.
  public func sweep(isAlone: Bool = false) { Leftovers.sweep(folder, isAlone: isAlone, sparing: adopt) }

  /// Puts in its place what a killed process left of a task that had ended well.
  ///
  /// A draft is sealed by index and receipt when all that it holds was looked at, and put on disk after that. Of a machine that
  /// lost its power both may be there and the rest not, so each file is held against its digest.
  ///
  /// - Returns: whether the draft was whole, and no other is in its place.
  private func adopt(_ draft: String) -> Bool {
    let path = "\(folder)/\(draft)"
    let key = String(draft.dropFirst(Leftovers.prefix.count).prefix { $0 != "-" })
    do throws(StageFailure) {
      guard let task = try Snapshot.ifThere(path), task.isWhole, task.index.fingerprint == key,
        task.receipt?.fingerprint == key, !Files.exists("\(folder)/\(key)")
      else { return false }
      for file in task.index.files {
        guard !file.name.contains("/"), try Files.digest(of: "\(path)/\(file.name)") == file.sha256 else {
          return false
        }
      }
      try TaskDraft.sync(path, task.index.files.map(\.name))
      try Files.rename(path, to: "\(folder)/\(key)")
      return true
    } catch {
      // What cannot be read is done again.
      return false
    }
  }
}

/// Folders in the making, `.partial-<name>-<host>-<process>`: whoever was killed leaves one, whoever comes next removes it.
enum Leftovers {
  static let prefix = ".partial-"

  static func name(_ text: String) -> String { "\(prefix)\(text)-\(HostName.current)-\(getpid())" }

  /// Removes what processes of this host left that are gone. Those of other hosts cannot be told from here.
  ///
  /// - Parameters:
  ///   - isAlone: whether a lock keeps every other process of this host out, so that none of them can be at work.
  ///   - isKept: says of a name whether it was put to use.
  static func sweep(_ folder: String, isAlone: Bool, sparing isKept: (String) -> Bool = { _ in false }) {
    for name in Files.names(in: folder, prefix: prefix) {
      let words = name.split(separator: "-")
      if words.count > 2 {
        guard let process = words.last.flatMap({ pid_t($0) }), name.contains("-\(HostName.current)-") else { continue }
        if !isAlone, process == getpid() || kill(process, 0) == 0 { continue }
      }
      if isKept(name) { continue }
      // What cannot be removed is found again next time.
      try? Files.remove("\(folder)/\(name)")
    }
  }
}

/// A task's output in the making.
public struct TaskDraft: Sendable {
  public let folder: String
  let key: TaskKey
  let store: TaskStore

  /// Puts the draft in its place: the only way in which a task comes to be done.
  ///
  /// Its files are put on disk with index and receipt, then the folder's own entries, and then the name appears at once. A
  /// folder that has the name holds the same content.
  ///
  /// - Returns: false where another process has done the task meanwhile, whose files stay.
  @discardableResult
  public func commit(
    _ index: SnapshotIndex, _ receipt: Receipt, replacing: Bool = false
  ) throws(StageFailure) -> Bool {
    try seal(index, receipt)
    // The files of our own programs are on disk already.
    return try land([], replacing: replacing)
  }

  /// Writes index and receipt. From here on the task counts as done, whoever is killed: the next run finds it complete.
  func seal(_ index: SnapshotIndex, _ receipt: Receipt) throws(StageFailure) {
    try Files.writeNew(index.json, to: folder + "/" + SnapshotIndex.fileName, isDurable: false)
    try Files.writeNew(receipt.json, to: folder + "/" + Receipt.fileName, isDurable: false)
  }

  /// Puts a sealed draft on disk and in its place.
  ///
  /// - Parameter unsynced: files that nobody has waited for yet.
  func land(_ unsynced: [String], replacing: Bool) throws(StageFailure) -> Bool {
    try Self.sync(folder, unsynced)
    let target = store.folder(of: key)
    if replacing, Files.exists(target) { try Files.remove(target) }
    if Glibc.rename(folder, target) != 0 {
      let reason = errno
      guard reason == EEXIST || reason == ENOTEMPTY else { throw Files.cannotWrite(target, reason) }
      // Where another process has done the task meanwhile, this one's work is not needed.
      if store.has(key) {
        try Files.remove(folder)
        return false
      }
      // Of what was there something is gone.
      try Files.remove(target)
      try Files.rename(folder, to: target)
    }
    return true
  }

  /// Waits until files, index and receipt of a folder are on disk, and then its entries.
  static func sync(_ folder: String, _ files: [String]) throws(StageFailure) {
    try Files.sync((files + [SnapshotIndex.fileName, Receipt.fileName]).map { "\(folder)/\($0)" })
    Files.syncFolder(folder)
  }

  /// Keeps what was written where a person can look at it, and no task is looked for: `logs/<part>.unbalanced`.
  ///
  /// - Returns: the failure that says so.
  func unbalanced(_ stage: String, _ sums: [String], _ code: ExitStatus) -> StageFailure {
    let kept = "\(Files.parent(of: store.folder))/logs/\(key.part).unbalanced"
    var words = "\(stage):\(key.part): \(sums.joined(separator: "; and ")); some are lost or doubled"
    do {
      try Files.makeFolder(Files.parent(of: kept))
      try Files.remove(kept)
      try Files.rename(folder, to: kept)
      words += "; what it wrote is kept in \(kept)"
    } catch {
      // The failure is what is to be told; that its evidence could not be kept is part of it.
      words += "; what it wrote could not be kept (\(error))"
    }
    return StageFailure(code, words)
  }

  /// Leaves nothing behind.
  public func discard() { try? Files.remove(folder) }
}

/// The name of this machine.
enum HostName {
  static let current: String = {
    var host = utsname()
    guard uname(&host) == 0 else { return "localhost" }
    return withUnsafeBytes(of: &host.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }()
}
