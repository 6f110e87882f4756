import Glibc
import Hashing
import Records
import Stages

/// What may be removed from a data folder so that every run that is kept stays whole.
///
/// Kept are, of each stage, the newest snapshots, the latest and the published one; all that those were made of, as their
/// receipts say; the tasks that they were put together from; and the WARC files that hold their sources. Weight files and
/// measurements are always kept: they were dear.
public struct Retention: Sendable {
  public struct Removal: Sendable, Equatable {
    public enum Reason: String, Sendable {
      /// An old snapshot.
      case old
      /// A task that no kept snapshot was made from.
      case task
      /// Of a stage that the manifest does not have.
      case orphan
      /// What a killed run left.
      case leftover
      /// Responses that no kept source refers to.
      case warc
    }
    public var path: String
    public var reason: Reason
    /// Bytes that nothing else holds.
    public var bytes: Int
  }

  public private(set) var removals: [Removal] = []
  /// Stages in the data folder that the manifest does not have.
  public private(set) var orphans: [String] = []
  public private(set) var kept: Set<History.Key> = []

  /// How old something must be that no snapshot accounts for: a run elsewhere may be about to use it.
  private static let grace = 86_400

  /// - Parameters:
  ///   - keep: how many snapshots of each stage are kept at least.
  ///   - stages: the manifest's stages; what others wrote is orphaned.
  ///   - withOrphans: whether what is orphaned goes too.
  ///   - now: seconds since 1970, for what is too young to be judged.
  public init(
    _ history: History, keep: Int, stages: Set<String>, withOrphans: Bool, now: Int
  ) throws(StageFailure) {
    let data = history.data
    orphans = History.orphans(in: data, stages: stages)
    var roots: [History.Key] = []
    for (stage, entries) in Dictionary(grouping: history.entries, by: \.stage) {
      let isOrphan = withOrphans && !stages.contains(stage)
      if !isOrphan { roots += entries.prefix(max(1, keep)).map(\.key) }
      roots += entries.filter { $0.isPublished || ($0.isLatest && !isOrphan) }.map(\.key)
    }
    // Of a site that is kept, the one before it too: by its receipt the next run finds what changed since.
    let before = roots.compactMap(history.entry).flatMap { site in
      history.entries.filter { older in
        !site.previous.isEmpty && older.stage == site.stage && older.key != site.key
          && Set(older.inputs).isSuperset(of: site.previous)
      }
    }
    kept = history.closure(of: roots + before.map(\.key))
    for entry in history.entries where !kept.contains(entry.key) {
      let isOrphan = !stages.contains(entry.stage)
      removals.append(Removal(path: entry.folder, reason: isOrphan ? .orphan : .old, bytes: 0))
    }
    addTasks(history, now)
    try addResponses(history, now)
    let all = removals.map(\.path)
    let sizes = Self.sizes(all)
    for index in removals.indices { removals[index].bytes = sizes[removals[index].path] ?? 0 }
    removals.sort { $0.path.precedes($1.path) }
  }

  private mutating func addTasks(_ history: History, _ now: Int) {
    for stage in History.stages(in: history.data) {
      let entries = history.entries.filter { $0.stage == stage && kept.contains($0.key) }
      let needed = Set(entries.flatMap(\.tasks))
      let home = "\(history.data)/\(stage)"
      // A run that was killed has tasks and no snapshot yet; they are what lets it go on.
      let newest = entries.compactMap { Self.modified($0.folder) }.max() ?? 0
      for name in Files.names(in: home + "/tasks") where !name.hasPrefix(".") && !needed.contains(name) {
        let path = "\(home)/tasks/\(name)"
        guard let age = Self.modified(path), age <= newest else { continue }
        removals.append(Removal(path: path, reason: .task, bytes: 0))
      }
      for folder in [home, home + "/tasks"] {
        for name in Files.names(in: folder, prefix: ".partial-") {
          guard let age = Self.modified("\(folder)/\(name)"), now - age > Self.grace else { continue }
          removals.append(Removal(path: "\(folder)/\(name)", reason: .leftover, bytes: 0))
        }
      }
    }
  }

  private mutating func addResponses(_ history: History, _ now: Int) throws(StageFailure) {
    let store = DocumentStore(folder: history.data)
    let zoos = store.zoos
    guard !zoos.isEmpty else { return }
    var needed: [String: Set<Digest>] = [:]
    for entry in history.entries where kept.contains(entry.key) {
      let snapshot = try Snapshot(folder: entry.folder)
      try snapshot.forEach(Source.self) { source in
        guard let digest = Digest(hex: source.sha256) else { return }
        needed[DocumentStore.folderName(ofZoo: source.zoo), default: []].insert(digest)
      }
    }
    for zoo in zoos {
      for file in store.warcFiles(of: zoo, withoutAnyOf: needed[zoo] ?? []) {
        guard let age = Self.modified(file), now - age > Self.grace else { continue }
        removals.append(Removal(path: file, reason: .warc, bytes: 0))
      }
    }
  }

  private static func modified(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_mtim.tv_sec) : nil
  }

  /// What removing all of these frees: a file that has a name elsewhere stays.
  private static func sizes(_ paths: [String]) -> [String: Int] {
    struct Inode { var links: Int, seen: Int, bytes: Int, last: String }
    var inodes: [UInt64: Inode] = [:]
    for path in paths {
      for file in Files.isFolder(path) ? Files.tree(path).map({ "\(path)/\($0)" }) : [path] {
        var status = stat()
        guard lstat(file, &status) == 0 else { continue }
        var inode =
          inodes[UInt64(status.st_ino)]
          ?? Inode(links: Int(status.st_nlink), seen: 0, bytes: Int(status.st_size), last: path)
        inode.seen += 1
        inode.last = path
        inodes[UInt64(status.st_ino)] = inode
      }
    }
    var sizes: [String: Int] = [:]
    for inode in inodes.values where inode.seen >= inode.links { sizes[inode.last, default: 0] += inode.bytes }
    return sizes
  }

  public var bytes: Int { removals.reduce(0) { $0 + $1.bytes } }

  /// Removes it all, each thing in one step.
  public func carryOut() throws(StageFailure) {
    for removal in removals { try Files.removeAtOnce(removal.path) }
  }

  public var json: JSON {
    [
      "removed": .array(
        removals.map {
          ["path": .string($0.path), "reason": .string($0.reason.rawValue), "bytes": .number($0.bytes)]
        }), "bytes": .number(bytes), "kept": .number(kept.count), "orphans": .array(orphans.map { .string($0) }),
    ]
  }
}
