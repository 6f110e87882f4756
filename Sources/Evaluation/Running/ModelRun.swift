import Inference
import Records

/// One model on one benchmark: loads it, takes its answers, then its times.
///
/// Nothing else may run meanwhile, or the times are of two things.
struct ModelRun {
  let runtime: OnnxRuntime
  let plan: MeasurementPlan
  let evaluator: any Evaluator
  let files: ModelFiles
  /// What the places of the model's output stand for.
  let modelLabels: [String]
  let benchmark: Benchmark

  /// - Parameter path: The weight file.
  func measure(_ path: String, on samples: [Sample]) -> Measurement {
    do throws(Unrunnable) {
      return try attempt(path, samples)
    } catch {
      var measurement = Measurement()
      measurement.outcome = error.outcome
      return measurement
    }
  }

  private func attempt(_ path: String, _ samples: [Sample]) throws(Unrunnable) -> Measurement {
    let limit: TimeLimit
    do throws(InferenceError) {
      limit = try TimeLimit(seconds: plan.timeLimit, runtime)
    } catch {
      throw Unrunnable(.failed, "cannot-run", "\(error)")
    }
    defer { limit.cancel() }
    var measurement = Measurement()
    let classifier = try load(path, samples, limit, into: &measurement)

    let first = try classifier.input(of: samples.prefix(1))
    let call = Stopwatch()
    _ = try classifier.run(first, interruption: limit.interruption)
    measurement.firstInference = call.seconds

    let predictions = try classifier.predictions(of: samples, interruption: limit.interruption)
    measurement.labels = predictions.labels
    measurement.scores = predictions.scores
    // Before the inputs of the timing are made, which are not the model's.
    measurement.peakMemory = measurement.memoryBefore.flatMap { before in PeakMemory.bytes.map { max(0, $0 - before) } }
    try time(classifier, samples, limit, into: &measurement)

    measurement.parameters = (try? ONNXHeader(path: path))?.parameterCount
    measurement.outcome.status = "ok"
    return measurement
  }

  /// Times single calls, then whole batches, over inputs that are made beforehand.
  private func time(
    _ classifier: Classifier, _ samples: [Sample], _ limit: TimeLimit, into measurement: inout Measurement
  ) throws(Unrunnable) {
    let single = classifier.fixedBatch ?? 1
    var inputs: [Tensor] = []
    for sample in samples.prefix(256) { inputs.append(try classifier.input(of: [sample])) }
    func call(_ index: Int) throws(Unrunnable) {
      _ = try classifier.run(inputs[index % inputs.count], interruption: limit.interruption)
    }
    var calls = 0
    let warming = Stopwatch()
    while calls < plan.warmUpCalls || warming.seconds < plan.warmUpSeconds {
      try call(calls)
      calls += 1
    }
    measurement.warmup = calls

    var durations: [Double] = []
    let timing = Stopwatch()
    while durations.count < plan.queries || timing.seconds < plan.seconds {
      let watch = Stopwatch()
      try call(durations.count)
      durations.append(watch.seconds)
    }
    if let summary = LatencySummary(durations) {
      measurement.single = single
      measurement.calls = summary.calls
      measurement.latencyMean = Stopwatch.rounded(summary.mean)
      measurement.latencyP50 = Stopwatch.rounded(summary.p50)
      measurement.latencyP90 = Stopwatch.rounded(summary.p90)
      measurement.latencyP99 = Stopwatch.rounded(summary.p99)
    }

    let size = classifier.fixedBatch ?? Classifier.usualBatch
    let batch = try classifier.input(of: (0..<size).map { samples[$0 % samples.count] }[...])
    // A new size is prepared for once, which is not part of the throughput.
    for _ in 0..<2 { _ = try classifier.run(batch, interruption: limit.interruption) }
    var batches = 0
    let running = Stopwatch()
    while batches < 3 || running.seconds < plan.seconds / 2 {
      _ = try classifier.run(batch, interruption: limit.interruption)
      batches += 1
    }
    measurement.batch = size
    measurement.throughput = (Double(batches * size) / running.seconds * 10).rounded() / 10
  }
}
