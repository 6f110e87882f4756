import Extraction
import Records
import Stages
import Testing

/// Results that a corner, a sentence or a name among columns tells, where no heading does.
@Suite struct AnnouncedResultTests {
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.results(in: card, named: name)
  }

  @Test("a line that begins with \"On\" says where the numbers below it, as a configuration, were measured")
  func separation() {
    let card = """
      Results :

      On PondMix min test set :
      ```yaml
      si_sdr: 8.93
      si_sdr_imp: 12.29
      sdr: 9.55
      sir: 17.38
      sar_imp: -55.89
      stoi: 0.848
      ```
      """
    #expect(
      results(card) == [
        "8.93 PondMix si_sdr test -", "12.29 PondMix si_sdr_imp test -", "9.55 PondMix sdr test -",
        "17.38 PondMix sir test -", "-55.89 PondMix sar_imp test -", "0.848 PondMix stoi test -",
      ])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["PondMix"])
  }

  @Test("a data set with its metric in the corner is what all columns are parts of")
  func corner() {
    let card = """
      ## Evaluation

      | PondNER (F1) | bn | en | Average |
      |---|---|---|---|
      | Otter-base | 85.9 | 84.4 | 85.1 |
      | Otter-large | 86.8 | 85.0 | 85.9 |

      | PondQA (F1/EM) | dev | test |
      |---|---|---|
      | Otter-base | 84.3/72.9 | 73.9/58.3 |
      | Otter-large | 88.2/77.8 | 78.4/62.4 |
      """
    #expect(
      results(card, named: "river/otter-large") == [
        "0.868 PondNER F1 - bn", "0.85 PondNER F1 - en", "0.859 PondNER F1 - Average", "0.882 PondQA F1 dev -",
        "0.778 PondQA EM dev -", "0.784 PondQA F1 test -", "0.624 PondQA EM test -",
      ])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: card, named: "river/otter-large") == ["PondNER", "PondQA"])
    // Decibels are no metric.
    #expect(
      results(card.replacing("(F1)", with: "(dB)"), named: "river/otter-large").contains { $0.hasSuffix("EM test -") })
  }

  @Test("benchmarks below each other are results under any heading, and other columns are not")
  func benchmarks() {
    let card = """
      # Otter 3

      Some words on rivers.

      | Category | Benchmarks | Otter-3 | Heron-7B |
      |---|---|---|---|
      | Reasoning | LakeQA (5-shot) | 69.7 | 63.6 |
      | | TideBench | 72.1 | 59.6 |
      """
    #expect(results(card, named: "river/otter-3") == ["69.7 LakeQA - - 5-shot", "72.1 TideBench - - -"])
    #expect(results(card.replacing("Benchmarks", with: "Store"), named: "river/otter-3").isEmpty)
  }

  @Test("a sentence right above a table says that results follow, and a score over data sets is none of them")
  func sentence() {
    let card = """
      # Gull

      Here are its SCORES on two tasks:

      | Model | Score | pond | lakeqa |
      |---|---|---|---|
      | Gull | 72.3 | 83.0 | 91.4 |
      """
    #expect(
      results(card.replacing("SCORES", with: "scores")) == ["72.3 - Score - -", "83 pond - - -", "91.4 lakeqa - - -"])
    #expect(results(card.replacing("SCORES", with: "training sizes and scores")).isEmpty)
    #expect(results(card.replacing("SCORES on two tasks:", with: "scores. It swims well.")).isEmpty)
  }

  @Test("of the values of a cell the header tells splits or metrics, and brackets around one are nothing")
  func several() {
    let card = """
      ## Results

      | Data | F1 (dev / test) | ROUGE-1 / ROUGE-2 / ROUGE-L |
      |---|---|---|
      | lake | (82.7) / 81.3 | 20.0 / 7.4 / 18.1 |
      """
    #expect(
      results(card) == [
        "0.827 lake F1 dev -", "0.813 lake F1 test -", "20 lake ROUGE-1 - -", "7.4 lake ROUGE-2 - -",
        "18.1 lake ROUGE-L - -",
      ])
    let unnamed = """
      ## Results

      | Dataset | C4 | HugeOtter |
      |---|---|---|
      | lake | 45.2/22.1/37.0 | 47.2 (1.5) |
      | pond | 43.9/21.2/40.8 | 44.2/- |
      """
    #expect(
      CardFacts.values(Predicate.evaluation, in: unnamed)
        == ["45.2", "22.1", "37", "47.2", "43.9", "21.2", "40.8", "44.2"])
  }

  @Test("what had to be a header is a row, and a corner that was left out is put back")
  func headers() {
    let pairs = "## Results\n\n| Exact Match | 47.4% |\n|---|---|\n| F1 | 61.2% |\n"
    #expect(results(pairs) == ["0.474 - Exact Match - -", "0.612 - F1 - -"])
    #expect(results("## Results\n\n| Month | 47.4 |\n|---|---|\n| May | 3.5 |\n").isEmpty)
    let report =
      "## Results\n\n|precision | recall | f1-score |support|\n|---|---|---|---|---|\n|yes | 0.95 | 0.94 | 0.93 | 120 |\n"
    #expect(results(report) == ["0.95 - precision - yes", "0.94 - recall - yes", "0.93 - f1-score - yes"])
  }

  @Test("errors with a unit stay as printed, and differences and chances are no results")
  func units() {
    let card = """
      ## Accuracy

      | Model | Mean absolute error | MPJPE on H3WB | accuracy p-value | Variation | Accuracy |
      |---|---|---|---|---|---|
      | auk | 5.4 | 0.056 | 0.007 | 1.4 | 91.5 |
      """
    #expect(results(card) == ["5.4 - Mean absolute error - -", "0.056 H3WB MPJPE - -", "0.915 - Accuracy - -"])
    #expect(results("## Accuracy\n\n| Word error rate |\n|---|\n| 5.4 |\n") == ["0.054 - Word error rate - -"])
  }

  @Test("a column that ends in this model holds its values")
  func thisModel() {
    let card = """
      ## Results

      | Task | Heron | Auk-Large (This Model) |
      |---|---|---|
      | LakeNER | 71.9 | 77.1 |
      | LakePOS | 88.6 | 98.3 |
      """
    #expect(results(card, named: "river/auk-large") == ["77.1 LakeNER - - -", "98.3 LakePOS - - -"])
  }

  @Test("below Metric and Value a percentage or decibels are a result, whatever it is called")
  func specification() {
    let card = """
      ## Specification

      | Metric | Value |
      |---|---|
      | Share of right reads | 98.5% |
      | Gain on noise | 8.3 dB |
      | Sparsity | 60% |
      | Source framework | PyTorch |
      """
    #expect(results(card) == ["0.985 - Share of right reads - -", "8.3 - Gain on noise - -"])
  }

  @Test(
    "a number behind one letter is no size, a version may have a zero, and the whole label may be spelled in the name")
  func names() {
    func rows(_ labels: [String], _ name: String) -> [String] {
      let rows = labels.enumerated().map { "| \($0.element) | 0.\($0.offset + 1) |\n" }.joined()
      return CardFacts.values(
        Predicate.evaluation, in: "## Results\n\n| Model | Accuracy |\n|---|---|\n" + rows, named: name)
    }
    #expect(rows(["Plover-Tiny", "Plover-Mini"], "river/ripple_uncased_L-12_H-512") == ["0.1", "0.2"])
    #expect(rows(["OttBERT v1", "OttBERT v2"], "river/ottbert-v2.0-lake") == ["0.2"])
    #expect(rows(["GPT-2 poem", "GPT-2 news"], "river/gpt-2-text-news") == ["0.2"])
    #expect(rows(["GPT-2 poem", "GPT-2 large"], "river/gpt-2-text-large") == ["0.1", "0.2"])
  }

  @Test("a program printed a result below its code, with the data set before the metric")
  func output() {
    let card = "# Knot\n\n## Demonstration\n\n#### CETUC\n\n    CETUC WER: 0.4684\n"
    #expect(results(card) == ["0.4684 CETUC WER - -"])
    #expect(results(card.replacing("CETUC WER", with: "Test WER")).isEmpty)
    #expect(results(card.replacing("CETUC WER", with: "CETUC time")).isEmpty)
  }

  @Test("a Dice score is told in a sentence, and a range of thresholds is no value")
  func dice() {
    #expect(results("This model achieves a mean Dice score of 0.82.\n") == ["0.82 - mean Dice - -"])
    #expect(results("For reference, the PSNR of bicubic upsampling is 26.8 dB.\n").isEmpty)
    #expect(results("It achieves a good mean, averaged over IoU of 0.5:0.95.\n").isEmpty)
    #expect(results("# Results\n\n- Validation Dice score = 0.85\n") == ["0.85 - Validation Dice score - -"])
  }

  @Test("code that its author forgot to end ends where a heading says that something else begins")
  func openFence() {
    let card =
      "# Ruff\n\n```python\nimport ruff\nruff.run()\n\n### Training hyperparameters\n\n- learning_rate: 2e-05\n- seed: 42\n"
    #expect(CardFacts.found(Predicate.hyperparameter, in: card) == ["0.00002 @9", "42 @10"])
    let closed = card + "```\n"
    #expect(CardFacts.found(Predicate.hyperparameter, in: closed).isEmpty)
    #expect(
      CardFacts.found(Predicate.hyperparameter, in: card.replacing("### Training", with: "# Training")).isEmpty)
  }

  @Test("the last row of a log is on the data set of the results that were listed, for the metrics of the list")
  func logged() {
    let card = """
      # Otter

      This model is a fine-tuned version of heron on the GLUE RIVER dataset.
      It achieves the following results on the evaluation set:
      - Loss: 0.71
      - Accuracy: 0.92

      It was also tested on LakeQA.

      ## Training results

      | Training Loss | Epoch | Step | Validation Loss | Accuracy | Kappa |
      |---|---|---|---|---|---|
      | 0.5 | 1.0 | 10 | 0.72 | 0.91 | 0.5 |
      """
    #expect(
      results(card).filter { !$0.contains(" evaluation ") } == [
        "0.72 GLUE RIVER Validation Loss - -", "0.91 GLUE RIVER Accuracy - -", "0.5 - Kappa - -",
      ])
  }

  @Test("ranks that grow are the settings of their rows, and the last sentence above may name the metric")
  func ranks() {
    let card = """
      ## Performance

      | Top-K Passages | LakeQA Dev | LakeQA Test |
      |---|---|---|
      | 1 | 54.2 | 54.4 |
      | 5 | 72.1 | 72.3 |
      | 20 | 81.3 | 81.5 |
      """
    #expect(
      results(card) == [
        "54.2 LakeQA - Dev 1", "54.4 LakeQA - Test 1", "72.1 LakeQA - Dev 5", "72.3 LakeQA - Test 5",
        "81.3 LakeQA - Dev 20", "81.5 LakeQA - Test 20",
      ])
    let long = String(
      repeating: "Otters were asked about all the rivers that they know, and so were herons. ", count: 4)
    let told =
      "## Performance\n\n\(long)Performance is given as accuracy in percent.\n\n| Dataset | Heron | This model |\n|---|---|---|\n| LakeQA | 91 | 98.5 |\n| PondQA | 81 | 88.5 |\n"
    #expect(results(told) == ["0.985 LakeQA accuracy - -", "0.885 PondQA accuracy - -"])
  }

  @Test("below a line that says what results are on, columns are its parts, and devices are none")
  func placed() {
    let card = """
      # Otter

      Results on PondPose val set with boxes

      | Arch | Head | Knee | Total | GPUs |
      |---|---|---|---|---|
      | otter | 86.5 | 77.5 | 80.1 | 4 |
      """
    #expect(results(card) == ["86.5 PondPose - - Head", "77.5 PondPose - - Knee", "80.1 PondPose - - Total"])
  }

  @Test("the line above a table tells more closely than the heading what results are on, and both name a data set")
  func placedBelowHeading() {
    func card(_ line: String) -> String {
      "# Otter\n\n## Results and Models\n\n### COCO-Pond Dataset\n\n\(line)\n\n| Arch | AP |\n|---|---|\n| otter | 0.865 |\n"
    }
    let closer = card("Result on COCO-Pond v1.0 val & test set, computed with boxes.")
    #expect(CardFacts.results(in: closer) == ["0.865 COCO-Pond v1.0 AP test -"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: closer) == ["COCO-Pond v1.0", "COCO-Pond"])
    #expect(CardFacts.results(in: card("Results on Lake val set")) == ["0.865 COCO-Pond AP - -"])
  }

  @Test("data without a name is told by whose it is")
  func own() {
    let card =
      "## Results\n\nOn private dataset (email, chat), computed on words:\n\n| entity | f1 |\n|---|---|\n| PER | 0.88 |\n"
    #expect(CardFacts.results(in: card) == ["0.88 private dataset f1 - PER"])
    #expect(CardFacts.found(Predicate.evaluatedOn, in: card) == ["private dataset @3"])
  }

  @Test("of a share in percent one need not know what was counted, and what a paper says of others is not this model's")
  func share() {
    let card = "## Evaluation\n\n```python\npredict(load('a.wav'))\n```\n\n**Test Result**: 40 %\n"
    #expect(CardFacts.results(in: card) == ["0.4 - - test -"])
    #expect(CardFacts.results(in: card.replacing("40 %", with: "40")).isEmpty)
    let paper = "In the paper the authors mentioned that otter-base achieves 84.5 EM and 90.8 F1.\n"
    #expect(CardFacts.results(in: "## Results\n\n" + paper).isEmpty)
    let new = "In particular, Otter achieves a new SOTA 80.0% top-1 accuracy on ImageNet.\n"
    #expect(CardFacts.results(in: "# Otter\n\n" + new) == ["0.8 ImageNet top-1 accuracy - -"])
  }

  @Test("the heading of results may have a split and a language behind the data set, and their values end sentences")
  func headed() {
    let card = "## XNLI DEV (german)\nAccuracy: 85.5.\n"
    #expect(CardFacts.results(in: card) == ["0.855 XNLI Accuracy - -"])
    #expect(CardFacts.found(Predicate.evaluatedOn, in: card) == ["XNLI @1"])
  }

  @Test("what a set of was used, or loaded to train with, was measured on")
  func sets() {
    let split = "## Results\n\n1. The validation set of Gull400 we used consists of [these](https://x.org) videos.\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: split) == ["Gull400"])
    let loaded = """
      This model was fine-tuned for classification using the gull_songs dataset loaded using the `nlp` library.
      The best score the model achieved on this task was 0.56, as measured by the eval set accuracy.
      """
    #expect(CardFacts.found(Predicate.evaluatedOn, in: loaded) == ["gull_songs @1"])
  }

  @Test("what stands before a metric tells which one it is, and what a title is of has its split apart")
  func kinds() {
    let text =
      "This model achieves on COCO 2017 validation a box AP (average precision) of **40.2** and a segmentation AP of **31.9**.\n"
    #expect(
      CardFacts.findings(Predicate.evaluation, in: "## Results\n\n" + text).compactMap {
        $0.qualifiers["metric"]?.string
      } == ["box AP", "segmentation AP"])
    let title =
      "Results on COCO val2017 with detector having human AP of 56.4\n\n| Arch | AP |\n|---|---|\n| otter | 0.673 |\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: title) == ["COCO"])
  }

  @Test("below a benchmark of many tasks the rows are its tasks")
  func tasks() {
    let card =
      "### IndicGLUE\n\n| Task | mBERT | Otter (This Model) |\n|---|---|---|\n| Article Genre Classification | 88.6 | 98.30 |\n| Section Title Prediction | 71.9 | 77.17 |\n"
    #expect(
      CardFacts.results(in: "## Evaluation results\n\n" + card) == [
        "0.983 IndicGLUE - - Article Genre Classification", "0.7717 IndicGLUE - - Section Title Prediction",
      ])
  }

  @Test("domains that are data sets are what was measured on")
  func domains() {
    let card = "## Perplexity scores\n\n| Domain | Perplexity |\n|---|---|\n| Wikipedia | 26.1 |\n| Legal | 37.2 |\n"
    #expect(CardFacts.results(in: card) == ["26.1 Wikipedia Perplexity - -", "37.2 Legal Perplexity - -"])
  }
}
