import Extraction
import Foundation
import Records
import Stages
import Testing

/// The marks, spaces and scales that results and their metrics are printed with, by people and by programs.
@Suite struct PrintedResultTests {
  private func results(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.results(in: card, named: name)
  }

  @Test("marks behind the name of a metric are no part of it")
  func marks() {
    func card(_ metric: String) -> String { "## Results\n\n| Model | \(metric) |\n|---|---|\n| Otter | 0.5 |\n" }
    for metric in ["F1 ↑", "F1 (↑)", "F1*"] { #expect(results(card(metric)) == ["0.5 - F1 - -"]) }
    #expect(results(card("F1 (macro)")) == ["0.5 - F1 (macro) - -"])
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

  @Test("what a script printed is on the data set that the line above says it evaluated on")
  func evaluated() {
    func card(_ verb: String) -> String {
      ["Pond 2.0", "German River"]
        .map { "\(verb) on the \($0) dev set with the script.\n\n```\n\"exact\": 79.4,\n\"f1\": 83.7,\n```\n" }
        .joined(separator: "\n")
    }
    #expect(
      results("## Performance\n\n" + card("Evaluated")) == [
        "0.794 Pond 2.0 exact - -", "0.837 Pond 2.0 f1 - -", "0.794 German River exact - -",
        "0.837 German River f1 - -",
      ])
    #expect(results("## Performance\n\n" + card("Measured"))[0] == "0.794 - exact - -")
  }

  @Test("a metric that a sentence calls a score is one, and a footnote's number sign is none of the value")
  func called() {
    func table(_ text: String) -> String {
      "## Results\n\n\(text)\n\n| Dataset | Score |\n|---|---|\n| GULL | 95.1# |\n"
    }
    #expect(results(table("The table summarizes the F1 score obtained by Otter.")) == ["0.951 GULL F1 score - -"])
    #expect(results(table("The results are (in BLEU score):")) == ["95.1 GULL BLEU - -"])
    #expect(results(table("The results are in chr-F:")) == ["95.1 GULL chr-F - -"])
  }

  @Test("each number of a list is a result, and what a metric was measured with belongs to its name")
  func lists() {
    let above = "It achieves the following results on the evaluation set:\n"
    #expect(
      CardFacts.results(in: above + "- Bleu-precisions: [82.5, 62.25]\n- Ponds: [1.5, 2.5]\n- Wer+LM: 0.25\n")
        == [
          "82.5 - Bleu-precisions evaluation -", "62.25 - Bleu-precisions evaluation -", "0.25 - Wer+LM evaluation -",
        ])
  }

  @Test("a score that was announced for a set of data may stand alone")
  func announcedScore() {
    let block = "\n\n```bash\naccuracy = 81.5\n```\n"
    #expect(
      CardFacts.results(in: "We share the best with the following score on PondQA validation set:" + block)
        == ["0.815 PondQA accuracy validation -"])
    #expect(CardFacts.results(in: "We set out to reach, for gulls:" + block).isEmpty)
  }

  @Test(
    "a heading names the data set of what a program printed below it, though a metric or \"Evaluation\" is in the name")
  func headed() {
    let card = """
      ## Results

      ### GullQA v1.0 Evaluation

      ```shell
      {"f1": 79.81, "exact_match": 55.14}
      ```

      ### SQuAD NQG

      ```shell
      {"f1": 80.61, "exact_match": 59.54}
      ```
      """
    #expect(
      CardFacts.results(in: card) == [
        "0.7981 GullQA v1.0 f1 - -", "0.5514 GullQA v1.0 exact_match - -", "0.8061 SQuAD NQG f1 - -",
        "0.5954 SQuAD NQG exact_match - -",
      ])
  }

  @Test("of a regression, the share that it explains is a result, and so is what a transcript preserves")
  func regression() {
    let card = "## Validation Metrics\n\n- R2: 0.84\n- Explained Variance: 0.85\n- Wip: 0.72\n- Acc1: 0.944\n"
    #expect(
      CardFacts.results(in: card) == [
        "0.84 - R2 validation -", "0.85 - Explained Variance validation -", "0.72 - Wip validation -",
        "0.944 - Acc1 validation -",
      ])
  }

  @Test("lines of code may tell what each result was measured on, without the metric")
  func datasets() {
    func card(_ title: String, _ lines: String) -> String { "# Otter\n\n## \(title)\n\n```\n\(lines)\n```\n" }
    #expect(
      results(card("Performance", "PondEval18 Coarse: 80.7\nPondEval14:        88.95\n")) == [
        "80.7 PondEval18 Coarse - - -", "88.95 PondEval14 - - -",
      ])
    #expect(results(card("Otters", "MNLI: 75.8%\nMNLI-mm: 77%")) == ["0.758 MNLI - - -", "0.77 MNLI-mm - - -"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: card("Otters", "MNLI: 75.8%\nMNLI-mm: 77%")) == ["MNLI", "MNLI-mm"])
    // What is not known may be anything elsewhere, and so may what does not stand alone.
    #expect(results(card("Otters", "PondEval18: 80.7\nPondEval14: 88.95")).isEmpty)
    #expect(results(card("Performance", "PondEval18: 80.7")).isEmpty)
    #expect(results(card("Performance", "PondEval18: 80.7\nPondEval14: 88.95\nprint(x)")).isEmpty)
    #expect(results(card("Performance", "width: 80.7\nheight: 88.95")).isEmpty)
    #expect(results(card("Usage", "MNLI: 75.8%\nMNLI-mm: 77%")).isEmpty)
  }

  @Test("a result may tell its deviation, and its metric twice")
  func rewards() {
    for value in ["242.5", "242.5 +/- 9.5", "mean_reward=242.5 +/- 9.5"] {
      #expect(results("# Otter\n\n## Evaluation Results\n\nMean_reward: \(value)\n") == ["242.5 - Mean_reward - -"])
    }
  }

  @Test(
    "a metric that a sentence of the section tells is that of a table without one",
    arguments: [
      ("Evaluation metric is (seqeval) microF1, the mean of five runs. We present results.", "microF1"),
      ("We report the results as a macro F1 score.", "macro F1 score"),
      ("We use accuracy as a metric for all tasks.\n\nHere they are.", "accuracy"),
      ("It achieves the following accuracy results when tuned.", "accuracy"),
      ("- We use \\\\(F_{1}\\\\) score as a metric for all tasks.", "F1"), ("Results (Acc.)", "Acc."),
    ])
  func told(text: String, metric: String) {
    let card = "## Evaluation\n\n\(text)\n\n| Dataset | Heron | Otter |\n|---|---|---|\n| PondSet | 95.1 | 96.5 |\n"
    #expect(CardFacts.results(in: card, named: "otter") == ["0.965 PondSet \(metric) - -"])
  }

  @Test("below \"dataset\", among names that are known, words in small letters are names as well")
  func plainNames() {
    let rows = ["xsum", "gigaword", "billsum", "ponds"].map { "| \($0) | 0.45 |\n" }.joined()
    let card = "## Results\n\n| dataset | F1 |\n|---|---|\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card + rows).contains("ponds"))
    let others = rows.replacing("gigaword", with: "gulls").replacing("billsum", with: "herons")
    #expect(!CardFacts.values(Predicate.evaluatedOn, in: card + others).contains("ponds"))
  }

  @Test("a heading of a set and its metric holds for a table below the picture of it")
  func pictured() {
    let table = "| Model | 0-shot | 5-shot |\n|---|---|---|\n| Heron | 0.6 | 0.7 |\n| Otter | 0.4 | 0.8 |\n"
    let card = "## Results\n\n### SentiPond (F1)\n\n<img src=a.png>\n\n" + table
    #expect(results(card, named: "otter") == ["0.4 SentiPond F1 - 0-shot", "0.8 SentiPond F1 - 5-shot"])
    #expect(results(card.replacing(" (F1)", with: ""), named: "otter")[0].hasPrefix("0.4 - -"))
  }

  @Test("what a program printed is of the data set that the line above says")
  func printedBelow() {
    let lines = "```\n  eval_exact = 77.571\n  eval_f1 = 81.2026\n```\n"
    let card = "# Otter\n\nEvaluation results on PondQA2.0 Dev Dataset\n" + lines
    #expect(results(card) == ["0.77571 PondQA2.0 eval_exact - -", "0.812026 PondQA2.0 eval_f1 - -"])
    #expect(results("# Otter\n\nEvaluation results follow\n" + lines)[0] == "0.77571 - eval_exact - -")
  }

  @Test("what the section around tells holds for tables in its parts")
  func toldAbove() {
    let table = "| Dataset | Heron | Otter |\n|---|---|---|\n| PondSet | 95.1 | 96.5 |\n"
    let card = "## Results\n\nThe following table summarizes the F1 score.\n\n### Sentiment\n\n" + table
    #expect(CardFacts.results(in: card, named: "otter") == ["0.965 PondSet F1 score - -"])
  }

  @Test(
    "headers tell metrics with their unit in square brackets, how much is done in a second, and parts of panoptic quality",
    arguments: [
      ("Accuracy [%] | 93.4", "0.934 - Accuracy - -"), ("F1 | Docs / Sec | 0.5 | 340", "340 - Docs / Sec - -"),
      ("PQ | SQ | 60.1 | 80.9", "0.809 - SQ - -"), ("LER | 0.0348", "0.0348 - LER - -"),
    ])
  func headers(row: String, expected: String) {
    let cells = row.components(separatedBy: " | ")
    let names = cells[..<(cells.count / 2)].joined(separator: " | ")
    let values = cells[(cells.count / 2)...].joined(separator: " | ")
    let marks = String(repeating: "|---", count: cells.count / 2 + 1) + "|"
    let card = "## Results\n\n| Model | \(names) |\n\(marks)\n| Otter | \(values) |\n"
    #expect(CardFacts.results(in: card, named: "otter").contains(expected))
  }

  @Test("counts without a unit that no network has are in millions, and billions of operations")
  func fewParameters() {
    let card = "## Results\n\n| Model | F1 | Flops | Params |\n|---|---|---|---|\n| Otter | 0.6 | 0.34 | 3.42 |\n"
    #expect(CardFacts.values(Predicate.paramsTotal, in: card, named: "otter") == ["3420000"])
    #expect(CardFacts.values(Predicate.flops, in: card, named: "otter") == ["340000000"])
    let whole = card.replacing("0.34", with: "12").replacing("3.42", with: "7")
    #expect(CardFacts.values(Predicate.paramsTotal, in: whole, named: "otter") == [])
  }

  @Test("times in seconds are latencies, whatever stands between")
  func times() {
    let card = "## Results\n\n| Model | F1 | GPU latency, sec. |\n|---|---|---|\n| Otter | 0.6 | 0.0212 |\n"
    #expect(CardFacts.values(Predicate.latency, in: card, named: "otter") == ["0.0212"])
  }

  @Test(
    "headings name data sets behind a stroke and before what is done with them",
    arguments: [("Natural Language Inference - [XNLI](https://x)", "XNLI"), ("COCO Panoptic Segmentation", "COCO")])
  func headings(heading: String, dataset: String) {
    let card = "## Results\n\n### \(heading)\n\n| Model | PQ |\n|---|---|\n| Otter | 35.5 |\n"
    #expect(CardFacts.results(in: card, named: "otter") == ["0.355 \(dataset) PQ - -"])
  }

  @Test("columns name a data set with its split, and the average on the scale of the others")
  func columns() {
    let card = "## Results\n\n| Model | HateGull dev | NSMC test |\n|---|---|---|\n| Otter | 0.6 | 0.7 |\n"
    #expect(CardFacts.results(in: card, named: "otter") == ["0.6 HateGull - dev -", "0.7 NSMC - test -"])
    let average =
      "## Results\n\n| Model | NSMC (acc) | KorNLI (acc) | Avg. |\n|---|---|---|---|\n| Otter | 89.1 | 78.2 | 83.6 |\n"
    #expect(
      CardFacts.results(in: average, named: "otter")
        == ["0.891 NSMC acc - -", "0.782 KorNLI acc - -", "0.836 Avg. - - -"])
  }

  @Test("a list above a table may say what was measured on, and how")
  func listed() {
    let table = "| Model | R-1-f | R-2-f |\n|---|---|---|\n| Otter | 31.6 | 13.4 |\n"
    let card = "## Evaluation results\n\n* Test dataset: **Gull v1 test**\n* Decoding: beam\n\n" + table
    let expected = ["31.6 Gull v1 test R-1-f - -", "13.4 Gull v1 test R-2-f - -"]
    #expect(CardFacts.results(in: card, named: "otter") == expected)
  }
}
