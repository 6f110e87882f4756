/// Quantiles of numbers, by straight lines between them: type 7 of Hyndman and Fan, "Sample quantiles in statistical packages",
/// The American Statistician 50 (1996); NumPy's default.
struct Quantiles {
  /// In ascending order.
  let sorted: [Double]

  /// Nil when there are no numbers.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    sorted = values.sorted()
  }

  /// - Parameter share: 0 for the smallest, 0.5 for the median, 1 for the largest.
  func callAsFunction(_ share: Double) -> Double {
    let position = min(max(share, 0), 1) * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
  }
}
