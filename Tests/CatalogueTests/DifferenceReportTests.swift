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
    #expect(report.json["counts"]?["model"] == ["added": 1, "removed": 1, "changed": 1, "counters_only": 0])
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
}
