/// A table with its spans written out: a cell that covers several places stands in each of them.
public struct Table: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    /// The text, white space joined.
    public var text: String
    /// Whether it is a `<th>`.
    public var isHeader: Bool
    /// Whether all of its text is bold, as tables mark their best result.
    public var isStrong: Bool
    public var links: [Link]
    public var line: Int
    /// Whether it stands here because a neighbour to the left or above spans this place.
    public var isSpanned: Bool

    static let missing = Cell(text: "", isHeader: false, isStrong: false, links: [], line: 0, isSpanned: false)
  }

  public struct Row: Sendable, Equatable {
    public var cells: [Cell]
    public var line: Int
    /// Whether it stands in the `<thead>` or holds nothing but header cells.
    public var isHeader: Bool
  }

  public var caption: String
  public var rows: [Row]
  public var line: Int
}
