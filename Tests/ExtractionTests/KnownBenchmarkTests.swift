import Extraction
import Records
import Stages
import Testing

/// Tables of benchmarks that everyone knows, of which the cards need not say how they are measured.
@Suite struct KnownBenchmarkTests {
  /// Values with their data set, metric, split and setting.
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card, named: name).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      let places = ["dataset", "metric", "split", "config"].map { finding.qualifiers[$0]?.string ?? "-" }
      return ([value] + places).joined(separator: " ")
    }
  }

  @Test("a percentage whose metric nothing tells is kept as it is printed, and the total is no data set")
  func scores() {
    let card = """
      ## Results

      | Dataset | Task Type | Score |
      |---|---|---|
      | MedSTS | Similarity | 84.5 (0.6) |
      | Total | Mean | 73.8 (0.2) |
      """
    #expect(results(card) == ["84.5 MedSTS Score - Similarity", "73.8 Total Score - Mean"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["MedSTS"])
  }
}
