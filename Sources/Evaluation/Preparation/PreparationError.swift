/// Why a sample cannot be made into what a model takes.
enum PreparationError: Error, Equatable, CustomStringConvertible {
  /// The model's configuration asks for something that is not done here.
  case unsupported(key: String, value: String)
  case wrongModality(expected: Modality)

  var description: String {
    switch self {
    case .unsupported(let key, let value): "the configuration asks for \(key) \(value), which is not supported"
    case .wrongModality(let expected): "the model takes \(expected.rawValue)s and the sample is not one"
    }
  }
}
