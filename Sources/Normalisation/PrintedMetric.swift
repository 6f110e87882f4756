/// A metric's name as a card prints it, apart from what is said with it of averaging, split and data set.
///
/// ```swift
/// PrintedMetric("F1 (macro)", in: metrics)                      // macro-f1
/// PrintedMetric("Validation accuracy", in: metrics)             // accuracy, split "validation"
/// PrintedMetric("Accuracy on the icons test set", in: metrics)  // accuracy, of the data set "the icons test set"
/// ```
struct PrintedMetric {
  /// Nil where the vocabulary has no such metric.
  private(set) var term: Vocabulary.Term?
  private(set) var dataset: String?
  /// One of `SplitName`.
  private(set) var split: String?

  init(_ printed: String, in vocabulary: Vocabulary) {
    let text = printed.replacing("(%)", with: "").replacing("%", with: "")
    var words = Self.words(text)
    term = vocabulary.term(text)
    // Some names begin with the split and are in the vocabulary as they are.
    if let first = words.first, words.count > 1, SplitName.isSplit(first) {
      split = SplitName.name(of: first)
      words.removeFirst()
    }
    guard term == nil else { return }
    term = Self.term(words, vocabulary)
    if term == nil, let on = text.firstRange(of: " on ") {
      let measure = PrintedMetric(String(text[..<on.lowerBound]), in: vocabulary)
      guard let known = measure.term else { return }
      (term, split, dataset) = (known, measure.split, String(text[on.upperBound...]))
    } else if term == nil, let last = words.last, words.count > 1, SplitName.isSplit(last) {
      split = SplitName.name(of: last)
      term = Self.term(words.dropLast(), vocabulary)
    }
  }

  /// What a metric of that `type` and that `name` is: the name where it says more, as "Macro F1" does of the type `f1`.
  init(type: String?, name: String?, in vocabulary: Vocabulary) {
    let named = name.map { PrintedMetric($0, in: vocabulary) }
    guard let type, let broad = PrintedMetric(type, in: vocabulary).term else {
      self = named ?? PrintedMetric("", in: vocabulary)
      return
    }
    self = named ?? PrintedMetric(type, in: vocabulary)
    if term?.slug.hasSuffix("-\(broad.slug)") != true { term = broad }
  }

  /// The metric that the words name, in any order of "macro", "averaged" and the rest.
  private static func term(_ words: some Collection<String>, _ vocabulary: Vocabulary) -> Vocabulary.Term? {
    if let term = vocabulary.term(words.joined(separator: " ")) { return term }
    guard let average = words.first(where: ["macro", "micro", "weighted"].contains) else { return nil }
    let rest = words.filter { $0 != average && !["avg", "average", "averaged"].contains($0) }
    guard let term = vocabulary.term(rest.joined(separator: " ")) else { return nil }
    return vocabulary.terms["\(average)-\(term.slug)"] ?? term
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "@" || $0 == "+" || $0 == ".") }.map(String.init)
  }
}
