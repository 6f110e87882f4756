import Records

/// Looks for results of the model-index that the text of the card gives another value.
struct MetricConflictCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    let prose = card.prose(Predicate.evaluation).compactMap(Statement.init)
    for finding in card.findings(Predicate.evaluation) where finding.method == .frontMatter {
      guard let declared = Statement(finding) else { continue }
      // Rows that name a model may be of another one.
      let same = prose.filter { $0.isAbout(declared) && $0.finding.qualifiers["model"] == nil }
      guard let other = same.first, !same.contains(where: { $0.agrees(with: declared) }) else { continue }
      remarks.add(
        .metricConflict, line: finding.line,
        "the model-index gives \(declared.name) on \(declared.dataset) as \(finding.raw), line \(other.finding.line) as \(other.finding.raw)",
        fix: "correct the one that is wrong")
    }
  }

  private struct Statement {
    let finding: Finding
    let value: PrintedNumber
    let name: String
    let dataset: String
    private let metrics: Set<String>
    private let datasets: Set<String>
    private let split: String?

    init?(_ finding: Finding) {
      guard case .number(let value)? = finding.value, let name = finding.qualifier("metric", "metric_type").first,
        let dataset = finding.qualifier("dataset", "dataset_type").first
      else { return nil }
      self.finding = finding
      self.value = value
      self.name = name
      self.dataset = dataset
      metrics = Set(finding.qualifier("metric", "metric_type").map(Self.plain))
      var datasets = finding.qualifier("dataset", "dataset_type").map(Self.plain)
      // "glue" with the configuration "cola" is what tables call CoLA.
      if let config = finding.qualifiers["config"]?.string { datasets.append(Self.plain(config)) }
      self.datasets = Set(datasets)
      split = finding.qualifiers["split"]?.string.map(Self.plain)
    }

    func isAbout(_ other: Statement) -> Bool {
      guard !metrics.isDisjoint(with: other.metrics), !datasets.isDisjoint(with: other.datasets) else { return false }
      guard let split, let their = other.split else { return true }
      return split == their || Self.loose.contains(split) || Self.loose.contains(their)
    }

    /// Whether the values are the same number, each rounded or cut off as it is printed: 0.0256 is 0.025698, too.
    func agrees(with other: Statement) -> Bool {
      func unit(_ number: PrintedNumber) -> Double {
        var unit = 1.0
        for _ in 0..<min(number.decimals, 20) { unit /= 10 }
        return unit
      }
      let (one, another) = (unit(value), unit(other.value))
      let difference = abs(value.double - other.value.double)
      return difference <= (one + another) / 2 * (1 + 1e-9)
        || one != another && difference < max(one, another) * (1 - 1e-9)
    }

    /// Names of splits that say no more than that it is not the training data.
    private static let loose: Set<String> = ["evaluation", "eval", "unstated"]

    private static func plain(_ name: String) -> String { folded(name).replacing(" ", with: "") }
  }
}
