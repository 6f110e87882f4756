/// A setting of a training run: a number or text.
public struct HyperParameter: FieldTable, Equatable {
  public var name: String = ""
  public var num: Double?
  public var text: String?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("name", \.name, required: true),
    Field("num", \.num),
    Field("text", \.text),
  ]
}

/// A data set and what it was used for.
public struct TrainingDataset: FieldTable, Equatable {
  public var dataset: String = ""
  /// `train`, `validation`, `test` or `calibration`.
  public var role: String = ""
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("dataset", \.dataset, required: true),
    Field("role", \.role, required: true),
  ]
}

/// Hardware as printed, and how many of it.
public struct HardwareUse: FieldTable, Equatable {
  public var hardware: String = ""
  public var count: Int?
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("count", \.count),
    Field("hardware", \.hardware, required: true),
  ]
}

/// One stage of training that produced the weights.
public struct Training: Record {
  public static let kind: StaticString = "training"
  public var shardKey: String { model }

  public var id: String = ""
  public var model: String = ""
  /// `pretrain`, `finetune`, … or `unstated`.
  public var stage: String = ""
  public var datasets: [TrainingDataset] = []
  /// Sorted by name.
  public var hyperparameters: [HyperParameter] = []
  public var epochs: Double?
  public var batchSizeDevice: Int?
  public var learningRate: Double?
  public var optimizer: String?
  public var lrSchedule: String?
  public var seed: Int?
  public var hardware: [HardwareUse] = []
  /// Wall time in seconds.
  public var durationS: Double?
  /// Grams.
  public var co2eG: Double?
  public var prov: [Prov] = []
  public let kind = Kind<Training>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("batch_size_device", \.batchSizeDevice),
    Field("co2e_g", \.co2eG),
    Field("datasets", \.datasets),
    Field("duration_s", \.durationS),
    Field("epochs", \.epochs),
    Field("hardware", \.hardware),
    Field("hyperparameters", \.hyperparameters),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("learning_rate", \.learningRate),
    Field("lr_schedule", \.lrSchedule),
    Field("model", \.model, required: true),
    Field("optimizer", \.optimizer),
    Field("prov", \.prov),
    Field("seed", \.seed),
    Field("stage", \.stage, required: true),
    Field("v", \.version, required: true),
  ]
}
