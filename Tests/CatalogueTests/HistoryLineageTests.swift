import Catalogue
import Records
import Stages
import Testing
import TestSupport

@Suite struct HistoryLineageTests {
  /// Puts a snapshot without files on disk.
  private func put(_ stage: String, _ name: String, reading inputs: [String: String], in data: String) throws {
    var index = SnapshotIndex()
    index.stage = stage
    index.fingerprint = name
    var receipt = Receipt()
    receipt.stage = stage
    receipt.fingerprint = name
    receipt.inputs = inputs
    let folder = "\(data)/\(stage)/\(name)"
    try Files.makeFolder(folder)
    try Files.write(index.json, to: "\(folder)/\(SnapshotIndex.fileName)")
    try Files.write(receipt.json, to: "\(folder)/\(Receipt.fileName)")
    try Files.write(Array("\(name)\n".utf8), to: "\(data)/\(stage)/latest")
  }

  @Test(
    "of two snapshots of a stage behind one, that which it read itself is taken, and what was made first comes first")
  func nearest() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    try put("fetch", "0001", reading: [:], in: data)
    try put("fetch", "0002", reading: [:], in: data)
    try put("parse-readme", "0009", reading: ["fetch": "0001"], in: data)
    try put("parse-readme", "0003", reading: ["fetch": "0002"], in: data)
    // What the second parse-readme wrote was the same, so that normalise was not made again.
    try put("normalise", "0007", reading: ["parse-readme": "0009"], in: data)
    try put("evaluate", "0004", reading: ["normalise": "0007"], in: data)
    let read = ["evaluate": "0004", "normalise": "0007", "parse-readme": "0003"]
    try put("publish", "0005", reading: read, in: data)
    let history = History(data: data, reports: folder.path + "/reports")
    let lineage = history.lineage(of: History.Key(stage: "publish", fingerprint: "0005"))
    #expect(lineage.map(\.fingerprint) == ["0002", "0003", "0007", "0004", "0005"])
  }
}
