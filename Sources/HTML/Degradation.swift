/// Why a page was not read in full.
public enum Degradation: Sendable, Equatable, CustomStringConvertible {
  /// Larger than `Limits.bytes`: nothing was read.
  case tooLarge(bytes: Int, limit: Int)
  /// Tables have more cells than `Limits.cells`: the rest was left out.
  case tooManyCells(limit: Int)
  /// Elements nest deeper than `Limits.depth`: what is inside was left out.
  case tooDeep(limit: Int)
  /// libxml2 could not make a tree of it.
  case unreadable

  public var description: String {
    switch self {
    case .tooLarge(let bytes, let limit): "the page has \(bytes) bytes, more than the \(limit) that are read"
    case .tooManyCells(let limit): "the tables have more than \(limit) cells; the rest was left out"
    case .tooDeep(let limit): "elements nest deeper than \(limit); what is inside was left out"
    case .unreadable: "the page could not be read as HTML"
    }
  }
}
