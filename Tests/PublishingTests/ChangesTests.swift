import Logging
import Records
import Stages
import Testing

@testable import Publishing

/// The changes page through the whole stage.
@Suite struct ChangesTests {
  private let given = GivenModel("acme/one", line: 9)

  private func publish(
    _ fixture: SnapshotFixture, _ inputs: [Snapshot], previous: [Snapshot]
  ) async throws -> [JSON] {
    let before = Dictionary(previous.map { ($0.stage, $0) }) { first, _ in first }
    _ = try await StageRun(PublishStage.self, fixture.request(inputs, previous: before))
      .run(progress: StageProgress(), logger: Logger(label: "test"), force: true)
    return try fixture.read("data/changes.jsonl").split(separator: "\n").map { try JSON(json: $0.utf8) }
  }

  private func reported(_ value: Double) -> Evaluation {
    var evaluation = given.evaluation(value, by: .firstParty)
    var prov = given.model.prov[0]
    prov.p = "/value"
    evaluation.prov = [prov]
    return evaluation
  }

  @Test("an edited report is a change of one value, with the line it stands on") func report() async throws {
    let fixture = SnapshotFixture()
    let before = try await fixture.snapshot(GivenNormalise.self, given.records + [reported(0.962)])
    let after = try await fixture.snapshot(GivenNormalise.self, given.records + [reported(0.83)])
    let changes = try await publish(fixture, [after], previous: [before])
    #expect(changes.count == 1)
    let fields = try #require(changes.first?["fields"]?.array)
    #expect(fields.count == 1)
    #expect(fields.first?["field"] == "accuracy on icons, test, as reported")
    #expect(fields.first?["old"] == "96.2 %")
    #expect(fields.first?["new"] == "83 %")
    #expect(fields.first?["source"] == "README.md line 9")
    #expect(try fixture.read("changes.html").contains("<ins>83 %</ins>"))
    #expect(try fixture.read("changes.xml").contains("as reported: 96.2 % → 83 %"))
  }

  @Test("measured values inside each other's intervals are folded away, and those beyond are told")
  func measured() async throws {
    let fixture = SnapshotFixture()
    func snapshots(_ value: Double, licence: String) async throws -> [Snapshot] {
      let given = GivenModel("acme/one", licence: licence)
      let measured = given.evaluation(value, by: .pipeline, low: value - 0.02, high: value + 0.02)
      return [
        try await fixture.snapshot(GivenNormalise.self, given.records),
        try await fixture.snapshot(GivenEvaluate.self, [measured]),
      ]
    }
    let before = try await snapshots(0.9, licence: "MIT")
    let near = try await publish(fixture, snapshots(0.91, licence: "MIT"), previous: before)
    #expect(near.map { $0["quiet"] } == [true])
    #expect(near.first?["fields"]?.array?.first?["new"] == "91.0 % (89.0 – 93.0)")
    let page = try fixture.read("changes.html")
    #expect(page.contains("Nothing changed"))
    #expect(page.contains("Folded away"))
    let far = try await publish(fixture, snapshots(0.84, licence: "MIT"), previous: before)
    #expect(far.map { $0["quiet"] } == [nil])
    let field = try #require(far.first?["fields"]?.array?.first)
    #expect(field["field"] == "accuracy on icons, test, measured")
    #expect(field["old"] == "90.0 % (88.0 – 92.0)")
    #expect(field["new"] == "84.0 % (82.0 – 86.0)")
    #expect(field["source"] == "our run")
  }

  @Test("times of single runs, which never come out alike, are folded away") func times() async throws {
    let fixture = SnapshotFixture()
    func latency(_ seconds: Double) -> Evaluation {
      var latency = given.evaluation(seconds, by: .pipeline)
      (latency.category, latency.metric) = ("latency", "metric:latency-p50")
      return latency
    }
    let normalised = try await fixture.snapshot(GivenNormalise.self, given.records)
    let before = try await fixture.snapshot(GivenEvaluate.self, [latency(0.0021)])
    let after = try await fixture.snapshot(GivenEvaluate.self, [latency(0.0023)])
    let changes = try await publish(fixture, [normalised, after], previous: [normalised, before])
    #expect(changes.map { $0["quiet"] } == [true])
  }

  @Test("one edit of a licence is one change, however many members of the record follow it")
  func licence() async throws {
    let fixture = SnapshotFixture()
    func model(_ licence: String, _ key: String) -> [any Record] {
      var given = GivenModel("acme/one", licence: licence, line: 9)
      given.model.license?.filterSafe = licence
      given.model.license?.keys = [key]
      return given.records
    }
    let before = try await fixture.snapshot(GivenNormalise.self, model("Apache-2.0", "apache-2.0"))
    let after = try await fixture.snapshot(GivenNormalise.self, model("MIT", "mit"))
    let changes = try await publish(fixture, [after], previous: [before])
    let fields = try #require(changes.first?["fields"]?.array)
    #expect(fields.map { $0["field"]?.string } == ["Licence"])
    #expect(fields.first?["old"] == "Apache-2.0")
    #expect(fields.first?["new"] == "MIT")
    #expect(fields.first?["source"] == "README.md line 9")
  }

  @Test("a change that the page shows alike is still told, by the member that changed") func hidden() async throws {
    let fixture = SnapshotFixture()
    func model(_ key: String) -> [any Record] {
      var given = GivenModel("acme/one")
      given.model.license?.keys = [key]
      return given.records
    }
    let before = try await fixture.snapshot(GivenNormalise.self, model("apache-2.0"))
    let after = try await fixture.snapshot(GivenNormalise.self, model("Apache 2"))
    let changes = try await publish(fixture, [after], previous: [before])
    #expect(changes.first?["fields"]?.array?.map { $0["field"]?.string } == ["Licence: keys"])
  }

  @Test("a commit is cut short on the page and whole in the data") func revision() async throws {
    let fixture = SnapshotFixture()
    func model(_ digit: Character) -> [any Record] {
      var given = GivenModel("acme/one")
      given.model.revision = String(repeating: digit, count: 40)
      return given.records
    }
    let before = try await fixture.snapshot(GivenNormalise.self, model("a"))
    let after = try await fixture.snapshot(GivenNormalise.self, model("b"))
    let changes = try await publish(fixture, [after], previous: [before])
    let whole = String(repeating: "b", count: 40)
    #expect(changes.first?["fields"]?.array?.first?["new"] == .string(whole))
    let page = try fixture.read("changes.html")
    #expect(page.contains("<ins>bbbbbbbbbbbb…</ins>"))
    #expect(!page.contains(whole))
  }

  @Test("a section that only moved is folded away; one that grew is told once") func sections() async throws {
    let fixture = SnapshotFixture()
    func model(_ lines: ClosedRange<Int>, source: String) -> [any Record] {
      var given = GivenModel("acme/one")
      var ref = TextRef()
      (ref.source, ref.lineStart, ref.lineEnd) = (source, lines.lowerBound, lines.upperBound)
      given.model.limitationsRef = ref
      return given.records
    }
    let before = try await fixture.snapshot(GivenNormalise.self, model(10...20, source: "mz:source/a"))
    let moved = try await fixture.snapshot(GivenNormalise.self, model(12...22, source: "mz:source/b"))
    let grown = try await fixture.snapshot(GivenNormalise.self, model(10...25, source: "mz:source/b"))
    #expect(try await publish(fixture, [moved], previous: [before]).map { $0["quiet"] } == [true])
    let changes = try await publish(fixture, [grown], previous: [before])
    let fields = try #require(changes.first?["fields"]?.array)
    #expect(fields.map { $0["field"]?.string } == ["Limitations"])
    #expect(fields.first?["new"] == "lines 10–25")
  }
}
