/// What we measured of one model on one benchmark; the compare page draws from these.
public struct MeasuredModel: Sendable {
  public var key: String
  /// Dataset, split and metric as one phrase; only equal phrases are compared.
  public var benchmark: String
  /// 0 to 1.
  public var accuracy: MeasuredValue?
  /// Seconds per sample, median.
  public var latency: MeasuredValue?
  public var latencySetting: String?
  public var bytes: Int?
  public var parameters: Int?
  /// The mean drop over perturbations at the highest severity, 0 to 1; positive is worse.
  public var drop: MeasuredValue?

  public init(key: String, benchmark: String) { (self.key, self.benchmark) = (key, benchmark) }

  func view(page: String) -> ViewValue {
    .members([
      "key": .text(key), "page": .text(page), "benchmark": .text(benchmark), "accuracy": accuracy.map(view),
      "latency": latency.map(view), "setting": latencySetting.map(ViewValue.text),
      "bytes": bytes.map(ViewValue.integer),
      "parameters": parameters.map(ViewValue.integer), "drop": drop.map(view),
    ])
  }

  private func view(_ measurement: MeasuredValue) -> ViewValue {
    .list([measurement.value, measurement.low, measurement.high].compactMap { $0 }.map(ViewValue.number))
  }
}
