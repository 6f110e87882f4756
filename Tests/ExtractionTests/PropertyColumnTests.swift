import Extraction
import Records
import Stages
import Testing

/// What tables tell of a model beside its results, and results among a model's other properties.
@Suite struct PropertyColumnTests {
  private func hardware(_ card: String) -> [String] {
    CardFacts.findings(Predicate.hardware, in: card).map {
      "\($0.value?.string ?? "-")*\($0.qualifiers["count"].map { String(decoding: $0.json, as: UTF8.self) } ?? "")"
    }
  }

  @Test(
    "a column of GPUs is what each row was trained on, unless speeds stand beside it",
    arguments: [
      ("Release | Test WER | GPUs", "03-21 | 9.5 | 2xV100 32GB", ["V100 32GB*2"]),
      ("gpus | backbone | top1 acc", "8 | otter | 83.0", ["GPUs*8"]),
      ("GPUs | tokens/s", "8 | 1200", []),
      ("GPUs | accuracy", "many | 83.0", []),
    ])
  func gpus(header: String, row: String, expected: [String]) {
    let rule = header.split(separator: "|").map { _ in "---" }.joined(separator: "|")
    #expect(hardware("## Results\n\n| \(header) |\n|\(rule)|\n| \(row) |\n") == expected)
  }

  @Test("an indicator is letters with a number directly behind them")
  func indicators() {
    let card = "|Module Name|otter|\n|---|---|\n|Data Indicators|SAD77.96|\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["77.96"])
    #expect(
      CardFacts.values(Predicate.evaluation, in: card.replacing("Data Indicators", with: "指标")) == ["77.96"])
    #expect(
      CardFacts.values(Predicate.evaluation, in: card.replacing("SAD77.96", with: "v2021-02-26")).isEmpty)
  }

  @Test("GOps are operations, too")
  func operations() {
    let card = "## Specification\n\n| Metric | Value |\n|---|---|\n| GOps | 1.5 |\n| Source framework | Otter |\n"
    #expect(CardFacts.values(Predicate.flops, in: card) == ["1500000000"])
    // What features of a batch take is none of the model's.
    let features = "| input size | feature memory | flops |\n|---|---|---|\n| 224 x 224 | 5 GB | 262 GFLOPs |\n"
    #expect(CardFacts.values(Predicate.flops, in: features).isEmpty)
    let own = features.replacing("feature memory", with: "memory")
    #expect(CardFacts.values(Predicate.flops, in: own) == ["262000000000"])
  }

  @Test("models below a heading of settings and results have both")
  func settingsAndResults() {
    let card = """
      ### Hyperparameters and Validation Perplexity

      | Model Name | Batch Size | Validation Perplexity |
      |---|---|---|
      | otter-1 | 512 | 153.38 |
      | otter-2 | 1024 | 134.18 |
      """
    #expect(CardFacts.results(in: card, named: "river/otter-2") == ["134.18 - Validation Perplexity - -"])
    #expect(
      CardFacts.results(in: card.replacing(" and Validation Perplexity\n", with: "\n"), named: "river/otter-2").isEmpty)
  }

  @Test("the split behind the name of a data set is none of it, where results and training are told in columns")
  func splits() {
    let card = """
      ## Results

      | Method | Training set | Test set | #epoch | Hmean |
      |---|---|---|---|---|
      | Otter | ICDAR2015 Train | ICDAR2015 Test | 1200 | 0.8169 |
      """
    #expect(CardFacts.results(in: card) == ["0.8169 ICDAR2015 Hmean Test -"])
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["ICDAR2015"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: card) == ["1200"])
    // Of several models it cannot be told which of them is meant.
    let both = card + "\n| Heron | ICDAR2015 Train | ICDAR2015 Test | 600 | 0.8 |\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: both).isEmpty)
  }

  @Test("data for training and validation are both, without their size")
  func both() {
    let card =
      "| Model | #params | Training/Validation data (text) |\n|---|---|---|\n| `otter` | 84M | `Pond Wikipedia` Dataset (3.1 GB of text) |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["Pond Wikipedia"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["Pond Wikipedia"])
  }

  @Test("a letter before a number may be the name of an architecture")
  func architectures() {
    let card = "| arch | depth | frames | top 1 |\n|---|---|---|---|\n| Slow | R50 | 8x8 | 74.58 |\n"
    #expect(CardFacts.results(in: card) == ["0.7458 - top 1 - R50 8x8"])
  }

  @Test("the total time of training stands beside its results")
  func totalTime() {
    let card = "## Results\n\n| train loss | perplexity | total time |\n|---|---|---|\n| 4.0 | 48.2 | 3:40:55 |\n"
    #expect(CardFacts.values(Predicate.duration, in: card) == ["13255"])
    #expect(CardFacts.values(Predicate.duration, in: card.replacing("3:40:55", with: "3.5")).isEmpty)
  }

  @Test("what stands below \"pretrain\" is what a model began with, be it data")
  func pretrained() {
    let card = """
      ## Results

      | backbone | pretrain | top1 acc |
      |---|---|---|
      | OtterNet50 | ImageNet | 70.1 |
      | OtterNet50 | None | 65.2 |
      """
    #expect(CardFacts.values(Predicate.baseModel, in: card) == ["ImageNet"])
  }
}
