/// A measured figure with its interval.
struct MeasuredValue: Sendable, Equatable {
  var value: Double
  /// The bounds of the 95 % interval, where one was computed.
  var low: Double?
  var high: Double?

  init(_ value: Double, low: Double? = nil, high: Double? = nil) {
    (self.value, self.low, self.high) = (value, low, high)
  }
}
