/// What could be read of a document, and what stopped the reading.
public struct Parsed: Sendable {
  /// The document's value; with an `error`, what was complete before it. `nil` for an empty document.
  public var root: Node?
  /// The first thing that was wrong.
  public var error: ParseError?

  public init(root: Node? = nil, error: ParseError? = nil) {
    self.root = root
    self.error = error
  }
}
