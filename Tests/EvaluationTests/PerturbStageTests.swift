import Foundation
import Records
import Stages
import TestSupport
import Testing

@testable import Evaluation

@Suite(.serialized, .enabled(if: SampleZoo.hasEngine, "ONNX Runtime is not in .engines; 'make setup' puts it there"))
struct PerturbStageTests {
  private func zoo(shards: Int = 1) async throws -> (SampleZoo, [Snapshot]) {
    var zoo = try SampleZoo(shards: shards)
    try zoo.add("quayside/tickets-hash")
    try zoo.add("ferrier/icons-centroids")
    let models = try await zoo.snapshot()
    return (zoo, [models, try await zoo.evaluate(models)])
  }

  @Test("goes on after a bad record, and the identity changes nothing")
  func goesOn() async throws {
    let (zoo, inputs) = try await zoo(shards: 2)
    let snapshot = try await zoo.perturb(inputs)
    let evaluations = try snapshot.records(Evaluation.self)
    // Identity and upper case once, typos at two severities; mirror is for pictures.
    #expect(evaluations.filter { $0.metric == "metric:accuracy-drop" }.count == 4)
    let identity = evaluations.filter { $0.perturbation?.name == "identity" }
    #expect(identity.count == 3)
    #expect(identity.filter { $0.metric != "metric:accuracy" }.allSatisfy { $0.value == 0 })
    // A model that hashes words in small letters does not mind capitals.
    let capitals = evaluations.first { $0.perturbation?.name == "upper-case" && $0.metric == "metric:flip-rate" }
    #expect(capitals?.value == 0)
    let drops = evaluations.filter { $0.perturbation?.name == "keyboard-typos" && $0.metric == "metric:accuracy-drop" }
    #expect(drops.count == 2 && drops.allSatisfy { $0.ciMethod == "newcombe-paired" && $0.ciLow != nil })
    #expect(
      Set(evaluations.filter { $0.metric == "metric:retention" }.compactMap(\.slice?.value)) == [
        "keyboard-typos", "upper-case",
      ])
    let worst = try #require(evaluations.first { $0.metric == "metric:worst-case-accuracy" }?.value)
    let least = evaluations.filter { $0.metric == "metric:accuracy" }.compactMap(\.value).min() ?? 0
    #expect(worst <= least)
  }

  @Test("a run of evaluate that is not accounted for ends the task")
  func unaccounted() async throws {
    let (zoo, inputs) = try await zoo()
    let short = [inputs[0], try inputs[1].promisingOneMore(of: "execution")]
    let failure = await #expect(throws: StageFailure.self) { _ = try await zoo.perturb(short) }
    #expect(
      failure?.message.hasPrefix("perturb:0: 3 execution records in, but 2 accounted for") == true,
      "\(failure?.message ?? "")")
  }

  @Test("examples belong to no model, and show the sample unchanged at severity 0")
  func examples() async throws {
    let (zoo, inputs) = try await zoo()
    let examples = try await zoo.perturb(inputs).records(Execution.self).filter { $0.mode == "example" }
    #expect(examples.allSatisfy { $0.model.isEmpty && $0.labels == ["account"] })
    let capitals = examples.filter { $0.perturbation?.name == "upper-case" }.sorted {
      $0.perturbation?.severity ?? 0 < $1.perturbation?.severity ?? 0
    }
    #expect(
      capitals.map(\.outcome.detail) == [
        "Question about the keyboard: the membership never arrived.",
        "QUESTION ABOUT THE KEYBOARD: THE MEMBERSHIP NEVER ARRIVED.",
      ])
  }

  @Test("pictures of examples are kept as PNG files")
  func pictures() throws {
    let folder = try TemporaryFolder()
    let documents = DocumentStore(folder: folder.path)
    let benchmark = try SampleZoo.benchmark("icons")
    let sample = try #require(try benchmark.samples().first)
    let variants = Variant.all(
      [(Mirror(options: NoOptions()), [:])], severities: Severity.all, seed: 7, for: .image)
    let examples = try Examples(benchmark: benchmark, documents: documents).records(of: sample, under: variants)
    #expect(examples.map { $0.perturbation?.severity } == [0, 1])
    for example in examples {
      let path = try #require(example.fileSha256.flatMap { documents.file($0) })
      #expect(try Files.read(path).starts(with: [0x89, 0x50, 0x4e, 0x47]))
    }
    #expect(examples[0].fileSha256 != examples[1].fileSha256)
  }

  @Test("a second run does nothing")
  func secondRun() async throws {
    let (zoo, inputs) = try await zoo()
    let first = try await zoo.perturb(inputs)
    let receipt = try Files.read(first.folder + "/receipt.json")
    let second = try await zoo.perturb(inputs)
    #expect(second.folder == first.folder)
    #expect(try Files.read(second.folder + "/receipt.json") == receipt)
  }

  @Test("input order does not matter")
  func inputOrder() async throws {
    let (zoo, inputs) = try await zoo()
    let before = try SampleZoo.lines(of: try await zoo.perturb(inputs))
    let models = try await zoo.snapshot(reversed: true)
    let reversed = try await zoo.perturb([try await zoo.evaluate(models), models])
    #expect(try SampleZoo.lines(of: reversed) == before)
  }

  @Test("two runs give equal bytes, recalled or measured anew")
  func equalBytes() async throws {
    let (zoo, inputs) = try await zoo()
    let first = try await zoo.perturb(inputs)
    let before = try SampleZoo.lines(of: first)
    #expect(first.receipt?.counts["measured"] == 4)
    let recalled = try await zoo.perturb(inputs, force: true)
    #expect(recalled.receipt?.counts["recalled"] == 4)
    #expect(try SampleZoo.lines(of: recalled) == before)
    try Files.remove(zoo.fixture.data + "/measured")
    #expect(try SampleZoo.lines(of: try await zoo.perturb(inputs, force: true)) == before)
  }

  @Test("answers that the identity changes end the run with a sentence")
  func brokenIdentity() async throws {
    let (zoo, inputs) = try await zoo()
    var records: [any Record] = try inputs[1].records(Execution.self)
    for var prediction in try inputs[1].records(Prediction.self) {
      prediction.labels[0] = (prediction.labels[0] + 1) % 4
      records.append(prediction)
    }
    let forged = try await zoo.fixture.snapshot(records, of: "evaluate")
    let failure = await #expect(throws: StageFailure.self) { try await zoo.perturb([inputs[0], forged]) }
    #expect(
      failure?.message.contains("quayside/tickets-hash answers 1 of 96 unchanged samples of 'few' otherwise") == true)
  }

  @Test("settings that cannot be followed are refused before anything runs")
  func settings() {
    for settings: JSON in [
      ["severities": [0]], ["severities": [6]], ["perturbations": ["fogg"]], ["perturbations": ["flip", "flip"]],
      ["seed": "seven"],
    ] {
      let error = #expect(throws: (any Error).self) { try PerturbStage(settings: settings) }
      #expect(error is any ReportedError)
    }
  }
}
