import Extraction
import Records
import Stages
import Testing

@Suite struct BaseModelTests {
  @Test(
    "a sentence that says what a model was made from names its base",
    arguments: [
      ("A ported version of [otter-small wmt](https://x.org/o) for boats.", "otter-small wmt"),
      ("This model is a finetuning of otter-base as a tagger.", "otter-base"),
      ("We used the pretrained [`sea/otter-6`](https://x.org/o) model and fine-tuned it.", "sea/otter-6"),
      ("# Otter (otter-base-cased) fine-tuned on Fish", "otter-base-cased"),
      (
        "This is the [otter-base](https://huggingface.co/otter-base) model, fine-tuned using the FISH-2 dataset.",
        "otter-base"
      ),
      ("Model trained from [otter-base](https://x.org/o) on fish.", "otter-base"),
      ("**Base model:** otter-base\n", "otter-base"),
      ("[OTTER](https://x.org) created by [Sea Lab](https://y.org) and fine-tuned on Fish.", "OTTER"),
    ])
  func bases(text: String, name: String) {
    #expect(CardFacts.values(Predicate.baseModel, in: text) == [name])
  }

  @Test(
    "what is no base is not taken for one",
    arguments: [
      "Steps to reproduce the fine-tuning of OtterNet-2.", "Fine-tuned on a translated version of FISH-2.",
      "Trained from scratch on FISH-2.", "You can find the quantized version of OtterNet-2 elsewhere.",
      "- [TinyOtter, a distilled version of OTTER: smaller and faster](https://x.org)",
      "Labels are derived from [the Otter Atlas dataset](https://x.org).",
    ])
  func others(text: String) { #expect(CardFacts.values(Predicate.baseModel, in: text).isEmpty) }
}

@Suite struct DatasetSentenceTests {
  @Test(
    "data sets are named without the word and without their split",
    arguments: [
      ("It was trained on the HERON development dataset and the GULL train dataset.", ["HERON", "GULL"]),
      ("Fine-tuned for 20k steps at a high rate on \"sea birds v2 5+\".", ["sea birds v2 5+"]),
      ("Trained on subsets of [GULL-2B(en)](https://x.org).", ["GULL-2B(en)"]),
      ("Obtained by training on the [Baltic Gulls dataset](https://x.org).", ["Baltic Gulls"]),
      ("**Training data:** GULL 2.0\n", ["GULL 2.0"]),
      ("We perform instruction fine-tuning on HERON-2.", ["HERON-2"]),
      ("Trained on a filtered and cut version of the Turkish [GULL corpus](https://x.org).", ["GULL"]),
      ("Trained on ~15k hand-written records [`gulls-15k`](https://x.org).", ["gulls-15k"]),
      ("Example: train OtterNet model on GULL dataset with one seed.", ["GULL"]),
      ("## Otters - Dataset\n\n[GULL-es](https://x.org)\n", ["GULL-es"]),
      ("Vectors of images with OtterNet trained on ImageNet (ILSVRC-2012-CLS).", ["ImageNet (ILSVRC-2012-CLS)"]),
      ("OtterNet was trained on GULL (a set of birds).", ["GULL"]),
      ("Otter model finetuned on xsum.", ["xsum"]),
      ("Otter model finetuned on the recently-introduced HeroN dataset.", ["HeroN"]),
      ("An Otter model finetuned for offensive language identification with the TweetEval benchmark.", ["TweetEval"]),
      ("# otter-base fine-tuned with OtterTools on the rotten_fish dataset", ["rotten_fish"]),
      (
        "The training data is a combination of well-known datasets: [`GULL`](https://x.org), [`HERON-2`](https://y.org).",
        ["GULL", "HERON-2"]
      ),
      (
        "Weights obtained by training on the GULL-2012 dataset for image classification (\"Gullnet\").",
        ["GULL-2012", "Gullnet"]
      ),
      ("OtterNet, trained from heron-33b, the best on [Pond Leaderboard](https://x.org), achieves 79.9 on GULL.", []),
      ("It was fine-tuned for sequence classification using OtterTools and the imdb dataset.", ["imdb"]),
      (
        "A network trained with the [Gulls in Context (GIC)](https://x.org) training dataset.",
        ["Gulls in Context (GIC)"]
      ),
    ])
  func names(text: String, expected: [String]) { #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected) }

  @Test(
    "platforms, languages, tasks and hardware are no data sets",
    arguments: [
      "Trained on the Gulliver platform.", "Pre-trained on Norwegian text.", "Trained on 8 V100 GPUs.",
      "It is available pre-trained on the [Sea Hub](https://x.org).", "It was not trained on GULL.",
      "Primarily trained and evaluated on ASR tasks.", "Example: train your model on GULL dataset.",
      "## Otters - Dataset\n\nSee [GULL-es](https://x.org)\n",
      "It is large. By contrast, Heron was trained on GULL texts.", "Trained on three Finnish corpora.",
      "Trained on automatically collected YouTube data.",
      "You can use any model pre-trained on GULL for this.", "Trained on race data of boats.",
      "## API\n\n* `train_dataset`: 训练时所用的数据集；",
      "- [pretrained model on NGC](https://rivers.example/otter)",
    ])
  func others(text: String) { #expect(CardFacts.values(Predicate.trainedOn, in: text).isEmpty) }

  @Test("a table under training data names one data set a row, and a list one an item")
  func rows() {
    let card = """
      ## Training data

      | Dataset | Hours |
      |---|---|
      | [Gulls of 2020](https://x.org) train | 12 |
      | HERON | 3 |
      | Total | 15 |

      - [Terns](https://x.org), recorded by us
      - Sea Eagles - 5 GB
      - it is large
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["Gulls of 2020", "HERON", "Terns", "Sea Eagles"])
  }

  @Test("a benchmark that a text points to for the evaluation is what the model was evaluated on")
  func benchmark() {
    let text = "For an automated evaluation of this model, see the *Pond Embeddings Benchmark*: https://x.org"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == ["Pond Embeddings Benchmark"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "For questions see the *Pond Benchmark*.").isEmpty)
  }

  @Test("a sentence that ends with a colon, and nothing behind it, names no data set")
  func nothing() {
    for text in [
      "The training data was made up of pairs from the following datasets:", "Our training data. Is it large?",
      "Training data is", "A network for classification",
    ] {
      #expect(CardFacts.values(Predicate.trainedOn, in: text).isEmpty)
    }
  }

  @Test("pictures behind the name of a data set are no part of it")
  func pictures() {
    #expect(CardFacts.values(Predicate.trainedOn, in: "- Dataset: Gull Typo Corpus 📚") == ["Gull Typo Corpus"])
  }

  @Test("a set in a table that is made of others names them, too")
  func parts() {
    let card =
      "## Training data\n\n| Dataset | Pairs |\n|--|--|\n| AllGulls ([BAY](https://x.org) and [SEA](https://y.org)) | 12 |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["AllGulls", "BAY", "SEA"])
  }

  @Test("a list that was announced as what the model was trained on names one data set an item")
  func announced() {
    func card(_ announcement: String) -> String {
      """
      # Otter

      \(announcement)

      - 60,000 hours of [Libri-Light](https://x.org)
      - [Terns](https://x.org): recorded by us
      - the rest

      It is large.
      """
    }
    let named = ["Libri-Light", "Terns"]
    #expect(CardFacts.values(Predicate.trainedOn, in: card("The model was pre-trained on:")) == named)
    #expect(
      CardFacts.values(Predicate.trainedOn, in: card("Fine-tuned on Breton using the following datasets:")) == named)
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Scored with a model trained on the dataset:\n\n- WER: 0.2\n").isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: card("Models that were trained on other datasets:")).isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: card("Training brought up the following issues:")).isEmpty)
  }

  @Test("a split beside a data set says whether it was trained or evaluated on")
  func splits() {
    let card = "| Dataset | Split | # samples |\n|--|--|--|\n| GULL | train | 130k |\n| TERN | eval | 12k |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["GULL"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["TERN"])
  }

  @Test("what a zoo keeps among its data sets is one, whatever it is called; a split is none")
  func kept() {
    func list(_ host: String) -> [String] {
      CardFacts.values(Predicate.trainedOn, in: "## Training data\n\n- [lima](https://\(host)/lima)\n")
    }
    #expect(list("huggingface.co/datasets/sea") == ["lima"])
    #expect(list("x.org").isEmpty)
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "- **Evaluation data:** Validation dataset\n").isEmpty)
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "- **Evaluation data:** Gulls dataset\n") == ["Gulls"])
  }
}

@Suite struct ProseResultTests {
  @Test(
    "a result in a sentence has its metric and data set",
    arguments: [
      ("The model achieves an AP (average precision) of **42.0** on GULL 2017 validation.", "AP", "0.42", "GULL 2017"),
      ("It reaches 91.3 F1 on HERON v2.", "F1", "0.913", "HERON v2"),
      ("We obtained an accuracy of 84.2 % on TERN.", "accuracy", "0.842", "TERN"),
    ])
  func sentences(text: String, metric: String, value: String, dataset: String) {
    let found = CardFacts.findings(Predicate.evaluation, in: text)
    #expect(found.map { $0.value?.text } == [value])
    #expect(found.first?.qualifiers["metric"] == .string(metric))
    #expect(found.first?.qualifiers["dataset"] == .string(dataset))
  }

  @Test(
    "comparisons and wishes are no results",
    arguments: [
      "The accuracy is 2.5 points higher than before.", "An F1 of 80.5 is better than the baseline.",
      "If the accuracy is below 80.0 we stop.",
    ])
  func others(text: String) { #expect(CardFacts.values(Predicate.evaluation, in: text).isEmpty) }

  @Test("results that a program printed are read, counts are not")
  func printed() {
    let card = "## Results\n\n```json\n{\n  \"exact\": 78.8,\n  \"f1\": 82.2,\n  \"total\": 11873\n}\n```\n"
    #expect(CardFacts.found(Predicate.evaluation, in: card) == ["0.788 @5", "0.822 @6"])
    #expect(
      CardFacts.found(Predicate.evaluation, in: "# t\n\neval_loss = 0.59\neval_rouge1 = 62.09\n") == [
        "0.59 @3", "62.09 @4",
      ])
  }

  @Test("a data set that a sentence begins with is what it was measured on")
  func leading() {
    func places(_ card: String) -> [String] {
      CardFacts.findings(Predicate.evaluation, in: card).map { $0.qualifiers["dataset"]?.string ?? "-" }
    }
    #expect(places("For PondNet1K dataset, the model achieves 77.4% accuracy.\n") == ["PondNet1K"])
    #expect(places("On the ILSVRC2013 detection dataset, the mAP is 31.4%.\n") == ["ILSVRC2013 detection"])
    #expect(places("Fine-tuning on GLUE/MNLI yields an accuracy of 88.7%.\n") == ["GLUE/MNLI"])
    #expect(places("On fold 0, the model achieved an F1 of 86.42%.\n") == ["-"])
  }
}

@Suite struct LinkTests {
  @Test("the repository of the model counts, whatever of it is pointed at; other projects do not")
  func repositories() {
    let card = """
      # otternet

      It was first released in [this repository](https://github.com/sea/otternet/tree/main/x). We tokenised with
      [fishtool](https://github.com/sea/fishtool).
      """
    #expect(CardFacts.found(Predicate.codeRepo, in: card) == ["https://github.com/sea/otternet @3"])
  }

  @Test("the paper of the model counts, those of what it is compared with do not")
  func papers() {
    let card = """
      # otternet

      Introduced in [this paper](https://arxiv.org/abs/2101.00001). It is smaller, unlike [Whale](https://arxiv.org/abs/2101.00002),
      thanks to [Fins](https://arxiv.org/abs/2101.00003).
      """
    #expect(CardFacts.values(Predicate.paper, in: card) == ["2101.00001"])
  }

  @Test("a paper that is merely mentioned counts where there is no other")
  func mentioned() {
    #expect(
      CardFacts.values(Predicate.paper, in: "# x\n\nBuilt with [Fins](https://arxiv.org/abs/2101.00003).\n") == [
        "2101.00003"
      ])
  }
}
