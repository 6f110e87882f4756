import Records

/// One step of the pipeline: it reads records and writes records.
public protocol Stage: Component {
  static var reads: [any Record.Type] { get }
  static var writes: [any Record.Type] { get }
  /// What each task that reads records or a zoo must account for to the last one.
  static var accounts: [Account] { get }
  /// Whether the stage writes a site into the reports folder, besides records.
  static var publishes: Bool { get }
  /// Whether nothing else may run meanwhile, because the stage measures times or takes all cores by itself.
  static var runsAlone: Bool { get }
  /// What else decides the output, by name: versions of extractors, of an inference engine found under `base`.
  ///
  /// A change of any of them makes the snapshot stale, and `macaroni status` names it.
  func ingredients(base: String) -> [String: String]
  /// Files, folders and variables (`$NAME`) that `ingredients` looked at: while they are as they were, the driver need not
  /// ask again.
  func looksAt(base: String) -> [String]
  /// Checks what the stage is given besides its settings, before anything of the run is started: the files that it uses,
  /// and folders that its settings name.
  ///
  /// - Parameters:
  ///   - uses: the files that the manifest names under `uses:`.
  ///   - base: where relative paths of settings count from.
  func check(_ uses: UsedFiles, base: String) throws
  /// Carries out one task: the whole stage, or one shard of a `ShardedStage`.
  func run(in context: StageContext) async throws
}

extension Stage {
  public static var reads: [any Record.Type] { [] }
  public static var accounts: [Account] { [] }
  public static var publishes: Bool { false }
  public static var runsAlone: Bool { false }
  public func ingredients(base: String) -> [String: String] { [:] }
  public func looksAt(base: String) -> [String] { [] }
  public func check(_ uses: UsedFiles, base: String) throws {}
}

/// A stage whose shards are independent: shard i of what it writes follows from shard i of what it reads.
///
/// `run` is called once for each shard, and its context shows that shard alone. A shard whose input is what it was is
/// not run again.
public protocol ShardedStage: Stage {}

/// A sharded stage that must see all its input before its shards, as normalise must know every model's name.
public protocol PreparedStage: ShardedStage {
  /// What every shard is given as `context.prepared`. Keep it small: a change of it reruns all shards.
  func prepare(in context: StageContext) async throws -> [UInt8]
}

/// A sharded stage that has something to say once all its shards are done, as normalise has of the data sets.
public protocol GatheredStage: ShardedStage {
  /// The kinds that `gather` writes; they are not sharded, and shards do not write them.
  static var gathers: [any Record.Type] { get }
  /// Writes what needs all shards, from what each of them handed on (`context.handOn`, `context.parts`).
  func gather(in context: StageContext) async throws
}

/// A stage that turns each record into others, independently of all the rest.
///
/// Throwing a `Rejection` leaves one record out; nothing else can be thrown, so one bad document never costs a night.
public protocol Transform: ShardedStage {
  associatedtype Input: Record
  func transform(_ input: Input, in context: StageContext) async throws(Rejection) -> [any Record]
}

extension Transform {
  public static var reads: [any Record.Type] { [Input.self] }
  public static var accounts: [Account] { [.records(Input.self)] }

  public func run(in context: StageContext) async throws {
    let (transformed, rejected) = (
      Account.figure(Input.kindName, "transformed"), Account.figure(Input.kindName, "rejected")
    )
    try await context.forEach(Input.self) { input, emitter in
      do throws(Rejection) {
        for record in try await transform(input, in: context) { emitter.emit(record) }
        emitter.count(transformed)
      } catch {
        emitter.reject(input.id, of: input.shardKey, error)
        emitter.count(rejected)
      }
    }
  }
}
