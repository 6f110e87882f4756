import Records

/// What the compare page draws: one value for each model and benchmark.
struct MeasuredModels {
  let catalogue: CatalogueIndex
  let labels: Labels

  var all: [MeasuredModel] {
    var models: [MeasuredModel] = []
    let byModel = Dictionary(grouping: catalogue.measurements, by: \.model)
    for (id, evaluations) in byModel.sorted(by: { $0.key.precedes($1.key) }) {
      guard let key = catalogue.keys[id] else { continue }
      let clean = evaluations.filter { $0.perturbation == nil }
      for quality in clean where quality.metric == "metric:accuracy" {
        models.append(model(key, quality, clean, evaluations))
      }
    }
    return models
  }

  /// The phrase by which figures are comparable.
  func phrase(_ quality: Evaluation) -> String {
    let dataset = quality.dataset.map(labels.dataset) ?? quality.datasetName ?? "unnamed"
    return [dataset, quality.split.map(labels.split), labels.term(quality.metric).lowercased()].compactMap { $0 }
      .joined(separator: ", ")
  }

  private func model(
    _ key: String, _ quality: Evaluation, _ clean: [Evaluation], _ all: [Evaluation]
  ) -> MeasuredModel {
    var model = MeasuredModel(key: key, benchmark: phrase(quality))
    // Figures that no data set can change carry none.
    func find(_ metric: String) -> Evaluation? {
      clean.first { $0.metric == metric && ($0.dataset == nil || $0.dataset == quality.dataset) }
    }
    model.accuracy = quality.value.map { MeasuredValue($0, low: quality.ciLow, high: quality.ciHigh) }
    if let latency = find("metric:latency-p50"), let value = latency.value {
      model.latency = MeasuredValue(value, low: latency.ciLow, high: latency.ciHigh)
      let batch = latency.setting?.batchSize.map { "batch \($0)" }
      model.latencySetting = [batch, labels.setting(latency)].compactMap { $0 }.joined(separator: ", ")
    }
    let row = catalogue.rows[quality.model]
    model.bytes = find("metric:model-size")?.value.flatMap { Int(exactly: $0) } ?? row?.bytes
    model.parameters = find("metric:params")?.value.flatMap { Int(exactly: $0) } ?? row?.parameters
    model.drop = Self.meanDrop(all.filter { $0.dataset == quality.dataset })
    return model
  }

  /// The mean over perturbations of the drop at the highest severity; the identity, which only checks the pairing, is
  /// left out.
  static func meanDrop(_ evaluations: [Evaluation]) -> MeasuredValue? {
    var worst: [String: Evaluation] = [:]
    for evaluation in evaluations where evaluation.metric == "metric:accuracy-drop" {
      guard let perturbation = evaluation.perturbation, perturbation.name != "identity" else { continue }
      if perturbation.severity > worst[perturbation.name]?.perturbation?.severity ?? -1 {
        worst[perturbation.name] = evaluation
      }
    }
    // In the order of names: a sum of floating-point numbers depends on its order.
    let drops = worst.sorted { $0.key.precedes($1.key) }.compactMap(\.value.value)
    return drops.isEmpty ? nil : MeasuredValue(drops.reduce(0, +) / Double(drops.count))
  }
}
