import Records

/// The parts of a data set that results are reported on, under the spellings that cards use.
enum SplitName {
  /// The one name of a split; empty where a spelling only says that something was held out, as "evaluation set" does.
  private static let names = [
    "train": "train", "training": "train", "test": "test", "testing": "test", "val": "validation",
    "valid": "validation",
    "validation": "validation", "dev": "validation", "development": "validation", "evaluation": "", "eval": "",
  ]

  /// Whether a word, in lower case, names a split.
  static func isSplit(_ word: String) -> Bool { names[word] != nil }

  /// The split that a word names; nil for other words, and for those that leave open which it is.
  static func name(of word: String) -> String? { names[word].flatMap { $0.isEmpty ? nil : $0 } }

  /// A split as records name it: `split:validation` for "dev set". What is no known spelling stays as printed.
  static func term(_ printed: String) -> String? {
    let text = printed.lowercased()
    var words = text.split(whereSeparator: { $0 == " " || $0 == "_" || $0 == "-" }).map(String.init)
    if words.count == 2, nouns.contains(words[1]) { words.removeLast() }
    if words.count == 1, isSplit(words[0]) { return name(of: words[0]).map { "split:\($0)" } }
    return "split:" + Identifier.escaped(text)
  }

  /// What may follow the name of a split: "test set".
  static let nouns: Set<String> = ["set", "split", "data", "dataset", "partition", "part"]
}
