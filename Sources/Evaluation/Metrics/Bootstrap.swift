/// What a statistic might have been, had other items of the same kind been drawn.
///
/// The percentile interval of Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
struct Bootstrap: Sendable {
  var replicates = 1000
  var seed: UInt64
  var level = 0.95

  /// - Parameters:
  ///   - count: How many items there are.
  ///   - statistic: The statistic of the items at these positions, drawn with replacement. To compare two models or two versions of a
  ///     data set, compute both from the same positions: that makes it the paired bootstrap.
  /// - Returns: Nil when there are no items.
  func interval(count: Int, of statistic: ([Int]) -> Double) -> Interval? {
    guard count > 0 else { return nil }
    var generator = SplitMix64(seed: seed)
    var positions = [Int](repeating: 0, count: count)
    let values = (0..<replicates).map { _ in
      for index in positions.indices { positions[index] = generator.index(below: count) }
      return statistic(positions)
    }
    guard let quantiles = Quantiles(values) else { return nil }
    return Interval(
      low: quantiles((1 - level) / 2), high: quantiles((1 + level) / 2), level: level, method: "percentile-bootstrap")
  }
}
