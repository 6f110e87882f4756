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
      ("I submitted predictions, and the overall GLUE score was **80.2**.", ["0.802 GLUE GLUE score"]),
      ("It achieves a learning rate of 0.5 on Monday.", []),
      ("It has an F1 score of 65.1 on OpenPond.", ["0.651 OpenPond F1"]),
      ("It reached an F1-score of 0.78 on OpenPond.", ["0.78 OpenPond F1-score"]),
    ])
  func scores(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test(
    "a percentage in brackets is of the metric or the data set right before it",
    arguments: [
      ("A vanilla otter achieves the best accuracy (87.8%) among all of them.", ["0.878 - accuracy"]),
      (
        "It reaches state-of-the-art accuracy on Gull-100 (91.7%), Flowers (98.8%), and 3 other data sets.",
        ["0.917 Gull-100 accuracy", "0.988 Flowers accuracy"]
      ),
      ("It achieves strong results on GULL (71.2%) and HERON (80.4%).", ["0.712 GULL -", "0.804 HERON -"]),
      ("It achieves strong results on GULL (71.2%).", ["0.712 GULL -"]),
      ("It is better than Heron on GULL (71.2%) and TERN (3.1%).", []),
      ("Otters live on Skye (91.7%) and Mull (3.2%).", []),
    ])
  func bracketed(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test(
    "the data set may lead the sentence behind a description, or stand before the verb",
    arguments: [
      ("On the 200-class ILSVRC2013 detection dataset, Otter's mAP is 31.4%.", ["0.314 ILSVRC2013 mAP"]),
      ("The top-1 accuracy of Otter101_32x16d on ImageNet reaches 84.24%.", ["0.8424 ImageNet top-1 accuracy"]),
      ("See as well the [base version of this model](x) with an F1 of 0.893.", []),
      ("PondST-2 test results for en-it (BLEU score): 22.7", ["22.7 PondST-2 BLEU"]),
      ("All test results for en-it (BLEU score): 22.7", ["22.7 - BLEU"]),
    ])
  func places(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test(
    "a line lists metrics with their values, or tells of what its only one is",
    arguments: [
      ("Accuracy: 0.93, F1: 0.92", ["0.93 - Accuracy", "0.92 - F1"]),
      ("Validation accuracy = 0.93 | perplexity = 3.4", ["0.93 - accuracy", "3.4 - perplexity"]),
      ("Error rate: 6.7% on the PondLingua development dataset", ["0.067 PondLingua Error rate"]),
      ("- MRR @10: 0.423 on Dev.", ["0.423 - MRR @10"]),
      ("- accuracy => 0.73", ["0.73 - accuracy"]),
      ("- Accuracy - 0.73", ["0.73 - Accuracy"]),
      ("- Accuracy: 77.3%\n- F1: 0.73", ["0.773 - Accuracy", "0.73 - F1"]),
      ("$$Loss = 0.5 \\times HeronLoss + 0.3 \\times GullLoss$$", []),
    ])
  func listed(text: String, expected: [String]) { #expect(results("# Otter\n\n## Results\n\n" + text) == expected) }

  @Test("a version alone stands for the data set that was named with it")
  func versioned() {
    let card = "Lower-cased and tuned on the PondQA v1.1 training set (93.2% F1, 87.2% EM on the v1.1 dev set)."
    #expect(results(card) == ["0.932 PondQA v1.1 F1", "0.872 PondQA v1.1 EM"])
  }

  @Test("results that a picture shows were evaluated on what is named above it")
  func pictured() {
    let card = "## Evaluation\n\nResults on TextVQA, PondVQA and OtterBench.\n\n![a picture](x.png)\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["TextVQA", "PondVQA", "OtterBench"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card.replacing("Results", with: "More")).isEmpty)
  }

  @Test(
    "the words of a metric may be two, and a split may stand before it",
    arguments: [
      ("Otter is fine-tuned on PondNews, with 0.945 test accuracy.", ["0.945 - accuracy"]),
      ("Our best model achieved 92.3% development set accuracy.", ["0.923 - accuracy"]),
      ("It was tuned on notes of sailors, reaching 82% of accuracy.", ["0.82 - accuracy"]),
      ("It achieved 90% classification accuracy.", ["0.9 - accuracy"]),
      ("Model attained a Rouge1 score of 31.2 and RougeL score of 24.5.", ["31.2 - Rouge1", "24.5 - RougeL"]),
      ("We report on a 20% evaluation set (accuracy, recall).", []),
      ("The model achieved an accuracy of 93.2% and F1-macro of 91.02%.", ["0.932 - accuracy", "0.9102 - F1-macro"]),
      ("The model is from epoch 9 with Matthews Correlation of 66.77.", ["0.6677 - Matthews Correlation"]),
      ("It achieved an evaluation loss of 1.798.", ["1.798 - loss"]),
      ("River-IF achieves a zero-shot FID-30K score of `6.66` on the COCO dataset.", ["6.66 COCO FID-30K"]),
      ("See whether it achieves an F1 of 60.1.", []),
      ("It has an F-score of 0.82 on PondNER.", ["0.82 PondNER F-score"]),
      ("On a corpus of 30.000 tokens it shows an F-measure of ~87%.", ["0.87 - F-measure"]),
      ("Finetuning on PondQA v1.1 yields an F-1 score of 94.1%.", ["0.941 PondQA v1.1 F-1"]),
      ("The model has a word error rate of 12.3% on the test set.", ["0.123 - word error rate"]),
      ("The test set loss was 2.80 .", ["2.8 - loss"]),
      ("In pretraining the masked accuracy reached 77.4%, as opposed to 74.2% before.", ["0.774 - accuracy"]),
      ("This model has 80% accuracy.", ["0.8 - accuracy"]),
      ("This model has a 5% accuracy gain.", []),
      ("This river has a loss of water.", []),
    ])
  func names(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test(
    "a comparison behind a value leaves it what it is",
    arguments: [
      ("The evaluation accuracy is 66% (vs. the random-chance baseline of 14%).", ["0.66 - accuracy"]),
      ("The evaluation accuracy is higher than 66%.", []),
      ("The model achieves an overall accuracy on the test set equal to 82%.", ["0.82 - accuracy"]),
    ])
  func comparisons(text: String, expected: [String]) { #expect(results(text) == expected) }

  @Test("what a score was measured by was measured on the data set that was loaded")
  func loaded() {
    let card = """
      It was tuned using the pond_reviews dataset loaded using the `nlp` library. The best score the model achieved was \
      0.87, as measured by the eval set accuracy.
      """
    #expect(results(card) == ["0.87 pond_reviews accuracy"])
    #expect(results(card.replacing("loaded", with: "found")) == ["0.87 - accuracy"])
    let correlation = card.replacing("set accuracy", with: "set pearson correlation")
    #expect(results(correlation) == ["0.87 pond_reviews pearson correlation"])
  }

  @Test("items of a list may have nothing between a metric and its value, and say what it is made of")
  func items() {
    let card = """
      ## Results

      - Accuracy 0.912
      - F1-score (micro) 0.93
      - Squad 2.0
      - recall@3: 0.4088 (419 / 1025)
      - precision: 0.5 (see below)
      """
    #expect(results(card) == ["0.912 - Accuracy", "0.93 - F1-score (micro)", "0.4088 - recall@3"])
  }

  @Test("a mean beside its deviation is a share where its metric is, as is a recall at any rank")
  func means() {
    let card = """
      ## Results

      | Model | NER - F1 (mean ± std) | R@100 | CF1 |
      |---|---|---|---|
      | Otter | 91.9 ± 0.3 | 89.2 | 88.1 |
      """
    #expect(results(card) == ["0.919 - NER - F1 (mean ± std)", "0.892 - R@100", "0.881 - CF1"])
  }

  @Test("what is achieved behind a comparison is the model's")
  func achieving() {
    let card = "# Otter\n\nIt outperforms Heron and the state of the art, achieving an accuracy of `91.2` on GULL.\n"
    #expect(CardFacts.results(in: card) == ["0.912 GULL accuracy - -"])
    let other = "# Otter\n\nIt outperforms Heron, which had an accuracy of 91.2 on GULL.\n"
    #expect(CardFacts.results(in: other).isEmpty)
  }

  @Test(
    "a share that a model achieves on a benchmark needs no metric, and one of another model is its",
    arguments: [
      ("Otter achieves 84.5% on GSM8K and 62.1% on HumanEval.", ["0.845 GSM8K - - -", "0.621 HumanEval - - -"]),
      ("It scores 70.2 on MMLU, and swims.", ["0.702 MMLU - - -"]),
      ("It scores better than Heron, which achieves 84.5% on GSM8K.", []),
      ("It achieves 84.5% on a good day.", []),
    ])
  func shares(text: String, expected: [String]) {
    #expect(CardFacts.results(in: "# Otter\n\n## Evaluation\n\n" + text) == expected)
  }
}
