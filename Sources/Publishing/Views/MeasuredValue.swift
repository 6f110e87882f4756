/// A measured figure with its interval.
public struct MeasuredValue: Sendable, Equatable {
  public var value: Double
  /// The bounds of the 95 % interval, where one was computed.
  public var low: Double?
  public var high: Double?

  public init(_ value: Double, low: Double? = nil, high: Double? = nil) {
    (self.value, self.low, self.high) = (value, low, high)
  }
}
