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

  func plan(_ selection: Selection? = nil) throws -> Plan {
    try Plan(
      try Manifest(file: manifest), programs: StagePrograms(), data: data, reports: reports, asOf: try day(),
      pinned: selection?.pinned ?? [])
  }

  func selection(_ words: [String]) throws -> Selection {
    try Selection(words, in: try Manifest(file: manifest), data: data, plan: { try plan() })
  }

  func planner() throws -> Planner {
    try Planner(
      try Manifest(file: manifest), programs: StagePrograms(), data: data, reports: reports, asOf: try day())
  }

  func day() throws -> Day {
    guard let asOf else { return .today() }
    guard let day = Day(asOf) else {
      throw StageFailure(.wrongArguments, "--as-of \(asOf): not a day such as 2026-11-23")
    }
    return day
  }
}
