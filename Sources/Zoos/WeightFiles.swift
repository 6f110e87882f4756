/// Which weight files are fetched besides the documents.
///
/// ```yaml
/// files: { at-most: 10 MB, formats: [onnx, tflite] }
/// ```
public struct WeightFiles: Sendable, Hashable, Decodable {
  public var atMost = ByteSize(bytes: 64_000_000)
  /// Endings of file names.
  public var formats = ["npz", "onnx", "safetensors", "tflite"]

  public init() {}

  private enum CodingKeys: String, CodingKey {
    case atMost = "at-most"
    case formats
  }

  public init(from decoder: any Decoder) throws {
    let settings = try decoder.container(keyedBy: CodingKeys.self)
    atMost = try settings.decodeIfPresent(ByteSize.self, forKey: .atMost) ?? atMost
    formats = try settings.decodeIfPresent([String].self, forKey: .formats)?.map { $0.lowercased() } ?? formats
  }

  /// Whether a file of that name is of a wanted format.
  func includes(_ path: String) -> Bool {
    guard let dot = path.lastIndex(of: ".") else { return false }
    return formats.contains(path[path.index(after: dot)...].lowercased())
  }
}
