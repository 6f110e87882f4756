import Archive
import Foundation
import Logging
import Records
import Stages
import Testing

@testable import Publishing

/// What pages say of what is not there, and what is offered to machines.
@Suite struct CompletenessTests {
  private func publish(_ fixture: SnapshotFixture, _ inputs: [Snapshot]) async throws {
    _ = try await StageRun(PublishStage.self, fixture.request(inputs))
      .run(progress: StageProgress(), logger: Logger(label: "test"), force: true)
  }

  /// A model whose card fetch refused, and one that has its card.
  private func published(_ fixture: SnapshotFixture) async throws {
    var refused = GivenModel("acme/refused")
    refused.model.hasCard = nil
    var quality = Quality()
    (quality.id, quality.subject) = ("mz:quality/refused", refused.model.id)
    (quality.lookedFor, quality.found, quality.failed) = (15, 1, 14)
    quality.missing = ["model.license", "section.intended_use", "evaluation.value", "model.paper"]
    let fine = GivenModel("acme/fine")
    let fetched = try await fixture.snapshot(GivenFetch.self, [refused.model, fine.model, fine.source])
    let normalised = try await fixture.snapshot(
      GivenNormalise.self, [refused.model, quality, fine.model, fine.claim, fine.source])
    try await publish(fixture, [normalised, fetched])
  }

  @Test("a model whose card was refused says why, and what is missing is unknown rather than not found")
  func refused() async throws {
    let fixture = SnapshotFixture()
    try await published(fixture)
    let page = try fixture.read("models/hf/acme/refused/index.html")
    #expect(
      page.contains(
        "fetch rejected a document (too-large): README.md has 10,485,761 bytes, more than &lt;b&gt;10 MB&lt;/b&gt;."))
    #expect(page.contains("<h2>Unknown</h2>"))
    #expect(!page.contains("Looked for and not found"))
    let fine = try fixture.read("models/hf/acme/fine/index.html")
    #expect(fine.contains("<h2>Looked for and not found</h2>"))
    #expect(!fine.contains("rejected a document"))
    #expect(
      try fixture.read("data/catalogue.csv").contains(
        "acme/refused,image-classification,,Apache-2.0,unknown,,,,,,,,,,false,\r\n"))
    #expect(try fixture.read("coverage.html").contains("50.0 %"))
    #expect(fine.contains("<b>50.0 %</b> of 2 listed"))
  }

  @Test("the list of what is missing is as long as the sentence above it says") func list() async throws {
    let fixture = SnapshotFixture()
    let given = GivenModel("acme/one")
    var quality = Quality()
    (quality.id, quality.subject) = ("mz:quality/one", given.model.id)
    (quality.lookedFor, quality.found, quality.absent) = (14, 11, 3)
    quality.missing = ["model.library", "section.intended_use", "evaluation.value"]
    let input = try await fixture.snapshot(GivenNormalise.self, given.records + [quality])
    try await publish(fixture, [input])
    let page = try fixture.read("models/hf/acme/one/index.html")
    #expect(page.contains("answer 11 of the 14 questions"))
    #expect(page.contains("<ul class=\"tags\"><li>Library</li><li>Intended use</li><li>Reported results</li></ul>"))
    #expect(page.contains("without a value too: Architecture, Base model, Evaluated on."))
  }

  @Test("sources and the rejections of all stages are offered, so that every claim leads to its document")
  func files() async throws {
    let fixture = SnapshotFixture()
    try await published(fixture)
    let sources = try fixture.read("data/source.jsonl")
    let claim = try Claim(json: fixture.read("data/claim.jsonl").split(separator: "\n")[0].utf8)
    #expect(sources.contains("\"id\":\"\(claim.source)\""))
    let rejection = try RejectionRecord(json: fixture.read("data/rejection.jsonl").split(separator: "\n")[0].utf8)
    #expect(rejection.code == "too-large")
    #expect(try fixture.read("coverage.html").contains("href=\"data/source.jsonl\""))
  }

  @Test("claims beyond the size that hosts take are gzipped, and none is lost") func packed() async throws {
    let fixture = SnapshotFixture()
    let records = (0..<9).flatMap { GivenModel("acme/m\($0)").records }
    let input = try await fixture.snapshot(GivenNormalise.self, records)
    _ = try await StageRun(ExportingStage.self, fixture.request([input]))
      .run(progress: StageProgress(), logger: Logger(label: "test"), force: true)
    let parts = Files.tree(fixture.site).filter { $0.hasPrefix("data/claim") }
    #expect(parts.count > 1)
    #expect(parts.allSatisfy { $0.hasSuffix(".jsonl.gz") })
    let lines = try parts.flatMap { path in
      try GzipMember.decompress(Files.read(fixture.site + "/" + path), limit: 1 << 20).split(separator: 0x0A)
    }
    #expect(try Set(lines.map { try Claim(json: $0).id }).count == 9)
  }

  @Test("stages stand in the order of work, and the one that wrote the page is among them") func stages() async throws {
    let fixture = SnapshotFixture()
    let fetched = try await fixture.snapshot(GivenFetch.self, [GivenModel("acme/one").source])
    var request = try fixture.request([fetched])
    request.reports = ""
    let normalised = try await Given.$records.withValue(GivenModel("acme/one").records) {
      try await StageRun(GivenNormalise.self, request)
        .run(progress: StageProgress(), logger: Logger(label: "test"), force: true)
    }
    try await publish(fixture, [normalised, fetched])
    let page = try fixture.read("coverage.html")
    let places = ["fetch", "normalise", "publish"].compactMap {
      page.range(of: "<th scope=\"row\">\($0)</th><td><code>")?.lowerBound
    }
    #expect(places.count == 3)
    #expect(places == places.sorted())
  }

  @Test("what no vocabulary has is shown as it was printed, and not as its id spells it") func printed() {
    let labels = Labels(vocabulary: Vocabulary(), datasets: [:])
    #expect(labels.term("raw:%3Cscript%3E-100%25") == "<script>-100%")
    #expect(labels.model("raw:some%20BERT%3F") == "some BERT?")
    #expect(labels.split("split:dev%2Ctest") == "dev,test")
    #expect(labels.term("raw:50%") == "50%")
  }
}

/// Writes the records with an exporter that takes small files only.
private struct ExportingStage: Stage {
  static let name = "publish"
  static let summary = "Export in small files."
  static let publishes = true
  static let reads: [any Record.Type] = [Claim.self]
  static let writes: [any Record.Type] = []
  init(options: NoOptions) {}
  func run(in context: StageContext) async throws {
    try await context.reports?.replace(fingerprint: context.fingerprint) { folder in
      let note = SnapshotNote(date: "2026-11-23", fingerprint: "0", models: 0, evaluated: 0, listed: 0, fetched: 0)
      var site = try SiteBuilder(
        writer: SiteWriter(folder: URL(fileURLWithPath: folder)) { _ in "" }, snapshot: note, models: [])
      _ = try JSONLines(largestFile: 1000).export(context, to: &site)
    }
  }
}
