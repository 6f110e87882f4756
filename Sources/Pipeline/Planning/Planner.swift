import Manifests
import Records
import Stages

/// Works out what stages would do, one after the other: what a stage would be is known once what it reads is there.
public final class Planner {
  public let manifest: Manifest
  public let data: String
  public let reports: String
  public let asOf: Day
  let cache: DigestCache
  private let programs: [String: StagePrograms.Program]
  /// The snapshots, by stage, that a site's changes page compares with; nil looks for the last site about other models.
  private let comparison: [String: String]?
  /// Files under `uses:` by stage, hashed once for a plan.
  private var files: [String: [String: String]] = [:]

  /// Checks the whole manifest before anything is started.
  ///
  /// - Parameter comparison: what a site is compared with, as an earlier one was; nil finds it out.
  /// - Throws: `ManifestError` where a stage cannot be run as the manifest says.
  public init(
    _ manifest: Manifest, programs: StagePrograms, data: String, reports: String, asOf: Day,
    comparison: [String: String]? = nil
  ) throws {
    self.comparison = comparison
    self.manifest = manifest
    self.data = data
    self.reports = reports
    self.asOf = asOf
    cache = DigestCache(data: Files.exists(data) ? data : nil)
    self.programs = try Self.describe(manifest, programs, cache)
    try Self.check(manifest, self.programs.mapValues(\.description))
    for stage in manifest.stages {
      do throws(StageFailure) {
        files[stage.name] = try UsedFiles(stage.uses, base: manifest.folder).ingredients(cache)
      } catch {
        throw ManifestError(file: manifest.file, line: stage.line, .setting(stage: stage.name, error.message))
      }
    }
    cache.save()
  }

  private static func describe(
    _ manifest: Manifest, _ programs: StagePrograms, _ cache: DigestCache
  ) throws -> [String: StagePrograms.Program] {
    for stage in manifest.stages where programs.path(of: stage.name) == nil {
      throw ManifestError(
        file: manifest.file, line: stage.line,
        .unknownStage(
          stage.name, closest: Spelling.closest(to: stage.name, among: programs.names), known: programs.names))
    }
    let answers = try programs.describe(manifest.stages, base: manifest.folder, cache: cache)
    var found: [String: StagePrograms.Program] = [:]
    for (stage, answer) in zip(manifest.stages, answers) {
      switch answer {
      case .success(let program): found[stage.name] = program
      case .failure(let refusal) where refusal.failure.code == .wrongArguments:
        throw ManifestError(
          file: manifest.file, line: refusal.setting.map(stage.line(ofSetting:)) ?? stage.line,
          .setting(stage: stage.name, refusal.failure.message))
      case .failure(let refusal): throw refusal.failure
      }
    }
    return found
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

  func program(of stage: String) throws(StageFailure) -> StagePrograms.Program {
    guard let program = programs[stage] else {
      throw StageFailure(.wrongArguments, "the manifest has no stage '\(stage)'")
    }
    return program
  }

  /// What a stage would do, given what is there of the stages before it.
  ///
  /// - Parameters:
  ///   - before: the stages that it reads, as planned or as run, in the manifest's order.
  ///   - isPinned: whether its latest snapshot is taken, whatever has changed since.
  public func plan(_ entry: ManifestStage, after before: [PlannedStage], isPinned: Bool = false)
    throws(StageFailure) -> PlannedStage
  {
    let program = try program(of: entry.name)
    let description = program.description
    let home = "\(data)/\(entry.name)"
    let latest = LatestName(home: home).fingerprint
    let snapshots = before.compactMap(\.snapshot)
    let isReady = snapshots.count == before.count
    let previous = description.publishes && isReady ? previous(of: entry.name, snapshots) : [:]
    let recipe = StageRecipe(
      description, program: program.digest, settings: entry.settings, previous: previous,
      files: files[entry.name] ?? [:], asOf: asOf, shards: manifest.shards)
    let fingerprint = isReady ? recipe.fingerprint(over: snapshots) : nil
    let (state, snapshot) = try state(
      entry, description, recipe, fingerprint, latest: latest,
      waitsFor: before.filter { $0.snapshot == nil }.map(\.name),
      isPinned: isPinned)
    return PlannedStage(
      entry: entry, description: description, program: program.path, programDigest: program.digest, recipe: recipe,
      home: home, state: state, inputs: isReady ? ShardedInputs(snapshots, read: description) : nil,
      inputFolders: snapshots.map(\.folder), fingerprint: fingerprint,
      previous: previous.keys.sorted().map { "\(data)/\($0)/\(previous[$0] ?? "")" }, snapshot: snapshot,
      latest: latest, isPinned: isPinned)
  }

  private func state(
    _ entry: ManifestStage, _ description: StageDescription, _ recipe: StageRecipe, _ fingerprint: Fingerprint?,
    latest: String?, waitsFor: [String], isPinned: Bool
  ) throws(StageFailure) -> (PlannedStage.State, Snapshot?) {
    let home = "\(data)/\(entry.name)"
    if isPinned {
      guard let latest, Files.exists("\(home)/\(latest)") else {
        throw StageFailure(
          .wrongArguments, "stage '\(entry.name)' has not run yet; run it first: macaroni run \(entry.name)")
      }
      return (.fresh, try Snapshot(folder: "\(home)/\(latest)"))
    }
    let isPublished =
      !description.publishes || fingerprint.map { ReportsFolder(path: reports).fingerprint == $0.text } ?? false
    if let fingerprint, isPublished, let snapshot = try Snapshot.ifThere("\(home)/\(fingerprint)") {
      if snapshot.isWhole { return (.fresh, snapshot) }
      let change = Fingerprint.Change(ingredient: "files of the snapshot", old: "missing or cut", new: "whole")
      return (.stale([change]), nil)
    }
    let receipt = latest.flatMap { Receipt(of: "\(home)/\($0)") }
    var changes = (fingerprint ?? Fingerprint(of: recipe.ingredients)).changes(since: receipt?.ingredients ?? [:])
    if receipt == nil { changes = [] }
    if let fingerprint {
      if receipt != nil, changes.isEmpty, !isPublished {
        changes = [Fingerprint.Change(ingredient: "published site", old: "missing or another", new: fingerprint.text)]
      }
      return (.stale(changes), nil)
    }
    // What is read is not there, so that it is gone is no change yet.
    changes.removeAll { $0.ingredient.hasPrefix("input ") || $0.ingredient.hasPrefix("previous ") }
    return (.waits(waitsFor, changes), nil)
  }

  /// The snapshots behind the last site whose models were not these: what "since yesterday" compares with.
  private func previous(of stage: String, _ inputs: [Snapshot]) -> [String: String] {
    // What the site is about is the first snapshot that it reads; measured values may be added to the same models.
    if let comparison { return comparison.filter { Files.exists("\(data)/\($0.key)/\($0.value)") } }
    guard let subject = inputs.first else { return [:] }
    let now = subject.content
    let older = Files.names(in: "\(data)/\(stage)").filter { !$0.hasPrefix(".") && $0 != "latest" && $0 != "tasks" }
      .compactMap { Receipt(of: "\(data)/\(stage)/\($0)") }
      .filter { receipt in
        guard let then = receipt.inputs[subject.stage], then != subject.index.fingerprint else { return false }
        let earlier = try? Snapshot(folder: "\(data)/\(subject.stage)/\(then)")
        return earlier.map { $0.content != now && $0.isWhole } ?? false
      }
    guard let last = older.max(by: { ($0.finishedAt, $0.fingerprint) < ($1.finishedAt, $1.fingerprint) }) else {
      return [:]
    }
    return last.inputs.filter { Files.exists("\(data)/\($0.key)/\($0.value)") }
  }
}
