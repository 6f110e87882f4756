/// A link in a text.
public struct Link: Sendable, Equatable {
  public var text: String
  public var url: String
  public var line: Int
}
