import Records

/// Where a text that was made for extractors comes from in the document.
struct Origin {
  /// The lines of the document that each line of the made text comes from; empty where all come from `whole`.
  var each: [ClosedRange<Int>] = []
  /// The lines that the whole text comes from.
  var whole: ClosedRange<Int>
  /// The bytes of the document that quotes are looked for in, where lines alone would be too long.
  var range: Range<Int>?
  /// Where the text stands in a structured document (RFC 6901).
  var pointer: String?
  /// What all statements in the text are qualified with, such as the model that it describes.
  var qualifiers: Qualifiers = [:]

  /// The document's lines for lines of the made text.
  func lines(_ made: ClosedRange<Int>) -> ClosedRange<Int> {
    guard !each.isEmpty else { return whole }
    let first = each[min(max(made.lowerBound, 1), each.count) - 1]
    let last = each[min(max(made.upperBound, 1), each.count) - 1]
    return min(first.lowerBound, last.lowerBound)...max(first.upperBound, last.upperBound)
  }
}
