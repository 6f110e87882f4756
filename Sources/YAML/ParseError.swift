/// Why a document, or the rest of it, could not be read.
public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable {
    /// The text is not YAML.
    case syntax
    /// The bytes are not UTF-8, or hold characters YAML does not allow.
    case encoding
    /// The document exceeds a limit.
    case limit
    /// A key stands twice in a mapping (refused by `parseStrict` only).
    case duplicateKey
    /// A second document follows the first (refused by `parseStrict` only).
    case severalDocuments
  }

  public var kind: Kind
  /// The file, as the caller named it.
  public var file: String?
  /// 1-based.
  public var line: Int
  /// 1-based, in characters.
  public var column: Int
  /// What is wrong; libyaml's own words for `.syntax` and `.encoding`.
  public var problem: String

  public init(kind: Kind, file: String? = nil, line: Int, column: Int, problem: String) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  public var description: String {
    let place = "line \(line), column \(column)"
    return if let file { "\(file), \(place): \(problem)" } else { "\(place): \(problem)" }
  }
}
