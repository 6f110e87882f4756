/// Links that lead to what belongs to a data set.
extension LinkContext {
  /// Whether a name is that of a data set: "GitHub Typo Corpus".
  static func isData(_ name: String) -> Bool {
    name.mentions("dataset") || name.ends(with: "corpus") || name.ends(with: "corpora") || name.ends(with: "data")
  }

  /// "and evaluate with the same [code](…)", as others did
  var isOfEvaluation: Bool {
    before.ends(with: " the same ") && (before.mentions("evaluate") || before.mentions("test"))
      || before.mentions("evaluation code ") && before.mentions(" based on ")
  }

  /// "the dataset available on [github](…)", "Most datasets were taken from: [GULL](…), [HERON](…)"
  var isWhereDataIs: Bool {
    guard before.mentions("dataset") || before.mentions("corpus ") else { return false }
    if before.mentions("datasets were ") || before.mentions("datasets obtained ") { return true }
    return Self.places.contains { before.ends(withText: $0) }
  }

  private static let places = [
    "dataset available on ", "dataset available at ", "dataset available from ", "corpus available on ",
    "corpus available at ", "dataset from ", "dataset which is available on ", "dataset on ", "dataset ",
  ]

  /// "the [RuDReC corpus](…) (about 1.4 million texts, see [paper](…))": what stands in brackets is said of the name before.
  var isInBracketsOfData: Bool {
    guard before.mentions("("), before.mentions("dataset") || before.mentions("corpus"),
      let open = before.utf8.lastIndex(of: 0x28), !before[open...].utf8.contains(0x29)
    else { return false }
    let end = before[..<open].trimmed
    return end.ends(with: "dataset") || end.ends(with: "corpus") || end.ends(with: "datasets")
  }
}
