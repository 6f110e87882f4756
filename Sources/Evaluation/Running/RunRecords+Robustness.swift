import Records

extension RunRecords {
  /// What a model keeps of its accuracy under one variant, against its answers to the same samples unchanged.
  func records(under measurement: Measurement, clean: Predictions, truth: [Int]) -> [any Record] {
    guard measurement.isOK else { return [execution(measurement.outcome, samples: nil)] }
    let changed = Predictions(labels: measurement.labels, scores: measurement.scores)
    var records: [any Record] = [
      execution(measurement.outcome, samples: truth.count), prediction(changed, truth: truth),
    ]
    if let paired = Self.paired(clean.labels, changed.labels, truth) {
      records.append(
        evaluation(
          "accuracy", paired.after.value, category: "robustness", interval: paired.after.wilson(),
          samples: truth.count))
      records.append(
        evaluation(
          "accuracy-drop", paired.drop, category: "robustness", interval: paired.dropInterval(),
          samples: truth.count, lowerIsBetter: true))
    }
    if let flips = Robustness.flipRate(before: clean.labels, after: changed.labels) {
      records.append(
        evaluation(
          "flip-rate", flips.value, category: "robustness", interval: flips.wilson(), samples: truth.count,
          lowerIsBetter: true))
    }
    return records
  }

  /// Values over several severities or perturbations. They carry no `perturbation`, which stands for a single one: the retention of one
  /// perturbation is about the slice `perturbation` of that name, the worst case about all of them.
  ///
  /// - Parameter answers: predicted labels by perturbation, one list a severity.
  func summaries(_ answers: [(name: String, labels: [[Int]])], clean: Predictions, truth: [Int]) -> [any Record] {
    let before = zip(clean.labels, truth).map { $0 == $1 }
    var records: [any Record] = []
    var all = [before]
    for (name, variants) in answers where !variants.isEmpty {
      let correct = variants.map { labels in zip(labels, truth).map { $0 == $1 } }
      all += correct
      // The identity keeps everything, or the run has failed.
      guard name != Identity.name, before.contains(true) else { continue }
      let kept = truth.indices.map { index in correct.count { $0[index] } }
      func retention(_ positions: some Sequence<Int>) -> Double {
        var (hits, base) = (0, 0)
        for position in positions {
          hits += kept[position]
          if before[position] { base += 1 }
        }
        return base == 0 ? 1 : Double(hits) / Double(base * variants.count)
      }
      var slice = Slice()
      slice.dim = "perturbation"
      slice.value = name
      records.append(
        evaluation(
          "retention", retention(truth.indices), category: "robustness",
          interval: Bootstrap(seed: 0).interval(count: truth.count) { retention($0) }, samples: truth.count,
          slice: slice))
    }
    if all.count > 1, let worst = Robustness.worstCase(all) {
      records.append(
        evaluation(
          "worst-case-accuracy", worst.value, category: "robustness", interval: worst.wilson(), samples: truth.count))
    }
    return records
  }

  private static func paired(_ before: [Int], _ after: [Int], _ truth: [Int]) -> PairedComparison? {
    guard before.count == truth.count, after.count == truth.count, !truth.isEmpty else { return nil }
    return PairedComparison(before: zip(before, truth).map { $0 == $1 }, after: zip(after, truth).map { $0 == $1 })
  }
}
