/// Why an ONNX file could not be described.
public enum ONNXHeaderError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable
  /// The bytes are not the protobuf message that ONNX defines.
  case malformed(offset: Int, what: String)
  /// Everything was read and there is no graph in it.
  case noGraph
  case tooDeep(limit: Int)

  public var description: String {
    switch self {
    case .unreadable: "the file cannot be read"
    case .malformed(let offset, let what): "byte \(offset): \(what); it is not an ONNX model, or it is damaged"
    case .noGraph: "there is no graph in the file; it is not an ONNX model"
    case .tooDeep(let limit): "graphs are nested more than \(limit) deep"
    }
  }
}
