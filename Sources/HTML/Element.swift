/// An element as a value: its name, attributes, text and line.
public struct Element: Sendable, Equatable {
  /// In lower case.
  public var name: String
  public var attributes: [Attribute]
  /// The text inside, white space joined.
  public var text: String
  public var line: Int

  public struct Attribute: Sendable, Equatable {
    public var name: String
    public var value: String
  }

  /// The value of an attribute.
  public subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}
