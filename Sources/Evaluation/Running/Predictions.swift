/// What a model answered, one entry a sample, in the order of the samples.
struct Predictions: Equatable, Sendable {
  /// Position among the benchmark's labels; -1 where the model gave no number to compare.
  var labels: [Int] = []
  /// Probability of that label, four decimals.
  var scores: [Double] = []
}
