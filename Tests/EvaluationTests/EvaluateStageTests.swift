import Foundation
import Inference
import Records
import Stages
import TestSupport
import Testing

@testable import Evaluation

/// What holds with and without an engine.
@Suite struct EvaluateStageTests {
  private func zoo() throws -> SampleZoo {
    var zoo = try SampleZoo()
    try zoo.add("ferrier/icons-centroids")
    try zoo.add("ferrier/icons-distilled")
    try zoo.add("somebody/listed-only", task: nil, ["model.onnx": Array("weights".utf8)], keepsWeights: false)
    return zoo
  }

  private func outcomes(_ snapshot: Snapshot) throws -> [String: String] {
    Dictionary(
      try snapshot.records(Execution.self).map {
        (String($0.model.dropFirst(16)), "\($0.outcome.status) \($0.outcome.reason ?? "")")
      }, uniquingKeysWith: { "\($0), \($1)" })
  }

  @Test("a model that cannot be run is one execution with the reason")
  func reasons() async throws {
    let zoo = try zoo()
    let snapshot = try await zoo.evaluate(zoo.snapshot())
    #expect(
      try outcomes(snapshot) == [
        "ferrier/icons-centroids": "unsupported no-runtime-for-format",
        "ferrier/icons-distilled": "skipped no-weights", "somebody/listed-only": "skipped not-fetched",
      ])
    let details = try snapshot.records(Execution.self).compactMap(\.outcome.detail)
    #expect(details.contains("Its weights are in a format that no engine here runs: npz."))
    #expect(details.allSatisfy { $0.hasSuffix(".") && $0.count <= 300 })
  }

  @Test("a model that is not accounted for ends the task")
  func unaccounted() async throws {
    let zoo = try zoo()
    let input = try await zoo.snapshot().promisingOneMore(of: "model")
    let failure = await #expect(throws: StageFailure.self) { _ = try await zoo.evaluate(input) }
    #expect(
      failure?.message.hasPrefix("evaluate:0: 4 model records in, but 3 accounted for (3 not run)") == true,
      "\(failure?.message ?? "")")
  }

  @Test("without an engine, models with weights say so, and installing one makes the snapshot stale")
  func noEngine() async throws {
    var zoo = try SampleZoo()
    try zoo.add("quayside/tickets-hash")
    let snapshot = try await zoo.evaluate(zoo.snapshot(), settings: ["engines": "nowhere"])
    #expect(try outcomes(snapshot) == ["quayside/tickets-hash": "skipped engine-missing"])
    let stage = try EvaluateStage(settings: ["engines": "nowhere"])
    #expect(stage.ingredients(base: "/")["runtime onnxruntime"] == "missing")
    if SampleZoo.hasEngine {
      let stage = try EvaluateStage(settings: ["engines": .string(SampleZoo.engines)])
      #expect(stage.ingredients(base: "/")["runtime onnxruntime"]?.hasPrefix("1.") == true)
    }
  }

  @Test("settings that cannot be followed are refused before anything runs")
  func settings() {
    for settings: JSON in [
      ["threads": 0], ["time-limit": 0], ["evaluators": ["audio"]], ["quick": "fast"], ["quik": true],
    ] {
      let error = #expect(throws: (any Error).self) { try EvaluateStage(settings: settings) }
      #expect(error is any ReportedError)
    }
  }
}

@Suite(.serialized, .enabled(if: SampleZoo.hasEngine, "ONNX Runtime is not in .engines; 'make setup' puts it there"))
struct EvaluateWithEngineTests {
  private func zoo(shards: Int = 1) throws -> SampleZoo {
    var zoo = try SampleZoo(shards: shards)
    try zoo.add("quayside/tickets-hash")
    let good = "\(SampleZoo.pipeline)/sample-zoo/models/quayside/tickets-hash"
    var files: [String: [UInt8]] = [:]
    for name in ["config.json", "tokenizer_config.json"] { files[name] = try Files.read("\(good)/\(name)") }
    files["model.onnx"] = Array("<html>not a model</html>".utf8)
    try zoo.add("somebody/corrupt", task: "text-classification", files)
    return zoo
  }

  @Test("goes on after a bad record")
  func goesOn() async throws {
    let zoo = try zoo(shards: 3)
    let snapshot = try await zoo.evaluate(zoo.snapshot())
    let executions = try snapshot.records(Execution.self).sorted { $0.model < $1.model }
    #expect(executions.map(\.outcome.status) == ["ok", "failed"])
    let outcome = try #require(executions.last).outcome
    #expect(outcome.reason == "cannot-load")
    #expect(outcome.detail?.contains("Protobuf") == true, "\(outcome.detail ?? "")")
    #expect(outcome.detail?.contains(zoo.fixture.folder.path) == false)
    let metrics = Set(try snapshot.records(Evaluation.self).map(\.metric))
    #expect(
      metrics.isSuperset(
        of: [
          "accuracy", "macro-f1", "precision", "recall", "f1", "latency-p50", "latency-p90", "latency-p99",
          "latency-mean", "latency-first", "load-time", "throughput-samples", "model-size", "params",
        ].map { "metric:\($0)" }))
    let prediction = try #require(try snapshot.records(Prediction.self).first)
    #expect(prediction.labels.count == 96 && prediction.truth.count == 96 && prediction.scores.count == 96)
    #expect(prediction.labels.allSatisfy { 0..<4 ~= $0 } && prediction.scores.allSatisfy { 0...1 ~= $0 })
  }

  @Test("a second run does nothing")
  func secondRun() async throws {
    let zoo = try zoo()
    let input = try await zoo.snapshot()
    let first = try await zoo.evaluate(input)
    let receipt = try Files.read(first.folder + "/receipt.json")
    let second = try await zoo.evaluate(input)
    #expect(second.folder == first.folder)
    #expect(try Files.read(second.folder + "/receipt.json") == receipt)
  }

  @Test("input order does not matter")
  func inputOrder() async throws {
    let zoo = try zoo()
    let before = try SampleZoo.lines(of: try await zoo.evaluate(zoo.snapshot()))
    let reversed = try await zoo.evaluate(zoo.snapshot(reversed: true))
    #expect(try SampleZoo.lines(of: reversed) == before)
  }

  @Test("two runs give equal bytes, since what was measured is recalled")
  func equalBytes() async throws {
    let zoo = try zoo()
    let first = try await zoo.evaluate(zoo.snapshot())
    #expect(first.receipt?.counts["measured"] == 2)
    let before = try SampleZoo.lines(of: first)
    let again = try await zoo.evaluate(zoo.snapshot(), force: true)
    #expect(again.receipt?.counts["recalled"] == 2)
    #expect(try SampleZoo.lines(of: again) == before)
  }

  @Test("measured anew, all but times and memory is the same")
  func measuredAnew() async throws {
    let (one, other) = (try zoo(), try zoo())
    let (first, second) = (try await one.evaluate(one.snapshot()), try await other.evaluate(other.snapshot()))
    #expect(try first.records(Execution.self) == second.records(Execution.self))
    #expect(try first.records(Prediction.self) == second.records(Prediction.self))
    func steady(_ snapshot: Snapshot) throws -> [Evaluation] {
      try snapshot.records(Evaluation.self).filter { ["quality", "size", "compute"].contains($0.category) }
    }
    #expect(try steady(first) == steady(second))
    #expect(try first.records(Evaluation.self).map(\.id) == second.records(Evaluation.self).map(\.id))
  }

  @Test("labels that differ and tasks that no benchmark has are told apart")
  func unfitting() async throws {
    var zoo = try SampleZoo()
    let good = "\(SampleZoo.pipeline)/sample-zoo/models/quayside/tickets-hash"
    let model = try Files.read("\(good)/model.onnx")
    try zoo.add(
      "a/labels", task: "text-classification",
      ["model.onnx": model, "config.json": Array(#"{"id2label":{"0":"yes","1":"no"}}"#.utf8)])
    try zoo.add("b/task", task: "translation", ["model.onnx": model])
    try zoo.add("c/unnamed", task: nil, ["model.onnx": model])
    try zoo.add("d/broken", task: nil, ["model.onnx": model, "config.json": Array("{".utf8)])
    var files = ["model.onnx": model, "config.json": try Files.read("\(good)/config.json")]
    try zoo.add("e/no-tokeniser", task: nil, files)
    files["tokenizer_config.json"] = Array(#"{"tokenizer_class":"BertTokenizer"}"#.utf8)
    try zoo.add("f/other-tokeniser", task: nil, files)
    let executions = try await zoo.evaluate(zoo.snapshot()).records(Execution.self).sorted { $0.model < $1.model }
    #expect(
      executions.map { "\($0.outcome.status) \($0.outcome.reason ?? "")" } == [
        "skipped labels-differ", "skipped no-benchmark", "skipped no-benchmark", "failed bad-configuration",
        "unsupported no-preparation", "unsupported unsupported-preparation",
      ])
  }

  @Test("a model that never ends is timed out, and the others still run")
  func endless() async throws {
    let benchmark = try SampleZoo.benchmark("icons")
    let samples = try Array(benchmark.samples().prefix(8))
    let labels = benchmark.labels.enumerated().map { #""\#($0)":"\#($1)""# }.joined(separator: ",")
    var zoo = try SampleZoo()
    try zoo.add(
      "somebody/endless", task: nil,
      [
        "model.onnx": TinyModel.endless(size: 32, classes: 8),
        "config.json": Array(#"{"id2label":{\#(labels)}}"#.utf8),
        "preprocessor_config.json": Array(#"{"size":{"height":32,"width":32}}"#.utf8),
      ])
    let artifact = try #require(zoo.records.compactMap { $0 as? Artifact }.first)
    let documents = DocumentStore(folder: zoo.fixture.data)
    let files = ModelFiles(artifact, zoo: "zoo:sample", documents: documents)
    let run = ModelRun(
      runtime: try SampleZoo.engine.get(), plan: .quick(threads: 1, timeLimit: 0.3),
      evaluator: ImageClassification(options: NoOptions()), files: files,
      modelLabels: try #require(try files.labels()), benchmark: benchmark)
    let path = try #require(Fitting.path(of: artifact, documents))
    let measurement = run.measure(path, on: samples)
    #expect(measurement.outcome.status == "timed_out" && measurement.outcome.reason == "time-limit")
  }

  @Test(
    "the sample zoo's models reach the accuracy that they were made with",
    arguments: [
      "larkfield/icons-linear", "larkfield/icons-mlp", "orsolya-k/icons-cnn", "orsolya-k/icons-cnn-augmented",
      "quayside/tickets-hash", "quayside/tickets-trigram", "tin-whistle/icons-residual",
    ])
  func expected(name: String) throws {
    let expected = try JSON(json: Files.read("\(SampleZoo.pipeline)/sample-zoo/expected.json"))
    let accuracy = try #require(expected["models"]?[name]?["accuracy"]?.double)
    let benchmark = try SampleZoo.benchmark(name.contains("tickets") ? "tickets" : "icons")
    var zoo = try SampleZoo()
    try zoo.add(name)
    let artifact = try #require(zoo.records.compactMap { $0 as? Artifact }.first)
    let documents = DocumentStore(folder: zoo.fixture.data)
    let files = ModelFiles(artifact, zoo: "zoo:sample", documents: documents)
    let path = try #require(Fitting.path(of: artifact, documents))
    let evaluator: any Evaluator =
      name.contains("tickets") ? TextClassification(options: NoOptions()) : ImageClassification(options: NoOptions())
    let classifier = try Classifier(
      Engine.session(SampleZoo.engine.get(), path: path, threads: 1), evaluator: evaluator, files: files,
      modelLabels: try #require(try files.labels()), benchmark: benchmark)
    let samples = try benchmark.samples()
    let predictions = try classifier.predictions(of: samples)
    let hits = zip(predictions.labels, samples).count { $0 == $1.label }
    #expect(abs(Double(hits) / Double(samples.count) - accuracy) <= 0.003)
  }
}
