import ArgumentParser
import Catalogue
import CommandLineSupport
import Manifests
import Pipeline
import Records
import Stages

/// `macaroni status`: what is stale, and which ingredient made it so.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which stages are up to date and why the others are not.",
    discussion: """
      Ends with 1 where something is stale; 'macaroni plan --why' says of each task why it is to be done. Folders of stages that the manifest does not have are named as well.

      Example: macaroni status --manifest pipeline/nightly.yaml
      """)

  @OptionGroup var options: PlanOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    let plan = try options.plan()
    let orphans = History.orphans(in: options.data, stages: Set(plan.manifest.stages.map(\.name)))
    if json {
      Terminal.answer(String(decoding: try PlanView(plan).json(orphans: orphans).json, as: UTF8.self))
    } else {
      Terminal.answer(TextTable(try plan.stages.map(row)).text)
      if !orphans.isEmpty {
        Terminal.say(
          "not in \(options.manifest): \(orphans.joined(separator: ", ")); 'macaroni gc --orphans' removes what they wrote"
        )
      }
    }
    if plan.stages.contains(where: { $0.state != .fresh }) { throw ExitCode(ExitStatus.different.rawValue) }
  }

  private func word(_ stage: PlannedStage) -> String { stage.state == .fresh ? "fresh" : "stale" }

  private func row(_ stage: PlannedStage) throws -> [String] {
    guard stage.state == .fresh, let snapshot = stage.snapshot else {
      return [stage.name, word(stage), stage.latest ?? "–", "\(try PlanView.counts(stage)); \(stage.reason)"]
    }
    let kinds = Set(snapshot.index.files.map(\.kind)).subtracting([RejectionRecord.kindName]).sorted { $0.precedes($1) }
    let counts = kinds.map { Plural.count(snapshot.index.count($0), $0) } + rejections(snapshot)
    return [stage.name, word(stage), snapshot.index.fingerprint, counts.joined(separator: ", ")]
  }

  private func rejections(_ snapshot: Snapshot) -> [String] {
    let count = snapshot.index.count(RejectionRecord.kindName)
    return count == 0 ? [] : ["\(Spoken.count(count)) rejected"]
  }
}
