import Hashing
import Records

/// What one run of a model over a benchmark gave, as it is kept under `data/measured`.
///
/// Times are measured once: a later run over the same files, settings, engine and processor recalls them, so it gives the same bytes.
struct Measurement: FieldTable, Equatable {
  /// Samples of a call when throughput was measured.
  var batch: Int?
  /// Single calls that were timed.
  var calls: Int?
  /// What it was measured on.
  var environment = Environment()
  /// All times in seconds.
  var firstInference: Double?
  /// Position of the predicted label, per sample.
  var labels: [Int] = []
  var latencyMean: Double?
  var latencyP50: Double?
  var latencyP90: Double?
  var latencyP99: Double?
  /// The median of `loads`.
  var loadTime: Double?
  /// How often loading was timed.
  var loads: Int?
  var outcome = Outcome()
  /// Elements of the weights.
  var parameters: Int?
  /// What the process held before the model was loaded, in bytes.
  var memoryBefore: Int?
  /// The most memory that the model took until it had answered all samples, in bytes: what the process held beyond `memoryBefore`.
  var peakMemory: Int?
  var scores: [Double] = []
  /// Samples of a single call: 1, or the number that the model insists on.
  var single: Int?
  /// Samples a second.
  var throughput: Double?
  /// Single calls before the first that was timed.
  var warmup: Int?
  var unknown = UnknownFields()

  init() {}

  static let fields: [Field<Self>] = [
    Field("batch", \.batch),
    Field("calls", \.calls),
    Field("environment", \.environment),
    Field("first_inference", \.firstInference),
    Field("labels", \.labels),
    Field("latency_mean", \.latencyMean),
    Field("latency_p50", \.latencyP50),
    Field("latency_p90", \.latencyP90),
    Field("latency_p99", \.latencyP99),
    Field("load_time", \.loadTime),
    Field("loads", \.loads),
    Field("memory_before", \.memoryBefore),
    Field("outcome", \.outcome, required: true),
    Field("parameters", \.parameters),
    Field("peak_memory", \.peakMemory),
    Field("scores", \.scores),
    Field("single", \.single),
    Field("throughput", \.throughput),
    Field("warmup", \.warmup),
  ]

  var isOK: Bool { outcome.status == "ok" }
}
