/// What a model answered for each sample of a data set, in the order of the data set.
public struct Prediction: Record {
  public static let kind: StaticString = "prediction"
  public var shardKey: String { model }

  public var id: String = ""
  public var model: String = ""
  public var execution: String = ""
  public var datasetDigest: String = ""
  /// Index of the predicted label, per sample; -1 where the sample could not be run.
  public var labels: [Int] = []
  /// Index of the true label, per sample.
  public var truth: [Int] = []
  /// Score of the predicted label, four decimals.
  public var scores: [Double] = []
  public var perturbation: Perturbed?
  public let kind = Kind<Prediction>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("dataset_digest", \.datasetDigest, required: true),
    Field("execution", \.execution, required: true),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("labels", \.labels, required: true),
    Field("model", \.model, required: true),
    Field("perturbation", \.perturbation),
    Field("scores", \.scores),
    Field("truth", \.truth, required: true),
    Field("v", \.version, required: true),
  ]
}
