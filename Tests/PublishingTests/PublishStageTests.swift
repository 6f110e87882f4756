import Foundation
import Logging
import Records
import Stages
import Testing

@testable import Publishing

@Suite struct PublishStageTests {
  private func publish(_ request: RunRequest, force: Bool = false) async throws -> Snapshot {
    try await StageRun(PublishStage.self, request)
      .run(progress: StageProgress(), logger: Logger(label: "test"), force: force)
  }

  private func index(_ fixture: SnapshotFixture) throws -> String { try fixture.read("index.json") }

  private func files(_ fixture: SnapshotFixture) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in Files.tree(fixture.site) { files[path] = try Files.read(fixture.site + "/" + path) }
    return files
  }

  @Test("goes on after a bad record") func badRecord() async throws {
    let fixture = SnapshotFixture()
    var twin = GivenModel("acme/one")
    twin.model.id += "-again"
    var nameless = GivenModel("acme/nameless")
    nameless.model.nativeId = ""
    let records = [GivenModel("acme/one"), twin, nameless, GivenModel("acme/two")].flatMap(\.records)
    let input = try await fixture.snapshot(GivenNormalise.self, records)
    let output = try await publish(fixture.request([input]))
    let rejections = try output.records(RejectionRecord.self)
    #expect(Set(rejections.map(\.code)) == ["duplicate", "malformed"])
    #expect(try fixture.read("models/hf/acme/two/index.html").contains("Apache-2.0"))
  }

  @Test("a second run does nothing") func secondRun() async throws {
    let fixture = SnapshotFixture()
    let input = try await fixture.snapshot(GivenNormalise.self, GivenModel("acme/one").records)
    let request = try fixture.request([input])
    _ = try await publish(request)
    try Files.remove(fixture.site + "/about.html")
    _ = try await publish(request)
    #expect(!Files.exists(fixture.site + "/about.html"))
  }

  @Test("input order does not matter") func inputOrder() async throws {
    var sites: [[String: [UInt8]]] = []
    let given = [GivenModel("acme/one"), GivenModel("zeta/two"), GivenModel("beta/three")]
    for models in [given, given.reversed()] {
      let fixture = SnapshotFixture()
      let input = try await fixture.snapshot(GivenNormalise.self, models.flatMap(\.records))
      _ = try await publish(fixture.request([input]))
      sites.append(try files(fixture))
    }
    // One file has what the stages before cost, which was measured anew for the second snapshot; the index leaves it out.
    let differing = Set(sites[0].keys).union(sites[1].keys).filter { sites[0][$0] != sites[1][$0] }
    #expect(differing.subtracting(["data/run.js"]).isEmpty)
  }

  @Test("two runs give equal bytes") func equalBytes() async throws {
    let fixture = SnapshotFixture()
    let records = [GivenModel("acme/one"), GivenModel("acme/two")].flatMap(\.records)
    let input = try await fixture.snapshot(GivenNormalise.self, records)
    var sites: [[String: [UInt8]]] = []
    for _ in 0..<2 {
      _ = try await publish(fixture.request([input]), force: true)
      sites.append(try files(fixture))
    }
    #expect(sites[0] == sites[1])
    #expect(sites[0].count > 20)
  }

  @Test("a value leads to its line") func evidence() async throws {
    let fixture = SnapshotFixture()
    let input = try await fixture.snapshot(GivenNormalise.self, GivenModel("acme/one", line: 12).records)
    _ = try await publish(fixture.request([input]))
    let page = try fixture.read("models/hf/acme/one/index.html")
    #expect(page.contains("https://example.org/x/blob/main/README.md#L12"))
    let data = try JSON(json: fixture.read("models/hf/acme/one/model.json").utf8)
    #expect(data["key"] == "hf/acme/one")
    #expect(data["claims"]?.array?.count == 1)
  }

  @Test("a page says how complete the documents are, and that templates and contradictions are in them")
  func completeness() async throws {
    let fixture = SnapshotFixture()
    let given = GivenModel("acme/one")
    var quality = Quality()
    quality.id = "mz:quality/one"
    quality.subject = given.model.id
    (quality.lookedFor, quality.found, quality.absent) = (15, 9, 6)
    quality.boilerplate = ["section.limitations"]
    quality.conflicts = 2
    let input = try await fixture.snapshot(GivenNormalise.self, given.records + [quality])
    _ = try await publish(fixture.request([input]))
    #expect(
      try fixture.read("models/hf/acme/one/index.html").contains(
        "answer 9 of the 15 questions that readers of model cards ask; 1 section holds only a template&#39;s words; "
          + "they contradict each other in 2 fields."))
    #expect(try fixture.read("data/quality.jsonl").contains("\"found\":9"))
  }

  @Test("a report outside the measured interval is said to be so") func outside() async throws {
    let fixture = SnapshotFixture()
    let given = GivenModel("acme/one")
    let normalised = try await fixture.snapshot(
      GivenNormalise.self, given.records + [given.evaluation(0.95, by: .firstParty)])
    let measured = try await fixture.snapshot(
      GivenEvaluate.self, [given.evaluation(0.848, by: .pipeline, low: 0.82, high: 0.87)])
    _ = try await publish(fixture.request([normalised, measured]))
    let data = try JSON(json: fixture.read("models/hf/acme/one/model.json").utf8)
    let result = try #require(data["results"]?.array?.first)
    #expect(result["reported"] == "95")
    #expect(result["measured"] == "84.8")
    #expect(result["difference"] == "+10.2")
    #expect(result["outside"] == true)
    #expect(try fixture.read("data/measured.js").contains("[0.848,0.82,0.87]"))
  }

  @Test("a report that our run contradicts is marked in the catalogue, by whatever name the card calls its model")
  func dispute() async throws {
    let fixture = SnapshotFixture()
    let (wrong, right, other) = (GivenModel("acme/wrong"), GivenModel("acme/right"), GivenModel("acme/other"))
    var named = wrong.evaluation(0.95, by: .firstParty)
    (named.modelName, named.split) = ("Wrong (this model)", "split:test")
    var foreign = other.evaluation(0.95, by: .firstParty)
    foreign.modelName = "someone/else"
    let records = [wrong, right, other].flatMap(\.records)
    let normalised = try await fixture.snapshot(
      GivenNormalise.self, records + [named, right.evaluation(0.85, by: .firstParty), foreign])
    let measured = try await fixture.snapshot(
      GivenEvaluate.self, [wrong, right, other].map { $0.evaluation(0.848, by: .pipeline, low: 0.82, high: 0.87) })
    _ = try await publish(fixture.request([normalised, measured]))
    let list = try fixture.read("list/0001.html")
    #expect(list.components(separatedBy: "accuracy: reported 95, measured 84.8").count == 2)
    #expect(try fixture.read("models/hf/acme/wrong/index.html").contains("The card and our run disagree."))
    #expect(try fixture.read("models/hf/acme/other/index.html").contains("of someone/else"))
    #expect(!(try fixture.read("models/hf/acme/right/index.html").contains("disagree")))
  }

  @Test("a report that names no data set stands beside the only measurement it can be of, and says so")
  func unnamed() async throws {
    let fixture = SnapshotFixture()
    let (one, two) = (GivenModel("acme/one"), GivenModel("acme/two"))
    let reports = [one, two].map { given in
      var report = given.evaluation(0.95, by: .firstParty)
      (report.dataset, report.datasetName) = (nil, nil)
      return report
    }
    var elsewhere = two.evaluation(0.5, by: .pipeline)
    (elsewhere.dataset, elsewhere.id) = ("dataset:other", "mz:evaluation/elsewhere")
    let measured = [one, two].map { $0.evaluation(0.848, by: .pipeline, low: 0.82, high: 0.87) }
    let normalised = try await fixture.snapshot(GivenNormalise.self, one.records + two.records + reports)
    let evaluated = try await fixture.snapshot(GivenEvaluate.self, measured + [elsewhere])
    _ = try await publish(fixture.request([normalised, evaluated]))
    let results = try ["one", "two"].map { name in
      try JSON(json: fixture.read("models/hf/acme/\(name)/model.json").utf8)["results"]?.array ?? []
    }
    #expect(results[0].map { $0["note"]?.string } == ["the card names no data set"])
    #expect(results[0].first?["difference"] == "+10.2")
    #expect(results[0].first?["outside"] == nil)
    #expect(results[1].count == 3)
  }

  @Test("figures that no model has get no column, and a line says so") func absentColumns() async throws {
    let fixture = SnapshotFixture()
    let input = try await fixture.snapshot(GivenNormalise.self, GivenModel("acme/one").records)
    _ = try await publish(fixture.request([input]))
    let page = try fixture.read("index.html")
    #expect(page.contains("Parameters, Size, Accuracy measured, Downloads, Likes, Updated."))
    #expect(page.contains("by name; 1 shown"))
    #expect(!page.contains("Downloads</th>"))
  }

  @Test("a training setting cites the entry of its list, and is said once") func training() async throws {
    let fixture = SnapshotFixture()
    let given = GivenModel("acme/one", line: 7)
    var training = Training()
    training.id = "mz:training/1"
    training.model = given.model.id
    training.stage = "unstated"
    training.epochs = 6
    var setting = HyperParameter()
    (setting.name, setting.num) = ("num_epochs", 6)
    training.hyperparameters = [setting]
    var use = TrainingDataset()
    (use.dataset, use.role) = ("dataset:icons", "train")
    training.datasets = [use]
    training.prov = ["/datasets", "/hyperparameters/0"].map { pointer in
      var prov = given.model.prov[0]
      prov.p = pointer
      return prov
    }
    let input = try await fixture.snapshot(GivenNormalise.self, given.records + [training])
    _ = try await publish(fixture.request([input]))
    let data = try JSON(json: fixture.read("models/hf/acme/one/model.json").utf8)
    let facts = data["groups"]?.array?.first { $0["heading"] == "Training" }?["facts"]?.array ?? []
    #expect(facts.map { $0["label"]?.string } == ["Dataset (train)", "num epochs"])
    #expect(facts.allSatisfy { $0["first"]?["lines"] == "7" })
  }

  @Test("a domain is no language, and terms without a label lose their prefix") func terms() {
    let labels = Labels(vocabulary: Vocabulary(), datasets: [:])
    #expect(labels.term("cv", of: "domains") == "Computer vision")
    #expect(labels.term("lib:onnxruntime") == "onnxruntime")
    #expect(labels.term("https://example.org/x") == "https://example.org/x")
    #expect(labels.split("split:test") == "test")
  }

  @Test(
    "measured figures have three or four figures",
    arguments: [
      (7213.2, "7,213"), (0.083474, "0.0835"), (0.000354565, "0.000355"), (99.96, "100"), (9.999, "10.0"), (0, "0"),
      (12.34, "12.3"), (-0.5, "−0.500"),
    ]) func significant(value: Double, printed: String)
  {
    #expect(Figures.significant(value) == printed)
  }

  @Test("why a model was not measured stands on its page") func notMeasured() async throws {
    let fixture = SnapshotFixture()
    let given = GivenModel("acme/one")
    var execution = Execution()
    execution.id = "mz:execution/1"
    execution.model = given.model.id
    execution.mode = "benchmark_run"
    execution.outcome.status = "unsupported"
    execution.outcome.detail = "it has no ONNX file"
    let normalised = try await fixture.snapshot(GivenNormalise.self, given.records)
    let measured = try await fixture.snapshot(GivenEvaluate.self, [execution])
    _ = try await publish(fixture.request([normalised, measured]))
    #expect(
      try fixture.read("models/hf/acme/one/index.html").contains("Not measured by us: it has no ONNX file."))
  }

  @Test("changes are those since the snapshot that was published before") func changes() async throws {
    let fixture = SnapshotFixture()
    let kept = GivenModel("acme/kept")
    let before = try await fixture.snapshot(GivenNormalise.self, kept.records + GivenModel("acme/gone").records)
    let now = GivenModel("acme/kept", licence: "MIT").records + GivenModel("acme/new").records
    let after = try await fixture.snapshot(GivenNormalise.self, now)
    _ = try await publish(fixture.request([after], previous: ["normalise": before]))
    let changes = try fixture.read("data/changes.jsonl").split(separator: "\n").map { try JSON(json: $0.utf8) }
    #expect(changes.map { $0["kind"]?.string } == ["removed", "changed", "added"])
    let field = try #require(changes[1]["fields"]?.array?.first)
    #expect(field["field"] == "Licence")
    #expect(field["old"] == "Apache-2.0")
    #expect(field["new"] == "MIT")
    #expect(field["source"] == "README.md line 3")
    #expect(try fixture.read("changes.xml").contains("hf/acme/gone was removed."))
  }

  @Test("a snapshot compared with itself has no changes") func noChanges() async throws {
    let fixture = SnapshotFixture()
    let input = try await fixture.snapshot(GivenNormalise.self, GivenModel("acme/one").records)
    _ = try await publish(fixture.request([input], previous: ["normalise": input]))
    #expect(try fixture.read("data/changes.jsonl").isEmpty)
    #expect(try fixture.read("changes.html").contains("Nothing changed"))
  }

  @Test("nothing that a card says becomes markup, through the whole stage") func hostile() async throws {
    let fixture = SnapshotFixture()
    let texts = SiteFixture.hostileNames + ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"]
    var records: [any Record] = []
    for (place, text) in texts.enumerated() {
      var given = GivenModel("m\(place)/\(text)", licence: text, raw: text)
      given.model.title = text
      given.model.url = "javascript:alert(1)"
      given.model.tags = [text]
      given.model.papers = ["javascript:alert(2)"]
      given.source.url = "javascript:alert(3)"
      records += given.records
    }
    let input = try await fixture.snapshot(GivenNormalise.self, records)
    _ = try await publish(fixture.request([input]))
    for path in Files.tree(fixture.site) where path.hasSuffix(".html") || path.hasSuffix(".js") {
      let page = try fixture.read(path)
      #expect(!page.contains("<img src=x"), "\(path)")
      #expect(!page.contains("href=\"javascript:"), "\(path)")
      if path.hasSuffix(".html") { #expect(!page.contains("<script>"), "\(path)") }
      if path.hasPrefix("data/") { #expect(!page.contains("<"), "\(path)") }
    }
  }

  @Test("every model is found by its name in the search columns") func findable() async throws {
    let fixture = SnapshotFixture()
    let names =
      (0..<60).map { "team-\($0 % 7)/model-\($0)-base" } + ["汉语/中文-模型", "école/modèle-é", "UPPER/Case.3_1"]
    let input = try await fixture.snapshot(GivenNormalise.self, names.flatMap { GivenModel($0).records })
    _ = try await publish(fixture.request([input]))
    let script = try fixture.read("data/rows-0000.js")
    let start = try #require(script.firstIndex(of: "{"))
    let end = try #require(script.lastIndex(of: "}"))
    let columns = try JSON(json: script[start...end].utf8)
    #expect(Set(columns["names"]?.array?.compactMap(\.string) ?? []) == Set(names))
  }

  @Test("records are offered as they are, with their digests in the index") func records() async throws {
    let fixture = SnapshotFixture()
    let input = try await fixture.snapshot(GivenNormalise.self, GivenModel("acme/one").records)
    _ = try await publish(fixture.request([input]))
    let model = try fixture.read("data/model.jsonl")
    #expect(try Model(json: model.split(separator: "\n")[0].utf8).nativeId == "acme/one")
    let index = try JSON(json: index(fixture).utf8)
    #expect(index["schema"] == "1.0")
    let paths = index["files"]?.array?.compactMap { $0["path"]?.string } ?? []
    #expect(Set(paths).isSuperset(of: ["data/model.jsonl", "data/claim.jsonl", "index.html", "changes.xml"]))
    #expect(!paths.contains { $0.hasPrefix(".") })
    // The index itself, what the run cost, and the mark of the snapshot.
    #expect(Files.tree(fixture.site).count == paths.count + 3)
    #expect(!paths.contains("data/run.js"))
  }

  @Test("an unknown exporter is refused with the known ones") func unknownExporter() throws {
    #expect(throws: (any Error).self) { try PublishStage(settings: ["exporters": ["jsonlines"]]) }
  }
}
