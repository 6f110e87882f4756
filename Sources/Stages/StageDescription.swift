import Records

/// What a stage's program says of itself (`--describe`), so that the driver links no stage code.
///
/// A program in any language can be a stage: it answers `--describe` with this object, of which `name` and `version` are
/// required, and does one task each time it is started (see `ForeignTask` in the driver).
public struct StageDescription: FieldTable, Equatable {
  /// Whether nothing else may run beside it.
  public var alone = false
  /// Whether each task's lines in are as many as its lines out and rejected: first kind read, first kind written.
  public var balances = false
  /// Whether the program takes several tasks per start and commits each itself (`--tasks`), as all of ours do.
  public var batches = false
  /// Kinds that are written once, after all shards.
  public var gathers: [String] = []
  /// Versions of the components and engines that decide the output, for the settings given.
  public var ingredients: [String: String] = [:]
  /// Files and folders, and variables of the environment as `$NAME`, that the answer depends on besides the program and
  /// its settings.
  public var looksAt: [String] = []
  public var name = ""
  /// Whether a task over the whole input comes before the shards.
  public var prepares = false
  public var publishes = false
  public var reads: [String] = []
  /// Whether the stage is one task per shard.
  public var sharded = false
  public var summary = ""
  public var version = 0
  public var writes: [String] = []
  public var unknown = UnknownFields()

  public init() {}

  public init<S: Stage>(_ stage: S, base: String) {
    name = S.name
    summary = S.summary
    version = S.version
    reads = S.reads.map { $0.kindName }
    writes = S.writes.map { $0.kindName }
    publishes = S.publishes
    alone = S.runsAlone
    batches = true
    sharded = S.self is any ShardedStage.Type
    prepares = S.self is any PreparedStage.Type
    gathers = ((S.self as? any GatheredStage.Type)?.gathers ?? []).map { $0.kindName }
    ingredients = stage.ingredients(base: base)
    looksAt = stage.looksAt(base: base)
  }

  public static let fields: [Field<Self>] = [
    Field("alone", \.alone),
    Field("balances", \.balances),
    Field("batches", \.batches),
    Field("gathers", \.gathers),
    Field("ingredients", \.ingredients),
    Field("looks_at", \.looksAt),
    Field("name", \.name, required: true),
    Field("prepares", \.prepares),
    Field("publishes", \.publishes),
    Field("reads", \.reads),
    Field("sharded", \.sharded),
    Field("summary", \.summary),
    Field("version", \.version, required: true),
    Field("writes", \.writes),
  ]

  /// Whether the day is an ingredient: a stage that reads no records reads the world, which is another every day; a
  /// published site shows its day.
  public var dependsOnDay: Bool { reads.isEmpty || publishes }

  /// The kinds whose files decide the output; nil means all there are, as for a site that counts them.
  var kindsRead: Set<String>? { publishes ? nil : Set(reads) }

  /// The parts that a run of the stage is made of, in order.
  public func parts(shards: Int) -> [TaskPart] {
    guard sharded else { return [.whole] }
    return (prepares ? [.prepare] : []) + (0..<shards).map { .shard($0) } + (gathers.isEmpty ? [] : [.gather])
  }
}
