import Inference

/// A loaded model that gives each sample one of a benchmark's classes.
///
/// Samples are run in batches whose size does not depend on how they are asked for, since some models answer a little
/// differently in another batch.
struct Classifier: Sendable {
  /// Samples of one call, when the model takes any number.
  static let usualBatch = 64

  /// How many samples a call must have; nil when the model takes any number.
  let fixedBatch: Int?

  private let session: Session
  private let encoder: any SampleEncoder
  private let output: Int
  /// The benchmark's label at each place of the model's output.
  private let columns: [Int]

  /// - Parameter modelLabels: what the places of the model's output stand for: the benchmark's labels in any order.
  init(
    _ session: Session, evaluator: any Evaluator, files: ModelFiles, modelLabels: [String], benchmark: Benchmark
  ) throws(Unrunnable) {
    guard session.inputs.count == 1, let input = session.inputs.first else {
      throw Unrunnable(.unsupported, "input-type", "It has \(session.inputs.count) inputs; models of one are run.")
    }
    let classes = modelLabels.count
    let output = session.outputs.firstIndex { output in
      output.elementType == .float32 && output.shape?.count == 2 && (output.shape?[1] ?? classes) == classes
    }
    guard let output else {
      throw Unrunnable(.unsupported, "output-type", "No output of it is a 32-bit float for each of \(classes) classes.")
    }
    let positions = Dictionary(uniqueKeysWithValues: benchmark.labels.enumerated().map { ($1, $0) })
    self.session = session
    self.output = output
    encoder = try evaluator.encoder(for: files, input: input)
    columns = modelLabels.map { positions[$0] ?? -1 }
    fixedBatch = (input.shape?.first ?? nil).flatMap { 1...4096 ~= $0 ? $0 : nil }
  }

  /// What the model takes for these samples; short batches are filled up with the last sample where the size is fixed.
  func input(of samples: ArraySlice<Sample>) throws(Unrunnable) -> Tensor {
    var samples = samples
    if let fixedBatch, let last = samples.last, samples.count < fixedBatch {
      samples += Array(repeating: last, count: fixedBatch - samples.count)
    }
    do throws(PreparationError) {
      return try encoder.tensor(of: samples)
    } catch {
      throw Unrunnable(.unsupported, "unsupported-preparation", "A sample cannot be prepared: \(error).")
    }
  }

  /// Runs the model once.
  func run(_ input: Tensor, interruption: Interruption? = nil) throws(Unrunnable) -> [Float] {
    let result: Tensor?
    do throws(InferenceError) {
      result = try session.run([input], outputs: [output], interruption: interruption).first
    } catch {
      throw interruption?.isInterrupted == true
        ? Unrunnable(.timedOut, "time-limit", "It had not finished when its time was up.")
        : Unrunnable(.failed, "cannot-run", "\(error)")
    }
    guard let result, let values = result.floats, result.shape.last == columns.count else {
      throw Unrunnable(.failed, "output-type", "Its output is not a number for each of \(columns.count) classes.")
    }
    return values
  }

  func predictions(of samples: [Sample], interruption: Interruption? = nil) throws(Unrunnable) -> Predictions {
    var predictions = Predictions()
    predictions.labels.reserveCapacity(samples.count)
    predictions.scores.reserveCapacity(samples.count)
    let size = fixedBatch ?? Self.usualBatch
    for start in stride(from: 0, to: samples.count, by: size) {
      let batch = samples[start..<min(start + size, samples.count)]
      let values = try run(input(of: batch), interruption: interruption)
      guard values.count >= batch.count * columns.count else {
        throw Unrunnable(.failed, "output-type", "It answered fewer samples than it was given.")
      }
      for row in 0..<batch.count { add(values[row * columns.count..<(row + 1) * columns.count], to: &predictions) }
    }
    return predictions
  }

  /// The largest value wins; of equals the first, as NumPy's `argmax` has it.
  private func add(_ values: ArraySlice<Float>, to predictions: inout Predictions) {
    var best: (place: Int, value: Float)?
    for (place, value) in values.enumerated() where !value.isNaN && value > best?.value ?? -.infinity {
      best = (place, value)
    }
    guard let best, best.value.isFinite else {
      predictions.labels.append(-1)
      predictions.scores.append(0)
      return
    }
    predictions.labels.append(columns[best.place])
    // Some models end in a softmax, the others leave it to us.
    let sum = values.reduce(0.0) { $0 + Double($1) }
    let areProbabilities = values.allSatisfy { $0 >= 0 } && abs(sum - 1) < 1e-3
    let score =
      areProbabilities
      ? Double(best.value) : 1 / values.reduce(0.0) { $0 + exponential(Double($1) - Double(best.value)) }
    predictions.scores.append((score * 10_000).rounded() / 10_000)
  }
}
