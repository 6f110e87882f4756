/// Why a model could not be run.
public enum InferenceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No engine was found in, or none could be loaded from, the places searched.
  case unavailable(searched: [String], reason: String?)
  /// The engine refused the model.
  case unloadable(model: String, reason: String)
  /// The caller's tensors do not fit the model.
  case unfitting(input: String, reason: String)
  /// The model failed while running.
  case failed(reason: String)
  /// The model gives something that is neither 32-bit floats nor 64-bit integers.
  case unsupportedOutput(name: String, type: String)

  public var description: String {
    switch self {
    case .unavailable(let searched, let reason):
      "ONNX Runtime is not available: \(reason ?? "it is not in \(searched.joined(separator: ", "))"); "
        + "'make setup' puts it into .engines"
    case .unloadable(let model, let reason):
      "\(model): ONNX Runtime cannot load the model: \(reason)"
    case .unfitting(let input, let reason):
      "input '\(input)' does not fit the model: \(reason)"
    case .failed(let reason):
      "ONNX Runtime could not run the model: \(reason)"
    case .unsupportedOutput(let name, let type):
      "output '\(name)' is \(type); only float32 and int64 tensors are read"
    }
  }

  /// An engine's own words, on one line and no longer than a record should carry.
  static func excerpt(_ message: String) -> String {
    let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 300 ? line.prefix(299) + "…" : line
  }
}
