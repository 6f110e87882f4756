import Markdown
import Records
import Stages

/// Results whose label is a benchmark and no metric: "- GSM8K: 60.7 (8-shot)" in a section on the evaluation.
extension TrainerResultsExtractor {
  func readBenchmarks(_ card: Card, _ findings: inout Findings) {
    guard card.topics.contains(.evaluation) else { return }
    for (_, passage) in card.passages(about: .digits)
    where passage.isItem && passage.text.text.utf8.count <= 80
      && card.topic(ofSection: passage.section) == .evaluation
    {
      guard let entry = Entry(passage.text), let printed = PrintedValue(entry.value),
        printed.isPercent || entry.value.utf8.contains(0x2E), printed.number.value <= 100,
        printed.rest.isEmpty || printed.rest.utf8.first == 0x28,
        KnownDatasets.has(entry.name) || TableReading.countsAnswers(entry.name),
        !Self.isRead(entry.line, findings)
      else { continue }
      let (stem, note) = TableReading.parted(entry.name)
      let name = ResultName(stem)
      guard name.map({ $0.datasets.count == 1 && $0.metrics.count == 1 }) ?? true else { continue }
      let dataset = name?.datasets[0] ?? stem
      var qualifiers: Qualifiers = ["dataset": .string(dataset)]
      if let metric = name?.metrics[0] { qualifiers["metric"] = .string(metric) }
      if let note { qualifiers[TableReading.isSplit(note) ? "split" : "config"] = .string(note) }
      let isShare = printed.isPercent || TableReading.countsAnswers(dataset) && printed.number.value > 1
      findings.add(
        Predicate.evaluation, .number(isShare ? printed.number.scaled(byPowerOfTen: -2) : printed.number),
        raw: entry.value, lines: entry.line...entry.line, qualifiers)
      findings.add(Predicate.evaluatedOn, .string(dataset), raw: dataset, lines: entry.line...entry.line)
    }
  }

  /// Whether a result of a line is among those that were just read.
  private static func isRead(_ line: Int, _ findings: Findings) -> Bool {
    findings.all.suffix(200).contains { $0.predicate == Predicate.evaluation && $0.span.lineStart == line }
  }
}
