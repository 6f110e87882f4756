/// What we measured of one model on one benchmark; the compare page draws from these.
struct MeasuredModel: Sendable {
  var key: String
  /// Dataset, split and metric as one phrase; only equal phrases are compared.
  var benchmark: String
  /// 0 to 1.
  var accuracy: MeasuredValue?
  /// Seconds per sample, median.
  var latency: MeasuredValue?
  var latencySetting: String?
  var bytes: Int?
  var parameters: Int?
  /// The mean drop over perturbations at the highest severity, 0 to 1; positive is worse.
  var drop: MeasuredValue?

  init(key: String, benchmark: String) { (self.key, self.benchmark) = (key, benchmark) }

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
