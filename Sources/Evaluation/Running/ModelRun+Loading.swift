import Inference

extension ModelRun {
  /// How often loading is timed; the median counts.
  private static let loads = 3

  /// Loads the model, by the clock, and counts memory from before the last time on.
  ///
  /// It is loaded and run once before anything counts: whichever model is the first would otherwise pay for the engine's own
  /// code and tables, which are no model's. Each is released before the next, so that the memory is that of one.
  func load(
    _ path: String, _ samples: [Sample], _ limit: TimeLimit, into measurement: inout Measurement
  ) throws(Unrunnable) -> Classifier {
    try warmUp(path, samples, limit)
    var seconds: [Double] = []
    while true {
      let isLast = seconds.count == Self.loads - 1
      if isLast {
        PeakMemory.settle()
        measurement.memoryBefore = PeakMemory.reset() ? PeakMemory.current : nil
      }
      let watch = Stopwatch()
      let session = try Engine.session(runtime, path: path, threads: plan.threads)
      seconds.append(watch.seconds)
      try limit.check()
      guard isLast else { continue }
      measurement.loadTime = seconds.sorted()[seconds.count / 2]
      measurement.loads = seconds.count
      return try classifier(session)
    }
  }

  private func warmUp(_ path: String, _ samples: [Sample], _ limit: TimeLimit) throws(Unrunnable) {
    let classifier = try classifier(try Engine.session(runtime, path: path, threads: plan.threads))
    try limit.check()
    _ = try classifier.run(try classifier.input(of: samples.prefix(1)), interruption: limit.interruption)
  }

  private func classifier(_ session: Session) throws(Unrunnable) -> Classifier {
    try Classifier(session, evaluator: evaluator, files: files, modelLabels: modelLabels, benchmark: benchmark)
  }
}
