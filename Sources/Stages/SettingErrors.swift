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
    let hint = Spelling.closest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return known.isEmpty
      ? "unknown setting '\(name)'; there are none"
      : "unknown setting '\(name)'\(hint) known: \(known.joined(separator: ", "))"
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

  /// How many letters must be changed, added or left out to get from one word to the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
