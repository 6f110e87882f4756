import Inference
import Records

/// One loaded model under many variants of a benchmark's samples, on all cores: no time is taken here.
struct PerturbedRun: Sendable {
  /// Seconds that one variant may take.
  static let timeLimit = 300.0

  let runtime: OnnxRuntime
  let classifier: Classifier
  let benchmark: Benchmark
  let samples: [Sample]

  /// What the model answers under each variant, in their order.
  func measure(_ variants: [Variant], workers: Int) async -> [Measurement] {
    await withTaskGroup(of: (index: Int, measurement: Measurement).self) { group in
      var measurements = [Measurement](repeating: Measurement(), count: variants.count)
      for index in variants.indices {
        // As many at a time as there are cores: each holds a batch and the engine's memory for it.
        if index >= workers, let done = await group.next() { measurements[done.index] = done.measurement }
        let variant = variants[index]
        group.addTask { (index, measure(variant)) }
      }
      for await done in group { measurements[done.index] = done.measurement }
      return measurements
    }
  }

  private func measure(_ variant: Variant) -> Measurement {
    var measurement = Measurement()
    do throws(Unrunnable) {
      let predictions = try predictions(under: variant)
      measurement.labels = predictions.labels
      measurement.scores = predictions.scores
      measurement.outcome.status = "ok"
    } catch {
      measurement.outcome = error.outcome
    }
    return measurement
  }

  /// In the batches in which the unchanged samples were run, so that the identity changes nothing at all; and only one batch of changed
  /// samples is in memory.
  private func predictions(under variant: Variant) throws(Unrunnable) -> Predictions {
    let limit: TimeLimit
    do throws(InferenceError) {
      limit = try TimeLimit(seconds: Self.timeLimit, runtime)
    } catch {
      throw Unrunnable(.failed, "cannot-run", "\(error)")
    }
    defer { limit.cancel() }
    var all = Predictions()
    let size = classifier.fixedBatch ?? Classifier.usualBatch
    for start in stride(from: 0, to: samples.count, by: size) {
      let batch = samples[start..<min(start + size, samples.count)].map {
        variant.apply(to: $0, of: benchmark.dataset.digest)
      }
      let predictions = try classifier.predictions(of: batch, interruption: limit.interruption)
      all.labels += predictions.labels
      all.scores += predictions.scores
    }
    return all
  }
}
