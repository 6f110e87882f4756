import ArgumentParser
import CommandLineSupport
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

  @Option(
    name: .customLong("compare-with"),
    help: ArgumentHelp("What a restored site was compared with, as STAGE/FINGERPRINT.", visibility: .hidden))
  var comparison: [String] = []

  @Flag(help: ArgumentHelp("Take --compare-with for all there is.", visibility: .hidden))
  var restoring = false

  func plan(_ selection: Selection? = nil) throws -> Plan {
    try Plan(
      try Manifest(file: manifest), programs: StagePrograms(), data: data, reports: reports, asOf: try day(),
      pinned: selection?.pinned ?? [], comparison: restoring ? compared : nil)
  }

  private var compared: [String: String] {
    let pairs = comparison.map { $0.split(separator: "/", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    return Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
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
