import Hashing
import Records

/// All that decides a stage's output except the records that it reads, and how the names of its tasks and snapshots follow.
///
/// Names are made of contents: of the stage's program, its settings, the files that it uses, and the digests of the files
/// that it reads. What the stages before were told does not count, only what they wrote; so an edit that changes no output
/// stops there. Driver and programs both call this, so they cannot name a task differently.
public struct StageRecipe: Sendable {
  public let stage: String
  /// By name: `program`, `setting zoos`, `file vocabulary/tasks.yaml`, `extractor tables`.
  public let ingredients: [String: String]
  public let shards: Int
  private let digest: String
  private let kindsRead: Set<String>?

  /// - Parameters:
  ///   - program: SHA-256 of the stage's executable.
  ///   - previous: fingerprints of the snapshots behind the last site, for a stage that publishes.
  ///   - files: the files under `uses:` with their digests, as `UsedFiles.ingredients` gives them.
  public init(
    _ description: StageDescription, program: String, settings: JSON, previous: [String: String],
    files: [String: String], asOf: Day, shards: Int, limit: Int? = nil, only: String? = nil
  ) {
    stage = description.name
    self.shards = shards
    kindsRead = description.kindsRead
    var all = [
      "stage \(description.name)": "version \(description.version)", "schema": "\(SchemaVersion.current)",
      "shards": "\(shards)", "program": program,
    ]
    if case .object(let members) = settings {
      for (setting, value) in members { all["setting \(setting)"] = String(decoding: value.json, as: UTF8.self) }
    }
    for (stage, fingerprint) in previous { all["previous \(stage)"] = fingerprint }
    if description.dependsOnDay { all["day"] = "\(asOf)" }
    if let limit { all["limit"] = "\(limit)" }
    if let only { all["only"] = only }
    all.merge(files) { first, _ in first }
    all.merge(description.ingredients) { first, _ in first }
    ingredients = all
    digest = SHA256.digest(of: all.json).hex
  }

  /// The name of the stage's snapshot over these inputs.
  public func fingerprint(over inputs: [Snapshot]) -> Fingerprint {
    var all = ingredients
    for snapshot in inputs {
      for (kind, digest) in snapshot.contents(of: kindsRead) { all["input \(snapshot.stage)/\(kind)"] = digest }
    }
    return Fingerprint(of: all)
  }

  /// The name of a task.
  ///
  /// - Parameters:
  ///   - prepared: digest of what the stage prepared, where it does.
  ///   - inputs: what the task reads and nothing else (`ShardedInputs`); for a gather, what the stage's own shards wrote.
  public func key(_ part: TaskPart, over inputs: [Snapshot], prepared: String? = nil) -> TaskKey {
    var own: [(name: String, digest: String)] = []
    for snapshot in inputs {
      switch part {
      case .shard(let shard):
        for file in snapshot.index.files where file.isRead(by: shard) {
          own.append(("input \(snapshot.stage)/\(file.kind)", file.decidingDigest))
        }
      case .gather:
        own.append(("shards", SnapshotIndex.digest(of: snapshot.index.files)))
      case .whole, .prepare:
        for (kind, digest) in snapshot.contents(of: kindsRead) {
          own.append(("input \(snapshot.stage)/\(kind)", digest))
        }
      }
    }
    if let prepared { own.append(("prepared", prepared)) }
    var hash = SHA256()
    hash.update("\(digest) \(part)\n")
    for (name, digest) in own { hash.update("\(name) \(digest)\n") }
    return TaskKey(part: part, text: String(hash.finish().hex.prefix(32)), inputs: own.map { ($0.name, $0.digest) })
  }

  /// Everything that a task's name was made of.
  public func ingredients(of key: TaskKey) -> [String: String] {
    ingredients.merging(key.inputs.map { ($0.name, $0.digest) }) { first, _ in first }
  }
}

/// The name of a task: 128 bits of the SHA-256 over everything that could change what it writes.
public struct TaskKey: Sendable, CustomStringConvertible {
  public let part: TaskPart
  public let text: String
  /// What the task reads, by name, as digests.
  public let inputs: [(name: String, digest: String)]

  public var description: String { text }
}
