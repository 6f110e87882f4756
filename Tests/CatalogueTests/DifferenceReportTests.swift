import Catalogue
import Records
import Stages
import Testing
import TestSupport

@Suite struct DifferenceReportTests {
  private func model(_ name: String, _ edit: (inout Model) -> Void = { _ in }) -> Model {
    var model = Model()
    model.id = "mz:model/hf/\(name)"
    model.zoo = "zoo:hf"
    model.nativeId = name
    model.name = name
    edit(&model)
    return model
  }

  private func report(_ before: [Model], _ after: [Model], counters: Bool = false, limit: Int = .max) async throws
    -> DifferenceReport
  {
    let one = try SnapshotFixture()
    let two = try SnapshotFixture()
    let difference = SnapshotDifference(from: try await one.snapshot(before), to: try await two.snapshot(after))
    return try DifferenceReport(difference, kinds: ["model"], counters: counters, limit: limit)
  }

  private func liked(_ likes: Int) -> Popularity {
    var popularity = Popularity()
    popularity.likes = likes
    popularity.asOf = "2026-11-23"
    return popularity
  }

  @Test("rows and JSON say the same: what was added, removed, and which field was what")
  func contents() async throws {
    let report = try await report(
      [model("a"), model("b"), model("c")], [model("b") { $0.title = "Bee\u{1b}[31m" }, model("c"), model("d")])
    #expect(
      report.rows == [
        ["-", "mz:model/hf/a"], ["~", "mz:model/hf/b", "/title", "– → Bee [31m"], ["+", "mz:model/hf/d"],
      ])
    #expect(report.summary == ["model: 1 added, 1 removed, 1 changed"])
    #expect(
      report.json["counts"]?["model"]
        == [
          "before": 3, "added": 1, "removed": 1, "renamed": 0, "changed": 1, "counters_only": 0, "quiet_only": 0,
        ])
    #expect(report.json["differences"]?.array?[1]["fields"]?.array?.first?["new"] == "Bee\u{1b}[31m")
  }

  @Test("counters alone are no difference, unless asked for")
  func counters() async throws {
    let (before, after) = ([model("a") { $0.popularity = liked(1) }], [model("a") { $0.popularity = liked(2) }])
    let plain = try await report(before, after)
    #expect(!plain.isDifferent)
    #expect(plain.summary == ["model: 1 with new counters only"])
    let all = try await report(before, after, counters: true)
    #expect(all.rows == [["~", "mz:model/hf/a", "/popularity/likes", "1 → 2"]])
  }

  @Test("what is not listed is still counted")
  func limit() async throws {
    let report = try await report([], (0..<9).map { model("m\($0)") }, limit: 4)
    #expect(report.differences.count == 4)
    #expect(report.omitted == 5)
    #expect(report.counts["model"]?.added == 9)
  }

  @Test("a new revision, reordered tags and new provenance are counted apart")
  func quiet() async throws {
    let before = ["a", "b", "c", "d"].map { model($0) { $0.tags = ["x", "y"] } }
    let after = [
      model("a") {
        $0.tags = ["x", "y"]
        $0.revision = "2"
      }, model("b") { $0.tags = ["y", "x"] }, model("c") { $0.tags = ["x", "z"] }, model("d") { $0.tags = ["x", "y"] },
    ]
    let report = try await report(before, after)
    #expect(report.counts["model"]?.changed == 1)
    #expect(report.counts["model"]?.quietOnly == 2)
    #expect(report.differences.map(\.id) == ["mz:model/hf/c"])
    let tags = try #require(report.fields.first { $0.pointer == "/tags" })
    #expect((tags.changed, tags.reordered, tags.fieldClass) == (1, 1, .set))
  }

  @Test("a model that moved is renamed: certainly by its revision, probably by what it says")
  func renames() async throws {
    func said(_ id: String, _ revision: String) -> Model {
      model(id) {
        $0.name = "m\(id.suffix(1))"
        $0.revision = revision
        $0.tasks = ["task:x"]
        $0.languages = ["en"]
      }
    }
    let report = try await report(
      [said("old%2F1", "r1"), said("old%2F2", "r2"), said("gone%2F3", "r3")],
      [said("new%2F1", "r1"), said("new%2F2", "other"), said("new%2F4", "r4")])
    #expect(report.renames.map(\.to) == ["mz:model/hf/new%2F1", "mz:model/hf/new%2F2"])
    #expect(report.renames.map(\.isCertain) == [true, false])
    #expect(report.summary == ["model: 1 added, 1 removed, 2 renamed"])
    #expect(report.differences.map(\.id) == ["mz:model/hf/gone%2F3", "mz:model/hf/new%2F4"])
  }

  @Test("a field that most records gained is one line, not a change of each")
  func schema() async throws {
    let before = (0..<30).map { model("m\($0)") }
    let after = (0..<30).map { number in
      model("m\(number)") {
        $0.modelType = "bert"
        if number == 3 { $0.title = "Three" }
      }
    }
    let report = try await report(before, after)
    #expect(report.counts["model"]?.changed == 1)
    #expect(report.fields.first.map { ($0.pointer, $0.isOfSchema) } ?? ("", false) == ("/model_type", true))
    #expect(report.rows == [["~", "mz:model/hf/m3", "/title", "– → Three"]])
  }

  @Test("an evaluation whose value stays in the interval has not moved")
  func intervals() async throws {
    func evaluation(_ value: Double) -> Evaluation {
      var evaluation = Evaluation()
      evaluation.id = "e"
      evaluation.model = "mz:model/hf/a"
      evaluation.value = value
      evaluation.ciLow = 0.8
      evaluation.ciHigh = 0.9
      return evaluation
    }
    let one = try SnapshotFixture()
    for (value, changed) in [(0.86, 0), (0.7, 1)] {
      let two = try SnapshotFixture()
      let difference = SnapshotDifference(
        from: try await one.snapshot([evaluation(0.85)]), to: try await two.snapshot([evaluation(value)]))
      let report = try DifferenceReport(difference, kinds: ["evaluation"])
      #expect(report.counts["evaluation"]?.changed == changed)
    }
  }

  @Test(
    "a bound tells whether too much is gone",
    arguments: [
      ("removed>1%", true), ("removed > 50 %", false), ("removed>=1 of model", true), ("added>0", false),
      ("removed>0 of dataset", false),
    ])
  func gate(_ bound: String, _ isBroken: Bool) async throws {
    let report = try await report([model("a"), model("b"), model("c")], [model("a"), model("b")])
    let broken = try DifferenceGate(bound).broken(by: report)
    #expect(broken.isEmpty == !isBroken)
    if bound == "removed>1%" { #expect(broken == ["1 of 3 model records removed, and 'removed>1%' was to fail"]) }
  }

  @Test("what is no bound is refused with an example", arguments: ["removed", "gone>1", "removed>1%%", "removed<3"])
  func notAGate(_ text: String) {
    #expect(throws: StageFailure.self) { try DifferenceGate(text) }
  }
}
