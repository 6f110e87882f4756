/// What a change of a field means to whoever asks what is new.
///
/// Declared here for every kind of record, so that nobody has to say it on the command line: of a night in which 120,000 of
/// 200,000 records differ, it leaves the few thousand that say something.
public enum FieldClass: String, Sendable, CaseIterable {
  /// Which thing the record is about.
  case identity
  /// What is said of it: licence, task, title.
  case descriptive
  /// Numbers that were measured or reported; evaluations carry intervals.
  case measured
  /// Lists whose order means nothing.
  case set
  /// Which state of the source was read: a commit that changes nothing else is no news.
  case revision
  /// Counters that move every night without the thing having changed.
  case volatile
  /// Where the values came from, and the format's own version.
  case provenance

  /// The class of a field by its JSON Pointer; what is below a field has the field's class.
  public init(of kind: String, pointer: String) {
    let name = pointer.dropFirst().prefix { $0 != "/" }
    switch name {
    case "prov", "v", "kind": self = .provenance
    case "popularity", "retrieved_at", "load_average": self = .volatile
    case "models_n" where kind == "dataset": self = .volatile
    case "environment" where kind == "execution": self = pointer.hasSuffix("/load_average") ? .volatile : .descriptive
    case "revision", "modified_at": self = .revision
    case "id", "native_id", "zoo", "owner", "url", "model", "artifact": self = .identity
    case "tags", "tasks", "domains", "languages", "libraries", "datasets", "trained_on", "evaluated_on", "papers",
      "aliases", "zoo_ids", "labels":
      self = .set
    case "value", "ci_low", "ci_high", "n", "params_total", "params_by_dtype", "flops", "bytes_total", "co2e_g",
      "duration_s", "artifacts_bytes_max", "artifacts_n":
      self = .measured
    default: self = .descriptive
    }
  }

  /// Whether a record in which nothing else changed is left out of the count of changed records.
  public var isQuiet: Bool {
    switch self {
    case .volatile, .revision, .provenance: true
    case .identity, .descriptive, .measured, .set: false
    }
  }
}
