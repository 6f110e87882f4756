/// Where a value is likely to lie.
struct Interval: Equatable, Sendable {
  var low: Double
  var high: Double

  /// The share of such intervals that hold the true value: 0.95.
  var level: Double

  /// How it was computed, such as `wilson`.
  var method: String

  func contains(_ value: Double) -> Bool {
    low <= value && value <= high
  }
}
