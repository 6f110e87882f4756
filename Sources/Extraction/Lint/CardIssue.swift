import Records

/// Something about a card that its author can mend.
public struct CardIssue: Sendable, Equatable, Comparable {
  public enum Severity: String, Sendable, Comparable {
    /// The card says something that cannot be, or cannot be read.
    case error
    /// The card leaves out what its readers look for.
    case warning

    public static func < (one: Severity, other: Severity) -> Bool { one == .error && other == .warning }
  }

  public enum Kind: String, Sendable {
    case missing, contradictory, unreadable
  }

  public var severity: Severity
  public var kind: Kind
  /// What it is about: a word of `Predicate`, empty for a part that could not be read.
  public var predicate: String
  /// 1-based; nil for what is not there.
  public var line: Int?
  /// What is wrong.
  public var detail: String
  /// What to do about it.
  public var fix: String

  /// By line, what is not there last.
  public static func < (one: CardIssue, other: CardIssue) -> Bool {
    let (first, second) = (one.line ?? .max, other.line ?? .max)
    return first == second
      ? (one.severity, one.predicate, one.detail) < (other.severity, other.predicate, other.detail) : first < second
  }

  public var json: JSON {
    var object: [String: JSON] = [
      "severity": .string(severity.rawValue), "kind": .string(kind.rawValue), "detail": .string(detail),
      "fix": .string(fix),
    ]
    object["line"] = line.map { .number($0) }
    if !predicate.isEmpty { object["predicate"] = .string(predicate) }
    return .object(object)
  }
}
