import ArgumentParser
import CommandLineSupport
import Foundation
import Manifests
import Pipeline
import Stages

/// Which pipeline, which data, which day: what `run` and `status` are told alike.
struct PlanOptions: ParsableArguments {
  @Option(help: "The pipeline file.")
  var manifest = "pipeline/sample.yaml"

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: "The folder of published sites.")
  var reports = "reports"

  @Option(help: ArgumentHelp("The day of the run, YYYY-MM-DD (default: today).", valueName: "day"))
  var asOf: String?

  func plan(pinned: (Manifest) throws -> Set<String> = { _ in [] }) throws -> Plan {
    let manifest = try Manifest(file: manifest)
    return try Plan(
      manifest, programs: StagePrograms(), data: data, reports: reports, asOf: try day(), pinned: try pinned(manifest))
  }

  func planner() throws -> Planner {
    try Planner(
      try Manifest(file: manifest), programs: StagePrograms(), data: data, reports: reports, asOf: try day())
  }

  /// The manifest, where it and the stages named are sound.
  func checked(pinned: (Manifest) throws -> Set<String>) throws -> Manifest {
    let manifest = try Manifest(file: manifest)
    _ = try pinned(manifest)
    return manifest
  }

  func day() throws -> Day {
    guard let asOf else { return .today() }
    guard let day = Day(asOf) else {
      throw StageFailure(.wrongArguments, "--as-of \(asOf): not a day such as 2026-11-23")
    }
    return day
  }
}

extension PlannedStage {
  /// Why the stage must run, in words: `its input changed: fetch 77be0d12a91c → 4f2a91c07be0`.
  var reason: String {
    switch state {
    case .fresh: return ""
    case .stale(let changes): return latest == nil ? "has not run yet" : Self.words(changes)
    case .waits(let stages, let changes):
      let own = changes.filter { !$0.ingredient.hasPrefix("input ") && !$0.ingredient.hasPrefix("previous ") }
      let wait = "waits for \(stages.joined(separator: ", "))"
      return latest == nil || own.isEmpty ? wait : "\(wait); \(Self.words(own))"
    }
  }

  private static func words(_ changes: [Fingerprint.Change]) -> String {
    if changes.isEmpty { return "its snapshot is gone" }
    return changes.map { change in
      let name = change.ingredient
      let values = "\(short(change.old)) → \(short(change.new))"
      if name == "program" { return "its program changed: \(values)" }
      if name.hasPrefix("input ") { return "its input changed: \(name.dropFirst(6)) \(values)" }
      if name.hasPrefix("file ") {
        return change.old == nil
          ? "\(name.dropFirst(5)) is new"
          : change.new == nil ? "\(name.dropFirst(5)) is gone" : "\(name.dropFirst(5)) changed"
      }
      if name == "day" { return "a new day: \(values)" }
      return "\(name): \(values)"
    }.joined(separator: "; ")
  }

  private static func short(_ value: String?) -> String {
    guard let value else { return "none" }
    // Digests are told apart by their beginnings.
    if value.count == 64, value.allSatisfy(\.isHexDigit) { return String(value.prefix(12)) }
    return value.count > 60 ? String(value.prefix(59)) + "…" : value
  }
}
