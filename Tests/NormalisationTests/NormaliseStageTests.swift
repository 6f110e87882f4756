import Foundation
import Records
import Stages
import Testing
import TestSupport

@testable import Normalisation

@Suite struct NormaliseStageTests {
  @Test("a model is resolved from its claims, each value with where it came from")
  func model() async throws {
    let output = try await normalised([
      said(Predicate.license, "Apache 2.0", by: .frontMatter),
      said(Predicate.license, "apache-2.0", by: .apiField, asserter: .hub),
      said(Predicate.task, "Image Classification", by: .frontMatter),
      said(Predicate.task, "telepathy", by: .proseRule),
      said(Predicate.language, "eng", by: .frontMatter),
      said(Predicate.library, "torch", by: .frontMatter),
      said(Predicate.paramsTotal, 110_000_000, by: .proseRule),
      said(Predicate.paramsTotal, 109_482_240, by: .header),
      said(Predicate.trainedOn, "ImageNet dataset", by: .proseRule),
    ])
    let model = try #require(try output.records(Model.self).first)
    #expect(model.license?.expr == "Apache-2.0")
    #expect(model.license?.keys == ["Apache 2.0", "apache-2.0"])
    #expect(model.tasks == ["task:image-classification", "raw:telepathy"])
    #expect(model.domains == ["cv"])
    #expect(model.languages == ["en"])
    #expect(model.libraries == ["lib:pytorch"])
    #expect(model.paramsTotal == 109_482_240)
    #expect(model.trainedOn == ["dataset:imagenet-1k"])
    let size = try #require(model.prov.first { $0.p == "/params_total" })
    #expect(size.status == .resolved)
    #expect(size.n == 2)
    #expect(size.others.map(\.value) == [110_000_000])
    #expect(model.prov.first { $0.p == "/license" }?.status == .agreed)
    let dataset = try #require(try output.records(Dataset.self).first)
    #expect(dataset.id == "dataset:imagenet-1k")
    #expect(dataset.aliases == ["ImageNet dataset"])
  }

  @Test(
    "settings that a card spells in words become numbers",
    arguments: [
      ("two million", 2e6), ("Five thousand", 5000), ("three", 3), ("two hundred", nil), ("twenty", nil), ("", nil),
    ] as [(String, Double?)])
  func spelled(text: String, value: Double?) async throws {
    #expect(SpelledNumber(text)?.value == value)
    var setting = said(Predicate.hyperparameter, .string(text), by: .proseRule)
    setting.qualifiers["name"] = "steps"
    let output = try await normalised([setting])
    let told = try #require(try output.records(Training.self).first?.hyperparameters.first)
    #expect(told.num == value)
    #expect((told.text == nil) == (value != nil))
  }

  @Test("a claim or a source that is not accounted for ends the task", arguments: ["source", "claim"])
  func unaccounted(_ kind: String) async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot([source(), said(Predicate.license, "mit", by: .frontMatter)])
      .promisingOneMore(of: kind)
    let failure = await #expect(throws: StageFailure.self) { _ = try await run(fixture, [input]) }
    #expect(
      failure?.message.hasPrefix("normalise:0: 2 \(kind) records in, but 1 accounted for (1 resolved") == true,
      "\(failure?.message ?? "")")
  }

  @Test("the task that the zoo files a model under leads those that its card mentions first")
  func leadingTask() async throws {
    var filed = said(Predicate.task, "summarization", by: .apiField, asserter: .hub)
    filed.span.pointer = "/pipeline_tag"
    let output = try await normalised([
      said(Predicate.task, "translation", by: .frontMatter), filed,
      said(Predicate.task, "text generation", by: .proseRule),
    ])
    let model = try #require(try output.records(Model.self).first)
    #expect(model.tasks == ["task:summarization", "task:translation", "task:text-generation"])
  }

  @Test("tags are the zoo's list, and the card's where the zoo has none")
  func tags() async throws {
    let card = said(Predicate.tags, ["cats"], by: .frontMatter)
    let own = try await normalised([card])
    #expect(try own.records(Model.self).first?.tags == ["cats"])
    let both = try await normalised([card, said(Predicate.tags, ["cats", "region:us"], by: .apiField, asserter: .hub)])
    let model = try #require(try both.records(Model.self).first)
    #expect(model.tags == ["cats", "region:us"])
    #expect(model.prov.first { $0.p == "/tags" }?.status == .single)
  }

  @Test("an artifact is named by its weights: editing the card leaves the name, changing a weight changes it")
  func artifactNames() async throws {
    func ids(revision: String, _ digest: JSON?) async throws -> [String] {
      let entries: [JSON] = ["README.md", "a.onnx", "b.onnx"].map { path in
        var entry: [String: JSON] = ["path": .string(path)]
        if path != "README.md" || revision == "2" {
          entry["sha256"] = path == "a.onnx" ? digest : .string(String(repeating: "b", count: 64))
        }
        return .object(entry)
      }
      let output = try await normalised([
        said(Predicate.revision, .string(revision), by: .apiField),
        said(Predicate.files, .array(entries), by: .apiField),
      ])
      return try output.records(Artifact.self).map(\.id).sorted()
    }
    let first = try await ids(revision: "1", .string(String(repeating: "a", count: 64)))
    #expect(first.map { String($0.suffix(7)) } == ["#a.onnx", "#b.onnx"])
    #expect(first.allSatisfy { $0.hasPrefix("mz:artifact/hf/owner/name@") })
    #expect(try await ids(revision: "2", .string(String(repeating: "a", count: 64))) == first)
    let other = try await ids(revision: "2", .string(String(repeating: "c", count: 64)))
    #expect(other.count == 2 && other[1] == first[1] && other[0] != first[0])
    #expect(try await ids(revision: "1", nil).contains("mz:artifact/hf/owner/name#a.onnx"))
  }

  @Test("what a card says that fetch could not get is unknown, and so is whether there is one")
  func refusedCard() async throws {
    let fixture = try SnapshotFixture()
    let documents = try await fixture.snapshot([source()], of: "other")
    let refused = try await fixture.run(RefusingStage.self, over: [])
    let output = try await run(fixture, [documents, refused])
    let quality = try #require(try output.records(Quality.self).first { $0.profile == .core })
    #expect(quality.absent == 0)
    #expect(quality.failed == quality.lookedFor - quality.found)
    #expect(try output.records(Model.self).first?.hasCard == nil)
    let whole = try await run(fixture, [documents])
    #expect(try whole.records(Quality.self).allSatisfy { $0.failed == 0 })
    #expect(try whole.records(Model.self).first?.hasCard == false)
  }

  @Test("what a weight file's header counts beats the card, and the card's figure is remembered")
  func headerBeatsCard() async throws {
    func files(_ paths: String...) -> Claim {
      said(Predicate.files, .array(paths.map { ["path": .string($0)] }), by: .apiField)
    }
    func header(_ count: Int, _ path: String) -> Claim {
      said(Predicate.artifactParams, .number(PrintedNumber(count)), by: .header, qualifiers: ["path": .string(path)])
    }
    let card = said(Predicate.paramsTotal, 24_676, by: .table)
    var model = try await normalised([files("model.onnx"), header(24_600, "model.onnx"), card]).records(Model.self)
      .first
    #expect(model?.paramsTotal == 24_600)
    let size = try #require(model?.prov.first { $0.p == "/params_total" })
    #expect(size.status == .resolved)
    #expect(size.others.map(\.value) == [24_676])
    model = try await normalised([files("model.onnx"), header(24_676, "model.onnx"), card]).records(Model.self).first
    #expect(model?.prov.first { $0.p == "/params_total" }?.status == .agreed)
    // An encoder and a decoder: neither is the size of the model.
    model = try await normalised([
      files("encoder.onnx", "decoder.onnx"), header(9000, "encoder.onnx"), header(15_000, "decoder.onnx"), card,
    ]).records(Model.self).first
    #expect(model?.paramsTotal == 24_676)
  }

  @Test("licences that contradict each other have no winner, and filters are told the strictest")
  func licenceConflict() async throws {
    let output = try await normalised([
      said(Predicate.license, "mit", by: .frontMatter), said(Predicate.license, "cc-by-nc-4.0", by: .proseRule),
    ])
    let licence = try #require(try output.records(Model.self).first?.license)
    #expect(licence.expr == nil)
    #expect(licence.filterSafe == "CC-BY-NC-4.0")
    let prov = try #require(try output.records(Model.self).first?.prov.first { $0.p == "/license" })
    #expect(prov.status == .conflicted)
    #expect(prov.others.count == 2)
  }

  @Test("base models are found in the catalogue whatever their case, and kept as printed otherwise")
  func baseModels() async throws {
    let output = try await normalised([
      said(Predicate.baseModel, "Owner/NAME-2", by: .frontMatter),
      said(Predicate.baseModel, "some BERT", by: .proseRule, qualifiers: ["relation": "finetune"]),
    ])
    let model = try #require(try output.records(Model.self).first { $0.id == Self.subject })
    #expect(model.baseModels.map(\.model) == ["mz:model/hf/owner/name-2", "raw:some-bert"])
    #expect(model.baseModels.map(\.relation) == ["unstated", "finetune"])
    let relations = try output.records(Relation.self)
    #expect(Set(relations.map(\.from)) == ["mz:model/hf/owner/name-2", "raw:some-bert"])
  }

  @Test("reported values keep the printed text, the power of ten and what they may be ranked with")
  func evaluations() async throws {
    let output = try await normalised([
      said(
        Predicate.evaluation, .number(try #require(PrintedNumber("0.842"))), by: .table, raw: "84.2",
        qualifiers: ["metric": "Acc", "dataset": "SST-2"], line: 61),
      said(
        Predicate.evaluation, .number(try #require(PrintedNumber("37.4"))), by: .table, raw: "37.4",
        qualifiers: ["metric": "accuracy", "dataset": "sst2"], line: 62),
      said(
        Predicate.evaluation, .number(try #require(PrintedNumber("31.2"))), by: .table, raw: "31.2",
        qualifiers: ["metric": "BLEU", "dataset": "wmt16"], line: 63),
    ])
    let values = try output.records(Evaluation.self).sorted { ($0.reported?.text ?? "") < ($1.reported?.text ?? "") }
    #expect(values.map(\.value) == [31.2, 0.374, 0.842])
    #expect(values.map(\.metric) == ["metric:bleu", "metric:accuracy", "metric:accuracy"])
    #expect(values.map { $0.reported?.exp10 } == [0, -2, -2])
    #expect(values[1].reported?.scaleRule == "beyond 1, so printed in percent")
    #expect(values[1].comparability == values[2].comparability)
    #expect(values[0].comparability != values[1].comparability)
    #expect(values.allSatisfy { $0.lowerIsBetter == false && $0.by == .firstParty })
  }

  @Test("files are grouped into what can be loaded together")
  func artifacts() async throws {
    let paths = [
      "config.json", "pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin", "onnx/model.onnx",
      "README.md",
      "training_args.bin", "tf_model.h5", "vocab.txt",
    ]
    let files = JSON.array(paths.map { ["path": .string($0), "bytes": 100] })
    let artifacts = try await normalised([said(Predicate.files, files, by: .apiField)]).records(Artifact.self)
    #expect(Set(artifacts.map(\.format)) == ["format:pytorch_pickle", "format:onnx", "format:keras"])
    let torch = try #require(artifacts.first { $0.format == "format:pytorch_pickle" })
    #expect(torch.bytesTotal == 200)
    #expect(
      torch.files.map(\.path) == [
        "pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin", "config.json", "vocab.txt",
      ])
  }

  @Test("goes on after a bad record: claims of a shape that the predicate does not have are passed over")
  func badRecord() async throws {
    let output = try await normalised([
      said(Predicate.paramsTotal, "many", by: .proseRule), said(Predicate.inputSize, [1, 2, 3], by: .table),
      said(Predicate.files, "none", by: .apiField), said(Predicate.evaluation, "good", by: .table),
      said(Predicate.license, "mit", by: .frontMatter),
    ])
    let model = try #require(try output.records(Model.self).first)
    #expect(model.paramsTotal == nil)
    #expect(model.license?.expr == "MIT")
  }

  @Test("every model has a quality record for each profile")
  func quality() async throws {
    let output = try await normalised([said(Predicate.license, "mit", by: .frontMatter)])
    let qualities = try output.records(Quality.self)
    #expect(qualities.count == 2 * CompletenessProfile.allCases.count)
    let core = try #require(qualities.first { $0.subject == Self.subject && $0.profile == .core })
    #expect(core.found == 1)
    #expect(core.failed == 0)
  }

  @Test("a second run does nothing")
  func secondRun() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot([source()] + [said(Predicate.license, "mit", by: .frontMatter)])
    let first = try await run(fixture, [input])
    let receipt = try Files.read(first.folder + "/receipt.json")
    let again = try Files.read(try await run(fixture, [input]).folder + "/receipt.json")
    #expect(receipt == again)
  }

  @Test("input order does not matter, and two runs give equal bytes", arguments: [1, 3])
  func order(_ shards: Int) async throws {
    var records: [any Record] = []
    for number in 0..<40 {
      var source = source()
      source.model = "mz:model/hf/o/m\(number)"
      source.id = "mz:source/s\(number)"
      records.append(source)
      for (index, licence) in ["mit", "apache-2.0", "gpl"].enumerated() {
        var claim = said(Predicate.license, .string(licence), by: .frontMatter)
        claim.id += "-\(number)-\(index)"
        claim.subject = "mz:model/hf/o/m\(number)"
        records.append(claim)
        claim.predicate = Predicate.trainedOn
        claim.id += "-d"
        records.append(claim)
      }
    }
    var outputs: [[String: Data]] = []
    for (records, workers) in [(records, 1), (records.reversed(), 4)] {
      let fixture = try SnapshotFixture(shards: shards, workers: workers)
      _ = try await run(fixture, [try await fixture.snapshot(records)], output: fixture.folder.path + "/out")
      var files = try fixture.folder.contents(of: "out")
      files["receipt.json"] = nil
      files["index.json"] = nil
      outputs.append(files)
    }
    #expect(outputs[0] == outputs[1])
  }

  // MARK: What is given

  static let subject = "mz:model/hf/owner/name"

  private func source() -> Source {
    var source = Source()
    source.id = "mz:source/api"
    source.model = Self.subject
    source.zoo = "zoo:hf"
    source.role = "api"
    source.locator = "hf:api/models/owner/name"
    return source
  }

  private func said(
    _ predicate: String, _ value: JSON, by method: Records.Method, asserter: Asserter = .firstParty, raw: String? = nil,
    qualifiers: [String: JSON] = [:], line: Int = 1
  ) -> Claim {
    var claim = Claim()
    claim.subject = Self.subject
    claim.predicate = predicate
    claim.value = value
    claim.raw = raw ?? value.string
    claim.qualifiers = qualifiers
    claim.source = "mz:source/api"
    claim.span = Span(lines: line...line)
    claim.extractor = ExtractorStamp("given", version: 1)
    claim.method = method
    claim.by = asserter
    claim.confidence = 0.9
    claim.id = Identifier.derived("claim", [.string(predicate), value, .string(method.rawValue), .number(line)])
    return claim
  }

  /// What came out, with the folder that must outlive it.
  private struct Output {
    let fixture: SnapshotFixture
    let snapshot: Snapshot
    func records<R: Record>(_ type: R.Type) throws -> [R] { try snapshot.records(type) }
  }

  private func normalised(_ claims: [Claim]) async throws -> Output {
    let fixture = try SnapshotFixture()
    var other = source()
    other.id = "mz:source/other"
    other.model = "mz:model/hf/owner/name-2"
    return Output(
      fixture: fixture, snapshot: try await run(fixture, [try await fixture.snapshot([source(), other] + claims)]))
  }

  private func run(_ fixture: SnapshotFixture, _ inputs: [Snapshot], output: String? = nil) async throws -> Snapshot {
    // The project's own vocabularies: they are part of what is tested.
    let pipeline = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../pipeline"
    return try await fixture.run(
      NormaliseStage.self, over: inputs, uses: ["vocabulary"], base: pipeline, output: output)
  }
}

/// Lists a model and cannot get its card.
private struct RefusingStage: Stage {
  static let name = "fetch"
  static let summary = "Refuse a card."
  static let writes: [any Record.Type] = [Source.self]
  init(options: NoOptions) {}
  func run(in context: StageContext) async throws {
    context.reject(
      "mz:source/refused", of: "mz:model/hf/owner/name", Rejection(.tooLarge, "README.md has 11 MB"), zoo: "zoo:hf")
  }
}
