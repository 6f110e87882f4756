import ArgumentParser
import Catalogue
import CommandLineSupport
import Pipeline
import Records
import Stages

/// `macaroni restore`: goes back to an earlier snapshot, with all that it was made from.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make an earlier snapshot and all that it was made from the latest again.",
    discussion: """
      Where the snapshot is one behind a site, the site is made from it again and exchanged in one step. Nothing else runs, and \
      nothing is removed: restoring the newer one goes forward again.

      Example: macaroni restore 4f2a91c07be0
      """)

  @Argument(help: "A fingerprint, or its beginning, as 'macaroni history' lists them.")
  var fingerprint: String

  @Option(help: "The pipeline file.")
  var manifest = "pipeline/sample.yaml"

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: "The folder of published sites.")
  var reports = "reports"

  @OptionGroup var locking: LockOptions

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    // That there is no such snapshot is said before anything is waited for.
    _ = try chosen(History(data: data, reports: reports))
    let lock = try locking.lock(data, isQuiet: quiet)
    let history = History(data: data, reports: reports)
    let entry = try chosen(history)
    let needed = history.lineage(of: entry.key)
    for key in needed {
      try LatestName(home: "\(data)/\(key.stage)").set(key.fingerprint)
    }
    if !quiet {
      Terminal.say("restored \(needed.map { "\($0.stage)/\($0.fingerprint)" }.joined(separator: ", "))")
    }
    try republish(entry, under: lock)
  }

  private func chosen(_ history: History) throws(StageFailure) -> History.Entry {
    let found = history.entries.filter { $0.fingerprint.hasPrefix(fingerprint) }
    guard let entry = found.first, !fingerprint.isEmpty else {
      throw StageFailure(.wrongArguments, "\(data): no snapshot \(fingerprint); 'macaroni history' lists them")
    }
    guard found.count == 1 else {
      throw StageFailure(
        .wrongArguments,
        "\(fingerprint) is the beginning of several: \(found.map(\.fingerprint).joined(separator: ", ")); give more of it"
      )
    }
    return entry
  }

  /// Makes the site again where the snapshot is a site's: its stage alone, on the snapshots that are the latest now.
  private func republish(_ entry: History.Entry, under lock: DataLock) throws {
    let words =
      ["--manifest", manifest, "--data", data, "--reports", reports, "--as-of", entry.asOf, "--restoring"]
      + entry.previous.flatMap { ["--compare-with", "\($0.stage)/\($0.fingerprint)"] }
    let plan = try PlanOptions.parse(words).plan()
    guard let stage = plan.stage(entry.stage), stage.description.publishes else { return }
    let command = try RunCommand.parse(words + ["--only", entry.stage] + (quiet ? ["--quiet"] : []))
    try command.run(under: lock)
    if let now = ReportsFolder(path: reports).fingerprint, now != entry.fingerprint, !quiet {
      Terminal.say(
        "the site was made anew as \(now): the manifest or the programs are not those of \(entry.fingerprint)")
    }
  }
}
