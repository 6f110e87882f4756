/// Why some bytes are not the JSON that was expected, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// Offset in bytes from the start of the text.
  public var offset: Int
  public var problem: String

  public init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }

  public var description: String { "\(problem) (at byte \(offset))" }
}
