import ArgumentParser
import Archive
import Foundation
import Records
import TestSupport

/// A stand-in for the Hub, for measuring a whole crawl without a network.
struct LoopbackHubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loopback-hub",
    abstract: "Serve model records and cards on 127.0.0.1 as the Hugging Face Hub does.",
    discussion:
      "Prints its port, then serves until it is ended.\n\nExample: loopback-hub --records infos.jsonl.gz --cards cards.jsonl.gz"
  )

  @Option(help: "Model records of the Hub's API, one a line, gzip-compressed.")
  var records: String

  @Option(help: "Cards, one {modelId, readme} a line, gzip-compressed.")
  var cards: String

  @Option(help: "The port; 0 takes a free one.")
  var port = 0

  @Option(help: "What goes wrong, such as denied:acme/tiny, dead:500 or busy:acme/tiny:2; may be given several times.")
  var fault: [String] = []

  @Option(help: "Serve only the first so many records.")
  var limit = Int.max

  func run() throws {
    let faults = try fault.map { text in
      guard let fault = LoopbackHub.Fault(text) else { throw ValidationError("unknown fault '\(text)'") }
      return fault
    }
    var readmes: [String: [UInt8]] = [:]
    try forEachLine(of: cards) { line in
      guard let card = try? JSON(json: line), let name = card["modelId"]?.string, let readme = card["readme"]?.string
      else { return }
      readmes[name] = Array(readme.utf8)
    }
    var models: [LoopbackHub.Model] = []
    try forEachLine(of: records) { line in
      guard models.count < limit, let record = try? JSON(json: line),
        let name = (record["id"] ?? record["modelId"])?.string
      else { return }
      models.append(
        LoopbackHub.Model(
          name: name, sha: record["sha"]?.string ?? "", record: Array(line),
          files: readmes[name].map { ["README.md": $0] } ?? [:]))
    }
    let hub = try LoopbackHub(models, faults: Set(faults), port: port, remembers: false)
    FileHandle.standardOutput.write(Data("\(hub.port)\n".utf8))
    while true { sleep(3600) }
  }

  private func forEachLine(of path: String, _ body: (ArraySlice<UInt8>) -> Void) throws {
    let bytes = try GzipMember.decompress(Array(try Data(contentsOf: URL(fileURLWithPath: path))), limit: 1 << 31)
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0a) {
      body(bytes[start..<end])
      start = end + 1
    }
    if start < bytes.count { body(bytes[start...]) }
  }
}

LoopbackHubCommand.main()
