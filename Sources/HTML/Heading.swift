/// A heading, `<h1>` to `<h6>`.
public struct Heading: Sendable, Equatable {
  public var level: Int
  public var text: String
  public var line: Int
}
