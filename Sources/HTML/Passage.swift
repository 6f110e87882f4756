/// A run of text between two block elements, such as a paragraph or a list item.
public struct Passage: Sendable, Equatable {
  /// The text, white space joined.
  public var text: String
  /// The line that the text begins on.
  public var line: Int
  /// The block element around it: `p`, `li`, `td`, `body`, …
  public var element: String
}
