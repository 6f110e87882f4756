import Records

/// Why one record is left out; the run goes on.
public struct Rejection: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of fault it is; new ones may be added anywhere.
  public struct Code: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    public static let unsupported: Code = "unsupported"
    public static let tooLarge: Code = "too-large"
    public static let notFound: Code = "not-found"
    public static let denied: Code = "denied"
    public static let unreachable: Code = "unreachable"
    public static let malformed: Code = "malformed"
    public static let duplicate: Code = "duplicate"
    public static let missing: Code = "missing"
  }

  public var code: Code
  /// A sentence for the person who reads it at breakfast.
  public var detail: String
  /// The line of the document, where one is to blame.
  public var line: Int?

  public init(_ code: Code, _ detail: String, line: Int? = nil) {
    self.code = code
    self.detail = String(detail.prefix(500))
    self.line = line
  }

  public var description: String { "\(code.rawValue): \(detail)" }
}
