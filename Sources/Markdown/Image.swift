/// An image in a text; with a target, most often a badge.
public struct Image: Sendable, Equatable {
  /// The text that stands in for the image.
  public var alternative: String
  public var url: String
  /// Where a click on it leads.
  public var target: String?
  public var line: Int
}
