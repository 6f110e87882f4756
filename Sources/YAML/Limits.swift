/// How much a document may ask for before it is refused.
///
/// Cards and manifests stay far below all of these; what exceeds one is an attack or an accident, and ends in a
/// `ParseError` of kind `.limit` rather than in a long wait.
public struct Limits: Sendable {
  /// Input size in bytes.
  public var bytes: Int
  /// How deep sequences and mappings may stand in each other.
  public var depth: Int
  /// Nodes as written.
  public var nodes: Int
  /// Nodes that aliases and merge keys stand for, counted as if each were written out.
  public var aliasedNodes: Int

  public init(bytes: Int = 4 << 20, depth: Int = 100, nodes: Int = 500_000, aliasedNodes: Int = 100_000) {
    // Positions are kept in 32 bits.
    self.bytes = min(bytes, Int(Int32.max) - 1)
    self.depth = depth
    self.nodes = nodes
    self.aliasedNodes = aliasedNodes
  }

  public static let `default` = Limits()
}
