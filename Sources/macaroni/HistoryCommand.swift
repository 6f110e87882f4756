import ArgumentParser
import Catalogue
import CommandLineSupport
import Records
import Stages

/// `macaroni history`: the snapshots that are there.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List snapshots with their days, sizes, counts, and what they were made from.",
    discussion: """
      A star marks what 'latest' names, 'site' what the published site was made with.

      Example: macaroni history normalise
      """)

  @Argument(help: "Stages (default: all).")
  var stages: [String] = []

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: "The folder of published sites.")
  var reports = "reports"

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    let history = History(data: data, reports: reports)
    if json {
      Terminal.answer(String(decoding: history.json.json, as: UTF8.self))
      return
    }
    let rows = history.entries.filter { stages.isEmpty || stages.contains($0.stage) }.map { entry -> [String] in
      [
        entry.stage, (entry.isLatest ? "*" : " ") + entry.fingerprint, entry.asOf,
        entry.finishedAt.isEmpty ? "" : "\(entry.finishedAt.prefix(19))Z",
        "\(Spoken.count(entry.records)) records",
        entry.rejected > 0 ? "\(Spoken.count(entry.rejected)) rejected" : "", Spoken.bytes(entry.bytes),
        (entry.isPublished ? ["site"] : []).joined()
          + (entry.needs.isEmpty
            ? "" : "  from \(entry.needs.map { "\($0.stage)/\($0.fingerprint)" }.joined(separator: ", "))"),
      ]
    }
    if rows.isEmpty {
      Terminal.say("\(data): no snapshots yet; 'macaroni run' makes some")
    } else {
      Terminal.answer(TextTable(rows).text)
    }
  }
}
