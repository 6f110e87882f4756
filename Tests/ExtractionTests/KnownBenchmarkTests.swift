import Extraction
import Records
import Stages
import Testing

/// Tables of benchmarks that everyone knows, of which the cards need not say how they are measured.
@Suite struct KnownBenchmarkTests {
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.results(in: card, named: name)
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

  @Test("a number of examples behind a name is its setting in columns, too")
  func shots() {
    let card = "## Results\n\n| MMLU 0-shot | PondQA (5-shot) |\n|---|---|\n| 71.5 | 0.5 |\n"
    #expect(results(card) == ["71.5 MMLU - - 0-shot", "0.5 PondQA - - 5-shot"])
  }

  @Test("a heading that is the name of a benchmark is what its columns are parts of, whatever stands between")
  func headings() {
    let card = """
      ## Evaluation

      ### MT-Bench (GPT-4)

      Evaluated using the judge of the LakeTalk dataset.

      | total | writing | turn 1 |
      |---|---|---|
      | 8.22 | 8.70 | 8.61 |

      ### OtterEval

      Evaluated using the RiverTalk dataset.

      | Swimming F1 | On-topic F1 |
      |---|---|
      | 81.5 | 97.5 |

      ### COPA (F1)

      ![a picture](x.png)

      | Model | 0-shot | 5-shot |
      |---|---|---|
      | Otter | 0.66 | 0.68 |
      """
    #expect(
      results(card) == [
        "8.22 MT-Bench - - total", "8.7 MT-Bench - - writing", "8.61 MT-Bench - - turn 1",
        "0.815 OtterEval Swimming F1 - -", "0.975 OtterEval On-topic F1 - -", "0.66 COPA F1 - 0-shot",
        "0.68 COPA F1 - 5-shot",
      ])
    #expect(results(card.replacing("OtterEval", with: "Otter talk"))[3].hasPrefix("0.815 RiverTalk "))
  }

  @Test("marks behind the name of a metric are no part of it")
  func marks() {
    func card(_ metric: String) -> String { "## Results\n\n| Model | \(metric) |\n|---|---|\n| Otter | 0.5 |\n" }
    for metric in ["F1 ↑", "F1 (↑)", "F1*"] { #expect(results(card(metric)) == ["0.5 - F1 - -"]) }
    #expect(results(card("F1 (macro)")) == ["0.5 - F1 (macro) - -"])
  }

  @Test("rows that count examples are no results, and names beside known ones are data sets")
  func counts() {
    let card = """
      ## Results

      The table below shows ROC AUC (one against the rest) for two models:

      - river: by Otter
      - lake: by Heron

      | model | copa | mnli | rte | ponds | total |
      |---|---|---|---|---|---|
      | n_observations | 387 | 1000 | 200 | 35 | 1622 |
      | river/yes | 0.5 | 0.6 | 0.7 | 0.8 | 0.65 |
      | lake/yes | 0.4 | 0.5 | 0.6 | 0.7 | 0.55 |
      | river/no | 0.3 | 0.4 | | 0.6 | 0.45 |
      """
    let found = results(card, named: "otter/nli-river")
    #expect(found.count == 9)
    #expect(found.prefix(2) == ["0.5 copa ROC AUC - -", "0.6 mnli ROC AUC - -"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: card, named: "otter/nli-river") == ["copa", "mnli", "rte", "ponds"])
  }

  @Test("a single column of a tool is read where the metric is told above")
  func tools() {
    let card =
      "## Results\n\nThe evaluation metric is accuracy.\n\n| | **s3prl** | **transformers** |\n|---|---|---|\n| pond | `0.65` | `N/A` |\n"
    #expect(results(card) == ["0.65 - accuracy - s3prl"])
  }

  @Test("of two tools without a metric, the one that cards are for is read")
  func ported() {
    let card = "## Eval results\n\npair | fairseq | transformers\n---|---|---\nde-en | [42.3](x) | 41.35\n"
    #expect(results(card) == ["41.35 - - - transformers"])
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
    #expect(results(card, named: "river/otter-2") == ["134.18 - Validation Perplexity - -"])
    #expect(results(card.replacing(" and Validation Perplexity\n", with: "\n"), named: "river/otter-2").isEmpty)
  }

  @Test("the split behind the name of a data set is none of it, where results and training are told in columns")
  func splits() {
    let card = """
      ## Results

      | Method | Training set | Test set | #epoch | Hmean |
      |---|---|---|---|---|
      | Otter | ICDAR2015 Train | ICDAR2015 Test | 1200 | 0.8169 |
      """
    #expect(results(card) == ["0.8169 ICDAR2015 Hmean Test -"])
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

  @Test("an error rate a little above 1 is that of a bad model, if it has the decimals of a program")
  func badModels() {
    #expect(
      results("It achieves the following results on the evaluation set:\n- Loss: 3.1\n- Wer: 2.5547\n")[1].hasPrefix(
        "2.5547"))
    #expect(results("## Results\n\n- WER: 2.55\n") == ["0.0255 - WER - -"])
    #expect(results("The model achieves a WER of 1.2451 on PondSpeech.") == ["1.2451 PondSpeech WER - -"])
    let log =
      "| Training Loss | Epoch | Step | Wer |\n|---|---|---|---|\n| 3.1 | 1.0 | 500 | 3.0213 |\n| 2.1 | 2.0 | 1000 | 1.2451 |\n"
    #expect(results(log) == ["1.2451 - Wer - -"])
    #expect(results(log.replacing("1.2451", with: "12.451")) == ["0.12451 - Wer - -"])
  }

  @Test("a space that does not break is none of a number")
  func spaces() {
    #expect(
      results("## Results\n\n| F1 | EM |\n|---|---|\n| \u{A0} 0.5 | \u{A0}0.4 |\n") == ["0.5 - F1 - -", "0.4 - EM - -"])
  }

  @Test("weights were pretrained on what is named for them, which tells nothing of the results below")
  func pretrained() {
    let card =
      "## Results\n\nIt has pretrained weights using a setting on the PondQA dataset.\n\n| arch | top 1 |\n|---|---|\n| Slow | 0.5 |\n"
    #expect(results(card) == ["0.5 - top 1 - -"])
  }

  @Test("results by class as a program prints them have the class for a setting")
  func printed() {
    let card = """
      ### Validation metrics

      ```
      {'PER': {'f1': 0.81,
        'number': 657,
        'recall': 0.76},
       'LOC': {'f1': 0.88, 'number': 5, 'recall': 0.95},
       'overall_f1': 0.83}
      ```
      """
    #expect(
      results(card) == [
        "0.81 - f1 validation PER", "0.76 - recall validation PER", "0.88 - f1 validation LOC",
        "0.95 - recall validation LOC", "0.83 - overall_f1 validation -",
      ])
  }

  @Test("a letter before a number may be the name of an architecture")
  func architectures() {
    let card = "| arch | depth | frames | top 1 |\n|---|---|---|---|\n| Slow | R50 | 8x8 | 74.58 |\n"
    #expect(results(card) == ["0.7458 - top 1 - R50 8x8"])
  }

  @Test("the total time of training stands beside its results")
  func totalTime() {
    let card = "## Results\n\n| train loss | perplexity | total time |\n|---|---|---|\n| 4.0 | 48.2 | 3:40:55 |\n"
    #expect(CardFacts.values(Predicate.duration, in: card) == ["13255"])
    #expect(CardFacts.values(Predicate.duration, in: card.replacing("3:40:55", with: "3.5")).isEmpty)
  }

  @Test("a sentence that lists errors below names their data set, also where the variants are told between")
  func listed() {
    let card = """
      ### Description

      Their 1-crop errors on PondNet dataset are listed below.

      The small variants

      | Model structure | Top-1 error |
      |---|---|
      | otter_s | 38.33 |

      The large variants

      | Model structure | Top-1 error |
      |---|---|
      | otter_l | 28.45 |
      """
    #expect(results(card) == ["0.3833 PondNet Top-1 error - -", "0.2845 PondNet Top-1 error - -"])
    let headed = "## Comparison on Gull Dataset from the Sea\n\n| Model | F1 |\n|---|---|\n| otter | 0.5 |\n"
    #expect(results(headed) == ["0.5 Gull F1 - -"])
  }

  @Test("a metric that a sentence calls a score is one, and a footnote's number sign is none of the value")
  func called() {
    func table(_ text: String) -> String {
      "## Results\n\n\(text)\n\n| Dataset | Score |\n|---|---|\n| GULL | 95.1# |\n"
    }
    #expect(results(table("The table summarizes the F1 score obtained by Otter.")) == ["0.951 GULL F1 score - -"])
    #expect(results(table("The results are (in BLEU score):")) == ["95.1 GULL BLEU - -"])
  }

  @Test("brackets behind a benchmark hold how many examples there were, how it was asked, and the metric")
  func settings() {
    let card = """
      ## Benchmarks

      | Benchmark | Otter 7B | Heron 7B |
      |---|---|---|
      | BIG-Bench Hard (3-shot, CoT) | 61.1 | 38.1 |
      | MMLU (5-shot) | 66.6 | 45.7 |
      | QuAC (1-shot, F1) | 44.4 | 39.6 |
      """
    #expect(
      results(card, named: "river/otter-7b") == [
        "61.1 BIG-Bench Hard - - 3-shot, CoT", "66.6 MMLU - - 5-shot", "0.444 QuAC F1 - 1-shot",
      ])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: card, named: "river/otter-7b") == ["BIG-Bench Hard", "MMLU", "QuAC"])
  }

  @Test("below \"Task\" models may stand, of which this is one and the others are called after an architecture")
  func models() {
    let card = """
      # Otterta: a model of otters

      ## Results

      | Task | NER (F1) | POS (F1) |
      |---|---|---|
      | Otterta | 88.13 | 98.97 |
      | mBERT | 86.38 | 98.82 |
      """
    #expect(results(card) == ["0.8813 - F1 - NER", "0.9897 - F1 - POS"])
  }

  @Test("questions with and without an answer are parts of the set that is named above")
  func answered() {
    let card = """
      ## Evaluation

      We measured the performance on our GullQuAD test data (Exact Match/F1).

      | Model | All | HasAns |
      |---|---|---|
      | otter | 70.97/76.18 | 67.73/78.02 |
      """
    #expect(
      results(card) == [
        "0.7097 GullQuAD Exact Match - All", "0.7618 GullQuAD F1 - All", "0.6773 GullQuAD Exact Match - HasAns",
        "0.7802 GullQuAD F1 - HasAns",
      ])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["GullQuAD"])
  }
}
