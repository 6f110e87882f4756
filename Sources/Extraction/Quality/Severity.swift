/// How much a remark matters.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Something good cards have.
  case note
  /// Readers or machines will probably be misled, or miss something.
  case warning
  /// The card cannot be read as written, contradicts itself, or would be refused by the Hub.
  case error

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
