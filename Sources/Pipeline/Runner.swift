import Foundation
import Manifests
import Records
import Stages

/// What happens during a run, for whoever shows it.
public protocol RunObserver: AnyObject {
  func isFresh(_ stage: PlannedStage)
  func started(_ stage: PlannedStage)
  func said(_ stage: PlannedStage, _ line: String)
  func finished(_ stage: PlannedStage, _ snapshot: Snapshot)
}

/// Carries out a plan, one stage after the other; what is fresh is left as it is.
public struct Runner {
  public let plan: Plan
  public let programs: StagePrograms
  /// Workers in each stage; nil means one per core.
  public var jobs: Int?
  /// Stages to run even if they are fresh.
  public var forced: Set<String> = []
  /// Further arguments for every stage: `--limit`, `--progress`.
  public var arguments: [String] = []

  public init(_ plan: Plan, programs: StagePrograms) {
    self.plan = plan
    self.programs = programs
  }

  /// Runs the named stages that need it.
  public func run(_ names: [String], observer: any RunObserver) throws {
    let stages = plan.stages.filter { names.contains($0.name) }
    for (position, stage) in stages.enumerated() {
      do throws(StageFailure) {
        try run(stage, observer)
      } catch {
        throw resumable(error, stage, unreached: stages[(position + 1)...].map(\.name))
      }
    }
  }

  private func run(_ stage: PlannedStage, _ observer: any RunObserver) throws(StageFailure) {
    if stage.state == .fresh, !forced.contains(stage.name) {
      observer.isFresh(stage)
    } else {
      try expect(stage)
      observer.started(stage)
      try start(stage, observer)
    }
    let snapshot = try Snapshot(folder: stage.folder)
    if stage.state != .fresh || forced.contains(stage.name) { observer.finished(stage, snapshot) }
    try tolerate(stage, snapshot)
    // Kept in step even where nothing ran: going back to earlier settings makes an earlier snapshot the latest.
    if stage.latest != stage.fingerprint {
      try Files.write(Array("\(stage.fingerprint)\n".utf8), to: "\(plan.data)/\(stage.name)/latest")
    }
  }

  private func start(_ stage: PlannedStage, _ observer: any RunObserver) throws(StageFailure) {
    guard let path = programs.path(of: stage.name) else {
      throw StageFailure(
        .wrongArguments, "there is no program macaroni-\(stage.name); build the project with 'make build'")
    }
    var words = [
      "--data", plan.data, "--with", String(decoding: stage.entry.settings.json, as: UTF8.self), "--base",
      plan.manifest.folder,
      "--shards", "\(plan.manifest.shards)", "--as-of", "\(plan.asOf)",
    ]
    for folder in stage.inputs { words += ["--in", folder] }
    for folder in stage.previous { words += ["--previous", folder] }
    for name in stage.entry.uses { words += ["--uses", name] }
    if stage.description.publishes { words += ["--reports", plan.reports] }
    if let jobs { words += ["--jobs", "\(jobs)"] }
    // A published site can be missing while its snapshot is there.
    if forced.contains(stage.name) || Files.exists(stage.folder) { words.append("--force") }
    var lastWords = ""
    let (status, _) = try Child.run(path, words + arguments) { line in
      if !line.hasPrefix("{\"progress\"") { lastWords = line }
      observer.said(stage, line)
    }
    guard status == 0 else {
      let prefix = "macaroni-\(stage.name): "
      let reason = lastWords.hasPrefix(prefix) ? String(lastWords.dropFirst(prefix.count)) : lastWords
      if status > 128 {
        throw StageFailure(.tryAgainLater, "stage '\(stage.name)' was ended by signal \(status - 128)")
      }
      throw StageFailure(ExitStatus(rawValue: status) ?? .bug, "stage '\(stage.name)' failed: \(reason)")
    }
    guard Files.exists(stage.folder) else {
      throw StageFailure(
        .wrongArguments,
        "stage '\(stage.name)' wrote another snapshot than planned: something that it uses changed meanwhile")
    }
  }

  /// Stops before the stage where its input is not what the manifest expects.
  private func expect(_ stage: PlannedStage) throws(StageFailure) {
    for expectation in stage.entry.expectations {
      var count = 0
      for folder in stage.inputs { count += try Snapshot(folder: folder).index.count(expectation.kind) }
      if let least = expectation.atLeast, count < least {
        throw StageFailure(
          .badData,
          "stage '\(stage.name)' expects at least \(least) \(expectation.kind) records and gets \(count); the snapshots are kept"
        )
      }
      var before = 0
      for folder in stage.previous { before += (try? Snapshot(folder: folder).index.count(expectation.kind)) ?? 0 }
      if let drop = expectation.dropAtMost, before > 0, Double(before - count) > drop * Double(before) {
        throw StageFailure(
          .badData,
          "stage '\(stage.name)' expects \(expectation.kind) records to drop by at most \(percent(drop)), and they went from "
            + "\(before) to \(count); the snapshots and the published site are kept")
      }
    }
  }

  private func tolerate(_ stage: PlannedStage, _ snapshot: Snapshot) throws(StageFailure) {
    guard let tolerated = stage.entry.tolerate else { return }
    let rejected = snapshot.index.count(RejectionRecord.kindName)
    let counts = snapshot.receipt?.counts ?? [:]
    let read = counts["listed"] ?? counts.filter { $0.key.hasPrefix("read ") }.values.reduce(0, +)
    guard read > 0, Double(rejected) > tolerated * Double(read) else { return }
    throw StageFailure(
      .badData,
      "stage '\(stage.name)' rejected \(rejected) of \(read) records, more than the \(percent(tolerated)) that the manifest tolerates; "
        + "see the rejections in \(snapshot.folder)")
  }

  private func percent(_ share: Double) -> String { "\(PrintedNumber(share).scaled(byPowerOfTen: 2).canonical) %" }

  private func resumable(_ failure: StageFailure, _ stage: PlannedStage, unreached: [String]) -> StageFailure {
    let rest = unreached.isEmpty ? "" : "; not reached: \(unreached.joined(separator: ", "))"
    return StageFailure(
      failure.code,
      "\(failure.message)\(rest); 'macaroni run --manifest \(plan.manifest.file)' continues from \(stage.name)")
  }
}
