import Manifests
import Records
import Stages

/// What a run did and left, told from receipts: `reports/runs/<day>/run.json`, and the page beside it.
///
/// A later run of the day has `<day>.2` and so on, so that it does not hide what the night did; `latest` points to the newest.
///
/// A pure function of the plan, the data folder, the failure and what was run: times stand in receipts, so the same night gives the same bytes.
public struct RunReport: Sendable {
  /// A stage of the run.
  public struct Stage: Sendable, Equatable {
    public var name: String
    public var from: [String]
    /// `done`, `failed`, or `not reached`.
    public var state: String
    public var fingerprint: String?
    /// The version of macaroni that made the snapshot.
    public var toolVersion: String?
    public var startedAt: String?
    public var finishedAt: String?
    /// Wall seconds of the run that made the snapshot, and CPU seconds of its tasks.
    public var seconds = 0.0
    public var cpuSeconds = 0.0
    public var memoryBytes = 0
    /// Why the snapshot was made, other than the one before; nil where this run did not make it.
    public var reason: String?
    /// The snapshot before, and its records by kind; nil where there was none, or it is not kept.
    public var before: Before?
    /// Tasks that the snapshot is made of, and those of them that this run did.
    public var tasks = 0
    public var ran = 0
    /// Records by kind.
    public var records: [String: Int] = [:]
    /// Rejections by code, and the first few of them.
    public var rejected: [String: Int] = [:]
    public var examples: [String] = []
    public var expectations: [ContractResult] = []
    public var slowest: [TaskFigures] = []
  }

  /// The snapshot that a stage had before.
  public struct Before: Sendable, Equatable {
    public var fingerprint: String
    public var records: [String: Int]
  }

  public let manifest: String
  public let asOf: String
  public let toolVersion: String
  public let environment: RunEnvironment
  /// The sentence with which the run failed; nil where all is done.
  public let failure: String?
  public private(set) var stages: [Stage] = []
  public private(set) var hosts: [String] = []

  /// How many rejections are named of each stage.
  private static let named = 5

  /// - Parameters:
  ///   - ran: the tasks that this run did, by stage; nil where it found done what others did, such as a cluster's jobs, and
  ///     receipts are to tell.
  ///   - failed: the stages that failed or were stopped; nil where those are that have all that they read.
  ///   - checked: what became of the expectations of stages that were begun.
  public init(
    _ plan: Plan, failure: String?, ran: [String: Int]?, failed: Set<String>? = nil,
    checked: [String: [ContractResult]] = [:],
    environment: RunEnvironment, toolVersion: String
  ) {
    manifest = plan.manifest.file.split(separator: "/").last.map(String.init) ?? plan.manifest.file
    asOf = "\(plan.asOf)"
    self.failure = failure
    self.toolVersion = toolVersion
    self.environment = environment
    var hosts: Set<String> = []
    for planned in plan.stages {
      var stage = Stage(name: planned.name, from: planned.entry.from, state: "not reached")
      stage.expectations = Self.expectations(planned, checked[planned.name])
      if let snapshot = planned.snapshot {
        stage.state = "done"
        Self.fill(&stage, snapshot, &hosts)
      } else {
        stage.tasks = planned.description.parts(shards: planned.recipe.shards).count
        if failure != nil, failed?.contains(planned.name) ?? (planned.inputs != nil) { stage.state = "failed" }
      }
      if let ran { stage.ran = ran[planned.name] ?? 0 }
      if stage.ran > 0 { Self.compare(&stage, planned) }
      stages.append(stage)
    }
    self.hosts = hosts.sorted { $0.precedes($1) }
  }

  private static func fill(
    _ stage: inout Stage, _ snapshot: Snapshot, _ hosts: inout Set<String>
  ) {
    stage.fingerprint = snapshot.index.fingerprint
    if let receipt = snapshot.receipt {
      stage.toolVersion = receipt.toolVersion
      stage.startedAt = receipt.startedAt
      stage.finishedAt = receipt.finishedAt
      stage.seconds = receipt.seconds
      stage.cpuSeconds = receipt.cpuSeconds
      stage.memoryBytes = receipt.peakMemoryBytes
      stage.ran = receipt.tasks["run"] ?? 0
      stage.slowest = receipt.slowest
      hosts.formUnion(receipt.hosts)
      if !receipt.host.isEmpty { hosts.insert(receipt.host) }
    }
    stage.tasks = snapshot.index.tasks.count
    stage.records = records(snapshot.index)
    // Rejections that cannot be read are not why a report should fail; their count is in the index.
    try? snapshot.forEach(RejectionRecord.self) { rejection in
      stage.rejected[rejection.code, default: 0] += 1
      if stage.examples.count < named { stage.examples.append("\(rejection.id): \(rejection.detail)") }
    }
  }

  private static func compare(_ stage: inout Stage, _ planned: PlannedStage) {
    guard let receipt = planned.snapshot?.receipt else { return }
    guard !receipt.replaced.isEmpty, receipt.replaced != receipt.fingerprint else {
      stage.reason = receipt.replaced.isEmpty ? "had not run before" : "was made again; nothing had changed"
      return
    }
    let folder = "\(planned.home)/\(receipt.replaced)"
    // That one may be gone by now.
    guard let before = Receipt(of: folder) else {
      stage.reason = "the snapshot before it, \(receipt.replaced), is not kept"
      return
    }
    stage.reason = PlannedStage.words(Fingerprint(of: receipt.ingredients).changes(since: before.ingredients))
    if let index = try? Snapshot(folder: folder).index {
      stage.before = Before(fingerprint: receipt.replaced, records: records(index))
    }
  }

  /// Records by kind.
  private static func records(_ index: SnapshotIndex) -> [String: Int] {
    var records: [String: Int] = [:]
    for kind in Set(index.files.map(\.kind)) where kind != RejectionRecord.kindName {
      records[kind] = index.count(kind)
    }
    return records
  }

  private static func expectations(_ stage: PlannedStage, _ checked: [ContractResult]?) -> [ContractResult] {
    let contract = Contract(stage)
    var results = contract.demands
    for (position, result) in (checked ?? []).enumerated() { results[position] = result }
    // What was rejected stands in the snapshot, whoever made it.
    if let snapshot = stage.snapshot, let result = contract.tolerance(snapshot) {
      results[results.count - 1] = result
    }
    return results
  }

  /// How the run reads in the subject of a mail.
  public var summary: String {
    let done = stages.filter { $0.state == "done" }
    // Tasks that were done stay done, also where their stage has no snapshot yet.
    let counted = stages.filter { $0.state == "done" || $0.ran > 0 }
    let ran = counted.reduce(0) { $0 + $1.ran }
    let rejected = done.reduce(0) { $0 + $1.rejected.values.reduce(0, +) }
    let models = done.compactMap { $0.records[Model.kindName] }.last
    var parts = [failure == nil ? "\(asOf) done" : "\(asOf) failed"]
    if let models { parts.append("\(models) models") }
    parts.append("\(ran) of \(counted.reduce(0) { $0 + $1.tasks }) tasks ran")
    if rejected > 0 { parts.append("\(rejected) rejected") }
    let missing = stages.filter { $0.state != "done" }.map(\.name)
    if !missing.isEmpty { parts.append("missing: \(missing.joined(separator: ", "))") }
    return parts.joined(separator: ", ")
  }

  /// Whether the reports folder has no report of this day, or one of a failure while all is done by now.
  public func isNews(reports: String) -> Bool {
    guard let newest = numbers(in: "\(reports)/runs").max(),
      let bytes = try? Files.read("\(reports)/runs/\(folder(newest))/run.json"),
      case .object(let members)? = try? JSON(json: bytes)
    else { return true }
    return members["failure"] != .null && stages.allSatisfy { $0.state == "done" }
  }

  /// The number of each report of this day.
  private func numbers(in runs: String) -> [Int] {
    Files.names(in: runs).compactMap { name in
      name == asOf ? 1 : name.hasPrefix(asOf + ".") ? Int(name.dropFirst(asOf.count + 1)) : nil
    }
  }

  private func folder(_ number: Int) -> String { number == 1 ? asOf : "\(asOf).\(number)" }

  /// Writes `run.json` and `index.html` into a folder of its own in the reports folder's `runs`.
  ///
  /// - Returns: the page's path.
  @discardableResult
  public func write(reports: String) throws(StageFailure) -> String {
    let runs = "\(reports)/runs"
    let name = folder((numbers(in: runs).max() ?? 0) + 1)
    let folder = "\(runs)/\(name)"
    try Files.makeFolder(folder)
    try Files.write(json.json + [0x0a], to: folder + "/run.json")
    try Files.write(Array(page.utf8), to: folder + "/index.html")
    try Files.point(runs + "/latest", to: name)
    return folder + "/index.html"
  }
}

extension RunReport {
  /// `pipeline/schemas/run.schema.json` says what stands where.
  public var json: JSON {
    [
      "v": "1.0", "kind": "run", "as_of": .string(asOf), "manifest": .string(manifest),
      "tool_version": .string(toolVersion), "environment": environment.json, "hosts": .array(hosts.map { .string($0) }),
      "failure": failure.map { .string($0) } ?? .null, "summary": .string(summary),
      "stages": .array(stages.map(Self.json)),
    ]
  }

  private static func json(_ stage: Stage) -> JSON {
    [
      "stage": .string(stage.name), "from": .array(stage.from.map { .string($0) }), "state": .string(stage.state),
      "fingerprint": stage.fingerprint.map { .string($0) } ?? .null,
      "reason": stage.reason.map { .string($0) } ?? .null,
      "before": stage.before.map { before in
        ["fingerprint": .string(before.fingerprint), "records": .object(before.records.mapValues { .number($0) })]
      } ?? .null,
      "tool_version": stage.toolVersion.map { .string($0) } ?? .null,
      "started_at": stage.startedAt.map { .string($0) } ?? .null,
      "finished_at": stage.finishedAt.map { .string($0) } ?? .null,
      "seconds": .number(stage.seconds), "cpu_seconds": .number(stage.cpuSeconds),
      "peak_memory_bytes": .number(stage.memoryBytes),
      "tasks": ["all": .number(stage.tasks), "ran": .number(stage.ran)],
      "records": .object(stage.records.mapValues { .number($0) }),
      "rejected": .object(stage.rejected.mapValues { .number($0) }),
      "expectations": .array(
        stage.expectations.map {
          [
            "demand": .string($0.demand), "found": $0.found.map { .string($0) } ?? .null,
            "held": $0.isHeld.map { .bool($0) } ?? .null, "example": $0.example.map { .string($0) } ?? .null,
          ]
        }),
      "slowest": .array(
        stage.slowest.map {
          [
            "part": .string($0.part), "seconds": .number($0.seconds), "peak_memory_bytes": .number($0.peakMemoryBytes),
            "host": .string($0.host),
          ]
        }),
    ]
  }
}
