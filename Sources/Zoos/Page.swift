import Records
import Stages

/// One page of a zoo's listing.
public struct Page: Sendable {
  public enum Entry: Sendable {
    case model(ListedModel)
    /// An entry that names no model we could ask for.
    case unreadable(id: String, Rejection)
  }

  /// The page itself, where it is a document.
  public var source: Source?
  public var entries: [Entry]
  /// What the next page is asked for with; nil at the end.
  public var next: String?

  public init(source: Source? = nil, entries: [Entry], next: String? = nil) {
    self.source = source
    self.entries = entries
    self.next = next
  }
}
