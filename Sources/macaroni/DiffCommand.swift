import ArgumentParser
import Catalogue
import CommandLineSupport
import Records
import Stages

/// `macaroni diff`: the records and fields that differ between two snapshots.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show the records and fields that differ between two snapshots.",
    discussion: """
      A snapshot is a folder, or a fingerprint of the stage. Without names the last two of the stage are compared. \
      Totals come first, then what brought the changes, then fields, then records. Ends with 1 where something differs; \
      downloads, likes, new revisions, the order of tags and provenance are counted apart, and listed with --counters. \
      With --fail-on it ends with 65 where a bound is broken, and with 0 otherwise. --since compares the latest with what it \
      was on a day, or in the run that made another snapshot, such as a site.

      Example: macaroni diff --kind model --fail-on 'removed>1%'
      """)

  @Argument(help: "The earlier snapshot.")
  var before: String?

  @Argument(help: "The later snapshot.")
  var after: String?

  @Option(
    help: ArgumentHelp("A day, or a fingerprint of any stage: compare what was then with the latest.", valueName: "run")
  )
  var since: String?

  @Option(help: "The stage whose snapshots are compared.")
  var stage = "normalise"

  @Option(help: "A kind of record to compare; may be given several times (default: all).")
  var kind: [String] = []

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: ArgumentHelp("What is not to be, such as 'removed>1%' or 'changed>500 of model'.", valueName: "bound"))
  var failOn: [String] = []

  @Option(help: "List at most so many records; all are counted (default: 50, with --json all).")
  var limit: Int?

  @Flag(help: "List changes of counters, revisions and provenance too.")
  var counters = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func validate() throws {
    if since != nil, before != nil { throw ValidationError("--since stands alone: give it without snapshots") }
  }

  func run() throws {
    let gates = try failOn.map { text throws(StageFailure) in try DifferenceGate(text) }
    let (old, new) = try snapshots()
    let difference = SnapshotDifference(from: old, to: new)
    for name in kind where !difference.kinds.contains(name) {
      throw StageFailure(
        .wrongArguments,
        "--kind \(name): neither snapshot has it; they have \(difference.kinds.joined(separator: ", "))")
    }
    let report = try DifferenceReport(
      difference, kinds: kind.isEmpty ? nil : kind, counters: counters, limit: limit ?? (json ? .max : 50))
    if json {
      Terminal.answer(String(decoding: report.json.json, as: UTF8.self))
    } else {
      show(report)
    }
    if !gates.isEmpty {
      let broken = gates.flatMap { $0.broken(by: report) }
      if !broken.isEmpty { throw StageFailure(.badData, "\(new.folder): \(broken.joined(separator: "; "))") }
    } else if report.isDifferent {
      throw ExitCode(ExitStatus.different.rawValue)
    }
  }

  private func show(_ report: DifferenceReport) {
    for line in report.summary + report.causes.map({ "because of \($0)" }) { Terminal.answer(line) }
    if !report.fields.isEmpty { Terminal.answer("\n" + TextTable(report.fieldRows).text) }
    if !report.rows.isEmpty { Terminal.answer("\n" + TextTable(report.rows).text) }
    if report.omitted > 0 { Terminal.say("\(Spoken.count(report.omitted)) more; --limit or --json shows them") }
    if !report.isDifferent { Terminal.say("no differences") }
  }

  private func snapshots() throws -> (Snapshot, Snapshot) {
    if let before, let after { return (try snapshot(before), try snapshot(after)) }
    if let since { return try (earlier(since), latest()) }
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

  private func latest() throws(StageFailure) -> Snapshot {
    guard let entry = History(data: data, reports: "").entries.first(where: { $0.stage == stage && $0.isLatest }) else {
      throw StageFailure(.wrongArguments, "\(data)/\(stage): no snapshots; run the pipeline first")
    }
    return try Snapshot(folder: entry.folder)
  }

  /// The stage's snapshot of a day, or of the run that a fingerprint is of.
  private func earlier(_ since: String) throws(StageFailure) -> Snapshot {
    let history = History(data: data, reports: "")
    let own = history.entries.filter { $0.stage == stage }
    if let day = Day(since) {
      let then = own.filter { Day($0.asOf).map { $0 <= day } ?? false }
      // Entries stand from the newest to the oldest.
      guard let entry = then.first(where: { $0.asOf == then.map(\.asOf).max() }) else {
        throw StageFailure(
          .wrongArguments, "\(data)/\(stage): no snapshot of \(since) or before; 'macaroni history' lists them")
      }
      return try Snapshot(folder: entry.folder)
    }
    let named = history.entries.filter { !since.isEmpty && $0.fingerprint.hasPrefix(since) }
    guard let run = named.first, named.count == 1 else {
      let problem = named.isEmpty ? "neither a day nor a snapshot here" : "the beginning of several snapshots"
      throw StageFailure(.wrongArguments, "--since \(since): \(problem); 'macaroni history' lists them")
    }
    guard let key = history.lineage(of: run.key).first(where: { $0.stage == stage }), let entry = history.entry(key)
    else {
      throw StageFailure(
        .wrongArguments, "--since \(since): \(run.stage)/\(run.fingerprint) is made of no \(stage) that is kept")
    }
    return try Snapshot(folder: entry.folder)
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
