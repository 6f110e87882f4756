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
    #expect(results(card) == ["0.715 MMLU - - 0-shot", "0.5 PondQA - - 5-shot"])
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
        "0.611 BIG-Bench Hard - - 3-shot, CoT", "0.666 MMLU - - 5-shot", "0.444 QuAC F1 - 1-shot",
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

  @Test("pairs of scores below data sets whose answers are counted are shares, too")
  func pairs() {
    let card =
      "| Model | SQuAD 1.1 | MNLI-m |\n|---|---|---|\n| Heron | 91.5/84.6 | 87.6 |\n| **Otter** | 93.1/87.2 | 88.8 |\n"
    #expect(
      results("## Evaluation\n\n" + card) == ["0.931 SQuAD 1.1 - - -", "0.872 SQuAD 1.1 - - -", "0.888 MNLI-m - - -"])
  }

  @Test("a value with a percent sign tells nothing of a share in the row below")
  func signedBesideShares() {
    let card =
      "## Specification\n\n| Metric | Value |\n|---|---|\n| Market-1501 mAP | 83.7 % |\n| LFW accuracy | 0.9968 |\n"
    #expect(results(card) == ["0.837 Market-1501 mAP - -", "0.9968 LFW accuracy - -"])
  }

  @Test("the one known data set that the text above a table names is what it was measured on, trained ones aside")
  func onlyOne() {
    func card(_ text: String) -> String {
      "## Evaluation\n\n\(text)\n\n| Model | Top-1 |\n|---|---|\n| otter | 82.2 |\n"
    }
    #expect(
      results(card("The table below includes ImageNet-1k validation results of all weights."))
        == ["0.822 ImageNet-1k Top-1 - -"])
    #expect(results(card("These weights were pretrained with ImageNet-1k labels.")) == ["0.822 - Top-1 - -"])
  }

  @Test("a heading with a number below a heading of results is what they are of")
  func numberedHeading() {
    let card =
      "## Results\n\n### Training results\n\n#### Pondthings V2\n\n| Model | Top-1 |\n|---|---|\n| otter | 68.1 |\n"
    #expect(results(card) == ["0.681 Pondthings V2 Top-1 - -"])
  }

  @Test("what stands before the metric that several columns share is what they were measured on")
  func sharedMetric() {
    let card = """
      ## Results

      | Model | FairPond acc. (std*) | LakeDB-30 acc. (std*) | GPU acc. |
      |---|---|---|---|
      | otter | 96.3 (3.0) | 41.6 (4.9) | 50.1 |
      """
    #expect(results(card) == ["0.963 FairPond acc. - -", "0.416 LakeDB-30 acc. - -", "0.501 - GPU acc. - -"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["FairPond", "LakeDB-30"])
    // One alone may be a metric of its own.
    let one = "## Results\n\n| Model | FairPond acc. |\n|---|---|\n| otter | 96.3 |\n"
    #expect(results(one) == ["0.963 - FairPond acc. - -"])
    let coco = "## Specification\n\n| Metric | Value |\n|---|---|\n| COCO val2017 box AP (person) | 35.0% |\n"
    #expect(results(coco) == ["0.35 COCO box AP val2017 -"])
  }

  @Test("tasks below a benchmark that is made like GLUE are in percent, with their metric in brackets")
  func made() {
    let card = """
      ## Results

      ### IndicGLUE

      | Task | mBERT | Otter (This Model) |
      |---|---|---|
      | Article Genre Classification | 88.6 | 98.3 |
      | Section Title Prediction | 71.9 | 77.17 |
      | Cloze Style Question Answering | 32.8 | 38.21 |
      | Named Entity Recognition (F1-score) | 71.9 | 83.19 |
      """
    #expect(
      results(card) == [
        "0.983 IndicGLUE - - Article Genre Classification", "0.7717 IndicGLUE - - Section Title Prediction",
        "0.3821 IndicGLUE - - Cloze Style Question Answering",
        "0.8319 IndicGLUE F1-score - Named Entity Recognition",
      ])
  }

  @Test("a data set with the name of a common word is known before a metric")
  func pile() {
    let card = "## Results\n\n| Model | Pile BPB | Pile PPL |\n|---|---|---|\n| Otter | 0.7527 | 6.159 |\n"
    #expect(results(card) == ["0.7527 Pile BPB - -", "6.159 Pile PPL - -"])
  }

  @Test("the mean of shares is a share, too")
  func mean() {
    let card = """
      ## Results

      | Model | Score | chnsenticorp | lcqmc | tnews |
      |---|---|---|---|---|
      | Otter | 72.3 | 91.4 | 81.8 | 62.0 |
      """
    #expect(
      results(card) == ["0.723 - Score - -", "0.914 chnsenticorp - - -", "0.818 lcqmc - - -", "0.62 tnews - - -"])
    let other =
      "## Results\n\n| Model | Score | Otter set | Gull set |\n|---|---|---|---|\n| Heron | 72.3 | 9.4 | 81.8 |\n"
    #expect(results(other).first == "72.3 - Score - -")
  }

  @Test("a split of a year behind COCO is one, but not in \"COCO val2017 dataset\"")
  func years() {
    let table = "\n\n| Arch | AP |\n|---|---|\n| [otter](x.py) | 0.682 |\n"
    #expect(
      results("## Results\n\nHere is the testing results on COCO val2017:" + table) == ["0.682 COCO AP val2017 -"])
    #expect(
      results("## Results\n\nThe accuracies on COCO val2017 dataset are listed below." + table)
        == ["0.682 COCO val2017 AP - -"])
  }

  @Test("benchmarks of videos count right answers, too, and what runs benchmarks is none")
  func videos() {
    let rows = "|---|---|---|\n| MVBench | 66.4 | 67.0 |\n| EgoSchema | - | 66.7 |\n"
    let card = "# Otter-7B\n\n## Evaluation\n\n| Benchmark | Heron-8B | Otter-7B |\n" + rows
    #expect(results(card) == ["0.67 MVBench - - -", "0.667 EgoSchema - - -"])
    let text = "We show its performance on the [Otter Evaluation Harness](https://github.com/otter/harness).\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "# Otter\n\n## Evaluation\n\n" + text).isEmpty)
  }

  @Test("a table of this model alone has its name over the values, or only that they are scores")
  func alone() {
    func table(_ title: String) -> String {
      "# Otter-7B\n\n## Evaluation\n\n| Benchmark | \(title) |\n|---|---|\n| MMLU | 67.0 |\n| GSM8K (5-shot) | 44.1 |\n"
    }
    #expect(results(table("Otter-7B")) == ["0.67 MMLU - - -", "0.441 GSM8K - - 5-shot"])
    #expect(results(table("Score")) == ["0.67 MMLU Score - -", "0.441 GSM8K Score - 5-shot"])
    #expect(results(table("Heron")).isEmpty)
    let measured = "| Dataset | Metric | Otter-7B |\n|---|---|---|\n| COCO | CIDEr | 130.2 |\n"
    #expect(results("# Otter-7B\n\n## Evaluation\n\n" + measured) == ["130.2 COCO CIDEr - -"])
  }

  @Test("an item may be a benchmark with its result, where the evaluation is told of")
  func items() {
    let list = "- HumanEval pass@1: 79.3\n- MBPP: 70.0%\n- GSM8K (8-shot): 60.7\n- MT-Bench: good\n- MNLI: 392702\n"
    #expect(
      results("# Otter\n\n## Evaluation\n\n" + list)
        == ["0.793 HumanEval pass@1 - -", "0.7 MBPP - - -", "0.607 GSM8K - - 8-shot"])
    #expect(results("# Otter\n\n## Songs\n\n" + list).isEmpty)
  }

  @Test("a harness prints a task once over its metrics, and how far a result may be off, which is none")
  func harness() {
    let card = """
      ## Evaluation

      | Task | Version | Metric | Value | | Stderr |
      |---|---|---|---|---|---|
      | arc_challenge | 0 | acc | 0.3951 | ± | 0.0143 |
      | | | acc_norm | 0.4334 | ± | 0.0145 |
      """
    #expect(results(card) == ["0.3951 arc_challenge acc - -", "0.4334 arc_challenge acc_norm - -"])
  }

  @Test("benchmarks of other languages and of videos count right answers, too, and their percents are shares")
  func shares() {
    let tasks =
      "## Evaluation\n\n| Model | Average | NKJP-NER | CDSC-E |\n|---|---|---|---|\n| Otter | 81.7 | 93.6 | 93.4 |\n"
    #expect(results(tasks) == ["0.817 Average - - -", "0.936 NKJP-NER - - -", "0.934 CDSC-E - - -"])
    let videos = "## Results\n\n| Benchmark | Otter |\n|---|---|\n| MVBench | 67.0 |\n| EgoSchema | 66.7 |\n"
    #expect(results(videos, named: "river/otter") == ["0.67 MVBench - - -", "0.667 EgoSchema - - -"])
  }
}
