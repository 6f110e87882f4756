/// How much a page may ask for.
public struct Limits: Sendable {
  /// Pages above this size, in bytes, are not read.
  public var bytes: Int
  /// Cells of all tables, spans written out.
  public var cells: Int
  /// Elements in each other; deeper ones are left out.
  public var depth: Int

  public init(bytes: Int = 4 << 20, cells: Int = 100_000, depth: Int = 200) {
    self.bytes = bytes
    self.cells = cells
    self.depth = depth
  }

  public static let `default` = Limits()
}
