extension Evaluation {
  /// Whether two values lie in each other's intervals: then nothing can be said to have moved.
  ///
  /// False where either has no interval.
  public func isWithinInterval(of other: Evaluation) -> Bool {
    guard let value, let low = ciLow, let high = ciHigh, low <= high, let second = other.value,
      let otherLow = other.ciLow, let otherHigh = other.ciHigh, otherLow <= otherHigh
    else { return false }
    return (low...high).contains(second) && (otherLow...otherHigh).contains(value)
  }

  /// Equal only for values that may stand in one ranking (metadata model, C.5): same task, data set, configuration, split,
  /// part, metric and perturbation, and for times and memory the same setting. What is unstated never equals what is stated.
  public var comparabilityKey: String {
    let dimensions = [task, dataset, config, split, slice.map { "\($0.dim)=\($0.value)" }, metric]
    var parts: [JSON] = dimensions.map { $0.map { .string($0) } ?? .null }
    if ["latency", "throughput", "memory", "energy"].contains(category), var setting {
      // How often something was called differs from run to run and makes no two values incomparable.
      setting.warmup = nil
      setting.repeats = nil
      parts.append(.string(String(decoding: setting.json, as: UTF8.self)))
    }
    if let perturbation {
      parts += [
        .string(perturbation.name), .number(perturbation.version), .number(perturbation.severity),
        .number(perturbation.seed),
      ]
    }
    return Identifier.derived("comparability", parts)
  }
}
