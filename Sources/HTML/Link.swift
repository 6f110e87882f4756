/// A link with an address.
public struct Link: Sendable, Equatable {
  public var text: String
  public var url: String
  public var line: Int
}
