/// How much a document may ask for before it is read with less care, or not at all.
public struct Limits: Sendable {
  /// How many bytes of a document are read; lines that do not end within them are not.
  public var bytes: Int
  /// Columns of one table.
  public var columns: Int
  /// Cells of all tables, short rows filled up: cmark makes a cell for each, however little is written.
  public var cells: Int
  /// Quotes and lists in each other on one line.
  public var nesting: Int
  /// Bytes that the parsed tree may take, 16 MB at least.
  public var memory: Int

  public init(
    bytes: Int = 1 << 20, columns: Int = 512, cells: Int = 100_000, nesting: Int = 100, memory: Int = 192 << 20
  ) {
    self.bytes = bytes
    self.columns = columns
    self.cells = cells
    self.nesting = nesting
    self.memory = memory
  }

  public static let `default` = Limits()
}
