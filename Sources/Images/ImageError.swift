/// Why an image could not be read or written.
public enum ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// libpng's own words.
  case unreadable(reason: String)
  case tooLarge(width: Int, height: Int, limit: Int)
  case unwritable(reason: String)

  public var description: String {
    switch self {
    case .unreadable(let reason): "the PNG cannot be read: \(reason)"
    case .tooLarge(let width, let height, let limit):
      "the PNG is \(width)×\(height) pixels, which is more than the \(limit) allowed"
    case .unwritable(let reason): "the PNG cannot be written: \(reason)"
    }
  }
}
