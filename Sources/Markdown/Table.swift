/// A pipe table. Every row has as many cells as the header.
public struct Table: Sendable, Equatable {
  public struct Row: Sendable, Equatable {
    public var cells: [RichText]
    public var line: Int
  }

  public var header: Row
  public var rows: [Row]
}
