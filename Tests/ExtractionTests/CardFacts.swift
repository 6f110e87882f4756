import Extraction
import Records
import Stages

/// What is found in a card that a test has written: predicate's values with their first lines, or the findings.
enum CardFacts {
  static func found(_ predicate: String, in card: String, named name: String? = nil) -> [String] {
    read(Array(card.utf8), as: .card, named: name).findings.filter { $0.predicate == predicate }
      .map {
        "\($0.value?.text ?? $0.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil") @\($0.span.lineStart ?? 0)"
      }
  }

  static func values(_ predicate: String, in card: String, named name: String? = nil) -> [String] {
    read(Array(card.utf8), as: .card, named: name).findings.filter { $0.predicate == predicate }
      .map { $0.value?.text ?? $0.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil" }
  }

  static func findings(_ predicate: String, in card: String, named name: String? = nil) -> [Finding] {
    read(Array(card.utf8), as: .card, named: name).findings.filter { $0.predicate == predicate }
  }

  /// The values of results with their data set, metric, split and setting.
  static func results(in card: String, named name: String? = nil) -> [String] {
    findings(Predicate.evaluation, in: card, named: name).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      let places = ["dataset", "metric", "split", "config"].map { finding.qualifiers[$0]?.string ?? "-" }
      return ([value] + places).joined(separator: " ")
    }
  }
}
