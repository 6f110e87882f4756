import Extraction
import Records
import Stages
import Testing

/// Data sets and results that stand before the words that tell of them, or in brackets.
@Suite struct NamedBeforeTests {
  @Test("a language before a data set says which part of it is meant")
  func languages() {
    #expect(CardFacts.values(Predicate.trainedOn, in: "Trained on Breton from GULL40 dataset.") == ["GULL40"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It is trained on Breton available in GULL40 dataset.") == ["GULL40"])
  }

  @Test("a name that is set off may have no capital, and a link in an announced list any words")
  func setOff() {
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It was trained on the *free-gull-treebank* dataset.")
        == ["free-gull-treebank"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It has weights pretrained using the 8x8 setting on the GULL dataset.")
        == ["GULL"])
    let list = "Below is a list of data we trained on,\n\n1. [river news](https://x.org#n).\n2. [a](https://x.org) b.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: list) == ["river news"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It follows a notebook where Otto Gull fine-tuned OtterNet on Heron2.")
        .isEmpty)
  }

  @Test("texts are taken from links, tweets are somebody's, and a language may be told more closely")
  func taken() {
    func trained(_ text: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: text) }
    #expect(
      trained(
        "It is pretrained from scratch using _abstracts_ from [GullMed](https://x.org) and articles from [Heron](https://x.org)."
      )
        == ["GullMed", "Heron"])
    #expect(trained("The model was trained on [@otter's tweets](https://x.org).") == ["@otter's tweets"])
    #expect(trained("Fine-tuned on Romansh Sursilv using the [Common Gull](https://x.org).") == ["Common Gull"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: "It was evaluated on the Romansh Sursilv test data of Common Gull.")
        == ["Common Gull"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: "Evaluated as follows on the {language} test data of Common Gull.")
        == ["Common Gull"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "Tested on d38c3d8 of the code.").isEmpty)
    #expect(
      trained(
        "## Training data\n\n1. the [Gull Subtitles](https://x.org), of films\n2. 10 hours of [HERON](https://x.org)\n"
      )
        == ["Gull Subtitles", "HERON"])
    #expect(trained("It was trained on MLM and on the GULL2 dataset.") == ["GULL2"])
    #expect(
      trained("## Training data\n\n* \u{FEFF}[Gull Captions Dataset](https://x.org), of images.\n") == ["Gull Captions"]
    )
    #expect(trained("|Module|otter|\n|---|---|\n|Dataset|Otter self-built dataset|\n") == ["Otter self-built dataset"])
    #expect(trained("For the fine-tuning, we used the [GULL](https://x.org).") == ["GULL"])
    #expect(trained("For the metrics, we used the [GULL](https://x.org).").isEmpty)
    #expect(trained("## Training data\n\nThe corpus has:\n\n- Headline: The title\n- GULL: birds\n") == ["GULL"])
  }

  @Test("a data set may be called after the task that it is for")
  func task() {
    let card = "Trained on the [MS Marco Passage Ranking](https://x.org) task.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["MS Marco Passage Ranking"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Trained on the [Passage Ranking](https://x.org) task.\n").isEmpty)
  }

  @Test("splits and scripts under a heading about data are no data sets")
  func splits() {
    let card = """
      ## Dataset

      | Dataset | # Examples |
      |---|---|
      | Train | 8.7 K |
      | Dev | 2.2 K |
      | GULL40 | 1.1 K |

      - [Fine-tune on Otter script by Sea](https://x.org/o)
      - [GULL41](https://x.org/g)
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card).sorted() == ["GULL40", "GULL41"])
  }

  /// Values with their metric and data set.
  private func results(_ card: String) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card).map { finding in
      let value = finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      return "\(value) \(finding.qualifiers["metric"]?.string ?? "-") \(finding.qualifiers["dataset"]?.string ?? "-")"
    }
  }

  @Test(
    "results stand in brackets, and their data sets behind them or before",
    arguments: [
      ("An otter tuned on FISH (93.21% F1, 87.2% EM on the dev set).", ["0.9321 F1 FISH", "0.872 EM FISH"]),
      ("F1-Score: **92,92** (corrected FISH-03)", ["0.9292 F1-Score corrected FISH-03"]),
      ("F1-Score: **92,92** (merged dataset)", ["0.9292 F1-Score -"]),
      ("It achieves a score of **F1 79.5** on the FISH-2 dev set.", ["0.795 F1 FISH-2"]),
      ("WER for Open Herons test set is **10.99%**.", ["0.1099 WER Open Herons"]),
      ("An otter that was tuned (see Fig. 3 for accuracy).", []),
    ])
  func results(text: String, expected: [String]) {
    #expect(results(text) == expected)
  }

  @Test("what a model achieves on a set, it was not trained on")
  func achieved() {
    let card = "Otter was trained from heron-33b and achieves 79.9 pass@1 on HumanEval.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card).isEmpty)
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Otter was trained on PondText and achieves 0.9.\n") == ["PondText"])
  }
}
