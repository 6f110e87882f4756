import Records

/// An error about one setting, which the manifest has on some line.
public protocol SettingError: ReportedError {
  /// The setting as its sentence names it: `huggingface/limit`; empty where a value in a list is meant.
  var path: String { get }
  /// The steps from the stage's settings to where `path` starts, such as `zoos`, `1`.
  var before: [String] { get set }
  /// The same, said of a setting of `component`.
  func inside(_ component: String) -> Self
}

extension SettingError {
  /// The whole way from the stage's settings: `zoos/1/huggingface/limit`.
  public var place: String { (before + (path.isEmpty ? [] : [path])).joined(separator: "/") }

  /// The same, said of an element of a list.
  public func at(_ list: String, _ index: Int) -> Self {
    var error = self
    error.before = [list, "\(index)"] + before
    return error
  }
}

/// A setting whose value cannot be used.
public struct InvalidSetting: SettingError, Equatable {
  public var status: ExitStatus { .wrongArguments }
  /// Where the setting stands: `huggingface/limit`.
  public var path: String
  public var before: [String] = []
  public var value: String
  public var expected: String

  public init(_ path: String, _ value: some Any, expected: String) {
    self.path = path
    self.value = "\(value)"
    self.expected = expected
  }

  public func inside(_ component: String) -> InvalidSetting {
    var error = self
    error.path = path.isEmpty ? component : "\(component)/\(path)"
    return error
  }

  public var description: String {
    path.isEmpty
      ? "the settings are \(value); expected \(expected)" : "setting '\(path)' is \(value); expected \(expected)"
  }
}

/// A setting that the component does not have.
public struct UnknownSetting: SettingError, Equatable {
  public var status: ExitStatus { .wrongArguments }
  public var name: String
  public var before: [String] = []
  public var known: [String]

  public init(_ name: String, known: [String]) {
    self.name = name
    self.known = known.sorted()
  }

  public var path: String { name }

  public func inside(_ component: String) -> UnknownSetting {
    var error = self
    error.name = "\(component)/\(name)"
    error.known = known.map { "\(component)/\($0)" }
    return error
  }

  public var description: String {
    if known.isEmpty { return "unknown setting '\(name)'; there are none" }
    return "unknown setting '\(name)';\(Spelling.hint(name, among: known)) known: \(known.joined(separator: ", "))"
  }
}

/// A component that no list holds.
public struct UnknownComponent: SettingError, Equatable {
  public var status: ExitStatus { .wrongArguments }
  public var kind: String
  public var name: String
  public var before: [String] = []
  public var known: [String]

  public init(kind: String, name: String, known: [String]) {
    self.kind = kind
    self.name = name
    self.known = known.sorted()
  }

  public var path: String { "" }
  public func inside(_ component: String) -> UnknownComponent { self }

  public var description: String {
    "unknown \(kind) '\(name)';\(Spelling.hint(name, among: known)) known: \(known.joined(separator: ", "))"
  }
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

  /// ` did you mean 'x'?` where a known word is near; else nothing.
  public static func hint(_ word: String, among known: [String]) -> String {
    closest(to: word, among: known).map { " did you mean '\($0)'?" } ?? ""
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
