import Records

/// What a stage's program says of itself (`--describe`), so that the driver links no stage code.
public struct StageDescription: FieldTable, Equatable {
  /// Versions of the components and engines that decide the output, for the settings given.
  public var ingredients: [String: String] = [:]
  public var name = ""
  public var publishes = false
  public var reads: [String] = []
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
    ingredients = stage.ingredients(base: base)
  }

  public static let fields: [Field<Self>] = [
    Field("ingredients", \.ingredients),
    Field("name", \.name, required: true),
    Field("publishes", \.publishes),
    Field("reads", \.reads),
    Field("summary", \.summary),
    Field("version", \.version, required: true),
    Field("writes", \.writes),
  ]

  /// The ingredients of a run's fingerprint, for a stage known only by its description.
  ///
  /// `StageRun` calls this too, so that the driver's plan and the program's run cannot name a snapshot differently.
  public func fingerprint(
    settings: JSON, inputs: [String: String], previous: [String: String], uses: UsedFiles, asOf: Day, shards: Int,
    limit: Int? = nil, only: String? = nil
  ) throws(StageFailure) -> Fingerprint {
    var all = ["stage \(name)": "version \(version)", "schema": "\(SchemaVersion.current)", "shards": "\(shards)"]
    if case .object(let members) = settings {
      for (setting, value) in members { all["setting \(setting)"] = String(decoding: value.json, as: UTF8.self) }
    }
    for (stage, fingerprint) in inputs { all["input \(stage)"] = fingerprint }
    for (stage, fingerprint) in previous { all["previous \(stage)"] = fingerprint }
    // A stage that reads no records reads the world, which is another every day; a published site shows its day.
    if reads.isEmpty || publishes { all["day"] = "\(asOf)" }
    if let limit { all["limit"] = "\(limit)" }
    if let only { all["only"] = only }
    all.merge(try uses.ingredients()) { first, _ in first }
    all.merge(ingredients) { first, _ in first }
    return Fingerprint(of: all)
  }
}
