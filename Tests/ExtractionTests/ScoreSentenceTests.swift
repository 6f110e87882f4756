import Extraction
import Records
import Stages
import Testing

/// Results that sentences tell by a score or a rate, or with the data set far from the metric.
@Suite struct ScoreSentenceTests {
  private func results(_ card: String) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      return ([value] + ["dataset", "metric"].map { finding.qualifiers[$0]?.string ?? "-" }).joined(separator: " ")
    }
  }

  @Test(
    "a score or rate is a result where a data set stands behind it",
    arguments: [
      ("Otter has achieved an average score of 65.1 on OpenPond, over 11 sets.", ["65.1 OpenPond average score"]),
      ("It swims, achieving a **700+ score on OtterBench, surpassing Heron**.", ["700 OtterBench score"]),
      ("Otter obtains an average score of 81.8 on GLUE.", ["0.818 GLUE average score"]),
      (
        "It achieves **10.3%** drowning rate on Deep PondBench, lower than Heron.",
        ["0.103 Deep PondBench drowning rate"]
      ),
      ("It achieves a learning rate of 0.5 on Monday.", []),
      ("It has an F1 score of 65.1 on OpenPond.", ["0.651 OpenPond F1"]),
    ])
  func scores(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test(
    "the data set may lead the sentence behind a description, or stand before the verb",
    arguments: [
      ("On the 200-class ILSVRC2013 detection dataset, Otter's mAP is 31.4%.", ["0.314 ILSVRC2013 mAP"]),
      ("The top-1 accuracy of Otter101_32x16d on ImageNet reaches 84.24%.", ["0.8424 ImageNet top-1 accuracy"]),
      ("See as well the [base version of this model](x) with an F1 of 0.893.", []),
    ])
  func places(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test("results that a picture shows were evaluated on what is named above it")
  func pictured() {
    let card = "## Evaluation\n\nResults on TextVQA, PondVQA and OtterBench.\n\n![a picture](x.png)\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["TextVQA", "PondVQA", "OtterBench"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card.replacing("Evaluation", with: "News")).isEmpty)
  }
}
