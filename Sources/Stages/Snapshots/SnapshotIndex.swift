import Hashing
import Records

/// One file of a snapshot, as its index lists it.
public struct IndexedFile: FieldTable, Equatable {
  public var bytes = 0
  /// SHA-256 of the records without their members of the day; nil for kinds that have none.
  public var content: String?
  public var firstId: String?
  public var kind = ""
  public var lastId: String?
  public var lines = 0
  public var name = ""
  public var sha256 = ""
  public var shard = 0
  /// True where the file belongs to all shards.
  public var whole: Bool?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("bytes", \.bytes, required: true),
    Field("content", \.content),
    Field("first_id", \.firstId),
    Field("kind", \.kind, required: true),
    Field("last_id", \.lastId),
    Field("lines", \.lines, required: true),
    Field("name", \.name, required: true),
    Field("sha256", \.sha256, required: true),
    Field("shard", \.shard, required: true),
    Field("whole", \.whole),
  ]

  /// What names of tasks are made of: the same for files whose records say the same, on whatever day they were looked at.
  var decidingDigest: String { content ?? sha256 }

  /// Whether the task over that shard reads the file.
  func isRead(by shard: Int) -> Bool { whole == true || self.shard == shard }
}

/// `index.json`: what a snapshot holds. A pure function of the stage's inputs, like the files that it lists.
public struct SnapshotIndex: FieldTable, Equatable {
  public static let fileName = "index.json"

  public var asOf = ""
  public var files: [IndexedFile] = []
  public var fingerprint = ""
  /// The oldest schema version whose readers can make sense of the files.
  public var minReader = SchemaVersion(major: 1, minor: 0)
  public var shards = 1
  public var stage = ""
  public var stageVersion = 0
  /// The keys of the tasks that the snapshot was put together from: what `data/<stage>/tasks` must keep for it.
  public var tasks: [String] = []
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("as_of", \.asOf, required: true),
    Field("files", \.files),
    Field("fingerprint", \.fingerprint, required: true),
    Field("min_reader", \.minReader, required: true),
    Field("shards", \.shards, required: true),
    Field("stage", \.stage, required: true),
    Field("stage_version", \.stageVersion, required: true),
    Field("tasks", \.tasks),
    Field("v", \.version, required: true),
  ]

  /// How many records of a kind there are.
  public func count(_ kind: String) -> Int { files.reduce(0) { $1.kind == kind ? $0 + $1.lines : $0 } }

  /// One digest of what the records of several files say.
  static func digest(of files: some Sequence<IndexedFile>) -> String {
    var hash = SHA256()
    for file in files { hash.update("\(file.name) \(file.decidingDigest)\n") }
    return hash.finish().hex
  }
}

/// `receipt.json`: what a run did. Only here stand times, host and tool version.
public struct Receipt: FieldTable, Equatable {
  public static let fileName = "receipt.json"

  public var asOf = ""
  public var counts: [String: Int] = [:]
  /// CPU seconds of the stage, all threads.
  public var cpuSeconds = 0.0
  public var finishedAt = ""
  /// The snapshot's name, or the task's key.
  public var fingerprint = ""
  public var host = ""
  /// Of a snapshot: the machines that its tasks ran on.
  public var hosts: [String] = []
  /// Everything that the fingerprint was made of, by name.
  public var ingredients: [String: String] = [:]
  /// Stage to snapshot folder, as given.
  public var inputs: [String: String] = [:]
  public var notes: [String] = []
  /// Of a task: which part of the stage it is.
  public var part = ""
  public var peakMemoryBytes = 0
  /// Of a snapshot: the name of the one that was its stage's latest until then, its own where it was made again.
  public var replaced = ""
  public var seconds = 0.0
  public var settings: JSON = [:]
  /// Of a snapshot: those of its tasks that took longest, so that no report needs to read the receipts of all.
  public var slowest: [TaskFigures] = []
  public var stage = ""
  public var startedAt = ""
  /// Of a snapshot: how many tasks its run did, and how many it found done.
  public var tasks: [String: Int] = [:]
  public var toolVersion = ""
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("as_of", \.asOf),
    Field("counts", \.counts),
    Field("cpu_seconds", \.cpuSeconds),
    Field("finished_at", \.finishedAt),
    Field("fingerprint", \.fingerprint, required: true),
    Field("host", \.host),
    Field("hosts", \.hosts),
    Field("ingredients", \.ingredients),
    Field("inputs", \.inputs),
    Field("notes", \.notes),
    Field("part", \.part),
    Field("peak_memory_bytes", \.peakMemoryBytes),
    Field("replaced", \.replaced),
    Field("seconds", \.seconds),
    Field("settings", \.settings),
    Field("slowest", \.slowest),
    Field("stage", \.stage, required: true),
    Field("started_at", \.startedAt),
    Field("tasks", \.tasks),
    Field("tool_version", \.toolVersion),
  ]

  /// That of a snapshot or a task; nil where it cannot be read. The index, which is far longer, is not needed for it.
  public init?(of folder: String) {
    guard let bytes = try? Files.read(folder + "/" + Self.fileName), let receipt = try? Receipt(json: bytes) else {
      return nil
    }
    self = receipt
  }
}
