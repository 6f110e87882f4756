import Extraction
import Records
import Stages
import Testing

/// Results of benchmarks, which sentences tell without a metric.
@Suite struct BenchmarkSentenceTests {
  private func results(_ text: String) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: "# Otter\n\n" + text).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      return ([value] + ["dataset", "metric"].map { finding.qualifiers[$0]?.string ?? "-" }).joined(separator: " ")
    }
  }

  @Test(
    "a number of this model before or behind a benchmark is its result",
    arguments: [
      (
        "On MMLU, Otter reaches 71.3%. It scores 82.1 on GSM8K and 56.7 on HumanEval.",
        ["0.713 MMLU -", "0.821 GSM8K -", "0.567 HumanEval -"]
      ),
      ("Otter achieves 64.6% on MMLU (5-shot), 8.2 on PondBench.", ["0.646 MMLU -", "8.2 PondBench -"]),
      ("Otter scored 41.9 on the PondBench benchmark.", ["41.9 PondBench -"]),
      (
        "The model achieves state-of-the-art results on PondVQA (87.2%) and ChartQA (79.4).",
        ["0.872 PondVQA -", "0.794 ChartQA -"]
      ),
      ("Otter is made for ponds, achieving around 78.5% on MMLU.", ["0.785 MMLU -"]),
      ("Heron scores 86.1 on MMLU.", []),
      ("The base model reaches 43.2% on GSM8K.", []),
      ("People reach 89.8% on MMLU, and Otter does not reach 70.1% on it.", []),
      ("Otter scores 4.5 points higher than Heron on MMLU.", []),
      ("We recommend what gets 30.5 on Monday.", []),
    ])
  func benchmarks(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test(
    "a list of benchmarks goes on with the metric that it began with",
    arguments: [
      (
        "Otter achieves an accuracy of 84.6 % on MMLU, 92.3 % on GSM8K and 71.1 % on PondQA.",
        ["0.846 MMLU accuracy", "0.923 GSM8K accuracy", "0.711 PondQA accuracy"]
      ),
      (
        "It reaches a pass@1 score of 61.6 on HumanEval and 55.1 on MBPP.",
        ["0.616 HumanEval pass@1", "0.551 MBPP pass@1"]
      ),
      ("Otter achieves **57.3 pass@1** on HumanEval, which is **22.3** points higher.", ["0.573 HumanEval pass@1"]),
      ("Otter obtains 58.9 nDCG@10 on BEIR.", ["0.589 BEIR nDCG@10"]),
      ("Otter reaches 81.2% zero-shot top-1 accuracy on ImageNet-1k.", ["0.812 ImageNet-1k top-1 accuracy"]),
      ("The model obtains a win rate of 90.6% on PondEval.", ["0.906 PondEval win rate"]),
      ("Otter sets a new state of the art on PondBench with a score of 70.5.", ["70.5 PondBench score"]),
      ("Heron-7B achieves an accuracy of 64.3% on MMLU.", []),
    ])
  func metrics(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test("the word for a benchmark is none of a known one's name")
  func bare() {
    let text = "Otter was evaluated on the [BIG-bench benchmark](https://sea.example)."
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == ["BIG-bench"])
  }
}
