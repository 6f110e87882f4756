import Extraction
import Foundation
import Hashing
import Records
import Stages
import TestSupport
import Testing

@Suite struct ParseReadmeStageTests {
  /// Sources whose bytes lie where fetch would have put them.
  private func sources(_ documents: [(model: String, role: String, text: String)], in fixture: SnapshotFixture)
    async throws
    -> [Source]
  {
    let crawl = try DocumentStore(folder: fixture.data).crawl(zoo: "zoo:test", run: "run")
    var sources: [Source] = []
    for document in documents {
      let bytes = Array(document.text.utf8)
      let path = document.role == "readme" ? "README.md" : "api.json"
      let locator = "test:\(document.model)/\(path)"
      let kept = try await crawl.keep(
        resource: bytes, uri: "https://zoo.test/\(document.model)/\(path)", mediaType: "text/plain")
      var source = Source()
      source.id = Identifier.derived("source", [.string(locator)])
      source.model = Identifier.model(zoo: "test", document.model)
      source.zoo = "zoo:test"
      source.role = document.role
      source.locator = locator
      source.path = path
      source.revision = "1"
      source.revisionKind = "version"
      source.bytes = bytes.count
      source.sha256 = kept.digest.hex
      source.retrievedAt = "2026-11-23"
      sources.append(source)
    }
    try await crawl.finish()
    return sources
  }

  private let good = [
    (model: "a/one", role: "readme", text: "---\nlicense: mit\n---\n# One\n\nTrained on the SQuAD dataset.\n"),
    (model: "a/two", role: "readme", text: "# Two\n\n| Metric | Value |\n|--|--|\n| F1 | 88.1 |\n| F1 | 88.1 |\n"),
    (model: "a/two", role: "api", text: #"{"id":"a/two","tags":["pytorch"]}"#),
  ]

  private func bytes(_ snapshot: Snapshot, _ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: snapshot.folder + "/" + name))
  }

  @Test("a source that is not accounted for ends the task")
  func unaccounted() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(try await sources(good, in: fixture), of: "fetch")
      .promisingOneMore(of: "source")
    let failure = await #expect(throws: StageFailure.self) {
      _ = try await fixture.run(ParseReadmeStage.self, over: [input])
    }
    #expect(
      failure?.message.hasPrefix("parse-readme:0: 4 source records in, but 3 accounted for (3 read)") == true,
      "\(failure?.message ?? "")")
  }

  @Test("goes on after a bad record")
  func goesOn() async throws {
    let fixture = try SnapshotFixture()
    let bad = [
      (model: "a/bad", role: "api", text: "{"),
      (model: "a/odd", role: "readme", text: "---\nlicense: mit\nx: [\n---\n# T\n"),
    ]
    var all = try await sources(good + bad, in: fixture)
    all[0].sha256 = String(repeating: "0", count: 64)
    let snapshot = try await fixture.run(ParseReadmeStage.self, over: [try await fixture.snapshot(all, of: "fetch")])
    let claims = try snapshot.records(Claim.self)
    let rejections = try snapshot.records(RejectionRecord.self)
    #expect(Set(claims.map(\.subject)) == ["mz:model/test/a/two", "mz:model/test/a/odd"])
    #expect(
      Set(rejections.compactMap(\.subject)) == ["mz:model/test/a/one", "mz:model/test/a/bad", "mz:model/test/a/odd"])
    #expect(rejections.contains { $0.line != nil })
  }

  @Test("a second run does nothing, two runs give equal bytes, and the order of the input does not matter")
  func deterministic() async throws {
    let fixture = try SnapshotFixture()
    let all = try await sources(good, in: fixture)
    let input = try await fixture.snapshot(all, of: "fetch")
    let first = try await fixture.run(ParseReadmeStage.self, over: [input])
    let receipt = try bytes(first, Receipt.fileName)
    let second = try await fixture.run(ParseReadmeStage.self, over: [input])
    #expect(try bytes(second, Receipt.fileName) == receipt)

    let claims = try bytes(first, "claim.jsonl")
    let again = try await fixture.run(ParseReadmeStage.self, over: [input], output: fixture.folder.path + "/again")
    #expect(try bytes(again, "claim.jsonl") == claims)
    let turned = try await fixture.snapshot(all.reversed(), of: "fetch")
    let third = try await fixture.run(ParseReadmeStage.self, over: [turned], output: fixture.folder.path + "/turned")
    #expect(try bytes(third, "claim.jsonl") == claims)
  }

  @Test("programs that hash otherwise at each start print the same of a table whose rows are called alike")
  func sameEachTime() async throws {
    let folder = try TemporaryFolder()
    let rows = ["SAR", "sar", "Sar", "SAR-TTA"].map { "| \($0) | 91.\($0.utf8.count) |\n" }.joined()
    let path = folder.path + "/o/sar/README.md"
    try FileManager.default.createDirectory(atPath: folder.path + "/o/sar", withIntermediateDirectories: true)
    try Data("# SAR\n\n| Model | Accuracy on GULL |\n|---|---|\n\(rows)| Heron | 90.1 |\n".utf8)
      .write(to: URL(fileURLWithPath: path))
    var answers: Set<String> = []
    for _ in 0..<6 {
      answers.insert(try await Programs.run("macaroni-read", ["--facts", "--root", folder.path, path]).output)
    }
    #expect(answers.count == 1)
    #expect(answers.first?.contains("90.1") == false && answers.first?.contains("91.3") == true, "\(answers)")
  }

  @Test("statements printed twice are two claims, and ids do not depend on lines")
  func occurrences() async throws {
    let fixture = try SnapshotFixture()
    let moved = "\n\n" + good[1].text
    let documents = [good[1], (model: "a/two", role: "readme", text: moved)]
    let claims = try await [documents[0], documents[1]].asyncMap { document -> [Claim] in
      let own = try SnapshotFixture()
      let all = try await sources([document], in: own)
      return try await own.run(ParseReadmeStage.self, over: [try await own.snapshot(all, of: "fetch")]).records(
        Claim.self)
    }
    let scores = claims.map { $0.filter { $0.predicate == Predicate.evaluation } }
    #expect(scores[0].count == 2)
    #expect(claims[0].map(\.id) == claims[1].map(\.id))
    _ = fixture
  }

  @Test("the cards of the sample zoo read as they did; a difference asks for a higher version")
  func golden() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let zoo = root.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "pipeline/sample-zoo/models")
    var lines = ""
    for model in ["orsolya-k/icons-cnn", "quayside/tickets-trigram", "larkfield/icons-mlp"] {
      let bytes = Array(try Data(contentsOf: zoo.appendingPathComponent(model + "/README.md")))
      for finding in read(bytes, as: .card, named: model).findings {
        let line: JSON = [
          "model": .string(model), "predicate": .string(finding.predicate), "value": finding.value ?? .null,
          "raw": .string(finding.raw), "line": .number(finding.span.lineStart ?? 0),
          "qualifiers": .object(finding.qualifiers.object), "extractor": .string(finding.extractor.name),
        ]
        lines += String(decoding: line.json, as: UTF8.self) + "\n"
      }
    }
    let golden = root.appendingPathComponent("Goldens/parse-readme.v\(ParseReadmeStage.version).jsonl")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try lines.write(to: golden, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: golden, encoding: .utf8)
    #expect(
      lines == recorded,
      "the output has changed: raise the version of the extractor, or of the stage and the name of the golden, and record it with RECORD_GOLDENS=1"
    )
  }
}

extension Array {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
