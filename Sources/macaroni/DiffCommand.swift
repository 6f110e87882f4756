import ArgumentParser
import Catalogue
import CommandLineSupport
import Foundation
import Records
import Stages

/// `macaroni diff`: the records and fields that differ between two snapshots.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show the records and fields that differ between two snapshots.",
    discussion: """
      A snapshot is a folder, or a fingerprint of the stage. Without names the last two of the stage are compared. \
      Ends with 1 where something differs; downloads, likes and provenance count only with --counters.

      Example: macaroni diff --kind model --json
      """)

  @Argument(help: "The earlier snapshot.")
  var before: String?

  @Argument(help: "The later snapshot.")
  var after: String?

  @Option(help: "The stage whose snapshots are compared.")
  var stage = "normalise"

  @Option(help: "A kind of record to compare; may be given several times (default: all).")
  var kind: [String] = []

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: "List at most so many records; all are counted.")
  var limit: Int?

  @Flag(help: "Show changes of counters and provenance too.")
  var counters = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    let (old, new) = try snapshots()
    for name in kind where !SnapshotDifference(from: old, to: new).kinds.contains(name) {
      throw StageFailure(
        .wrongArguments,
        "--kind \(name): neither snapshot has it; they have \(SnapshotDifference(from: old, to: new).kinds.joined(separator: ", "))"
      )
    }
    let report = try DifferenceReport(
      SnapshotDifference(from: old, to: new), kinds: kind.isEmpty ? nil : kind, counters: counters,
      limit: limit ?? (json ? .max : 1000))
    if json {
      Terminal.answer(String(decoding: report.json.json, as: UTF8.self))
    } else {
      if !report.rows.isEmpty { Terminal.answer(TextTable(report.rows).text) }
      for line in report.summary { Terminal.say(line) }
      if report.omitted > 0 { Terminal.say("\(Spoken.count(report.omitted)) more; --limit or --json shows them") }
      if !report.isDifferent { Terminal.say("no differences") }
    }
    if report.isDifferent { throw ExitCode(ExitStatus.different.rawValue) }
  }

  private func snapshots() throws -> (Snapshot, Snapshot) {
    if let before, let after { return (try snapshot(before), try snapshot(after)) }
    let all = history()
    if let before { return (try snapshot(before), try snapshot(all.last ?? before)) }
    guard all.count >= 2 else {
      throw StageFailure(
        .wrongArguments,
        "\(data)/\(stage): \(all.count == 1 ? "one snapshot" : "no snapshots"), two are needed; name them or run another day"
      )
    }
    return (try snapshot(all[all.count - 2]), try snapshot(all[all.count - 1]))
  }

  private func snapshot(_ name: String) throws(StageFailure) -> Snapshot {
    let home = "\(data)/\(stage)/\(name)"
    return try Snapshot(folder: !name.contains("/") && Files.exists(home) ? home : name)
  }

  /// The stage's snapshots, oldest first.
  private func history() -> [String] {
    let names = Files.names(in: "\(data)/\(stage)").filter {
      !$0.hasPrefix(".") && $0 != "latest" && $0 != "tasks" && $0 != "logs"
    }
    let dated = names.compactMap { name in
      (try? Snapshot(folder: "\(data)/\(stage)/\(name)"))?.receipt.map { (name: name, at: $0.finishedAt) }
    }
    return dated.sorted { ($0.at, $0.name) < ($1.at, $1.name) }.map(\.name)
  }
}
