import Records

/// Makes an `evaluation` record of every reported value. Values are never merged, only made comparable.
struct EvaluationRules {
  let vocabularies: Vocabularies

  func evaluations(_ claims: ModelClaims, tasks: [String]) -> [Evaluation] {
    let reported = claims[Predicate.evaluation] + claims[Predicate.latency]
    // Reading order, so that the n-th value of the same dimensions in a document is the n-th on every run.
    let ordered = reported.sorted { left, right in
      let a = (left.source, left.span.lineStart ?? 0, left.span.byteStart ?? 0, left.span.col ?? 0)
      let b = (right.source, right.span.lineStart ?? 0, right.span.byteStart ?? 0, right.span.col ?? 0)
      return a == b ? left.id.precedes(right.id) : a < b
    }
    var seen: [String: Int] = [:]
    return ordered.compactMap { claim in evaluation(claim, claims, tasks: tasks, &seen) }
  }

  private func evaluation(_ claim: Claim, _ claims: ModelClaims, tasks: [String], _ seen: inout [String: Int])
    -> Evaluation?
  {
    guard let number = claim.value?.number else { return nil }
    func printed(_ name: String) -> String? { claim.qualifiers[name].map(\.text).flatMap { $0.isEmpty ? nil : $0 } }
    var record = Evaluation()
    record.model = claims.id
    record.by = claim.by
    record.verified = "none"
    record.metricName = printed("metric")
    let metric =
      claim.predicate == Predicate.latency
      ? PrintedMetric("latency-per-sample", in: vocabularies.metrics)
      : PrintedMetric(type: printed("metric_type"), name: printed("metric"), in: vocabularies.metrics)
    record.datasetName = printed("dataset") ?? printed("dataset_type") ?? metric.dataset
    record.config = printed("config")
    let dataset = record.datasetName.map { PrintedDataset($0) }
    record.n = dataset?.items
    record.split = printed("split").flatMap(SplitName.term) ?? (dataset?.split ?? metric.split).map { "split:\($0)" }
    record.modelName = printed("model")
    record.task = printed("task").map { vocabularies.task($0) } ?? (tasks.count == 1 ? tasks[0] : nil)
    if let name = printed("dataset_type") ?? record.datasetName {
      record.dataset = vocabularies.dataset(name, config: record.config, zoo: claims.zoo)
    }
    record.metric =
      metric.term.map { "metric:\($0.slug)" }
      ?? Vocabulary.raw(printed("metric") ?? printed("metric_type") ?? "unstated")
    record.category =
      claim.predicate == Predicate.latency ? "latency" : metric.term?.slug == "speed" ? "throughput" : "quality"
    switch metric.term?.properties["better"] {
    case "higher": record.lowerIsBetter = false
    case "lower": record.lowerIsBetter = true
    default: break
    }
    fillValue(&record, claim, number, scale: metric.term?.properties["scale"])
    record.setting = setting(claim)
    record.comparability = record.comparabilityKey
    if let prov = Resolution([claim], order: []).winner(at: "/value", meaning: \.text) { record.prov = [prov] }
    record.id = id(record, claim, claims, &seen)
    return record
  }

  /// The value in the metric's scale. Extractors scale what they know to be a percentage; a proportion beyond 1 is one too.
  private func fillValue(_ record: inout Evaluation, _ claim: Claim, _ number: PrintedNumber, scale: String?) {
    var value = number
    var rule: String?
    if scale == "proportion" || scale == "correlation", abs(number.double) > 1, abs(number.double) <= 100 {
      value = number.scaled(byPowerOfTen: -2)
      rule = "beyond 1, so printed in percent"
    }
    record.value = value.double
    if scale == "proportion", !(0...1 ~= value.double) { record.anomalies = ["out_of_bounds"] }
    var reported = Reported()
    reported.text = claim.raw ?? claim.text
    reported.scaleRule = rule
    if let printed = Self.number(in: reported.text) {
      reported.decimals = printed.decimals
      reported.exp10 = (-12...12).first { printed.scaled(byPowerOfTen: $0).canonical == value.canonical } ?? 0
      if reported.text.contains("%") { reported.unit = "unit:percent" }
    }
    record.reported = reported
  }

  /// The first number in a text such as `91.3 %` or `**84.2** ± 0.3`.
  static func number(in text: String) -> PrintedNumber? {
    var current: [UInt8] = []
    for byte in Array(text.utf8) + [0x20] {
      switch byte {
      case 0x30...0x39, 0x2e, 0x65, 0x45: current.append(byte)
      case 0x2d, 0x2b: if current.isEmpty || current.last == 0x65 || current.last == 0x45 { current.append(byte) }
      case 0x2c: continue
      default:
        if let number = PrintedNumber(String(decoding: current, as: UTF8.self)) { return number }
        current = []
      }
    }
    return nil
  }

  private func setting(_ claim: Claim) -> Setting? {
    var setting = Setting()
    setting.hardware = claim.qualifiers["hardware"]?.text
    setting.batchSize = claim.qualifiers["batch_size"]?.integer
    return setting.hardware == nil && setting.batchSize == nil ? nil : setting
  }

  /// The value is not part of the id, so that a corrected number keeps it.
  private func id(_ record: Evaluation, _ claim: Claim, _ claims: ModelClaims, _ seen: inout [String: Int]) -> String {
    let locator = claims.source(claim.source)?.locator ?? claim.source
    let dimensions: [JSON] = [
      .string(claims.id), .string(claim.predicate), .object(claim.qualifiers), .string(locator),
    ]
    let key = String(decoding: dimensions.json, as: UTF8.self)
    let occurrence = seen[key, default: 0]
    seen[key] = occurrence + 1
    return Identifier.derived("evaluation", dimensions + [.number(occurrence)])
  }
}
