import ArgumentParser
import Catalogue
import CommandLineSupport
import FoundationEssentials
import Manifests
import Pipeline
import Records
import Stages

/// `macaroni gc`: removes old snapshots, and never what a kept run needs.
struct CollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Remove old snapshots, tasks and responses that no kept run needs.",
    discussion: """
      Of each stage the newest snapshots stay, the latest and the published one, and all that they were made from. Stages that \
      the manifest does not have are named; with --orphans what they wrote goes as well.

      Example: macaroni gc --keep 30 --dry-run
      """)

  @Option(help: "How many snapshots of each stage stay at least.")
  var keep = 30

  @Option(help: "The pipeline file.")
  var manifest = "pipeline/sample.yaml"

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: "The folder of published sites.")
  var reports = "reports"

  @OptionGroup var locking: LockOptions

  @Flag(help: "Remove what stages wrote that the manifest does not have.")
  var orphans = false

  @Flag(name: .shortAndLong, help: "Say what would go, and remove nothing.")
  var dryRun = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func validate() throws {
    if keep < 1 { throw ValidationError("--keep must be at least 1") }
  }

  func run() throws {
    let stages = Set(try Manifest(file: manifest).stages.map(\.name))
    // Nothing may come or go while it is decided what is needed.
    let lock = try locking.lock(data)
    let retention = try Retention(
      History(data: data, reports: reports), keep: keep, stages: stages, withOrphans: orphans,
      now: Int(Date().timeIntervalSince1970))
    if !dryRun { try retention.carryOut() }
    withExtendedLifetime(lock) {}
    if json {
      Terminal.answer(String(decoding: retention.json.json, as: UTF8.self))
      return
    }
    let rows = retention.removals.map { [$0.path, $0.reason.rawValue, Spoken.bytes($0.bytes)] }
    if !rows.isEmpty { Terminal.answer(TextTable(rows).text) }
    Terminal.say(
      "\(dryRun ? "would remove" : "removed") \(Spoken.count(rows.count)) things, \(Spoken.bytes(retention.bytes)); "
        + "\(Spoken.count(retention.kept.count)) snapshots stay")
    if !retention.orphans.isEmpty, !orphans {
      Terminal.say(
        "not in \(manifest): \(retention.orphans.joined(separator: ", ")); --orphans removes what they wrote")
    }
  }
}
