import Extraction
import Records
import Stages
import Testing

/// What sentences say of where a model comes from and what it was trained and measured on, in wordings of several zoos.
@Suite struct ProseOriginTests {
  private let template =
    "Fine-tuned [sea/otter-large](https://x.org/o) %@ the [Open Herons](https://x.org/h). Sample at 16kHz."

  @Test(
    "a model that was fine-tuned in or for a language using a data set names both",
    arguments: ["in Breton using", "for Breton using", "on Breton using", "breton using", "on 56 languages using"])
  func template(wording: String) {
    let card = template.split(separator: "%@").joined(separator: wording)
    #expect(CardFacts.values(Predicate.baseModel, in: card) == ["sea/otter-large"])
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["Open Herons"])
  }

  @Test(
    "data that was used for training is named before the verb",
    arguments: [
      ("The Open Herons `train`, `validation` datasets were used for training.", ["Open Herons"]),
      (
        "The Open Herons `train`, `validation`, and GULL10 datasets were used for training.", ["Open Herons", "GULL10"]
      ),
      ("The Breton Bird Corpus v1.1 `train` dataset was used to fine-tune it.", ["Breton Bird Corpus v1.1"]),
      ("The training data was mostly taken from [GULLS](https://x.org).", ["GULLS"]),
      ("The training dataset is from the [Baltic Gulls dataset](https://x.org).", ["Baltic Gulls"]),
      ("The fine-tuning data is [GULL-QA](https://x.org).", ["GULL-QA"]),
      ("The following Otter script was used to train this model:", []),
      ("AdamW was used to train the model.", []),
      ("The [Otter](https://x.org) tool is used as the training script.", []),
    ])
  func passive(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test(
    "data sets are named behind amounts, parts, appositions and other prepositions",
    arguments: [
      ("It was trained on ~3 GB of GULLS.", ["GULLS"]), ("Fine-tuned on 960 hours of GullSpeech.", ["GullSpeech"]),
      ("Pre-trained on ~3 GB of monolingual text.", []), ("Trained on 2 million words. Below is a list.", []),
      ("Trained on the Finnish part of the [mGulls](https://x.org).", ["mGulls"]),
      ("Trained on 10M gull tweets from the loud data of [The Gull Task](https://x.org).", ["The Gull Task"]),
      ("Trained on a server of the [Gull Lab](https://x.org).", []),
      ("Trained on the cleaned-up GULLS dataset.", ["GULLS"]),
      ("Trained on the gulls, derived from [The Otter](https://x.org).", []),
      ("Trained on the English slice of GullPedia[2] and HeronCorpus[3].", ["GullPedia", "HeronCorpus"]),
      (
        "It was trained on [GullCorpus](https://x.org), a dataset consisting of 11 unpublished books and [Sea Pages](https://y.org).",
        ["GullCorpus", "Sea Pages"]
      ),
      ("We train our models on the [RedHeron](https://x.org) dataset.", ["RedHeron"]),
      ("It was pretrained with the GULL200 2011 dataset.", ["GULL200 2011"]),
      ("The model is trained with [SQuAD v1.1](https://gull.example/explore).", ["SQuAD v1.1"]),
      ("The model is trained with [Gull Trainer](https://gull.example/trainer).", []),
      ("The models are trained with ImageNet pretraining.", []),
      ("It was fine-tuned with the AdamW optimizer.", []),
      ("It is trained on Full HeronNet, Fall 2011\nrelease dataset.", ["Full HeronNet, Fall 2011 release"]),
      ("Trained on the dataset [Shrunk Gull Data](https://x.org).", ["Shrunk Gull Data"]),
      ("Trained on a [~15K record corpus of Gulls](https://x.org).", []), ("Trained on Japanese speech.", []),
    ])
  func names(text: String, expected: [String]) { #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected) }

  @Test(
    "what a model is evaluated on may be a part of the data, or have results",
    arguments: [
      ("The model can be evaluated as follows on the Breton test data of Open Herons.", ["Open Herons"]),
      ("It can be evaluated on the Persian (Farsi) test data of Open Herons.", ["Open Herons"]),
      ("We present the dev results on GullQA 2.0 and MGLI tasks.", ["GullQA 2.0", "MGLI"]),
      ("It was evaluated on NLU tasks.", []),
      ("The quality metrics were calculated on the GullCam validation dataset.", ["GullCam"]),
    ])
  func evaluated(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == expected)
  }

  @Test("what a list tells of a model's siblings, with what is nested, is not told of the model")
  func siblings() {
    let card = """
      # otter-7b

      Models made from it, finetuned on Otter-7B:

      - [otter-7b-chat](https://x.org/c): a model for text generation.
        - Built by fine-tuning on GullQA 2.0 and initialized from Heron-7B-Base.
      - **otter-base-ner** (*new*) - a Heron-3B fine-tuned on SUC 3.0.

      It was trained on GULLS.
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card, named: "sea/otter-7b") == ["GULLS"])
    #expect(CardFacts.values(Predicate.baseModel, in: card, named: "sea/otter-7b").isEmpty)
    #expect(CardFacts.values(Predicate.task, in: card, named: "sea/otter-7b").isEmpty)
  }

  @Test("a model that results are compared with keeps what it was trained on")
  func comparison() {
    let text = "We also present results of Heron-J, a 6B parameter model trained on the [Pond](https://x.org)."
    #expect(CardFacts.values(Predicate.trainedOn, in: text).isEmpty)
  }

  @Test("a checkpoint that is called as its data set is has been trained on it")
  func calledAlike() {
    let card = "# gull300\n\nThe model was trained on Gull300.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card, named: "sea/gull300") == ["Gull300"])
  }

  @Test(
    "a base model is named in many ways",
    arguments: [
      ("This model is based on the `otter-small` model and was trained on fish.", "otter-small"),
      ("It is based on [sea/otter](https://tfhub.dev/sea/otter/1).", "sea/otter"),
      ("The backbone model is [otter-cased](https://x.org), and I tuned it.", "otter-cased"),
      ("The base model used is [Otter-B from Sea](https://huggingface.co/sea/b).", "Otter-B"),
      ("We initialized the weights of the model using [Arctic-Otter](https://x.org).", "Arctic-Otter"),
      ("It was initialized on the `otter-large` checkpoints for both sides.", "otter-large"),
      ("The encoder was warm-started from the [`sea/otter-300m`](https://x.org).", "sea/otter-300m"),
      ("It was built by fine-tuning the [OtterBERT](https://x.org) model.", "OtterBERT"),
      ("A model from Breton to Welsh based on a fine-tuned sea/otter-base model.", "sea/otter-base"),
      ("It is based on the multilingual T5 model [sea/mt5](https://huggingface.co/sea/mt5).", "sea/mt5"),
      ("It is derived from [SeaLab's](https://x.org) [Otter-12b](https://y.org).", "Otter-12b"),
      ("It was initialized from https://tfhub.dev/sea/otter/1 and tuned.", "https://tfhub.dev/sea/otter/1"),
      ("A finetuned version of [OTTER: A Model of the Sea](https://arxiv.org/abs/2001.00001).", "OTTER"),
    ])
  func bases(text: String, name: String) { #expect(CardFacts.values(Predicate.baseModel, in: text) == [name]) }

  @Test(
    "data, repositories, architectures and cards are no base models",
    arguments: [
      "The labels come from a dataset derived from the [Otter-15k](https://x.org).",
      "It was converted directly from [sea/otter-net](https://github.com/sea/otter-net).",
      "The checkpoint was `OtterNet-XL for HeronNet21k fine-tuned on HeronNet1K`.",
      "This model is based on the Otter V2 architecture.", "This module is based on OtterNet_vd.",
      "This card is based on the [Otter-mini model card](https://huggingface.co/sea/otter-mini).",
      "The base model is used to make guesses.", "The tokenizer is based on `otter-small`.",
    ])
  func noBases(text: String) { #expect(CardFacts.values(Predicate.baseModel, in: text).isEmpty) }
}
