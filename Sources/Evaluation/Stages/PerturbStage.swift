import Inference
import Records
import Stages

/// Runs every model that evaluate could run on changed samples, and compares.
///
/// Changed sets are made in memory, each sample from a seed of its own; they are never stored. What was measured once is recalled.
public struct PerturbStage: PreparedStage {
  public static let name = "perturb"
  public static let summary = "Run models on perturbed samples and measure what they lose."
  public static let version = 1
  public static let runsAlone = true
  public static let reads: [any Record.Type] = [Model.self, Artifact.self, Execution.self, Prediction.self]
  public static let writes: [any Record.Type] = [Execution.self, Evaluation.self, Prediction.self]
  public static let accounts: [Account] = [.records(Execution.self, from: EvaluateStage.name)]

  public struct Options: Decodable, Sendable {
    var perturbations: [ComponentChoice]?
    /// 1 to 5.
    var severities: [Int]?
    var seed: Int?
    /// The folder of engines, relative to the manifest's.
    var engines: String?
  }

  static let usual = ["identity", "greyscale", "flip", "mirror", "gaussian-noise", "keyboard-typos"]

  let choices: [ComponentChoice]
  let chosen: [(perturbation: any Perturbation, settings: JSON)]
  let severities: [Severity]
  let seed: Int
  let engines: String

  public init(options: Options) throws {
    choices = options.perturbations ?? Self.usual.map { ComponentChoice($0) }
    guard Set(choices.map(\.name)).count == choices.count else {
      throw InvalidSetting(
        "perturbations", choices.map(\.name).joined(separator: ", "), expected: "each perturbation once")
    }
    let made = try Registry<any Perturbation>.perturbations.make(choices, of: "perturbations")
    chosen = zip(made, choices).map { ($0, $1.options) }
    severities = try Set(options.severities ?? [1, 3, 5]).sorted().map { level in
      guard let severity = Severity(level), severity > .none else {
        throw InvalidSetting("severities", level, expected: "whole numbers from 1 to 5")
      }
      return severity
    }
    seed = options.seed ?? 7
    engines = options.engines ?? Engine.usualFolder
  }

  public func ingredients(base: String) -> [String: String] {
    var all = Registry<any Perturbation>.perturbations.versions(of: choices)
    all.merge(Registry<any Evaluator>.evaluators.allVersions) { first, _ in first }
    all["runtime onnxruntime"] = Engine.version(folder: engines, base: base)
    return all
  }

  public func looksAt(base: String) -> [String] { Engine.looksAt(folder: engines, base: base) }

  public func check(_ uses: UsedFiles, base: String) throws { _ = try Benchmark.all(in: uses) }

  /// The benchmarks that any model ran on: they are shown, by whichever shard their examples belong to.
  public func prepare(in context: StageContext) async throws -> [UInt8] {
    var names: Set<String> = []
    for shard in context.ownShards {
      for execution in try context.records(Execution.self, from: EvaluateStage.name, shard: shard)
      where execution.mode == "benchmark_run" && execution.outcome.status == "ok" {
        if let benchmark = execution.benchmark { names.insert(benchmark) }
      }
    }
    return Array(names.sorted { $0.precedes($1) }.joined(separator: "\n").utf8)
  }

  public func run(in context: StageContext) async throws {
    let benchmarks = try context.once { try Benchmark.all(in: context.uses) }
    let engine = Engine(folder: engines, base: context.base)
    let machine = Machine.probe()
    let runs = try runs(in: context, of: benchmarks)
    context.progress.begin(total: runs.count, unit: "model")
    var samples = SampleCache()
    for run in runs {
      switch engine.runtime {
      case .success(let runtime):
        try await perturb(run, samples.samples(of: run.benchmark), runtime, machine, context)
        context.account(for: Execution.self, "perturbed")
      case .failure(let error):
        let refused = Unrunnable(.skipped, "engine-missing", Engine.words(error))
        context.emit(run.records("", Environment(machine)).refusal(refused))
        context.account(for: Execution.self, "not run again")
      }
      context.progress.advance()
    }
    guard context.owns(Execution().shardKey) else { return }
    let shown = String(decoding: context.prepared, as: UTF8.self).split(separator: "\n")
    for benchmark in benchmarks where shown.contains(Substring(benchmark.id)) {
      guard let sample = try samples.samples(of: benchmark).first else { continue }
      let examples = Examples(benchmark: benchmark, documents: context.documents)
      for example in try examples.records(of: sample, under: variants(for: benchmark)) { context.emit(example) }
    }
  }

  private func variants(for benchmark: Benchmark) -> [Variant] {
    guard let module = evaluators.first(where: { $0.task == benchmark.task }) else { return [] }
    return Variant.all(chosen, severities: severities, seed: seed, for: module.modality)
  }

  /// What evaluate ran with success, on benchmarks that this stage uses.
  private func runs(in context: StageContext, of benchmarks: [Benchmark]) throws -> [CleanRun] {
    var runs: [CleanRun] = []
    for shard in context.ownShards {
      let all = try context.records(Execution.self, from: EvaluateStage.name, shard: shard)
      let executions = all.filter { $0.mode == "benchmark_run" && $0.outcome.status == "ok" }
      context.account(for: Execution.self, "no run that went well", all.count - executions.count)
      guard !executions.isEmpty else { continue }
      func keyed<R: Record>(_ records: [R], by key: (R) -> String) -> [String: R] {
        Dictionary(records.map { (key($0), $0) }) { first, _ in first }
      }
      let predictions = keyed(
        try context.records(Prediction.self, from: EvaluateStage.name, shard: shard), by: \.execution)
      let models = keyed(try context.records(Model.self, shard: shard), by: \.id)
      let artifacts = keyed(try context.records(Artifact.self, shard: shard), by: \.id)
      for execution in executions {
        guard let benchmark = benchmarks.first(where: { $0.id == execution.benchmark }),
          let prediction = predictions[execution.id], let model = models[execution.model],
          let artifact = execution.artifact.flatMap({ artifacts[$0] })
        else {
          context.account(for: Execution.self, "without benchmark, model or predictions")
          continue
        }
        guard execution.datasetDigest == benchmark.dataset.digest else {
          throw StageFailure(
            .wrongArguments,
            "\(benchmark.file): the data set is not the one that evaluate ran; run 'macaroni run evaluate' first")
        }
        runs.append(CleanRun(model: model, artifact: artifact, benchmark: benchmark, prediction: prediction))
      }
    }
    return runs
  }

  private func perturb(
    _ run: CleanRun, _ samples: [Sample], _ runtime: OnnxRuntime, _ machine: Machine, _ context: StageContext
  ) async throws {
    let variants = variants(for: run.benchmark)
    let environment = Environment(machine)
    let keys = variants.map { variant in
      MeasurementKey.digest(
        Self.name,
        [
          "version \(Self.version)", MeasurementKey.text(run.artifact), MeasurementKey.text(run.benchmark),
          evaluators.first { $0.task == run.benchmark.task }.map { MeasurementKey.text($0) } ?? "",
          MeasurementKey.text(runtime, environment), variant.text,
        ])
    }
    var measurements = keys.map { context.documents.measured($0).flatMap { try? Measurement(json: $0) } }
    let missing = measurements.indices.filter { measurements[$0] == nil }
    if !missing.isEmpty {
      let loaded = run.load(runtime, samples, context.documents)
      let fresh: [Measurement] =
        switch loaded {
        case .success(let run): await run.measure(missing.map { variants[$0] }, workers: machine.cores ?? 1)
        case .failure(let refused): [Measurement](repeating: Measurement(refused), count: missing.count)
        }
      for (index, var measurement) in zip(missing, fresh) {
        measurement.environment = environment
        try context.documents.keepMeasured(measurement.json, under: keys[index])
        measurements[index] = measurement
      }
    }
    context.count("recalled", variants.count - missing.count)
    context.count("measured", missing.count)

    let clean = Predictions(labels: run.prediction.labels, scores: run.prediction.scores)
    var answers: [(name: String, labels: [[Int]])] = []
    for (variant, measurement) in zip(variants, measurements.compactMap { $0 }) {
      try check(variant, measurement, run)
      var records = run.records(runtime.version, measurement.environment)
      records.perturbation = variant.record(for: samples.first)
      for record in records.records(under: measurement, clean: clean, truth: run.prediction.truth) {
        context.emit(record)
      }
      guard measurement.isOK else { continue }
      if answers.last?.name != variant.name { answers.append((variant.name, [])) }
      answers[answers.count - 1].labels.append(measurement.labels)
    }
    let records = run.records(runtime.version, environment)
    for record in records.summaries(answers, clean: clean, truth: run.prediction.truth) { context.emit(record) }
  }

  /// The identity checks the measurement itself: whatever changes under it, we changed.
  private func check(_ variant: Variant, _ measurement: Measurement, _ run: CleanRun) throws {
    guard variant.isIdentity, measurement.isOK else { return }
    let flips = zip(measurement.labels, run.prediction.labels).count { $0 != $1 }
    guard measurement.labels.count == run.prediction.labels.count, flips == 0 else {
      throw StageFailure(
        .badData,
        "\(run.model.id) answers \(flips) of \(run.prediction.labels.count) unchanged samples of '\(run.benchmark.id)' otherwise "
          + "than in evaluate, so no drop can be trusted; run 'macaroni run evaluate --force', and if that does not help, "
          + "the model itself is random")
    }
  }
}

/// A run of evaluate, with all that is needed to repeat it.
private struct CleanRun {
  let model: Model
  let artifact: Artifact
  let benchmark: Benchmark
  let prediction: Prediction

  func records(_ engineVersion: String, _ environment: Environment) -> RunRecords {
    RunRecords(
      model: model.id, artifact: artifact, benchmark: benchmark, engineVersion: engineVersion, threads: 1,
      environment: environment)
  }

  func load(_ runtime: OnnxRuntime, _ samples: [Sample], _ documents: DocumentStore) -> Result<PerturbedRun, Unrunnable>
  {
    Result { () throws(Unrunnable) in
      let files = ModelFiles(artifact, zoo: model.zoo, documents: documents)
      guard let path = Fitting.path(of: artifact, documents),
        let type = evaluators.first(where: { $0.task == benchmark.task }),
        let module = try? Registry<any Evaluator>.evaluators.make(ComponentChoice(type.name))
      else {
        throw Unrunnable(.skipped, "not-fetched", "Its weights are no longer there.")
      }
      let session = try Engine.session(runtime, path: path, threads: 1)
      let classifier = try Classifier(
        session, evaluator: module, files: files, modelLabels: try files.labels() ?? [], benchmark: benchmark)
      return PerturbedRun(runtime: runtime, classifier: classifier, benchmark: benchmark, samples: samples)
    }
  }
}

extension Measurement {
  fileprivate init(_ refused: Unrunnable) {
    self.init()
    outcome = refused.outcome
  }
}

extension RunRecords {
  /// That nothing of a model was perturbed, and why.
  fileprivate func refusal(_ refused: Unrunnable) -> Execution {
    var execution = execution(refused.outcome, samples: nil)
    execution.id = Identifier.derived(
      "execution", [.string(model), .string(artifact.id), .string(benchmark.id), "perturb"])
    execution.setting = nil
    return execution
  }
}
