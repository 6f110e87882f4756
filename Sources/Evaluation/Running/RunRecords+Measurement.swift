import Records

extension RunRecords {
  /// Everything that evaluate writes of one run.
  ///
  /// - Parameter withFacts: whether the values of the files themselves are among them; once an artifact is enough.
  func records(of measurement: Measurement, truth: [Int], withFacts: Bool) -> [any Record] {
    guard measurement.isOK else { return [execution(measurement.outcome, samples: nil)] }
    let predictions = Predictions(labels: measurement.labels, scores: measurement.scores)
    var records: [any Record] = [
      execution(measurement.outcome, samples: truth.count), prediction(predictions, truth: truth),
    ]
    records += quality(predictions, truth: truth)
    records += resources(measurement)
    if withFacts {
      let size = artifact.files.filter { $0.role == "weights" }.compactMap(\.bytes).reduce(0, +)
      if size > 0 { records.append(fact("model-size", size, category: "size")) }
      if let parameters = artifact.paramsTotal ?? measurement.parameters {
        records.append(fact("params", parameters, category: "compute"))
      }
    }
    return records
  }

  /// Accuracy and what else the benchmark wants of the answers. A sample without an answer counts as wrong.
  private func quality(_ predictions: Predictions, truth: [Int]) -> [Evaluation] {
    let hits = zip(predictions.labels, truth).count { $0 == $1 }
    let classes = benchmark.labels.count
    var evaluations: [Evaluation] = []
    if benchmark.metrics.contains("accuracy") {
      let accuracy = Proportion(count: hits, trials: truth.count)
      evaluations.append(
        evaluation(
          "accuracy", accuracy.value, category: "quality", interval: accuracy.wilson(), samples: truth.count))
    }
    // One class more than there are, for the samples without an answer: none of them is of it, so it changes no class's recall.
    let answers = predictions.labels.map { $0 < 0 ? classes : $0 }
    guard let matrix = ConfusionMatrix(labels: truth, predictions: answers, classes: classes + 1) else {
      return evaluations
    }
    if benchmark.metrics.contains("macro-f1") {
      evaluations.append(
        evaluation(
          "macro-f1", Self.macroF1(matrix, classes), category: "quality", interval: macroF1Interval(truth, answers),
          samples: truth.count))
    }
    for (label, result) in zip(benchmark.labels, matrix.results) {
      var slice = Slice()
      slice.dim = "class"
      slice.value = label
      for (metric, value) in [("precision", result.precision), ("recall", result.recall), ("f1", result.f1)] {
        evaluations.append(
          evaluation(metric, value, category: "quality", samples: result.support, slice: slice))
      }
    }
    return evaluations
  }

  /// Over the benchmark's classes alone: "no answer" is not one of them.
  private static func macroF1(_ matrix: ConfusionMatrix, _ classes: Int) -> Double {
    let met = matrix.results.prefix(classes).enumerated().filter { index, result in
      result.support > 0 || (0...classes).contains { matrix[$0, index] > 0 }
    }
    return met.isEmpty ? 0 : met.reduce(0) { $0 + $1.element.f1 } / Double(met.count)
  }

  private func macroF1Interval(_ truth: [Int], _ answers: [Int]) -> Interval? {
    let classes = benchmark.labels.count
    return Bootstrap(seed: 0).interval(count: truth.count) { positions in
      var hits = [Int](repeating: 0, count: classes + 1)
      var both = hits  // How often each class is true plus how often it is answered.
      for position in positions {
        let (label, answer) = (truth[position], answers[position])
        if label == answer { hits[label] += 1 }
        both[label] += 1
        both[answer] += 1
      }
      let met = (0..<classes).filter { both[$0] > 0 }
      return met.isEmpty ? 0 : met.reduce(0.0) { $0 + 2 * Double(hits[$1]) / Double(both[$1]) } / Double(met.count)
    }
  }

  private func resources(_ measurement: Measurement) -> [Evaluation] {
    var evaluations: [Evaluation] = []
    func add(
      _ metric: String, _ value: Double?, _ category: String, batch: Int? = nil, warmup: Int? = nil,
      repeats: Int? = nil, lowerIsBetter: Bool = true
    ) {
      guard let value else { return }
      var made = evaluation(metric, value, category: category, lowerIsBetter: lowerIsBetter)
      made.setting = setting(batch: batch, warmup: warmup, repeats: repeats)
      made.comparability = made.comparabilityKey
      made.n = repeats
      evaluations.append(made)
    }
    let (single, warmup, calls) = (measurement.single, measurement.warmup, measurement.calls)
    for (metric, value) in [
      ("latency-p50", measurement.latencyP50), ("latency-p90", measurement.latencyP90),
      ("latency-p99", measurement.latencyP99), ("latency-mean", measurement.latencyMean),
    ] {
      add(metric, value, "latency", batch: single, warmup: warmup, repeats: calls)
    }
    add("latency-first", measurement.firstInference, "latency", batch: single, repeats: 1)
    add("load-time", measurement.loadTime, "latency", warmup: 1, repeats: measurement.loads)
    add("throughput-samples", measurement.throughput, "throughput", batch: measurement.batch, lowerIsBetter: false)
    add("peak-memory-host", measurement.peakMemory.map(Double.init), "memory")
    return evaluations
  }
}
