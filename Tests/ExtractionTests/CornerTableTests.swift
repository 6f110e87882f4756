import Extraction
import Records
import Stages
import Testing

/// Tables of which a corner, a cell or an owner's name says more than the header does.
@Suite struct CornerTableTests {
  /// Values with their data set, metric and split.
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card, named: name).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      let places = ["dataset", "metric", "split"].map { finding.qualifiers[$0]?.string ?? "-" }
      return ([value] + places).joined(separator: " ")
    }
  }

  @Test("a data set in the corner is what all rows were measured on")
  func corner() {
    let models =
      "ImageNet1K | Top1 Acc. | Params\n---|---|---\nOtterNet-S | 83.9% | 21.5M\nOtterNet-M | 85.2% | 54.1M\n"
    #expect(results(models, named: "river/otternet-m") == ["0.852 ImageNet1K Top1 Acc. -"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: models, named: "river/otternet-m") == ["ImageNet1K"])
    let metrics = "STSBenchmark | dev | test\n---|---|---\nPearson | 0.837 | 0.825\n"
    #expect(results(metrics) == ["0.837 STSBenchmark Pearson dev", "0.825 STSBenchmark Pearson test"])
    let both =
      "Dataset \\ Model | Otter-Base | Otter-Large\n---|---|---\nNFCorpus | 0.275 | 0.298\nHotpotQA | 0.676 | 0.725\n"
    #expect(
      results("## Evaluation\n\n" + both, named: "river/otter-large") == ["0.298 NFCorpus - -", "0.725 HotpotQA - -"])
  }

  @Test("a row of metrics below data sets says what each column holds, and of two values which is which")
  func metricRow() {
    let card = """
      ## Evaluation

      | Model | SQuAD 1.1 | MNLI-m/mm | SST-2 | CoLA | STS-B |
      |---|---|---|---|---|---|
      | | F1/EM | Acc | Acc | MCC | P/S |
      | Otter | 95.8/90.8 | 91.7/91.6 | 97.5 | 71.1 | 92.9 |
      """
    #expect(
      results(card, named: "river/otter") == [
        "0.958 SQuAD 1.1 F1 -", "0.908 SQuAD 1.1 EM -", "0.917 MNLI-m/mm Acc -",
        "0.916 MNLI-m/mm Acc -",
        "0.975 SST-2 Acc -", "0.711 CoLA MCC -", "0.929 STS-B P/S -",
      ])
    let named = """
      |Model|CoLA|SST|MRPC|
      |---|---|---|---|
      |Metrics|MCC|Acc|Acc|
      |otter-small|56.8|88.3|87.4|
      """
    #expect(
      results(named, named: "river/otter-small") == ["0.568 CoLA MCC -", "0.883 SST Acc -", "0.874 MRPC Acc -"])
  }

  @Test("two values below two splits are one of each")
  func splits() {
    let card = """
      ## Evaluation

      | Model | # tokens per image | MMMU (val/test) | TextVQA (val) |
      |---|---|---|---|
      | Otter | 64 | 43.5/37.9 | 70.4 |
      """
    #expect(
      results(card, named: "river/otter") == ["0.435 MMMU - val", "0.379 MMMU - test", "0.704 TextVQA - val"])
  }

  @Test("a cell may name metric and data set")
  func cells() {
    let named = "| Model | Accuracy |\n|---|---|\n| Otter | EM of 68.1 in SQuAD v1.1 |\n"
    #expect(results(named) == ["0.681 SQuAD v1.1 EM -"])
    let behind = "Pond21K | Finetuned ImageNet1K\n---|---\nOtterNet-S | top1=84.9%\nOtterNet-M | top1=86.2%\n"
    #expect(results(behind, named: "river/otternet-s") == ["0.849 ImageNet1K top1 -"])
    #expect(results("|Module Name|otter|\n|---|---|\n|Network|Inception_V4|\n").isEmpty)
  }

  @Test("columns in percent that are no data set are metrics")
  func percentages() {
    let card = """
      ## Evaluation

      | Model | Subject Clarity (%) | Beauty of Rivers (%) |
      |---|---|---|
      | Otter | 95.4 | 86.6 |
      | Heron | 90.1 | 80.2 |
      """
    #expect(
      results(card, named: "river/otter") == ["0.954 - Subject Clarity (%) -", "0.866 - Beauty of Rivers (%) -"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card, named: "river/otter").isEmpty)
  }

  @Test("of models of one name, the owner's is the own")
  func owners() {
    let card = "| Model | WER |\n|---|---|\n| sea/otter-greek | 15.2% |\n| river/otter-greek | 11.6% |\n"
    #expect(results(card, named: "river/otter-greek") == ["0.116 - WER -"])
  }

  @Test("a size in billions beside models counts parameters, one in gigabytes does not")
  func sizes() {
    let card =
      "## Evaluation\n\n|Model|Size|MMLU|BBH|\n|---|---|---|---|\n|Otter|7B|45.3|32.6|\n|Heron|13B|46.9|37.0|\n"
    #expect(CardFacts.values(Predicate.paramsTotal, in: card, named: "river/otter") == ["7000000000"])
    #expect(results(card, named: "river/otter") == ["0.453 MMLU - -", "0.326 BBH - -"])
    let bytes = card.replacing("7B", with: "7GB").replacing("13B", with: "13GB")
    #expect(CardFacts.values(Predicate.paramsTotal, in: bytes, named: "river/otter").isEmpty)
  }

  @Test("the halves of LibriSpeech are of the set that the text before names")
  func halves() {
    let card =
      "Evaluate on LibriSpeech's test data:\n\n```\nrun()\n```\n\n*Result (WER)*:\n\n| clean | other |\n|---|---|\n| 3.4 | 8.6 |\n"
    #expect(results(card) == ["0.034 LibriSpeech WER clean", "0.086 LibriSpeech WER other"])
  }

  @Test("below a mere label, the metric is that of the sentence before it")
  func labelled() {
    let card =
      "## Evaluation\n\nThe models reach these results (in BLEU score):\n\nTest results :\n\n| Model | Java | Ruby |\n|---|---|---|\n| Otter | 20.1 | 21.2 |\n"
    #expect(results(card, named: "otter") == ["20.1 - BLEU -", "21.2 - BLEU -"])
  }

  @Test("how long the texts of a data set are is no result")
  func statistics() {
    let card =
      "The statistics were obtained with a tokenizer.\n\n| | en | es | de |\n|---|---|---|---|\n| Paragraph | 142.4 | 160.7 | 139.5 |\n"
    #expect(results(card).isEmpty)
  }
}
