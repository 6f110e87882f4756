import Records

/// What a task must account for to the last one: it became something, was rejected, or was passed over for a named reason.
///
/// A stage says of each what became of it (`context.account`); a task in which the sum is not what went in is not done.
public struct Account: Sendable, Equatable {
  /// What is counted, in the words of a failure: `source`, `listed`.
  let name: String
  /// Figures that together are as many; nil means those that were given with `account`.
  private let fates: [String]?
  /// The stage that wrote the records; nil means any.
  private let stage: String?

  /// Records that the task reads.
  ///
  /// - Parameter stage: that wrote them, where others write such records too.
  public static func records<R: Record>(_ type: R.Type, from stage: String? = nil) -> Account {
    Account(name: R.kindName, fates: nil, stage: stage)
  }

  /// A figure that the stage counts itself, as what a zoo listed.
  ///
  /// - Parameter fates: the figures that together must be as many.
  public static func figure(_ name: String, is fates: [String]) -> Account {
    Account(name: name, fates: fates, stage: nil)
  }

  /// The figure that counts records of one fate.
  static func figure(_ name: String, _ fate: String) -> String { "\(name): \(fate)" }

  /// What is wrong, in words; nil where the sum is right.
  ///
  /// - Parameter counts: the task's figures.
  func broken(_ counts: [String: Int], over inputs: [Snapshot]) -> String? {
    let own: [(fate: String, count: Int)]
    let given: Int
    if let fates {
      own = fates.map { ($0, counts[$0] ?? 0) }
      given = counts[name] ?? 0
    } else {
      let prefix = Self.figure(name, "")
      own = counts.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
      given = inputs.reduce(0) { stage == nil || $1.stage == stage ? $0 + $1.index.count(name) : $0 }
    }
    let sum = own.reduce(0) { $0 + $1.count }
    guard given != sum else { return nil }
    let words = own.sorted { $0.fate.precedes($1.fate) }.map { "\($0.count) \($0.fate)" }
    let what = fates == nil ? "\(given) \(name) records in" : "\(given) \(name)"
    return "\(what), but \(sum) accounted for\(words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")"
  }
}
