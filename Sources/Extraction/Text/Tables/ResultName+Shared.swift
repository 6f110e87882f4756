/// Names of results that only those beside them explain.
extension ResultName {
  /// The data sets and the metric of columns that are called alike: "PondNet accuracy (%)" beside "Lake-30 accuracy (%)".
  ///
  /// A name alone could be one metric; where several end with the same metric, what stands before it is what was measured on.
  static func shared(among headers: [String]) -> [ResultName?] {
    let parts = headers.map(parted)
    var counts: [String: Set<Substring>] = [:]
    for part in parts {
      if let part { counts[folded(part.metric), default: []].insert(part.set) }
    }
    return parts.map { part in
      guard let part, let sets = counts[folded(part.metric)], sets.count > 1 else { return nil }
      return ResultName(sharing: String(part.set), metric: String(part.metric))
    }
  }

  /// A word of several capitals, and a metric behind it. What brackets add, and marks that lead to notes, are no part of it.
  private static func parted(_ header: String) -> (set: Substring, metric: Substring)? {
    guard header.utf8.count <= 60, let space = header.utf8.firstIndex(of: 0x20) else { return nil }
    let set = header[..<space]
    guard isAcronym(String(set)) || KnownDatasets.has(set), !MetricName(set).isKnown || KnownDatasets.has(set),
      !withFolded(set, noSets.contains)
    else { return nil }
    var rest = header[space...]
    if let open = rest.utf8.firstIndex(of: 0x28) { rest = rest[..<open] }
    let metric = rest.trimmed.drop { $0 == "*" || $0 == " " }
    guard case let name = MetricName(metric), name.isKnown, name.scale == .proportion || name.scale == .errorRate,
      !KnownDatasets.has(metric)
    else { return nil }
    return (set, metric)
  }

  /// What is run on or learned, rather than measured on.
  private static let noSets = Lexicon<Bool>([
    "gpu", "cpu", "tpu", "mlm", "nsp", "sop", "ner", "pos", "asr", "tts", "ocr",
  ])
}
