import Inference
import Records
import Stages
import TestSupport
import Testing

@testable import Evaluation

@Suite(.serialized, .enabled(if: SampleZoo.hasEngine, "ONNX Runtime is not in .engines; 'make setup' puts it there"))
struct ModelMemoryTests {
  /// Classes of tickets by the mean of a vector for each token: 4 KB a vector of 1,024 numbers.
  private static func bag(of width: Int) -> [UInt8] {
    TinyModel.model { graph in
      TinyModel.node(&graph, "Gather", inputs: ["vectors", "tokens"], outputs: ["found"])
      TinyModel.node(&graph, "ReduceMean", inputs: ["found"], outputs: ["mean"]) { node in
        for (name, type, field, value) in [("axes", 7, 8, 1), ("keepdims", 2, 3, 0)] {
          node.message(5) { attribute in
            attribute.text(1, name)
            attribute.number(20, type)
            attribute.number(field, value)
          }
        }
      }
      TinyModel.node(&graph, "MatMul", inputs: ["mean", "classes"], outputs: ["y"])
      graph.text(2, "bag")
      TinyModel.initialiser(
        &graph, "vectors", shape: [1024, width], floats: [Float](repeating: 1, count: 1024 * width))
      TinyModel.initialiser(&graph, "classes", shape: [width, 4], floats: [Float](repeating: 1, count: 4 * width))
      TinyModel.value(&graph, 11, "tokens", type: 7, shape: [nil, 32])
      TinyModel.value(&graph, 12, "y", type: 1, shape: [nil, 4])
    }
  }

  private func measurement(width: Int) throws -> Measurement {
    var zoo = try SampleZoo()
    let good = "\(SampleZoo.pipeline)/sample-zoo/models/quayside/tickets-hash"
    var files: [String: [UInt8]] = ["model.onnx": Self.bag(of: width)]
    for name in ["config.json", "tokenizer_config.json"] { files[name] = try Files.read("\(good)/\(name)") }
    try zoo.add("somebody/bag", task: nil, files)
    let artifact = try #require(zoo.records.compactMap { $0 as? Artifact }.first)
    let documents = DocumentStore(folder: zoo.fixture.data)
    let benchmark = try SampleZoo.benchmark("tickets")
    let modelFiles = ModelFiles(artifact, zoo: "zoo:sample", documents: documents)
    var plan = MeasurementPlan.quick(threads: 1, timeLimit: 60)
    (plan.queries, plan.seconds, plan.warmUpSeconds) = (4, 0, 0)
    let run = ModelRun(
      runtime: try SampleZoo.engine.get(), plan: plan, evaluator: TextClassification(options: NoOptions()),
      files: modelFiles, modelLabels: try #require(try modelFiles.labels()), benchmark: benchmark)
    let path = try #require(Fitting.path(of: artifact, documents))
    let measurement = run.measure(path, on: try Array(benchmark.samples().prefix(64)))
    #expect(measurement.isOK, "\(measurement.outcome)")
    return measurement
  }

  @Test(
    "memory is the model's own, whatever ran before it in the process",
    .enabled(if: PeakMemory.reset(), "the kernel does not let a process count its peak anew"))
  func memory() throws {
    // Other tests take and give back memory meanwhile, so the least and the most of three count.
    func memory(width: Int) throws -> [Int] {
      try (0..<3).map { _ in try #require(try measurement(width: width).peakMemory) }.sorted()
    }
    let before = try memory(width: 8)
    let large = try memory(width: 2048)
    let after = try memory(width: 8)
    // 8 MB of vectors, and as many as are looked up for 64 messages of 32 tokens.
    #expect(large[2] > 20_000_000, "\(large)")
    #expect(before[0] < 8_000_000 && after[0] < 8_000_000, "\(before) \(after)")
  }

  @Test("loading is timed three times after one that does not count")
  func loading() throws {
    let measurement = try measurement(width: 8)
    #expect(measurement.loads == 3)
    #expect(try #require(measurement.loadTime) > 0)
    var artifact = Artifact()
    artifact.id = "mz:artifact/a"
    let maker = RunRecords(
      model: "mz:model/a", artifact: artifact, benchmark: try SampleZoo.benchmark("tickets"), engineVersion: "1",
      threads: 1, environment: measurement.environment)
    let records = maker.records(of: measurement, truth: [Int](repeating: 0, count: 64), withFacts: false)
    let load = try #require(records.compactMap { $0 as? Evaluation }.first { $0.metric == "metric:load-time" })
    #expect(load.n == 3 && load.setting?.warmup == 1 && load.setting?.repeats == 3)
  }
}
