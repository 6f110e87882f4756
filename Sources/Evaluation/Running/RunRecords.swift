import Records

/// Makes the records of one run: who was run on what, where, and every value with its interval.
///
/// Ids say what was measured and never what came out, so a value that changes keeps its id from night to night.
struct RunRecords {
  let model: String
  let artifact: Artifact
  let benchmark: Benchmark
  let engineVersion: String
  let threads: Int
  /// What it was measured on, which may be another night's machine.
  let environment: Environment
  var perturbation: Perturbed?

  var executionID: String {
    Identifier.derived(
      "execution",
      [.string(model), .string(artifact.id), .string(benchmark.id), "benchmark_run"] + Self.parts(perturbation))
  }

  func execution(_ outcome: Outcome, samples: Int?) -> Execution {
    var execution = Execution()
    execution.id = executionID
    execution.model = model
    execution.artifact = artifact.id
    execution.mode = "benchmark_run"
    execution.task = "task:\(benchmark.task)"
    execution.benchmark = benchmark.id
    execution.dataset = benchmark.dataset.id
    execution.datasetDigest = benchmark.dataset.digest
    execution.labels = benchmark.labels
    execution.n = samples
    execution.setting = setting()
    execution.environment = environment
    execution.outcome = outcome
    execution.perturbation = perturbation
    return execution
  }

  /// The one execution of a model that nothing was run of.
  static func execution(of model: String, _ refused: Unrunnable) -> Execution {
    var execution = Execution()
    execution.id = Identifier.derived("execution", [.string(model), "", "", "benchmark_run"])
    execution.model = model
    execution.mode = "benchmark_run"
    execution.outcome = refused.outcome
    return execution
  }

  func prediction(_ predictions: Predictions, truth: [Int]) -> Prediction {
    var prediction = Prediction()
    prediction.id = Identifier.derived("prediction", [.string(executionID)])
    prediction.model = model
    prediction.execution = executionID
    prediction.datasetDigest = benchmark.dataset.digest
    prediction.labels = predictions.labels
    prediction.scores = predictions.scores
    prediction.truth = truth
    prediction.perturbation = perturbation
    return prediction
  }

  /// A value over the benchmark's samples.
  func evaluation(
    _ metric: String, _ value: Double, category: String, interval: Interval? = nil, samples: Int? = nil,
    slice: Slice? = nil, lowerIsBetter: Bool = false
  ) -> Evaluation {
    var evaluation = Evaluation()
    evaluation.id = Identifier.derived(
      "evaluation",
      [
        .string(model), .string(artifact.id), .string(benchmark.id), .string(metric), .string(slice?.dim ?? ""),
        .string(slice?.value ?? ""),
      ] + Self.parts(perturbation))
    evaluation.model = model
    evaluation.artifact = artifact.id
    evaluation.execution = executionID
    evaluation.category = category
    evaluation.task = "task:\(benchmark.task)"
    evaluation.dataset = benchmark.dataset.id
    evaluation.datasetName = benchmark.dataset.name
    evaluation.split = "split:\(Identifier.escaped(benchmark.dataset.split))"
    evaluation.slice = slice
    evaluation.metric = "metric:\(metric)"
    evaluation.value = value
    evaluation.lowerIsBetter = lowerIsBetter
    evaluation.ciLow = interval?.low
    evaluation.ciHigh = interval?.high
    evaluation.ciLevel = interval?.level
    evaluation.ciMethod = interval?.method
    evaluation.n = samples
    evaluation.setting = setting()
    evaluation.perturbation = perturbation
    evaluation.by = .pipeline
    evaluation.verified = "rerun"
    evaluation.comparability = evaluation.comparabilityKey
    return evaluation
  }

  /// A value of the files themselves, which no data set can change.
  func fact(_ metric: String, _ value: Int, category: String) -> Evaluation {
    var evaluation = Evaluation()
    evaluation.id = Identifier.derived("evaluation", [.string(model), .string(artifact.id), .string(metric)])
    evaluation.model = model
    evaluation.artifact = artifact.id
    evaluation.category = category
    evaluation.metric = "metric:\(metric)"
    evaluation.value = Double(value)
    if category == "size" { evaluation.lowerIsBetter = true }
    evaluation.by = .pipeline
    evaluation.verified = "rerun"
    return evaluation
  }

  func setting(batch: Int? = nil, warmup: Int? = nil, repeats: Int? = nil) -> Setting {
    var setting = Setting()
    setting.backend = "lib:onnxruntime"
    setting.backendVersion = engineVersion
    setting.batchSize = batch
    setting.hardware = environment.cpu
    setting.includesPrePost = "no"
    setting.os = environment.os
    setting.precision = "dtype:fp32"
    setting.repeats = repeats
    setting.threads = threads
    setting.warmup = warmup
    return setting
  }

  private static func parts(_ perturbation: Perturbed?) -> [JSON] {
    guard let perturbation else { return [] }
    return [
      .string(perturbation.name), .number(perturbation.version), .number(perturbation.severity),
      .number(perturbation.seed),
    ]
  }
}
