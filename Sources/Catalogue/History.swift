import Hashing
import Records
import Stages

/// The snapshots that a data folder holds, and what each was made of.
public struct History: Sendable {
  /// One snapshot.
  public struct Entry: Sendable, Equatable {
    public var stage: String
    public var fingerprint: String
    public var folder: String
    public var asOf: String
    public var finishedAt: String
    /// Bytes of its files. Files that snapshots share are counted for each.
    public var bytes: Int
    public var records: Int
    public var rejected: Int
    /// Whether `latest` names it.
    public var isLatest: Bool
    /// Whether the published site was made with it.
    public var isPublished: Bool
    /// Names of the tasks that it was put together from.
    public var tasks: [String]
    /// The snapshots that it read.
    public var inputs: [Key]
    /// The snapshots that its changes page compares with.
    public var previous: [Key]
    /// The snapshots that it needs: those that it read, and those that its changes page compares with.
    public var needs: [Key] { (inputs + previous).sorted { ($0.stage, $0.fingerprint) < ($1.stage, $1.fingerprint) } }

    public var key: Key { Key(stage: stage, fingerprint: fingerprint) }
  }

  public struct Key: Sendable, Hashable {
    public var stage: String
    public var fingerprint: String

    public init(stage: String, fingerprint: String) {
      self.stage = stage
      self.fingerprint = fingerprint
    }
  }

  public let data: String
  /// By stage, then from the newest to the oldest.
  public private(set) var entries: [Entry] = []

  /// Folders in the data folder that are no stage's.
  static let reserved: Set<String> = ["warc", "files", "measured", "export"]

  public init(data: String, reports: String) {
    self.data = data
    let published = ReportsFolder(path: reports).fingerprint
    for stage in Self.stages(in: data) {
      let latest = LatestName(home: "\(data)/\(stage)").fingerprint
      let found = Files.names(in: "\(data)/\(stage)").filter { !$0.hasPrefix(".") && $0 != "latest" && $0 != "tasks" }
        .compactMap { name in
          // A folder that holds no snapshot is nobody's to list or to remove.
          (try? Snapshot(folder: "\(data)/\(stage)/\(name)")).map { Self.entry($0, name, latest, published) }
        }
      entries += found.sorted(by: Self.isNewer)
    }
    markPublished()
  }

  /// Receipts tell time in seconds: of two snapshots made in the same one, the latest is the newer, then the later day's.
  private static func isNewer(_ a: Entry, _ b: Entry) -> Bool {
    if a.finishedAt != b.finishedAt { return a.finishedAt > b.finishedAt }
    if a.isLatest != b.isLatest { return a.isLatest }
    return (a.asOf, a.fingerprint) > (b.asOf, b.fingerprint)
  }

  /// The names of the folders that hold a stage's snapshots.
  public static func stages(in data: String) -> [String] {
    Files.names(in: data).filter { name in
      !name.hasPrefix(".") && !reserved.contains(name) && Files.isFolder("\(data)/\(name)")
        && (Files.exists("\(data)/\(name)/latest") || Files.isFolder("\(data)/\(name)/tasks"))
    }
  }

  /// Stages whose folders are in the data folder and that the manifest, which has `stages`, does not have.
  public static func orphans(in data: String, stages: Set<String>) -> [String] {
    Self.stages(in: data).filter { !stages.contains($0) }
  }

  private static func entry(_ snapshot: Snapshot, _ name: String, _ latest: String?, _ published: String?) -> Entry {
    let receipt = snapshot.receipt
    let inputs = (receipt?.inputs ?? [:]).map { Key(stage: $0.key, fingerprint: $0.value) }
    let previous = (receipt?.ingredients ?? [:]).filter { $0.key.hasPrefix("previous ") }
      .map { Key(stage: String($0.key.dropFirst(9)), fingerprint: $0.value) }
    let files = snapshot.index.files
    return Entry(
      stage: snapshot.stage, fingerprint: name, folder: snapshot.folder, asOf: snapshot.index.asOf,
      finishedAt: receipt?.finishedAt ?? "", bytes: files.reduce(0) { $0 + $1.bytes },
      records: files.reduce(0) { $1.kind == RejectionRecord.kindName ? $0 : $0 + $1.lines },
      rejected: snapshot.index.count(RejectionRecord.kindName), isLatest: name == latest,
      isPublished: name == published, tasks: snapshot.index.tasks,
      inputs: inputs.sorted { $0.stage < $1.stage }, previous: previous.sorted { $0.stage < $1.stage })
  }

  private mutating func markPublished() {
    let needed = closure(of: entries.filter(\.isPublished).map(\.key), withPrevious: false)
    for index in entries.indices { entries[index].isPublished = needed.contains(entries[index].key) }
  }

  public func entry(_ key: Key) -> Entry? { entries.first { $0.key == key } }

  /// These snapshots and all that they were made of.
  ///
  /// - Parameter withPrevious: also what a site's changes page compares with.
  public func closure(of keys: some Sequence<Key>, withPrevious: Bool = true) -> Set<Key> {
    let known = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    var reached: Set<Key> = []
    var left = Array(keys)
    while let key = left.popLast() {
      guard let entry = known[key], reached.insert(key).inserted else { continue }
      left += withPrevious ? entry.needs : entry.inputs
    }
    return reached
  }

  /// A snapshot behind all that it was made of, one snapshot a stage: what was made first comes first.
  ///
  /// Where an output did not change, a stage in between may have been made of an earlier snapshot than the one that the
  /// last stage read beside it. What is nearer to the snapshot in question counts.
  public func lineage(of key: Key) -> [Key] {
    var chosen: [String: Key] = [:]
    var round = [key]
    while !round.isEmpty {
      var next: [Key] = []
      for key in round where chosen[key.stage] == nil {
        guard let entry = entry(key) else { continue }
        chosen[key.stage] = key
        next += entry.inputs
      }
      round = next
    }
    var ordered: [Key] = []
    func add(_ stage: String) {
      guard let key = chosen[stage], !ordered.contains(key) else { return }
      for input in entry(key)?.inputs ?? [] { add(input.stage) }
      ordered.append(key)
    }
    add(key.stage)
    return ordered
  }

  /// One object, `{"snapshots":[…]}`.
  public var json: JSON {
    [
      "snapshots": .array(
        entries.map {
          [
            "stage": .string($0.stage), "fingerprint": .string($0.fingerprint), "as_of": .string($0.asOf),
            "finished_at": .string($0.finishedAt), "bytes": .number($0.bytes), "records": .number($0.records),
            "rejected": .number($0.rejected), "latest": .bool($0.isLatest), "published": .bool($0.isPublished),
            "inputs": .array($0.needs.map { .string("\($0.stage)/\($0.fingerprint)") }),
          ]
        })
    ]
  }
}
