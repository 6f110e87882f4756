/// A value as its source printed it; `exp10` is the power of ten that made it canonical.
public struct Reported: FieldTable, Equatable {
  public var text: String = ""
  public var unit: String?
  public var exp10: Int = 0
  public var decimals: Int?
  /// Why the value was scaled.
  public var scaleRule: String?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("decimals", \.decimals),
    Field("exp10", \.exp10, required: true),
    Field("scale_rule", \.scaleRule),
    Field("text", \.text, required: true),
    Field("unit", \.unit),
  ]
}

/// Under what conditions something was measured.
public struct Setting: FieldTable, Equatable {
  public var hardware: String?
  public var hardwareCount: Int?
  public var batchSize: Int?
  public var precision: String?
  public var backend: String?
  public var backendVersion: String?
  public var threads: Int?
  public var os: String?
  public var warmup: Int?
  public var repeats: Int?
  /// `yes`, `no` or `unstated`.
  public var includesPrePost: String?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("backend", \.backend),
    Field("backend_version", \.backendVersion),
    Field("batch_size", \.batchSize),
    Field("hardware", \.hardware),
    Field("hardware_count", \.hardwareCount),
    Field("includes_pre_post", \.includesPrePost),
    Field("os", \.os),
    Field("precision", \.precision),
    Field("repeats", \.repeats),
    Field("threads", \.threads),
    Field("warmup", \.warmup),
  ]
}

/// The perturbation under which a value was measured. Severity 0 is the clean sample.
public struct Perturbed: FieldTable, Equatable {
  public var name: String = ""
  public var version: Int = 0
  public var severity: Int = 0
  public var seed: Int = 0
  public var parameters: [String: JSON] = [:]
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("name", \.name, required: true),
    Field("parameters", \.parameters),
    Field("seed", \.seed, required: true),
    Field("severity", \.severity, required: true),
    Field("version", \.version, required: true),
  ]
}

/// The part of the data that a value is about.
public struct Slice: FieldTable, Equatable {
  public var dim: String = ""
  public var value: String = ""
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("dim", \.dim, required: true),
    Field("value", \.value, required: true),
  ]
}

/// One value of one metric, with who measured it and how. Competing values are never merged.
///
/// `by` is `pipeline` for what Macaroni measured itself and `first_party` for what a card reports.
public struct Evaluation: Record {
  public static let kind: StaticString = "evaluation"
  public var shardKey: String { model }

  public var id: String = ""
  public var model: String = ""
  public var artifact: String?
  /// The run that measured it.
  public var execution: String?
  /// `quality`, `latency`, `throughput`, `memory`, `size`, `robustness`, `compute`.
  public var category: String = ""
  public var task: String?
  public var dataset: String?
  /// As printed.
  public var datasetName: String?
  public var config: String?
  public var split: String?
  public var slice: Slice?
  public var metric: String = ""
  /// As printed.
  public var metricName: String?
  /// In the metric's canonical scale and unit.
  public var value: Double?
  public var reported: Reported?
  public var lowerIsBetter: Bool?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var ciLevel: Double?
  public var ciMethod: String?
  /// Samples.
  public var n: Int?
  public var setting: Setting?
  public var perturbation: Perturbed?
  /// Which model of a table of several, as printed.
  public var modelName: String?
  public var by: Asserter = Asserter.unknown
  /// `none`, `token` or `rerun`.
  public var verified: String = ""
  /// Equal only where values may be ranked together.
  public var comparability: String?
  public var anomalies: [String] = []
  public var prov: [Prov] = []
  public let kind = Kind<Evaluation>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("anomalies", \.anomalies),
    Field("artifact", \.artifact),
    Field("by", \.by, required: true),
    Field("category", \.category, required: true),
    Field("ci_high", \.ciHigh),
    Field("ci_level", \.ciLevel),
    Field("ci_low", \.ciLow),
    Field("ci_method", \.ciMethod),
    Field("comparability", \.comparability),
    Field("config", \.config),
    Field("dataset", \.dataset),
    Field("dataset_name", \.datasetName),
    Field("execution", \.execution),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("lower_is_better", \.lowerIsBetter),
    Field("metric", \.metric, required: true),
    Field("metric_name", \.metricName),
    Field("model", \.model, required: true),
    Field("model_name", \.modelName),
    Field("n", \.n),
    Field("perturbation", \.perturbation),
    Field("prov", \.prov),
    Field("reported", \.reported),
    Field("setting", \.setting),
    Field("slice", \.slice),
    Field("split", \.split),
    Field("task", \.task),
    Field("v", \.version, required: true),
    Field("value", \.value),
    Field("verified", \.verified, required: true),
  ]
}
