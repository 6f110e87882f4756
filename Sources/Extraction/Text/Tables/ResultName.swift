/// What a header or the label of a row says of its values, where it says more than one thing.
///
/// ```swift
/// ResultName("SQuAD 2.0(F1/EM)")    // data set SQuAD 2.0, metrics F1 and EM
/// ResultName("anli_r1/acc")         // data set anli_r1, metric acc
/// ResultName("MNLI-m/mm")           // data set MNLI-m/mm, configurations m and mm
/// ResultName("mAP on COCO 2017")    // data set COCO 2017, metric mAP
/// ResultName("Accuracy (testA)")    // split testA, metric Accuracy
/// ```
struct ResultName {
  /// As many as the cell has values, or one for all of them.
  var datasets: [String] = []
  var metrics: [String] = []
  /// Which parts of the data set the values of a cell are of: matched and mismatched.
  var configs: [String] = []
  var split: String?
  /// Whether columns beside it are called alike, so that a bracket below it is a deviation and no second value.
  var isShared = false

  init(sharing dataset: String, metric: String) {
    datasets = [dataset]
    metrics = [metric]
    isShared = true
  }

  /// The data set that stands raised behind a metric: `AUC<sup>(Otter8)</sup>`. Nil for other headers.
  init?(_ header: Grid.Cell) {
    guard let metric = header.stem, let note = header.note, note.utf8.first == 0x28, note.utf8.last == 0x29,
      case let name = note.dropFirst().dropLast(), name.utf8.count >= 3,
      name.utf8.first.map({ $0.isCapital }) == true,
      name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x2D }), Self.isMetric(metric[...]),
      !MetricName(name).isKnown
    else { return nil }
    metrics = [metric]
    datasets = [String(name)]
  }

  /// Nil for a plain name.
  init?(_ name: some StringProtocol) {
    let text = name.trimmed
    guard text.utf8.count >= 4, text.utf8.count <= 128 else { return nil }
    if let placed = Self.placed(text) {
      (datasets, metrics, split) = ([placed.dataset], [placed.metric], placed.split)
      return
    }
    if let named = Self.measured(text) ?? Self.explained(text) {
      let (name, part) = Self.halved(named.dataset)
      (datasets, metrics, split) = ([name], [named.metric], part)
      return
    }
    if let named = Self.ofCOCO(text) {
      (datasets, metrics, split) = (["COCO"], [named.metric], named.split)
      return
    }
    guard text.utf8.contains(0x2F) || text.utf8.last == 0x29 else {
      guard let known = Self.known(text) else { return nil }
      (datasets, metrics) = ([known.dataset], [known.metric])
      return
    }
    if Self.isMatched(text) {
      datasets = [String(text)]
      configs = Self.matched
      return
    }
    if text.utf8.last == 0x29, let open = text.utf8.lastIndex(of: 0x28), open > text.startIndex {
      let outer = text[..<open].trimmed
      let inner = text[text.utf8.index(after: open)...].dropLast()
      // "AP @ [ IoU=0.50:0.95 ] (internal test set)"
      if let set = Self.set(inner), Self.isMetric(outer) || outer.begins(with: "AP @ ") {
        // "Accuracy (internal test set 2)"
        self.metrics = [String(outer)]
        datasets = [set]
        return
      }
      if Self.isMetric(outer), inner.utf8.count <= 12, TableReading.isSplit(String(inner)) {
        metrics = [String(outer)]
        split = String(inner)
        return
      }
      guard let metrics = Self.metrics(inner), !outer.isEmpty, Self.isPlain(outer) else { return nil }
      self.metrics = metrics
      configs = Self.isMatched(outer) ? Self.matched : []
      // "PondQuAD (Dev) (EM/F1)"
      if let (name, part) = Self.parted(outer) {
        datasets = [name]
        split = part
        return
      }
      datasets = [Self.set(ofTask: outer) ?? String(outer)]
      return
    }
    guard let slash = text.utf8.lastIndex(of: 0x2F), slash > text.startIndex else { return nil }
    let space = text.utf8.lastIndex(of: 0x20).flatMap { $0 < slash ? $0 : nil }
    if let metrics = Self.metrics(text), space.map({ KnownDatasets.has(text[..<$0]) }) != true {
      // "EM/F1"
      self.metrics = metrics
      return
    }
    if let space {
      // "SQuAD 1.1 F1/EM"
      let outer = text[..<space].trimmed
      guard let metrics = Self.metrics(text[text.utf8.index(after: space)...]), Self.isPlain(outer) else { return nil }
      self.metrics = metrics
      datasets = [String(outer)]
      return
    }
    let last = text[text.utf8.index(after: slash)...]
    guard !text.mentions(" "), Self.isMetric(last), Self.isPlain(text[..<slash]) else { return nil }
    datasets = [String(text[..<slash])]
    metrics = [String(last)]
  }

  /// "mAP on COCO 2017 test set", "Accuracy on SNLI-test dataset"
  private static func measured(_ text: Substring) -> (dataset: String, metric: String)? {
    guard let place = text.place(of: " on "), case let metric = text[..<place.lowerBound].trimmed, isMetric(metric)
    else { return nil }
    // "Accuracy on the alphanumeric subset of ICDAR13"
    if let part = text.place(of: " subset of "), part.lowerBound > place.lowerBound,
      case let name = String(text[part.upperBound...]), KnownDatasets.has(name) || isAcronym(name)
    {
      return (name, String(metric))
    }
    // "Accuracy on the SCUT-EPT test subset (excluding wide images)"
    var rest = text[place.upperBound...]
    if rest.begins(with: "the ") { rest = rest.dropFirst(4) }
    if let part = rest.place(of: " test subset"), case let name = String(rest[..<part.lowerBound]), isAcronym(name) {
      return (name, String(metric))
    }
    guard
      let dataset = NamedDataset.inHeading(String(text)), KnownDatasets.has(dataset) || isAcronym(dataset)
    else { return nil }
    return (dataset, String(metric))
  }

  /// "SNLI-test", "MNLI mismatched": a set that is known, and a split of it.
  private static func halved(_ name: String) -> (name: String, split: String?) {
    guard let mark = name.utf8.lastIndex(where: { $0 == 0x2D || $0 == 0x20 }), case let set = name[..<mark],
      case let end = name[name.utf8.index(after: mark)...],
      ["test", "dev", "validation", "mismatched", "matched"].contains(end), KnownDatasets.has(set)
    else { return (name, nil) }
    return (String(set), String(end))
  }

  /// "WER @ Heronspeech test-clean": what stands behind the sign, and its split.
  private static func placed(_ text: Substring) -> (dataset: String, metric: String, split: String?)? {
    guard let place = text.place(of: " @ "), case let metric = text[..<place.lowerBound].trimmed, isMetric(metric)
    else { return nil }
    let words = text[place.upperBound...].spaced
    guard let name = words.first, words.count <= 2, KnownDatasets.has(name) || isAcronym(String(name)) else {
      return nil
    }
    let split = words.count == 2 ? String(words[1]) : nil
    return split.map(TableReading.isSplit) == false ? nil : (String(name), String(metric), split)
  }

  /// "F-measure (Harmonic mean of precision and recall on GULL2015)": a metric, and what its explanation says it was measured on.
  private static func explained(_ text: Substring) -> (dataset: String, metric: String)? {
    guard text.utf8.last == 0x29, let open = text.utf8.firstIndex(of: 0x28), case let metric = text[..<open].trimmed,
      isMetric(metric), let place = text[open...].place(of: " on "),
      case let name = text[place.upperBound...].dropLast().trimmed,
      !name.mentions(" "), KnownDatasets.has(name) || isAcronym(String(name))
    else { return nil }
    return (String(name), String(metric))
  }

  /// `H3WB`: one word with more than one capital, as no word of the language has.
  static func isAcronym(_ name: String) -> Bool {
    !name.mentions(" ") && name.utf8.count >= 3 && name.utf8.count { $0.isCapital } >= 2
      && !TableReading.isModelName(name)
  }

  /// "HumanEval Pass@1": a metric behind the name of a data set that is known. "COCO mAP" is one way to take the mean.
  private static func known(_ text: Substring) -> (dataset: String, metric: String)? {
    // "Multi NLI Accuracy"
    if let last = text.utf8.lastIndex(of: 0x20), case let name = text[..<last], name.utf8.contains(0x20),
      name.utf8.count <= 24, KnownDatasets.has(name), case let metric = text[text.utf8.index(after: last)...],
      isMetric(metric), !KnownDatasets.has(metric), name.spaced.last.map({ !MetricName($0).isKnown }) == true
    {
      return (String(name), String(metric))
    }
    guard let space = text.utf8.firstIndex(of: 0x20), KnownDatasets.has(text[..<space]) else { return nil }
    var rest = text[text.utf8.index(after: space)...].trimmed
    // "TruthfulQA (MC2) 10-shot"
    if rest.utf8.first == 0x28, let close = rest.utf8.firstIndex(of: 0x29) {
      rest = rest[rest.utf8.index(after: rest.startIndex)..<close].trimmed
    }
    guard !text.begins(with: "COCO"), MetricName(rest).isKnown, !KnownDatasets.has(rest) else { return nil }
    return (String(text[..<space]), String(rest))
  }

  /// "COCO val2017 box AP (person)": of a split of COCO with its year, as "COCO mAP" is a way to take the mean.
  private static func ofCOCO(_ text: Substring) -> (metric: String, split: String)? {
    guard text.begins(with: "COCO ") else { return nil }
    let words = text.split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[1].begins(with: "val20") || words[1].begins(with: "test20") || words[1] == "test-dev"
    else {
      return nil
    }
    let metric = (words[2].utf8.firstIndex(of: 0x28).map { words[2][..<$0] } ?? words[2]).trimmed
    return MetricName(metric).isKnown ? (String(metric), String(words[1])) : nil
  }

  /// "MNLI-m/mm": whether the matched and mismatched parts of MNLI are named.
  private static func isMatched(_ text: Substring) -> Bool {
    ["-m/mm", "-(m/mm)", " (m/mm)", " m/mm"].contains { text.utf8.count > $0.utf8.count && text.ends(withText: $0) }
  }

  private static let matched = ["m", "mm"]

  /// "F1/EM", "acc": nothing but metrics.
  private static func metrics(_ text: Substring) -> [String]? {
    let parts = text.split { $0 == "/" || $0 == "," }.map { $0.trimmed }
    guard !parts.isEmpty, parts.count <= 4, parts.allSatisfy(isMetric) else { return nil }
    return parts.map { String($0) }
  }

  private static func isMetric(_ text: Substring) -> Bool {
    let name = folded(text)
    return name.utf8.count <= 20 && !name.isEmpty && !vague.contains(name) && MetricName(folded: name).isKnown
  }

  /// "COCO", "PondNER" of "PondNER-testset", or "internal test set 2": a set by the words before it, which a split has not.
  static func set(_ text: Substring) -> String? {
    if KnownDatasets.has(text) { return String(text) }
    // "MS-GULL-100"
    if text.utf8.count(where: { $0.isCapital }) >= 3, text.utf8.contains(where: \.isDigit), text.utf8.contains(0x2D),
      !text.mentions(" "), text.utf8.allSatisfy({ $0.isCapital || $0.isDigit || $0 == 0x2D })
    {
      return String(text)
    }
    let words = folded(text).spaced
    if words.count == 2, ["testset", "devset"].contains(words[1]), text.utf8.first.map({ $0.isCapital }) == true {
      return String(text.dropLast(words[1].utf8.count + 1))
    }
    guard let set = words.lastIndex(of: "set"), set >= 2, words.count <= 5,
      words[(set + 1)...].allSatisfy({ $0.utf8.allSatisfy(\.isDigit) })
    else { return nil }
    return String(text)
  }

  /// "PondQuAD" of "QA (PondQuAD)": what a task was measured on.
  private static func set(ofTask text: Substring) -> String? {
    guard text.utf8.last == 0x29, let open = text.utf8.lastIndex(of: 0x28), open > text.startIndex,
      Tasks.isTask(text[..<open].trimmed), case let name = text[text.utf8.index(after: open)...].dropLast().trimmed,
      KnownDatasets.has(name) || isAcronym(String(name))
    else { return nil }
    return String(name)
  }

  /// "PondQuAD (Dev)": a data set with its split behind it.
  private static func parted(_ text: Substring) -> (name: String, split: String)? {
    guard text.utf8.last == 0x29, let open = text.utf8.lastIndex(of: 0x28), open > text.startIndex,
      case let split = String(text[text.utf8.index(after: open)...].dropLast()), split.utf8.count <= 12,
      TableReading.isSplit(split), case let name = text[..<open].trimmed, isPlain(name)
    else { return nil }
    return (String(name), split)
  }

  /// Whether what stands beside the metrics is a name, and no metric itself: "F1 (macro)" is one of its own.
  private static func isPlain(_ text: Substring) -> Bool {
    (!MetricName(text).isKnown || KnownDatasets.has(text)) && text.utf8.contains(where: \.isLetter)
      && !isCommon.contains(folded(text))
  }

  private static let vague = Lexicon<Bool>([
    "macro", "micro", "weighted", "steps", "samples", "gen", "len", "p", "r", "f", "fps",
  ])

  /// What is measured on, where no data set is named.
  private static let isCommon = Lexicon<Bool>([
    "test", "dev", "val", "validation", "train", "evaluation", "eval", "score", "scores", "result", "results", "ours",
    "performance", "metric", "metrics", "value", "quality", "average", "avg", "mean", "overall", "all", "median",
  ])

  /// What the values of a cell say of themselves by their order; nil where a cell has another number of them than names.
  func parts(_ count: Int) -> [(dataset: String?, metric: String?)]? {
    if count == configs.count, datasets.count == 1, metrics.count <= 1 {
      return configs.map { _ in (datasets[0], metrics.first) }
    }
    let most = max(datasets.count, metrics.count)
    // One value below two names is of both.
    if count < most { return [(joined(datasets), joined(metrics))] }
    guard count == most, datasets.count <= 1 || metrics.count <= 1 else { return nil }
    return (0..<count).map { index in
      (
        datasets.isEmpty ? nil : datasets[min(index, datasets.count - 1)],
        metrics.isEmpty ? nil : metrics[min(index, metrics.count - 1)]
      )
    }
  }

  private func joined(_ names: [String]) -> String? { names.isEmpty ? nil : names.joined(separator: "/") }
}

extension PrintedValue {
  /// All numbers of a cell that are set apart by slashes, or the first alone: a bracket holds a deviation or difference.
  var others: [PrintedValue] {
    guard rest.utf8.contains(0x2F), rest.utf8.first == 0x2F || rest.utf8.first == 0x29 else { return [self] }
    var values = [self]
    for part in rest.split(separator: "/").map({ $0.trimmed }) where part != ")" {
      guard let value = PrintedValue(part), value.rest.isEmpty || value.rest.begins(with: "±") else { return [self] }
      values.append(value)
    }
    return values
  }

  /// The number behind the first, as `91.5/89.0`, `95.0 (88.2)` and `(95.0) / 88.2` have it.
  var second: PrintedValue? {
    var rest = Substring(rest)
    if rest.utf8.first == 0x29 { rest = rest.dropFirst().trimmed }
    guard let first = rest.utf8.first, first == 0x2F || first == 0x28 && rest.utf8.last == 0x29 else { return nil }
    let text = rest.utf8.dropFirst()
    guard var value = PrintedValue(Substring(first == 0x28 ? text.dropLast() : text)), value.rest.isEmpty else {
      return nil
    }
    value.isPercent = value.isPercent || isPercent
    return value
  }
}
