import Manifests
import Records
import Stages

/// One stage of a plan.
public struct PlannedStage: Sendable {
  public enum State: Sendable, Equatable {
    /// The snapshot is there.
    case fresh
    /// It must run: no snapshot yet, or these ingredients changed since the latest.
    case stale([Fingerprint.Change])
    /// What it reads is not there yet, so neither its tasks nor its snapshot have names: after these stages it is known
    /// whether it must run at all. The changes are those that are known already.
    case waits([String], [Fingerprint.Change])
  }

  public let entry: ManifestStage
  public let description: StageDescription
  /// The stage's executable.
  public let program: String
  public let programDigest: String
  public let recipe: StageRecipe
  /// The stage's folder in the data folder.
  public let home: String
  public private(set) var state: State
  /// What it reads; nil while that is not there.
  public private(set) var inputs: ShardedInputs?
  /// Where what it reads is.
  public private(set) var inputFolders: [String]
  /// The name of its snapshot; nil while what it reads is not there.
  public let fingerprint: Fingerprint?
  /// Folders of the snapshots behind the site that was published before.
  public let previous: [String]
  /// The snapshot, where it is there.
  public private(set) var snapshot: Snapshot?
  /// The latest snapshot's fingerprint, where the stage has run before.
  public private(set) var latest: String?
  /// Whether the latest snapshot is taken, whatever has changed since.
  public let isPinned: Bool

  public var name: String { entry.name }

  /// Where the snapshot goes; nil while what the stage reads is not there.
  public var folder: String? { isPinned ? snapshot?.folder : fingerprint.map { "\(home)/\($0)" } }

  /// The tasks that failed when it last ran, with the reasons.
  public var failures: [(part: TaskPart, message: String)] { FailureNote(self).failures }

  public var store: TaskStore { TaskStore(folder: home + "/tasks") }

  /// Gives it what is there of what it reads, some shards of which failed.
  mutating func read(_ parts: [Snapshot]) {
    inputs = ShardedInputs(parts, read: description)
    inputFolders = parts.map(\.folder)
    state = .stale(
      parts.map { Fingerprint.Change(ingredient: "input \($0.stage)", old: "whole", new: "as far as it goes") })
  }

  /// Gives it the same input at another place: what is being put together moves when it gets its name.
  mutating func read(same parts: [Snapshot]) {
    inputs = ShardedInputs(parts, read: description)
    inputFolders = parts.map(\.folder)
  }

  /// Gives it the snapshot that a run has just written.
  mutating func finish(_ snapshot: Snapshot, isLatest: Bool) {
    self.snapshot = snapshot
    state = .fresh
    if isLatest { latest = snapshot.index.fingerprint }
  }

  /// The stage with what its shards wrote in the place of its snapshot, where there is none yet.
  func showing(_ growing: Snapshot?) -> PlannedStage {
    var stage = self
    stage.snapshot = snapshot ?? growing
    return stage
  }

  /// Removes what a killed run left, or makes use of it; only for who holds the data folder alone.
  func sweep() {
    SnapshotAssembly.sweep(home)
    store.sweep(isAlone: true)
  }

  /// The stage's tasks as far as they have names.
  ///
  /// Shards have none until what the stage prepares is there, and a gather has none until the shards are.
  public func tasks() throws(StageFailure) -> StageTasks {
    var tasks = StageTasks()
    guard let inputs else { return tasks }
    var prepared: String?
    if description.prepares {
      let key = recipe.key(.prepare, over: inputs.inputs(of: .prepare))
      tasks.prepare = PlannedTask(key: key, isDone: store.has(key))
      guard let snapshot = try store.task(key) else { return tasks }
      prepared = snapshot.preparedDigest
    }
    for part in description.parts(shards: recipe.shards) where part == .whole || part.shard != nil {
      let key = recipe.key(part, over: inputs.inputs(of: part), prepared: prepared)
      tasks.shards.append(PlannedTask(key: key, isDone: store.has(key)))
    }
    return tasks
  }
}

/// The tasks of a stage that have names.
public struct StageTasks: Sendable {
  public var prepare: PlannedTask?
  /// The whole stage's one task, or one a shard; empty while what they need is not there.
  public var shards: [PlannedTask] = []

  public init() {}

  public var missing: [PlannedTask] { ([prepare].compactMap { $0 } + shards).filter { !$0.isDone } }
}

/// One task of a plan.
public struct PlannedTask: Sendable {
  public var key: TaskKey
  public var isDone: Bool
}
