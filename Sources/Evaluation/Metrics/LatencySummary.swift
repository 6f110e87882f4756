/// How long calls took, in the unit of the numbers given.
struct LatencySummary: Equatable, Sendable {
  let calls: Int
  let p50: Double
  let p90: Double
  let p99: Double
  let minimum: Double
  let mean: Double

  /// The median of the distances from the median: a spread that one slow call does not move.
  let medianAbsoluteDeviation: Double

  /// Nil when there are no calls.
  init?(_ durations: [Double]) {
    guard let quantiles = Quantiles(durations) else { return nil }
    let median = quantiles(0.5)
    guard let distances = Quantiles(durations.map { abs($0 - median) }) else { return nil }
    calls = durations.count
    p50 = median
    p90 = quantiles(0.9)
    p99 = quantiles(0.99)
    minimum = quantiles(0)
    mean = durations.reduce(0, +) / Double(durations.count)
    medianAbsoluteDeviation = distances(0.5)
  }
}
