import Extraction
import Records
import Stages
import Testing

/// The data set of results that name none themselves.
@Suite struct OnlyDatasetTests {
  /// The data sets of the results, one each; "-" where none is told.
  private func datasets(_ card: String) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card).map { $0.qualifiers["dataset"]?.string ?? "-" }
  }

  @Test("results that name no data set are of the only one that the card fine-tuned on, as its text spells it")
  func onlyTrained() {
    let card = """
      ---
      datasets:
      - pond_qa_v2
      ---
      # OtterNet

      OtterNet fine-tuned on PondQA v2.

      ## Results

      | Metric | Value |
      |---|---|
      | EM | 80.1 |
      | F1 | 83.2 |
      """
    #expect(datasets(card) == ["PondQA v2", "PondQA v2"])
    #expect(CardFacts.found(Predicate.evaluatedOn, in: card) == ["PondQA v2 @7"])
  }

  @Test("a link below the heading of the data set, and what a tool split itself, name the data of training alone")
  func trainingAlone() {
    let card =
      "### Dataset\n\n[PondNet2012](https://a.org/)\n\n## Results\n\n| Model | Accuracy |\n|---|---|\n| Otter | 0.9 |\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card).isEmpty)
    func kept(_ name: String) -> [String] {
      let card = "---\ndatasets: \(name)\n---\n\n## Validation Metrics\n\n- Accuracy: 0.9\n"
      return CardFacts.values(Predicate.evaluatedOn, in: card)
    }
    #expect(kept("river/autonlp-data-gulls").isEmpty)
    #expect(kept("river/gulls") == ["river/gulls"])
  }

  @Test("what a tool split itself is no corpus, whatever it is called, and neither is a set that all know")
  func called() {
    func named(_ name: String) -> [String] {
      datasets("---\ndatasets: \(name)\n---\n\n## Validation Metrics\n\n- Accuracy: 0.9\n")
    }
    #expect(named("river/autonlp-data-gull-tweets") == ["river/autonlp-data-gull-tweets"])
    #expect(named("ag_news") == ["ag_news"])
    #expect(named("gull_news") == ["-"])
    #expect(named("wikipedia") == ["-"])
  }

  @Test("what an indicator beside the data of training was measured on is not told")
  func indicator() {
    let card = "| Module | otter |\n|---|---|\n| Dataset | DIV2GULL |\n| Data indicators | PSNR37.82 |\n"
    #expect(datasets(card) == ["DIV2GULL"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card).isEmpty)
  }

  @Test("where a card evaluated on one data set, all its results are of that one")
  func onlyEvaluated() {
    let card = """
      # OtterNet

      The model was trained on Rivers and Lakes and evaluated on the PondQA dataset.

      ## Results

      - Accuracy: 0.91
      - F1: 0.89
      """
    #expect(datasets(card) == ["PondQA", "PondQA"])
  }

  @Test("of two data sets, and of text that a language was learned from, nothing follows")
  func severalOrCorpus() {
    let two = """
      OtterNet was fine-tuned on PondQA and LakeQA.

      ## Results

      - Accuracy: 0.91
      """
    let corpus = """
      OtterNet was trained on the OSCAR dataset.

      ## Results

      - Accuracy: 0.91
      """
    #expect(datasets(two) == ["-"])
    #expect(datasets(corpus) == ["-"])
    let tool = "---\ndatasets:\n- otter/autonlp-data-river-news\n---\n\n## Validation Metrics\n\n- Accuracy: 0.91\n"
    #expect(datasets(tool) == ["otter/autonlp-data-river-news"])
  }

  @Test(
    "a longer spelling means the same data set, as do words that a language was learned from not; two longer ones do not",
    arguments: [
      (["PondVoice", "PondVoice Finnish"], "PondVoice"),
      (["PondQA", "PondQA v1.1"], "PondQA v1.1"),
      (["PondQA v1", "PondQA v2"], nil),
      (["PondQA", "PondQA v1", "LakeQA"], nil),
      (["the OSCAR dataset", "PondQA"], "PondQA"),
    ] as [([String], String?)])
  func spellings(names: [String], expected: String?) {
    let sentences = names.map { "OtterNet was fine-tuned on \($0).\n\n" }.joined()
    #expect(datasets("# OtterNet\n\n\(sentences)## Results\n\n- Accuracy: 0.91\n") == [expected ?? "-"])
  }

  @Test("sentences are left alone where the card only says what it trained on")
  func sentence() {
    let card = """
      OtterNet was fine-tuned on PondQA. It achieves an accuracy of 0.91.
      """
    #expect(datasets(card) == ["-"])
  }

  @Test("a sentence that names but the part of a data set is of the only one")
  func part() {
    func results(_ place: String) -> [String] {
      CardFacts.results(in: "OtterNet was fine-tuned on PondQA.\n\nIt reaches an F1 of 87.1 \(place).\n")
    }
    #expect(results("on the held-out test set") == ["0.871 PondQA F1 test -"])
    #expect(results("on dev") == ["0.871 PondQA F1 dev -"])
    #expect(results("on the test bench") == ["0.871 - F1 - -"])
  }

  @Test("a result that names its data set keeps it")
  func named() {
    let card = """
      OtterNet was evaluated on the PondQA dataset.

      It achieves 91.3 F1 on RiverQA.

      ## Results

      - Accuracy: 0.91
      """
    #expect(Set(datasets(card)).contains("RiverQA"))
  }

  @Test("weights were pretrained on what is named for them, which tells nothing of the results below")
  func pretrained() {
    let card =
      "## Results\n\nIt has pretrained weights using a setting on the PondQA dataset.\n\n| arch | top 1 |\n|---|---|\n| Slow | 0.5 |\n"
    #expect(CardFacts.results(in: card) == ["0.5 - top 1 - -"])
  }

  @Test("the data set of a reported result is one that was evaluated on, but for what a service keeps of its own")
  func reported() {
    func evaluated(_ name: String) -> [String] {
      CardFacts.values(
        Predicate.evaluatedOn,
        in: "---\ndatasets:\n- \(name)\n---\n# Otter\n\n## Validation Metrics\n\n- Loss: 0.35\n- Accuracy: 0.85\n")
    }
    #expect(evaluated("otter/gulls") == ["otter/gulls"])
    #expect(evaluated("otter/autonlp-data-gulls").isEmpty)
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
    #expect(CardFacts.results(in: card) == ["0.3833 PondNet Top-1 error - -", "0.2845 PondNet Top-1 error - -"])
    let headed = "## Comparison on Gull Dataset from the Sea\n\n| Model | F1 |\n|---|---|\n| otter | 0.5 |\n"
    #expect(CardFacts.results(in: headed) == ["0.5 Gull F1 - -"])
  }

  @Test("the front matter may tell the part of the one data set that the text says a card was evaluated on")
  func partOfOnly() {
    func card(_ name: String) -> String {
      """
      ---
      model-index:
      - name: otter
        results:
        - task: {type: automatic-speech-recognition}
          dataset: {name: \(name) br, type: common_gulls}
          metrics: [{type: wer, value: 31.92}]
      ---
      The model can be evaluated as follows on the Breton test data of Common Gulls.

      **Test Result:**
      - WER: 31.92%
      """
    }
    #expect(datasets(card("Common Gulls")) == ["Common Gulls br", "Common Gulls"])
    #expect(datasets(card("Heron")) == ["Heron br", "-"])
  }

  @Test("the last row of a log is on the set that the Trainer's sentence names in small letters")
  func loggedInWords() {
    let card = """
      ---
      model-index:
      - name: otter
        results:
        - dataset: {name: wikigull, type: wikigull}
          metrics: [{type: f1, value: 0.8}]
      ---
      This model is a fine-tuned version of [sea/otter](https://huggingface.co/sea/otter) on the small wikigull dataset.
      It achieves the following results on the evaluation set:
      - F1: 0.8

      ### Training results

      | Training Loss | Epoch | Step | F1  |
      |:-------------:|:-----:|:----:|:---:|
      | 0.1           | 1.0   | 625  | 0.8 |
      """
    #expect(datasets(card).filter { $0 == "Breton wikigull" }.isEmpty)
    let named = card.replacing("the small wikigull", with: "the Breton wikigull")
    #expect(datasets(named).filter { $0 == "Breton wikigull" }.count == 2)
  }

  @Test("a log alone is on the one set that the model was trained on, though others were evaluated on")
  func loggedAlone() {
    func card(_ also: String, _ metric: String) -> String {
      """
      # Otter

      Otter was fine-tuned on the [River Gulls](https://x.org) dataset\(also).

      ## Results

      | Dataset | WER |
      |---|---|
      | Pond A | 25.0% |
      | Pond B | 26.0% |

      ### Training results

      | Training Loss | Epoch | Step | \(metric) |
      |:-------------:|:-----:|:----:|:---------------:|
      | 0.1           | 1.0   | 625  | 0.8             |
      """
    }
    #expect(datasets(card("", "Validation Loss")) == ["Pond A", "Pond B", "River Gulls"])
    #expect(datasets(card("", "Loss")).last == "-")
    #expect(datasets(card(" and the [Sea Gulls](https://y.org) dataset", "Validation Loss")).last == "-")
  }

  @Test("a metric of a table may have the name of the data set in it")
  func inMetric() {
    let card = """
      # Otter

      Otter was trained on the GullBank dataset, and was tested on the HeronBank dataset.

      ## Results

      | Model | F1 CV GullBank (in domain) | F1 HeronBank (out of domain) |
      |---|---|---|
      | otter | 0.7 | 0.6 |
      """
    #expect(datasets(card) == ["GullBank", "HeronBank"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["HeronBank", "GullBank"])
  }

  @Test("who is thanked for help with an evaluation tells of no results")
  func thanks() {
    let text = "We thank them for the evaluation experiments, and their work on OtterQA and GullQA.\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "## Acknowledgment\n\n" + text).isEmpty)
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "## Acknowledgment\n\nIt was trained on OtterQA.\n").isEmpty)
    #expect(!CardFacts.values(Predicate.evaluatedOn, in: "## Results\n\nIt was evaluated on OtterQA.\n").isEmpty)
  }

  @Test("what a tuned model's results are of is what it was tuned on; a pre-trained one's may be of anything")
  func stages() {
    func card(_ text: String) -> String { "# otter\n\n\(text)\n\n| Metric | Value |\n|---|---|\n| Accuracy | 0.9 |\n" }
    let tuned = card("Otter was fine-tuned on the PondQA dataset.")
    #expect(CardFacts.values(Predicate.evaluatedOn, in: tuned) == ["PondQA"])
    let trained = card("Otter was pre-trained on the PondNet dataset.")
    #expect(CardFacts.values(Predicate.trainedOn, in: trained) == ["PondNet"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: trained).isEmpty)
    let both = "The PondNet dataset was used for training and validation."
    #expect(CardFacts.values(Predicate.evaluatedOn, in: both) == ["PondNet"])
  }

  @Test("which training its data was for is told of the data that it was trained on alone")
  func stage() {
    let card = "# Otter\n\nThis model was fine-tuned on PondQA.\n\n| Metric | Value |\n|---|---|\n| F1 | 91.3 |\n"
    func stages(_ predicate: String, _ card: String) -> [String?] {
      CardFacts.findings(predicate, in: card).map { $0.qualifiers["stage"]?.string }
    }
    #expect(stages(Predicate.trainedOn, card) == ["finetune"])
    #expect(stages(Predicate.evaluatedOn, card) == [nil])
    #expect(stages(Predicate.trainedOn, "# Otter\n\nThe model was pre-trained on PondText.\n") == ["pretrain"])
  }
}
