extension Evaluation {
  /// Equal only for values that may stand in one ranking: same task, data set, configuration, split, part and metric
  /// (metadata model, C.5). What is unstated never equals what is stated.
  public var comparabilityKey: String {
    let dimensions = [task, dataset, config, split, slice.map { "\($0.dim)=\($0.value)" }, metric]
    return Identifier.derived("comparability", dimensions.map { $0.map { .string($0) } ?? .null })
  }
}
