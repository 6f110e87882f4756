/// What claims can state: the words that extractors and normalisation share.
///
/// Values are in the unit named here; `raw` keeps what was printed. Which statements count is told in the labelling guide
/// of the model cards; names that begin with `model.`, `training.`, `evaluation.` and `section.` are its names.
public enum Predicate {
  // Said by the zoo about the repository.

  /// Text: the id that the zoo gives the model.
  public static let nativeId = "model.native_id"
  /// Text: the first heading of the card.
  public static let title = "model.title"
  /// Text: commit or digest of the newest version.
  public static let revision = "model.revision"
  /// Text, RFC 3339.
  public static let createdAt = "model.created_at"
  /// Text, RFC 3339.
  public static let modifiedAt = "model.modified_at"
  /// Number of downloads in 30 days.
  public static let downloads = "model.downloads"
  /// Number.
  public static let likes = "model.likes"
  /// Truth.
  public static let isPrivate = "model.private"
  /// Truth, or the kind of gate as text.
  public static let gated = "model.gated"
  /// List of text: all tags, in the zoo's order.
  public static let tags = "model.tags"
  /// What a field of the front matter says that means nothing here: text, a list of texts, or the names of its parts; qualifier
  /// `name` is the field's name as printed.
  public static let field = "model.card_field"
  /// List of `{"bytes": number?, "path": text, "sha256": text?}`.
  public static let files = "model.files"

  // Said about the model.

  /// Text: the licence's key or name as printed.
  public static let license = "model.license"
  public static let licenseName = "model.license_name"
  public static let licenseLink = "model.license_link"
  /// Text: BCP-47.
  public static let language = "model.language"
  /// Text, as printed.
  public static let task = "model.task"
  /// Text, lower case.
  public static let library = "model.library"
  /// Text: id or name as printed; the qualifier `relation` says how it was used.
  public static let baseModel = "model.base_model"
  /// Text: id or name as printed.
  public static let trainedOn = "model.trained_on"
  /// Text: id or name as printed.
  public static let evaluatedOn = "model.evaluated_on"
  /// Number.
  public static let paramsTotal = "model.params_total"
  /// Number, in base units: operations as printed, MACs or FLOPs.
  public static let flops = "model.flops"
  /// List of two numbers, height and width in pixels.
  public static let inputSize = "model.input_size"
  /// Text: arXiv id, DOI or address.
  public static let paper = "model.paper"
  /// Text: address.
  public static let codeRepo = "model.code_repo"
  /// Text: class name, `BertForSequenceClassification`.
  public static let architecture = "model.architecture"
  /// Text: `bert`.
  public static let modelType = "model.model_type"
  /// Number; qualifier `path`.
  public static let opset = "artifact.opset"
  /// Number; qualifier `path`.
  public static let irVersion = "artifact.ir_version"
  /// Number; qualifiers `path` and, where counted by type, `dtype`.
  public static let artifactParams = "artifact.params_total"

  // Said about its training.

  /// Number or text; qualifier `name` as printed, in snake case.
  public static let hyperparameter = "training.hyperparameter"
  /// Text, singular; qualifier `count`.
  public static let hardware = "training.hardware"
  /// Number: seconds of wall time.
  public static let duration = "training.duration"
  /// Number: grams.
  public static let emissions = "training.co2e_g"

  // Said about its results.

  /// Number in the metric's scale, proportions 0 to 1; qualifiers `metric`, `metric_type`, `dataset`, `dataset_type`,
  /// `config`, `split`, `task`, `model` as printed.
  public static let evaluation = "evaluation.value"
  /// Number: seconds; qualifiers as above, and `hardware`, `batch_size`.
  public static let latency = "evaluation.latency"

  /// Truth: the section is there and says something; the span is the section.
  public static let sections = [
    "section.intended_use", "section.limitations", "section.training_data", "section.training_procedure",
    "section.evaluation", "section.how_to_use", "section.citation",
  ]
}
