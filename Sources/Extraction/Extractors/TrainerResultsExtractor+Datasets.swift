import Markdown
import Records
import Stages

/// Results as lines of code that tell what each was measured on, and not by which metric.
extension TrainerResultsExtractor {
  /// "GullEval18 Coarse: 80.7" and the like, a few lines that are nothing else.
  func readDatasets(_ listing: Listing, _ card: Card, _ findings: inout Findings) {
    guard listing.text.utf8.count < 400, !listing.isMarkup, let mark = listing.text.utf8.firstIndex(of: 0x3A),
      case let topic = card.topic(ofSection: listing.section),
      topic != .howToUse, topic != .hyperparameters, topic != .versions,
      // Elsewhere than among results, names of data that everyone knows are needed.
      case let isKnown = topic != .evaluation, !isKnown || KnownDatasets.has(listing.text[..<mark].trimmed)
    else { return }
    var results: [(entry: Entry, printed: PrintedValue)] = []
    var line = listing.line
    for content in listing.text.lines {
      defer { line += 1 }
      if content.trimmed.isEmpty { continue }
      guard let entry = Entry(content, line: line), let printed = PrintedValue(entry.value), printed.rest.isEmpty,
        printed.isPercent || entry.value.utf8.contains(0x2E), Self.isDataset(entry.name, isKnown: isKnown)
      else { return }
      results.append((entry, printed))
    }
    guard results.count >= 2 else { return }
    for (entry, printed) in results {
      let number = printed.isPercent ? printed.number.scaled(byPowerOfTen: -2) : printed.number
      findings.add(
        Predicate.evaluation, .number(number), raw: entry.value, lines: entry.line...entry.line,
        ["dataset": .string(entry.name)])
      findings.add(Predicate.evaluatedOn, .string(entry.name), raw: entry.name, lines: entry.line...entry.line)
    }
  }

  /// - Parameter isKnown: whether only the name of a data set that is known will do, and not each with the capitals of an
  ///   abbreviation.
  private static func isDataset(_ name: String, isKnown: Bool) -> Bool {
    if KnownDatasets.has(name) { return true }
    guard !isKnown, !MetricName(name).isKnown, !TableReading.isModelName(name), let first = name.spaced.first else {
      return false
    }
    return first.utf8.count > 3 && first.utf8.count { $0.isCapital } >= 2
  }
}
