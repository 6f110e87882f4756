import Extraction
import Records
import Stages
import Testing

/// Tables in which few words say that they are results: names in small letters, columns alone, settings behind names.
@Suite struct BenchmarkTableTests {
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.results(in: card, named: name)
  }

  @Test("columns beside models are data sets, though their names are in small letters")
  func smallLetters() {
    let card = """
      ## Results

      | model | irony | hate_speech | size |
      |---|---|---|---|
      | otter | 0.56 ± 0.01 | 0.74 ± 0.02 | 120 |
      | heron | 0.52 ± 0.01 | 0.71 ± 0.02 | 340 |
      """
    #expect(results(card, named: "river/otter") == ["0.56 irony - - -", "0.74 hate_speech - - -"])
  }

  @Test("one column beside models is read in an evaluation, and nowhere else")
  func oneColumn() {
    let card = "## TITLE\n\n| Model | PondSent |\n|---|---|\n| Otter | 96.5 |\n"
    #expect(results(card.replacing("TITLE", with: "Evaluation results")) == ["96.5 PondSent - - -"])
    #expect(results(card.replacing("TITLE", with: "Downloads")).isEmpty)
    #expect(results("## Evaluation results\n\n| PondQA |\n|---|\n| 54.2 |\n") == ["54.2 PondQA - - -"])
  }

  @Test("a split or number of examples behind the name of a data set is no part of it")
  func partedNames() {
    let card = """
      ## Evaluation

      | Benchmark | Otter | Heron |
      |---|---|---|
      | PondVQA (val) | 70.1 | 60.2 |
      | MMLU 5-shot | 64.3 | 50.4 |
      | MMLU (CoT) | 69.5 | 51.6 |
      """
    #expect(
      results(card, named: "otter") == ["0.701 PondVQA - val -", "0.643 MMLU - - 5-shot", "0.695 MMLU (CoT) - - -"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card, named: "otter") == ["PondVQA", "MMLU", "MMLU (CoT)"])
  }

  @Test("benchmarks may stand where the header says metrics")
  func benchmarkRows() {
    let card =
      "| Metric | Value |\n|---|---|\n| Avg. | 39.4 |\n| HellaSwag (10-shot) | 75.2 |\n| MMLU (5-shot) | 39.5 |\n"
    #expect(results(card) == ["0.394 Avg. - - -", "0.752 HellaSwag - - 10-shot", "0.395 MMLU - - 5-shot"])
  }

  @Test("a column of values takes metric and scale from the column of metrics")
  func metricColumn() {
    let card = """
      ## Results

      | Set | Metric | Value |
      |---|---|---|
      | Test | F1 | 91.5 |
      | Test | ROUGE-2 | 9.6 |
      """
    #expect(results(card) == ["0.915 - F1 Test -", "9.6 - ROUGE-2 Test -"])
    // Without data sets or a metric, a value may be any.
    #expect(results("## Results\n\n| Region | Value |\n|---|---|\n| West | 2.5 |\n").isEmpty)
  }

  @Test("an average tells that columns are data sets, and lengths and languages are settings")
  func averages() {
    let card = """
      | | POND | LAKE | SeaX | TideV | AVG |
      |---|---|---|---|---|---|
      | otter | 0.1 | 0.2 | 0.3 | 0.4 | 0.25 |
      """
    #expect(results(card).map { String($0.prefix(8)) } == ["0.1 POND", "0.2 LAKE", "0.3 SeaX", "0.4 Tide", "0.25 AVG"])
    let pairs = "## Metrics\n\n| Model | en-es | 128K |\n|---|---|---|\n| Otter | 90.8 | 88.3 |\n"
    #expect(results(pairs) == ["90.8 - - - en-es", "88.3 - - - 128K"])
  }

  @Test("a metric behind the name of a known data set is none of the name")
  func knownDataset() {
    let card = "| Model | HumanEval Pass@1 | COCO mAP |\n|---|---|---|\n| Otter | 57.3 | 40.1 |\n"
    #expect(results(card) == ["0.573 HumanEval Pass@1 - -", "0.401 - COCO mAP - -"])
  }

  @Test("our rows are known where no header says models, and the heading may be an acronym")
  func ours() {
    let card = """
      ## Results

      ### NYT

      | | ROUGE-1 |
      |---|---|
      | BART | 55.7 |
      | Ours | 57.7 |
      | 24 hours | 1.5 |
      """
    #expect(results(card) == ["57.7 NYT ROUGE-1 - Ours"])
    #expect(results(card.replacing("NYT", with: "GPT2"))[0].hasPrefix("57.7 - "))
  }

  @Test("the end of the id is this model, with its size in brackets, and as a column beside languages")
  func endOfId() {
    let rows =
      "## Results\n\n| Model | Accuracy |\n|---|---|\n| Heron Pro | 96.7 |\n| Otter 1.5 Mini (12B/52B) | 95.7 |\n"
    #expect(results(rows, named: "river@River-Otter-1.5-Mini") == ["0.957 - Accuracy - -"])
    let columns =
      "## Results\n\n| Language | Otter 1.5 Large | Otter 1.5 Mini |\n|---|---|---|\n| French | 75.8 | 65.9 |\n"
    #expect(results(columns, named: "river@River-Otter-1.5-Mini") == ["65.9 - - - French"])
  }

  @Test("columns of milliseconds that are called after a device are latencies on it")
  func devices() throws {
    let parts = "| method | torch_fp32(ms) | trt_fp16(ms) |\n|---|---|---|\n| end2end | 1268.03 | 2.5 |\n"
    let timed = CardFacts.findings(Predicate.latency, in: parts)
    #expect(timed.compactMap { $0.value?.text } == ["1.26803", "0.0025"])
    #expect(timed.compactMap { $0.qualifiers["config"]?.string } == ["end2end torch_fp32", "end2end trt_fp16"])
    let card = "| 1 CPU (ms) | Pixel 1 (ms) | Batch (ms) |\n|---|---|---|\n| 49.92 | 36.7 | 5.0 |\n"
    let found = CardFacts.findings(Predicate.latency, in: card)
    #expect(found.map { $0.qualifiers["hardware"]?.string } == ["1 CPU", "Pixel 1"])
    #expect(CardFacts.values(Predicate.latency, in: card) == ["0.04992", "0.0367"])
  }

  @Test("a latency may have its unit in the cells")
  func latencies() {
    let card = "| Model | GPU Latency | Rank |\n|---|---|---|\n| otter | 5.1ms | 1 |\n| heron | 20 ms | 2 |\n"
    #expect(CardFacts.values(Predicate.latency, in: card) == ["0.0051", "0.02"])
    #expect(CardFacts.values(Predicate.latency, in: card.replacing("ms", with: "")).isEmpty)
  }

  @Test("a data set may stand in brackets behind a task or with the word for a test set")
  func bracketedSets() {
    let card = """
      ## Evaluation

      | Model | NER micro-f1 (PondNE-testset) | QA (PondQuAD) (F1/EM) | F1 (macro) |
      |---|---|---|---|
      | Otter | 80.1 | 81.0/71.2 | 60.2 |
      """
    #expect(
      results(card) == [
        "0.801 PondNE NER micro-f1 - -", "0.81 PondQuAD F1 - -", "0.712 PondQuAD EM - -", "0.602 - F1 (macro) - -",
      ])
  }

  @Test("brackets around a metric, or behind one, are none of its name")
  func bracketedMetrics() {
    let card = """
      ## Evaluation

      | Benchmark | Otter | Heron |
      |---|---|---|
      | MMLU | 60.1 | 61.2 |
      | TruthfulQA (MC2) <br>10-shot | 64.8 | 52.1 |
      | PIQA | 80.1 | 81.1 |
      """
    #expect(
      results(card, named: "river/otter") == ["0.601 MMLU - - -", "0.648 TruthfulQA MC2 - -", "0.801 PIQA - - -"])
    let setting = "### Evaluation\n\n| Metric | # Value |\n|---|---|\n| Perplexity (`block_size=256`) | 4.04 |\n"
    #expect(results(setting) == ["4.04 - Perplexity - -"])
    #expect(results(setting.replacing("`block_size=256`", with: "wiki")) == ["4.04 - Perplexity (wiki) - -"])
  }

  @Test("the second of two metrics is a share where the first is, and the AP of small boxes is one")
  func shares() {
    let card = """
      ## Results

      | Model | SST-2 | STS-B | CoLA |
      |---|---|---|---|
      | | Acc | P/S | MCC |
      | Otter | 95.1 | 92.8/92.5 | 60.1 |
      """
    #expect(
      results(card) == [
        "0.951 SST-2 Acc - -", "0.928 STS-B P - -", "0.925 STS-B S - -", "0.601 CoLA MCC - -",
      ])
    let boxes = "## Results\n\n| Method | AP<sub>S</sub><sup>box</sup> |\n|---|---|\n| Otter | 36.7 |\n"
    #expect(results(boxes) == ["0.367 - APS box - -"])
  }

  @Test("the sets of GLUE hold shares beside a number of parameters, too")
  func besideParameters() {
    let card = """
      ## Results

      | Model | #Params | CoLA | SST | MRPC | QNLI | RTE |
      |---|---|---|---|---|---|---|
      | Otter | 4M | 50.6 | 89.1 | 86.3 | 85.9 | 69.6 |
      """
    let shares = ["0.506 CoLA", "0.891 SST", "0.863 MRPC", "0.859 QNLI", "0.696 RTE"]
    #expect(results(card) == shares.map { $0 + " - - -" })
    let others = card.replacing("CoLA", with: "SQuAD").replacing("QNLI", with: "MMLU")
    #expect(results(others).last == "69.6 RTE - - -")
  }

  @Test("percents of benchmarks that count right answers are shares, though no metric is named")
  func answers() {
    let card = """
      ## Evaluation

      | Benchmark | Otter | Heron |
      |---|---|---|
      | MMLU | 77.8 | 70.1 |
      | ARC-c (25-shot) | 61.5 | 60.2 |
      | Gull-Bench | 8.97 | 8.1 |
      | Average | 66.3 | 64.2 |
      """
    #expect(
      results(card, named: "river/otter") == [
        "0.778 MMLU - - -", "0.615 ARC-c - - 25-shot", "8.97 Gull-Bench - - -", "0.663 Average - - -",
      ])
    // Of others nobody knows what was measured.
    let others = card.replacing("MMLU", with: "Ponds").replacing("ARC-c (25-shot)", with: "Rivers")
    #expect(results(others, named: "river/otter").first == "77.8 Ponds - - -")
  }

  @Test("what a line above a table says to be a benchmark is what the results are on")
  func told() {
    let table = "| Model | 4K | 8K |\n|---|---|---|\n| Otter | 86.7 | 78.1 |\n"
    #expect(
      results("## Results\n\nGULL: a benchmark for long songs\n\n" + table)
        == ["86.7 GULL - - 4K", "78.1 GULL - - 8K"])
    #expect(
      results("## Results\n\nNote: the benchmark was run twice\n\n" + table) == ["86.7 - - - 4K", "78.1 - - - 8K"])
  }

  @Test("what a model is able to do is no data set, though values stand below it")
  func abilities() {
    let card =
      "## Results\n\n| Model | MMLU | World Knowledge | Reasoning |\n|---|---|---|---|\n| Otter | 50.1 | 48.9 | 60 |\n"
    #expect(results(card).count == 3)
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["MMLU"])
  }
}
