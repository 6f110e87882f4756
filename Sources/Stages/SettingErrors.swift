import Records

/// A setting whose value cannot be used.
public struct InvalidSetting: ReportedError, Equatable {
  public var status: ExitStatus { .wrongArguments }
  /// Where the setting stands: `zoos/huggingface/limit`.
  public var path: String
  public var value: String
  public var expected: String

  public init(_ path: String, _ value: some Any, expected: String) {
    self.path = path
    self.value = "\(value)"
    self.expected = expected
  }

  /// The same, said of a setting of `component`.
  public func inside(_ component: String) -> InvalidSetting {
    InvalidSetting(path.isEmpty ? component : "\(component)/\(path)", value, expected: expected)
  }

  public var description: String {
    path.isEmpty
      ? "the settings are \(value); expected \(expected)" : "setting '\(path)' is \(value); expected \(expected)"
  }
}

/// A setting that the component does not have.
public struct UnknownSetting: ReportedError, Equatable {
  public var status: ExitStatus { .wrongArguments }
  public var name: String
  public var known: [String]

  public init(_ name: String, known: [String]) {
    self.name = name
    self.known = known.sorted()
  }

  public var description: String {
    if known.isEmpty { return "unknown setting '\(name)'; there are none" }
    let hint = Spelling.closest(to: name, among: known).map { " did you mean '\($0)'?" } ?? ""
    return "unknown setting '\(name)';\(hint) known: \(known.joined(separator: ", "))"
  }
}

/// A component that no list holds.
public struct UnknownComponent: ReportedError, Equatable {
  public var status: ExitStatus { .wrongArguments }
  public var kind: String
  public var name: String
  public var known: [String]

  public init(kind: String, name: String, known: [String]) {
    self.kind = kind
    self.name = name
    self.known = known.sorted()
  }

  public var description: String { "unknown \(kind) '\(name)'; known: \(known.joined(separator: ", "))" }
}

/// Suggestions for misspelt words.
public enum Spelling {
  /// The known word that `word` most likely means; nil where none is near (Levenshtein distance over a third of it).
  public static func closest(to word: String, among known: [String]) -> String? {
    let ranked = known.sorted().map { ($0, distance(word, $0)) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, max(word.count, best.0.count) / 3) else {
      return nil
    }
    return best.0
  }

  /// How many letters must be changed, added, left out or swapped with their neighbour to get from one word to the
  /// other (optimal string alignment, Damerau 1964).
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var above: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        var best = min(row[j] + (left[i] == right[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, above[j - 1] + 1) }
        next.append(best)
      }
      (above, row) = (row, next)
    }
    return row[right.count]
  }
}
