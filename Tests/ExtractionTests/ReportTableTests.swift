import Extraction
import Records
import Stages
import Testing

/// Tables whose columns are neither models nor data sets.
@Suite struct ReportTableTests {
  /// Values with what qualifies them.
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card, named: name).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      let place = ["dataset", "metric", "config", "split", "model"].compactMap { name in
        finding.qualifiers[name]?.string.map { "\(name)=\($0)" }
      }
      return "\(value) \(place.joined(separator: " "))"
    }
  }

  @Test("a report by class has a class a row, and its support is no percentage")
  func classes() {
    let card = """
      ## Results

      | | precision | recall | f1-score | support |
      |---|---|---|---|---|
      | otter | 0.95 | 0.91 | 0.93 | 12500 |
      | accuracy | | | 0.92 | 25000 |
      | macro avg | 0.92 | 0.92 | 0.92 | 25000 |
      """
    #expect(
      results(card) == [
        "0.95 metric=precision config=otter", "0.91 metric=recall config=otter", "0.93 metric=f1-score config=otter",
        "0.92 metric=accuracy", "0.92 metric=precision config=macro avg",
        "0.92 metric=recall config=macro avg", "0.92 metric=f1-score config=macro avg",
      ])
  }

  @Test("the split in brackets behind a data set's name is none of the name")
  func bracketed() {
    let card = """
      ## Results

      | Model | LakeSent<br/>(acc) | PondQuAD (Dev)<br/>(EM/F1) | Gulls (2020)<br/>(F1) |
      |---|---|---|---|
      | otter | 91.2 | 84.9 / 93.0 | 74.5 |
      """
    #expect(
      results(card) == [
        "0.912 dataset=LakeSent metric=acc", "0.849 dataset=PondQuAD metric=EM split=Dev",
        "0.93 dataset=PondQuAD metric=F1 split=Dev", "0.745 dataset=Gulls (2020) metric=F1",
      ])
  }

  @Test("a header counts for the columns that it spans, over metrics and over the parts of a set")
  func spanned() {
    let rule = "\n|---|---|---|---|---|\n"
    let metrics =
      "## Results\n\n| Model | LakeQA | | PondQA | |\(rule)| | EM | F1 | EM | F1 |\n| otter | 81.1 | 88.2 | 44.1 | 52.9 |\n"
    #expect(
      results(metrics) == [
        "0.811 dataset=LakeQA metric=EM", "0.882 dataset=LakeQA metric=F1", "0.441 dataset=PondQA metric=EM",
        "0.529 dataset=PondQA metric=F1",
      ])
    let parts =
      "## Results\n\n| Judge | HHH ALIGNMENT | | | POND JUDGEMENTS |\(rule)| | Help . | Harm . | Total | Humans |\n"
      + "| otter | 84.75 | 84.48 | 84.62 | 59.5 |\n"
    #expect(
      results(parts) == [
        "84.75 dataset=HHH ALIGNMENT config=Help .", "84.48 dataset=HHH ALIGNMENT config=Harm .",
        "84.62 dataset=HHH ALIGNMENT config=Total", "59.5 dataset=POND JUDGEMENTS config=Humans",
      ])
    #expect(CardFacts.found(Predicate.evaluatedOn, in: parts) == ["HHH ALIGNMENT @3", "POND JUDGEMENTS @3"])
    // What stands below nothing is no part of what is beside it.
    let beside = "## Results\n\n| Model | LakeQA | |\n|---|---|---|\n| otter | 81.1 | |\n| heron | 80.2 | |\n"
    #expect(results(beside).count == 2)
  }

  @Test("the score beside a benchmark's sets is of the benchmark that the line above names")
  func benchmark() {
    let table = "| Model | Score | CoLA | RTE |\n|---|---|---|---|\n| otter | 71.2 | 27.8 | 61.8 |\n"
    let card = "## Results\n\nHere are the corresponding GLUE scores on the test set:\n\n" + table
    #expect(results(card).first == "71.2 dataset=GLUE metric=Score split=test")
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["GLUE", "CoLA", "RTE"])
    #expect(results("## Results\n\n" + table).first == "71.2 metric=Score")
    let label = "## Results\n\nGlue test results:\n\n" + table
    #expect(CardFacts.values(Predicate.evaluatedOn, in: label) == ["Glue", "CoLA", "RTE"])
  }

  @Test("the metric that is listed with the data is that of the results beside the list")
  func listedMetric() {
    let table =
      "#### Results\n\nThe scores:\n\n| Task | en | fr | ar |\n|---|---|---|---|\n| | 91.3 | 82.91 | 81.24 |\n"
    let list =
      "## Evaluation\n\n#### Testing data\n\n- **Dataset:** [Pond](https://pond.io)\n  - **Metrics:** Accuracy\n\n"
    #expect(results(list + table).first?.contains("0.913") == true)
    #expect(results(list + table).first?.contains("metric=Accuracy") == true)
    let both = list + "- **Dataset:** Lake\n  - **Metrics:** F1\n\n"
    #expect(results(both + table).first?.contains("metric") == false)
  }

  @Test("a note below a table tells what its values are on, where it is known")
  func noted() {
    let table = "## Checkpoints\n\n| Model | size | mAP |\n|---|---|---|\n| otter | 640 | 45.7 |\n\n"
    let note = "- **mAP** values are for single-model single-scale on [COCO](https://cocodataset.org) dataset.\n"
    #expect(results(table + note) == ["0.457 dataset=COCO metric=mAP"])
    #expect(results(table + note.replacing("values are", with: "is")) == ["0.457 metric=mAP"])
    #expect(results(table + "## Notes\n\n" + note) == ["0.457 metric=mAP"])
  }

  @Test("a known set of several words stands before its metrics")
  func before() {
    let card =
      "## Results\n\n| Model | SQUAD 1.1 F1/EM | Multi NLI Accuracy |\n|---|---|---|\n| otter | 91.0/84.3 | 86.05 |\n"
    #expect(
      results(card) == [
        "0.91 dataset=SQUAD 1.1 metric=F1", "0.843 dataset=SQUAD 1.1 metric=EM",
        "0.8605 dataset=Multi NLI metric=Accuracy",
      ])
    let ranked = "## Results\n\n| Metric | Value |\n|---|---|\n| Market-1501 rank@1 accuracy | 94.8% |\n"
    #expect(results(ranked) == ["0.948 dataset=Market-1501 metric=rank@1 accuracy"])
  }

  @Test("a part of a data set that is set as code above a table is what its results are of")
  func coded() {
    let table = "\n\n|rule_collar|DER|\n|---|---|\n|th0.3|32.42|\n|th0.4|30.26|\n"
    let card = "# RESULTS\n\n### DER\n\n`dev_river_2_ns2`" + table
    #expect(results(card).first == "0.3242 dataset=dev_river_2_ns2 metric=DER config=th0.3")
    #expect(results(card.replacing("dev_river_2_ns2", with: "otter_river")).first == "0.3242 metric=DER config=th0.3")
  }

  @Test("values that are printed with their deviation are results, though nothing above says so")
  func deviations() {
    let card = """
      # otteruito-base

      It comes in two sizes.

      | model | bird speech | song analysis |
      |---|---|---|
      | otteruito-base | 0.801 ± 0.010 | 0.707 ± 0.004 |
      | gull | 0.790 ± 0.012 | 0.701 ± 0.012 |
      """
    #expect(
      results(card, named: "river/otteruito-base") == [
        "0.801 dataset=bird speech model=otteruito-base", "0.707 dataset=song analysis model=otteruito-base",
      ])
    #expect(results(card.replacing(#/ ± 0.0\d\d/#, with: ""), named: "river/otteruito-base").isEmpty)
  }

  @Test("beside what kind of benchmark it is, the only column of values may be called as this model is")
  func alone() {
    let card = """
      ### Results

      | Category | Benchmark | Gull-L |
      |---|---|---|
      | Patch | PCAMP | 95.3 |
      | | MHISTO | 85.8 |
      """
    #expect(results(card, named: "river/gull-l") == ["95.3 dataset=PCAMP", "85.8 dataset=MHISTO"])
    #expect(results(card, named: "river/otter").isEmpty)
  }

  @Test("metrics that are told of a part of a data set are rows of it, also where no row is a metric alone")
  func parts() {
    let card = """
      ## Specification

      | Metric | Value |
      |---|---|
      | Accuracy on the printed subset of GULL13 | 0.89 |
      | Accuracy on the printed subset of GULL15 | 0.73 |
      | Text location requirements | Tight crop |
      """
    #expect(results(card) == ["0.89 dataset=GULL13 metric=Accuracy", "0.73 dataset=GULL15 metric=Accuracy"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["GULL13", "GULL15"])
    #expect(results(card.replacing("Accuracy on the printed subset", with: "The owner of a subset")).isEmpty)
    let noted = """
      | Metric | Value |
      |---|---|
      | AP @ [ IoU=0.50:0.95 ] | 0.254 (internal test set) |
      | GFlops | 0.786 |
      """
    #expect(results(noted) == ["0.254 dataset=internal test set metric=AP @ [ IoU=0.50:0.95 ]"])
    let headed =
      "### Results on COCO val2017 dataset\n\n| Model | AP |\n|---|---|\n| otter | 0.677 |\n| otter-l | 0.7 |\n"
    #expect(results(headed).map { $0.contains("dataset=COCO ") } == [true, true])
    let long = """
      | Metric | Value |
      |---|---|
      | Accuracy on OTTER-HW test subset (excluding images wider than 2000px after they are resized to a height of 96px) | 75.31% |
      """
    #expect(results(long) == ["0.7531 dataset=OTTER-HW metric=Accuracy"])
    let labelled = """
      Dataset: Pond Speech Commands Test Set

      | Metric | Value |
      |---|---|
      | Accuracy | 0.958 |
      """
    #expect(results(labelled) == ["0.958 dataset=Pond Speech Commands metric=Accuracy split=test"])
  }

  @Test("a report by class is one without its support, too, by the averages at its end")
  func unsupported() {
    let card = """
      ## Results

      | | precision | recall | f1-score |
      |---|---|---|---|
      | otter | 0.95 | 0.91 | 0.93 |
      | accuracy | | | 0.92 |
      | macro avg | 0.92 | 0.92 | 0.92 |
      """
    #expect(results(card).contains("0.92 metric=accuracy"))
    #expect(!results(card).contains { $0.contains("config=accuracy") })
    let plain = card.replacing("macro avg", with: "heron")
    #expect(results(plain).contains("0.92 metric=f1-score config=accuracy"))
  }

  @Test("models stand below a word for their configurations, and a data set raised behind a metric")
  func configurations() {
    let card = """
      ## Results

      | Config | Input Size | NME<sup><br>(Pond8) | FLOPS<sup><br>(G) |
      |---|---|---|---|
      | [otter-s](./otter-s.py) | 256x192 | 1.67 | 0.652 |
      | [otter-m](./otter-m.py) | 256x192 | 1.59 | 1.119 |
      """
    #expect(
      results(card) == ["1.67 dataset=Pond8 metric=NME model=otter-s", "1.59 dataset=Pond8 metric=NME model=otter-m"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["Pond8"])
    let sizes = CardFacts.findings(Predicate.inputSize, in: card)
    #expect(sizes.map { $0.qualifiers["model"]?.string } == ["otter-s", "otter-m"])
    let links = card.replacing("[otter-s](./otter-s.py)", with: "[config](./otter-s.py)")
    #expect(CardFacts.findings(Predicate.inputSize, in: links).isEmpty)
  }

  @Test("beside the model its forms in integers are its own, and no others")
  func integers() {
    let card = """
      # OtterNet

      ## Models

      | Model | Opset version | Top-1 accuracy (%) |
      |---|---|---|
      | OtterNet | 12 | 56.27 |
      | OtterNet-int8 | 12 | 56.22 |
      | OtterNet-qdq | 12 | 56.25 |
      | HeronNet-int8 | 12 | 50.11 |
      """
    #expect(
      results(card, named: "river/otternet") == [
        "0.5627 metric=Top-1 accuracy (%) model=OtterNet", "0.5622 metric=Top-1 accuracy (%) model=OtterNet-int8",
        "0.5625 metric=Top-1 accuracy (%) model=OtterNet-qdq",
      ])
  }

  @Test("columns that name tools or halves of a test set are no data sets")
  func tools() {
    let tools = """
      ## Eval results

      The evaluation metric is accuracy.

      | | **s3prl** | **transformers** |
      |---|---|---|
      | **test** | `0.9529` | `0.9532` |
      """
    let halves = """
      ## Evaluation

      *Result (WER)*:

      | "clean" | "other" |
      |---|---|
      | 2.8 | 6.3 |
      """
    #expect(results(tools) == ["0.9529 metric=accuracy config=s3prl", "0.9532 metric=accuracy config=transformers"])
    #expect(results(halves) == ["0.028 metric=WER split=\"clean\"", "0.063 metric=WER split=\"other\""])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: tools + halves).isEmpty)
  }

  @Test("values in decibels are read, and metrics below splits are of no model")
  func decibels() {
    let card = """
      ## Accuracy

      | Metric | Value |
      |---|---|
      | SSIM | 0.90 |
      | PSNR | 26.99dB |

      ## Evaluation

      | metric | dev | test |
      |---|---|---|
      | f1 | 95.1 | 91.3 |
      """
    #expect(
      results(card) == [
        "0.9 metric=SSIM", "26.99 metric=PSNR", "0.951 metric=f1 split=dev", "0.913 metric=f1 split=test",
      ])
  }

  @Test("results in an object on one line are read")
  func object() {
    let card = """
      ## Results

      ```
      {"f1": 79.81, "exact_match": 55.14, "total": 812}
      ```

      - {'exact_match': 65.02, 'f1': 81.66}
      """
    #expect(
      results(card).sorted() == [
        "0.5514 metric=exact_match", "0.6502 metric=exact_match", "0.7981 metric=f1", "0.8166 metric=f1",
      ])
  }

  @Test("a report that a program printed is a table, whose classes may be numbers")
  func printedReport() {
    let card = """
      ## Evaluation results

      ```
                    precision    recall  f1-score   support

                 0     0.95      0.96      0.94      1900
         big otter     0.91      0.92      0.90      1900

          accuracy                         0.93      3800
      ```
      """
    #expect(
      CardFacts.results(in: card) == [
        "0.95 - precision - 0", "0.96 - recall - 0", "0.94 - f1-score - 0", "0.91 - precision - big otter",
        "0.92 - recall - big otter", "0.9 - f1-score - big otter", "0.93 - accuracy - -",
      ])
    #expect(CardFacts.results(in: card.replacing("support", with: "hours")).isEmpty)
  }

  @Test("the last row of a log that a program printed holds results")
  func printedLog() {
    let card = """
      ## Training

      ```
      Step   Training Loss  Validation Loss  F1
      500    0.250          0.140            0.765

      1000   0.076          0.117            0.823
      ```
      """
    #expect(CardFacts.results(in: card) == ["0.117 - Validation Loss - -", "0.823 - F1 - -"])
    #expect(CardFacts.results(in: card.replacing("  F1\n", with: "\n")).isEmpty)
  }

  @Test("a table in a block of code is read, where it is one, and rates beside each other are in percent together")
  func fencedTable() {
    let card = """
      ## Results

      ```
      ### WER

      |dataset|Corr|Del|Err|
      |---|---|---|---|
      |pond/test_clean|97.9|0.2|2.3|
      ```
      """
    #expect(
      CardFacts.results(in: card) == [
        "0.979 pond/test_clean Corr - -", "0.002 pond/test_clean Del - -", "0.023 pond/test_clean Err - -",
      ])
    #expect(CardFacts.results(in: card.replacing("|97.9|", with: "|97.9|1|")).isEmpty)
    let wide = "| Model | WER | CER |\n|---|---|---|\n| Otter | 0.12 | 0.04 |\n"
    #expect(CardFacts.results(in: wide) == ["0.12 - WER - -", "0.04 - CER - -"])
  }

  @Test("neither how many samples there are is a result nor how many were read in a second")
  func samples() {
    let card = "## Results\n\n| Language | Number of text samples | F1 |\n|---|---|---|\n| Otter | 560,000 | 0.5 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.5"])
    let rows = "## Results\n\n| Metric | Value |\n|---|---|\n| eval_samples | 818 |\n| eval_f1 | 0.5 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: rows + "| eval_samples_per_second | 23.5 |\n") == ["0.5"])
  }

  @Test(
    "of two rows of one name, the one that says 'ours' is the model's, and a number sign before a metric is no name")
  func ours() {
    let card = """
      # otter-small

      ## Results

      | Model | # F1 |
      |---|---|
      | Otter-Small | 91.2 |
      | Otter-Small (ours) | 90.3 |
      | Heron | 88.1 |
      """
    #expect(CardFacts.results(in: card, named: "river/otter-small") == ["0.903 - F1 - -"])
  }

  @Test("how many joints are in their place is printed in percent, and what others reported is no result")
  func joints() {
    let card = """
      ## Results on GullTrack2018 val

      | Arch | Head | Shou | Elb | Wri | Total |
      |---|---|---|---|---|---|
      | heron | 86.5 | 87.7 | 82.5 | 75.8 | 81.2 |
      """
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.865", "0.877", "0.825", "0.758", "0.812"])
    let halves = """
      Results on Sub-GullTrack dataset

      The models are pre-trained on Pondtrack only. No test-time augmentation is used.

      - Normalized by Wing Size

      | Split | Arch | Input Size | Head | Sho | Elb | Wri | Mean | ckpt |
      |---|---|---|---|---|---|---|---|---|
      | Sub1 | [heron](/heron_sub1.py) | 368x320 | 96.1 | 91.9 | 81.0 | 78.9 | 89.5 | [ckpt](https://a.org/c) |
      | Average | heron | 368x320 | 97.4 | 93.5 | 81.5 | 77.9 | 89.8 | - |
      """
    let results = CardFacts.results(in: halves)
    #expect(results.count == 10)
    #expect(results.first == "0.961 Sub-GullTrack - Sub1 Head")
    #expect(results.last == "0.898 Sub-GullTrack - Average Mean")
    #expect(CardFacts.values(Predicate.inputSize, in: halves) == ["[368,320]", "[368,320]"])
    let reference = "## Results\n\n| Arch | top1 acc | reference top1 acc |\n|---|---|---|\n| heron | 73.44 | 67.2 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: reference) == ["0.7344"])
  }
}
