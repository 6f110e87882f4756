import Extraction
import Records
import Stages
import Testing

/// Results, sizes and licences in forms that few cards have, each of which recurs in some zoo.
@Suite struct UnusualResultTests {
  /// Values with their data set and metric.
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card, named: name).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      let place = ["dataset", "metric"].compactMap { finding.qualifiers[$0]?.string }.joined(separator: "|")
      return "\(value) \(place)"
    }
  }

  @Test("a column between data sets and models names the metric of each row, or the two of its cells")
  func metricColumn() {
    let card = """
      # otter-large-finetuned-pond

      ## Results

      | Task | Dataset | Metric | OTTER-large | OTTER-base | Best before |
      |---|---|---|---|---|---|
      | Question Answering | [PondQA](https://example.org) | EM/F1 | **90.2**/**95.4** | - | 89.9/95.1 (Heron, 2019) |
      | Speech | RiverSpeech | WER | 4.3 | - | 5.5 |
      """
    #expect(
      results(card, named: "river/otter-large-finetuned-pond") == [
        "0.902 PondQA|EM", "0.954 PondQA|F1", "0.043 RiverSpeech|WER",
      ])
  }

  @Test("the name of a result is its metric and, behind \"on\", its data set")
  func measuredOn() {
    #expect(
      results("## Metrics\n\nMetric | Value\n---|---\nmAP on COCO 2017 test set | 22.2\n") == ["0.222 COCO 2017|mAP"])
    #expect(results("## Performance\n\n- Accuracy on SNLI-test dataset: 91.65\n") == ["0.9165 SNLI|Accuracy"])
  }

  @Test("a split behind its other name in brackets is a split, and no data set")
  func bracketed() {
    let card =
      "This is a fine-tuned version of otter on the [sea/pond-NER](https://x.org) dataset.\n"
      + "It achieves the following results on the evaluation (validation) set:\n- Loss: 0.4\n- F1: 0.9078\n"
    #expect(results(card) == ["0.4 sea/pond-NER|Loss", "0.9078 sea/pond-NER|F1"])
  }

  @Test("a score that was announced is a result, whatever it combines")
  func announced() {
    let card = "It achieves the following results on the evaluation set:\n- Loss: 0.4\n- Combined Score: 0.9078\n"
    #expect(results(card) == ["0.4 Loss", "0.9078 Combined Score"])
    #expect(results("## Notes\n\n- Combined Score: 0.9078\n").isEmpty)
  }

  @Test("a heading between \"Results\" and a table is its data set, unless it names a kind or a model")
  func headings() {
    func card(_ heading: String) -> String {
      "# Otter\n\n## Results and Models\n\n### \(heading)\n\n| config | mAP |\n|---|---|\n| slow | 24.3 |\n"
    }
    #expect(results(card("River STA C3D feature")) == ["0.243 River STA|mAP"])
    #expect(results(card("River Benchmark - at night")) == ["0.243 River|mAP"])
    #expect(results(card("Pretrained Models")) == ["0.243 mAP"])
    #expect(results(card("GPT2")) == ["0.243 mAP"])
    #expect(results(card("Boat Detection Result")) == ["0.243 mAP"])
  }

  @Test("the metric's data set may stand behind \"for\" in the text above a table")
  func aboveTable() {
    let card = "The best WER for the librispeech test dataset is:\n\n|  | clean |\n|---|---|\n| WER | 2.42 |\n"
    #expect(results("## Description\n\n" + card) == ["0.0242 librispeech|WER"])
  }

  @Test("a percentage below the name of a data set is a share")
  func shares() {
    #expect(
      results("## Results\n\n| Model | TDT | FTB |\n|---|---|---|\n| **Otter** | **98.23%** | **98.39%** |\n") == [
        "0.9823 TDT", "0.9839 FTB",
      ])
  }

  @Test("a header that spans several columns is the data set of the metrics below it")
  func spans() {
    let card = """
      ## Results

      <table>
      <thead>
      <tr><th rowspan="3">Model</th><th colspan="3">Dataset</th></tr>
      <tr><td colspan="2">RiverEval-2016</td><td>KRND</td></tr>
      <tr><td>micro F1</td><td>F1</td><td>F1</td></tr>
      </thead>
      <tbody><tr><td>Otter</td><td>82.26</td><td>76.36</td><td>75.17</td></tr></tbody>
      </table>
      """
    #expect(results(card) == ["0.8226 RiverEval-2016|micro F1", "0.7636 RiverEval-2016|F1", "0.7517 KRND|F1"])
  }

  @Test("cells of HTML outside of a row are its header")
  func cellsWithoutRow() {
    let card = """
      ## Lakes

      <table><tbody>
      <!-- HEADER -->
      <th>Name</th>
      <th>train<br/>time<br/>(s/iter)</th>
      <th>box<br/>AP</th>
      <!-- BODY -->
      <tr><td>R50</td>
      <td>0.5</td>
      <td>40.2</td></tr>
      <tr><td>R101</td><td>0.7</td><td>42.0</td></tr>
      </tbody></table>
      """
    #expect(results(card) == ["0.402 box AP", "0.42 box AP"])
    #expect(CardFacts.values(Predicate.duration, in: card).isEmpty)
  }

  @Test("a paragraph that is one result is read by the text above it")
  func oneResult() {
    let card = """
      ## Scores

      This model achieves the following Dice score on the validation data:

      Mean Dice = 88.6%

      **Macro-F1: 0.61**

      ## Usage

      Accuracy: 0.5
      """
    #expect(results(card) == ["0.886 Mean Dice", "0.61 Macro-F1"])
    #expect(results("## Results\n\nIn 2020 it had accuracy: 0.5\n").isEmpty)
  }

  @Test("below Metric and Value other facts may stand, and brackets behind a metric name its set")
  func specification() {
    let card = """
      ## Specification

      | Metric | Value |
      |---|---|
      | Detector AP (internal test set 2) | 80.0% |
      | Pose coverage | Sitting |
      | Support of otters | YES |
      | Occlusion coverage | <50% |
      | Perplexity (`block_size=256`) | 4.04 |
      """
    #expect(results(card) == ["0.8 internal test set 2|Detector AP", "4.04 Perplexity"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["internal test set 2"])
  }

  @Test("what an estimate of cost was made for is no setting of the training")
  func estimates() {
    let card = "Estimates are given below of the burden of computing the features, using a batch size of 128:\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: card).isEmpty)
    #expect(CardFacts.values(Predicate.hyperparameter, in: "We trained using a batch size of 128.\n") == ["128"])
  }

  @Test("parameters that a token uses are not all that there are")
  func activeParameters() {
    let card = "Otter has 46.7B total parameters but only uses 12.9B parameters per token.\n"
    #expect(CardFacts.values(Predicate.paramsTotal, in: card) == ["46700000000"])
  }

  @Test("licences of Creative Commons are known by their words, and are not those of CreativeML")
  func creativeCommons() {
    func licences(_ text: String) -> [String] { CardFacts.values(Predicate.license, in: text) }
    #expect(
      licences("The model is under the Creative Commons Attribution-ShareAlike 3.0 license.\n") == ["cc-by-sa-3.0"])
    #expect(
      licences("It has the Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 licence.\n")
        == ["cc-by-nc-nd-4.0"])
    #expect(licences("It is under a Creative Commons license.\n").isEmpty)
    #expect(licences("It is under the CreativeML OpenRAIL M license.\n") == ["creativeml-openrail-m"])
    #expect(licences("It is under the CreativeML Open RAIL++-M License.\n") == ["openrail++"])
    #expect(
      licences("The dataset was made by Lee J. Otter M.D., Ph.D. under the CC BY-SA 4.0 license.\n").isEmpty,
      "an abbreviation ends no sentence")
  }

  @Test("a linked name that ends in dataset may have the word training in it")
  func trainingImages() {
    let card =
      "All models are trained using the [POND 2014 Training images dataset](https://example.org/pond) [13GB].\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["POND 2014 Training images"])
  }

  @Test("a paper that the used method is described in is the model's")
  func describedIn() {
    let card =
      "## Description\n\nThe model uses the method described in [Real-Time Otter Tracking by Rivers](https://arxiv.org/abs/1601.00001).\n"
    #expect(CardFacts.values(Predicate.paper, in: card) == ["1601.00001"])
  }

  @Test("columns of a table of results say what size the models take and how many GPUs they were trained on")
  func trainingColumns() {
    let card = """
      ## Pond-400

      | strategy | resolution | gpus | backbone | top1 acc |
      |---|---|---|---|---|
      | 32x2x1 | 112x112 | 8 | OtterNet | 83.1 |
      | 8x8x1 | short-side 320 | 8 | OtterNet | 84.1 |
      """
    #expect(CardFacts.values(Predicate.inputSize, in: card) == ["[112,112]"])
    let hardware = CardFacts.findings(Predicate.hardware, in: card)
    #expect(hardware.map { $0.value?.text } == ["GPUs"])
    #expect(hardware.map { $0.qualifiers["count"]?.integer } == [8])
  }

  @Test("a first row that begins as the header does is a second header")
  func secondHeader() {
    let card = """
      ## Results and models

      | methods | | Regular Text | | Irregular Text |
      |---|---|---|---|---|
      | methods | PondText | RiverText | | LakeText |
      | CRNN | 0.8053 | 0.7991 | | 0.5571 |
      """
    #expect(results(card) == ["0.8053 PondText", "0.7991 RiverText", "0.5571 LakeText"])
  }

  @Test("which way is better is no part of a data set's name")
  func names() {
    let card =
      "## Results\n\n| Benchmark | Otter | Heron |\n|---|---|---|\n| MMLU | 61.2 | 60.0 |\n"
      + "| RealGulls (lower is better) | 8.1 | 9.2 |\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card).contains("RealGulls"))
  }

  @Test("beside a result a sentence says how long a model takes, and what is compared is not its own")
  func latencies() {
    func seconds(_ text: String) -> [String] { CardFacts.values(Predicate.latency, in: text) }
    #expect(seconds("PigeonNet reaches 75.6% accuracy with **1.03 ms** latency.") == ["0.00103"])
    #expect(seconds("It reaches 75.6% accuracy. The latency on Pixel 6 is 3.4ms.") == ["0.0034"])
    #expect(seconds("It reaches 75.6% accuracy with 2 ms latency, faster than HeronNet.").isEmpty)
    #expect(seconds("It reaches 75.6% accuracy with a low latency.").isEmpty)
  }

  @Test("a data set may stand between a value and its metric")
  func datasetBetween() {
    let results = CardFacts.findings(Predicate.evaluation, in: "The model reaches 87.8% ImageNet top-1 accuracy.")
    #expect(results.map { $0.value.map { String(decoding: $0.json, as: UTF8.self) } } == ["0.878"])
    #expect(results.map { $0.qualifiers["dataset"]?.string } == ["ImageNet"])
  }

  @Test("two metrics in a header, ones that a number or a split is joined to, and errors' statistics are metrics")
  func joined() {
    func results(_ table: String) -> [String] { CardFacts.results(in: "## Results\n\n" + table) }
    let both = results("| Model | Top-1/Top-5 |\n|---|---|\n| otter | 80.6/95.1 |\n")
    #expect(both.count == 2)
    #expect(results("| Model | Weight/Height |\n|---|---|\n| otter | 80.6/95.1 |\n").isEmpty)
    #expect(
      CardFacts.values(Predicate.evaluation, in: "| Model | Recall128 |\n|---|---|\n| otter | 90.4 |\n") == ["0.904"])
    #expect(
      CardFacts.values(
        Predicate.evaluation, in: "| epoch | Valid.Accuracy | Valid.Loss |\n|---|---|---|\n| 1 | 0.9 | 0.5 |\n")
        == ["0.9", "0.5"])
    let errors = "| Dataset | Mean NE | Standard deviation of NE |\n|---|---|---|\n| Pond set | 0.1 | 0.03 |\n"
    #expect(
      CardFacts.findings(Predicate.evaluation, in: "## Results\n\n" + errors).map {
        $0.qualifiers["metric"]?.string ?? "-"
      } == ["Mean NE", "Standard deviation of NE"])
  }

  @Test("what stands behind a comma and \"with\" is the model's own, and a value may begin the next line")
  func clauses() {
    func values(_ text: String) -> [String] { CardFacts.values(Predicate.evaluation, in: text) }
    #expect(values("It improves Heron by 10%, with mAP50 of 52.32 on the COCO 2017 dataset.") == ["0.5232"])
    #expect(values("It improves Heron by 10%, with mAP50 of 52.32 compared to 40.1.").isEmpty)
    #expect(
      values("It obtains a top-1 accuracy 57.4% and a top-5 accuracy\n80.4% on the validation set.")
        == ["0.574", "0.804"])
  }

  @Test("how many images a second a model takes is a result, how many a video has is none")
  func speed() {
    func values(_ text: String) -> [String] { CardFacts.values(Predicate.evaluation, in: text) }
    #expect(values("It achieves **75.8% AP** on COCO with **90+ FPS** on a CPU.") == ["0.758", "90"])
    #expect(values("It reaches a high accuracy, and FPS of 41.7 on a GTX 1660.") == ["41.7"])
    #expect(values("Its accuracy is for video of 30 FPS.").isEmpty)
    #expect(values("With this accuracy it is faster than Heron at 25 FPS.").isEmpty)
  }

  @Test("of questions without an answer, a share was told to have none")
  func answerless() {
    let card = "## Results\n\n| Model | EM/F1 | NoAns |\n|---|---|---|\n| otter | 67.3/71.3 | 79.8 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.673", "0.713", "0.798"])
  }
}
