import Records

/// What a document says, in the form of the labelled cards: one JSON line per document.
///
/// ```json
/// {"doc":"a/README.md","facts":[{"lines":[2,2],"p":"model.license","raw":"mit","v":"mit"}]}
/// ```
/// Only what the labelling guide knows is told, each statement once. With their origin, facts say who found them (`x`) and how
/// sure that is (`c`), and what two extractors found stands twice.
public struct FactLine: Sendable {
  public let json: JSON

  public init(doc: String, _ reading: Reading, withOrigin: Bool = false) {
    var seen: Set<JSON> = []
    var facts: [JSON] = []
    for finding in reading.findings where finding.polarity == .asserted && Self.isLabelled(finding.predicate) {
      guard let value = finding.value else { continue }
      // A name beside `license: other` is the licence.
      let predicate = finding.predicate == Predicate.licenseName ? Predicate.license : finding.predicate
      var fact: [String: JSON] = ["p": .string(predicate), "v": value, "raw": .string(finding.raw)]
      if let first = finding.span.lineStart, let last = finding.span.lineEnd {
        fact["lines"] = .array([.number(first), .number(last)])
      }
      var qualifiers = finding.qualifiers
      // The guide names metrics and data sets of a model-index by their types.
      if let type = qualifiers["metric_type"] { qualifiers["metric"] = type }
      if let type = qualifiers["dataset_type"] { qualifiers["dataset"] = type }
      if !qualifiers.isEmpty { fact["q"] = .object(qualifiers.object) }
      if withOrigin {
        fact["x"] = .string(finding.extractor.name)
        fact["c"] = PrintedNumber("\(finding.confidence)").map { .number($0) }
      }
      if seen.insert(.object(fact)).inserted { facts.append(.object(fact)) }
    }
    json = ["doc": .string(doc), "facts": .array(facts)]
  }

  /// The line, without its end.
  public var bytes: [UInt8] { json.json }

  private static func isLabelled(_ predicate: String) -> Bool {
    labelled.contains(predicate) || predicate.begins(with: "section.")
  }

  private static let labelled: Set<String> = [
    Predicate.license, Predicate.licenseName, Predicate.language, Predicate.task, Predicate.library,
    Predicate.baseModel,
    Predicate.trainedOn, Predicate.evaluatedOn, Predicate.paramsTotal, Predicate.flops, Predicate.inputSize,
    Predicate.paper, Predicate.codeRepo, Predicate.hyperparameter, Predicate.hardware, Predicate.duration,
    Predicate.emissions, Predicate.evaluation, Predicate.latency,
  ]
}

/// The facts of a document as one line of JSON; see `FactLine`.
public func factLine(doc: String, _ reading: Reading) -> String {
  String(decoding: FactLine(doc: doc, reading).bytes, as: UTF8.self)
}
