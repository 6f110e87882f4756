/// A count out of a number of trials.
struct Proportion: Equatable, Sendable {
  let count: Int
  let trials: Int

  /// NaN when there were no trials.
  var value: Double { Double(count) / Double(trials) }

  /// The score interval of Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
  /// Statistical Association 22 (1927), without continuity correction. From 0 to 1 when there were no trials.
  func wilson(level: Double = 0.95) -> Interval {
    guard trials > 0 else { return Interval(low: 0, high: 1, level: level, method: "wilson") }
    let z = Normal.quantile((1 + level) / 2)
    let n = Double(trials)
    let centre = value + z * z / (2 * n)
    let half = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At the ends the exact answer is 0 or 1, which the arithmetic may miss by a bit.
    return Interval(
      low: count == 0 ? 0 : max((centre - half) / scale, 0),
      high: count == trials ? 1 : min((centre + half) / scale, 1), level: level, method: "wilson")
  }
}
