import Records

/// What one model loses on one benchmark when its samples are perturbed: a line for each perturbation and severity.
struct PerturbationTable: Sendable {
  struct Line: Sendable {
    var perturbation: String
    var severity: Int
    /// Perturbed less clean accuracy as printed, in points: "−23.7".
    var change: String
    /// "−24.7 to −22.7".
    var interval: String?
    /// The share of the clean accuracy that is left, in per cent; of all severities of a perturbation together.
    var retention: String?
    var samples: Int?
  }

  /// The name of the benchmark's data set.
  var benchmark: String
  /// Where the robustness page shows the same benchmark.
  var anchor: String
  var lines: [Line]

  static func tables(of evaluations: [Evaluation], labels: Labels) -> [PerturbationTable] {
    let drops = evaluations.filter { $0.perturbation != nil && $0.metric == "metric:accuracy-drop" && $0.value != nil }
    let retained = evaluations.filter(isTold)
    return Dictionary(grouping: drops) { $0.dataset ?? $0.datasetName ?? "" }.sorted { $0.key.precedes($1.key) }
      .map { dataset, drops in
        let ordered = drops.sorted { rank($0) != rank($1) ? rank($0) < rank($1) : $0.id.precedes($1.id) }
        let lines = ordered.enumerated().map { place, drop in
          let name = drop.perturbation?.name ?? ""
          let leads = place == 0 || ordered[place - 1].perturbation?.name != name
          let left = retained.first { $0.slice?.value == name && ($0.dataset ?? $0.datasetName ?? "") == dataset }
          return Line(
            perturbation: Text.cut(name, to: 100), severity: drop.perturbation?.severity ?? 0,
            change: Figures.points(-(drop.value ?? 0)), interval: interval(drop),
            retention: leads ? left?.value.map { Figures.percent($0) } : nil, samples: drop.n)
        }
        return PerturbationTable(
          benchmark: labels.dataset(dataset), anchor: RobustnessPage.anchor(of: labels.dataset(dataset)), lines: lines)
      }
  }

  /// Whether a result by perturbation stands in this table rather than among the other parts of a data set.
  static func isTold(_ evaluation: Evaluation) -> Bool {
    evaluation.slice?.dim == "perturbation" && evaluation.metric == "metric:retention"
  }

  /// The identity first, as the check of the rest; then by name and severity.
  private static func rank(_ drop: Evaluation) -> (Int, String, Int) {
    let name = drop.perturbation?.name ?? ""
    return (name == "identity" ? 0 : 1, name, drop.perturbation?.severity ?? 0)
  }

  private static func interval(_ drop: Evaluation) -> String? {
    guard let low = drop.ciLow, let high = drop.ciHigh else { return nil }
    return "\(Figures.points(-high)) to \(Figures.points(-low))"
  }

  var view: ViewValue {
    .members([
      "benchmark": .text(benchmark), "anchor": .text(anchor),
      "rows": .list(
        lines.map { line in
          .members([
            "perturbation": .text(line.perturbation), "severity": .integer(line.severity), "change": .text(line.change),
            "interval": line.interval.map(ViewValue.text), "retention": line.retention.map(ViewValue.text),
            "n": line.samples.map { .text(Figures.grouped($0)) },
          ])
        }),
    ])
  }
}
