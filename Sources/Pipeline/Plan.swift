import Foundation
import Manifests
import Records
import Stages

/// What a run would do: for each stage, the snapshot that it should have and why it does not have it yet.
public struct Plan: Sendable {
  public let manifest: Manifest
  public let data: String
  public let reports: String
  public let asOf: Day
  public let stages: [PlannedStage]

  public func stage(_ name: String) -> PlannedStage? { stages.first { $0.name == name } }

  /// - Parameters:
  ///   - pinned: stages that are taken as their latest snapshot, whatever has changed since.
  /// - Throws: `ManifestError` where a stage cannot be run as the manifest says, before anything is started.
  public init(
    _ manifest: Manifest, programs: StagePrograms, data: String, reports: String, asOf: Day, pinned: Set<String> = []
  ) throws {
    self.manifest = manifest
    self.data = data
    self.reports = reports
    self.asOf = asOf
    let descriptions = try Self.describe(manifest, programs)
    try Self.check(manifest, descriptions)
    var stages: [PlannedStage] = []
    for entry in manifest.stages {
      guard let description = descriptions[entry.name] else { continue }
      let inputs = entry.from.compactMap { name in stages.first { $0.name == name } }
      stages.append(
        try PlannedStage(
          entry, description, inputs: inputs, manifest: manifest, data: data, reports: reports, asOf: asOf,
          isPinned: pinned.contains(entry.name)))
    }
    self.stages = stages
  }

  private static func describe(_ manifest: Manifest, _ programs: StagePrograms) throws -> [String: StageDescription] {
    for stage in manifest.stages where programs.path(of: stage.name) == nil {
      throw ManifestError(
        file: manifest.file, line: stage.line,
        .unknownStage(
          stage.name, closest: Spelling.closest(to: stage.name, among: programs.names), known: programs.names))
    }
    // Each question costs a process's start, so they are asked side by side.
    let results = Results()
    DispatchQueue.concurrentPerform(iterations: manifest.stages.count) { index in
      let stage = manifest.stages[index]
      results.set(
        stage.name,
        Result { () throws(StageFailure) in
          try programs.describe(stage.name, settings: stage.settings, base: manifest.folder)
        })
    }
    var descriptions: [String: StageDescription] = [:]
    for stage in manifest.stages {
      switch results.get(stage.name) {
      case .success(let description): descriptions[stage.name] = description
      case .failure(let failure) where failure.code == .wrongArguments:
        throw ManifestError(file: manifest.file, line: stage.line, .setting(stage: stage.name, failure.message))
      case .failure(let failure): throw failure
      case nil: continue
      }
    }
    return descriptions
  }

  private static func check(_ manifest: Manifest, _ descriptions: [String: StageDescription]) throws {
    for stage in manifest.stages {
      let written = Set(stage.from.flatMap { descriptions[$0]?.writes ?? [] } + [RejectionRecord.kindName])
      for kind in descriptions[stage.name]?.reads ?? [] where !written.contains(kind) {
        throw ManifestError(
          file: manifest.file, line: stage.line, .notWritten(stage: stage.name, kind: kind, inputs: stage.from))
      }
      for expectation in stage.expectations where !written.contains(expectation.kind) {
        throw ManifestError(
          file: manifest.file, line: expectation.line,
          .notWritten(stage: stage.name, kind: expectation.kind, inputs: stage.from))
      }
    }
  }

  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [String: Result<StageDescription, StageFailure>] = [:]
    func set(_ name: String, _ result: Result<StageDescription, StageFailure>) {
      lock.withLock { results[name] = result }
    }
    func get(_ name: String) -> Result<StageDescription, StageFailure>? { lock.withLock { results[name] } }
  }
}

/// One stage of a plan.
public struct PlannedStage: Sendable {
  public enum State: Sendable, Equatable {
    /// The snapshot is there.
    case fresh
    /// It must run: no snapshot yet, or these ingredients changed since the latest.
    case stale([Fingerprint.Change])
    /// It must run after these have.
    case waits([String], [Fingerprint.Change])
  }

  public let entry: ManifestStage
  public let description: StageDescription
  public let fingerprint: String
  public let state: State
  /// Folders of the snapshots that it reads.
  public let inputs: [String]
  /// Folders of the snapshots behind the site that was published before.
  public let previous: [String]
  public let folder: String
  /// The latest snapshot's fingerprint, where the stage has run before.
  public let latest: String?

  public var name: String { entry.name }

  init(
    _ entry: ManifestStage, _ description: StageDescription, inputs: [PlannedStage], manifest: Manifest, data: String,
    reports: String, asOf: Day, isPinned: Bool
  ) throws {
    self.entry = entry
    self.description = description
    let home = "\(data)/\(entry.name)"
    latest = (try? Files.read(home + "/latest")).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    self.inputs = inputs.map(\.folder)
    let previous = description.publishes ? Self.previous(of: entry.name, inputs, data) : [:]
    self.previous = previous.keys.sorted().map { "\(data)/\($0)/\(previous[$0] ?? "")" }
    let uses: UsedFiles
    do throws(StageFailure) {
      uses = try UsedFiles(entry.uses, base: manifest.folder)
    } catch {
      throw ManifestError(file: manifest.file, line: entry.line, .setting(stage: entry.name, error.message))
    }
    let wanted = try description.fingerprint(
      settings: entry.settings, inputs: Dictionary(inputs.map { ($0.name, $0.fingerprint) }) { first, _ in first },
      previous: previous, uses: uses, asOf: asOf, shards: manifest.shards)
    if isPinned {
      guard let latest, Files.exists("\(home)/\(latest)") else {
        throw StageFailure(
          .wrongArguments, "stage '\(entry.name)' has not run yet; run it first: macaroni run \(entry.name)")
      }
      fingerprint = latest
      folder = "\(home)/\(latest)"
      state = .fresh
      return
    }
    fingerprint = wanted.text
    folder = "\(home)/\(wanted)"
    let isPublished = !description.publishes || ReportsFolder(path: reports).fingerprint == wanted.text
    if Files.exists(folder), isPublished {
      state = .fresh
      return
    }
    let receipt = latest.flatMap { try? Snapshot(folder: "\(home)/\($0)").receipt }
    var changes = receipt.map { wanted.changes(since: $0.ingredients) } ?? []
    if receipt != nil, changes.isEmpty, !isPublished {
      changes = [Fingerprint.Change(ingredient: "published site", old: "missing or another", new: wanted.text)]
    }
    let unfinished = inputs.filter { $0.state != .fresh }.map(\.name)
    state = unfinished.isEmpty ? .stale(changes) : .waits(unfinished, changes)
  }

  /// The snapshots behind the last site whose models were not these: what "since yesterday" compares with.
  private static func previous(of stage: String, _ inputs: [PlannedStage], _ data: String) -> [String: String] {
    let now = Dictionary(inputs.map { ($0.name, $0.fingerprint) }) { first, _ in first }
    var candidates: [Receipt] = []
    for name in Files.names(in: "\(data)/\(stage)") where !name.hasPrefix(".") && name != "latest" {
      if let receipt = try? Snapshot(folder: "\(data)/\(stage)/\(name)").receipt { candidates.append(receipt) }
    }
    // What the site is about is the first snapshot that it reads; measured values may be added to the same models.
    guard let subject = inputs.first?.name else { return [:] }
    let older = candidates.filter { $0.inputs[subject] != now[subject] }
    guard let last = older.max(by: { ($0.finishedAt, $0.fingerprint) < ($1.finishedAt, $1.fingerprint) }) else {
      return [:]
    }
    return last.inputs.filter { Files.exists("\(data)/\($0.key)/\($0.value)") }
  }
}
