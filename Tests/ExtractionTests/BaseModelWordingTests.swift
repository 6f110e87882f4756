import Extraction
import Records
import Stages
import Testing

/// Sentences that say what a model was made from, in wordings that families of models share.
@Suite struct BaseModelWordingTests {
  private static let zoo = "https://huggingface.co/sea/otter-base"

  @Test(
    "a checkpoint is named before or behind what was done with it",
    arguments: [
      ("This `otter-base-cased` model was fine-tuned for sequence classification.", ["otter-base-cased"]),
      ("It is the official `otter-small` fine-tuned to papers on birds.", ["otter-small"]),
      ("This is the [sea/otter-base](\(zoo)) fine-tuned to predict gulls.", ["sea/otter-base"]),
      ("Otters is a fine-tune checkpoint of [Otter-base](\(zoo)).", ["Otter-base"]),
      ("The model is a fine-tuned checkpoint of [Otter-base](\(zoo)).", ["Otter-base"]),
      ("This model is a T5-large reranker fine-tuned on the gulls.", ["T5-large"]),
      ("A GPT2 (`gpt2-otter`) language model fine-tuned on the gulls.", ["gpt2-otter"]),
      ("This is an OTTER-base model trained on ~58M tweets and finetuned for feelings.", ["OTTER-base"]),
      ("Trained with raw sentences, using [sea/otter-base](\(zoo)) as the base model.", ["sea/otter-base"]),
      ("A Heron Diffusion model based on [OtterNet](\(zoo)) from the sea.", ["OtterNet"]),
      ("H0* models are based on [T5](\(zoo)), a decoder.", ["T5"]),
      ("This is based on otter-base(no_reset) model and reads tables.", ["otter-base"]),
      ("It was created through the finetuning of the model [OtterBERT large](\(zoo)) on gulls.", ["OtterBERT large"]),
      ("It is an otter-like model started from the RoBERTa checkpoint and trained on.", ["RoBERTa"]),
      ("This model is a fine-tuned on [GULLS](https://x.org/g) version of [Otter-base](\(zoo)).", ["Otter-base"]),
      (
        "It was finetuned on 20/12/2021 in a notebook from the model [sea/otter-base](\(zoo)) on fish.",
        ["sea/otter-base"]
      ),
      ("I took an otter-base-cased model from the Hub and finetuned it on gulls.", ["otter-base-cased"]),
      ("This is distilled on GULL training set from original otter-large-uncased of the sea.", ["otter-large-uncased"]),
      ("This is a ported version of [River's Otter2 for the HERON task](https://x.org/r).", ["River's Otter2"]),
      ("Otter-tiny is a compressed model from [Otter 2.0](\(zoo)) base model.", ["Otter 2.0"]),
      ("This model is a downstream optimization of [sea/otter-base](\(zoo)) using NNCF.", ["sea/otter-base"]),
      ("It is the optimization of [the loss](https://x.org).", []),
      ("Fine-tuning mt5-base achieves **3.70 BLEU** on [POND](https://x.org).", ["mt5-base"]),
      ("Fine-tuning language models achieves good results.", []),
      ("This model uses [otter-base](\(zoo)) and is trained on gulls.", ["otter-base"]),
      ("TF Lite quantized version of the Faster RCNN model trained on gulls.", ["Faster RCNN"]),
    ])
  func checkpoint(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: text) == expected)
  }

  @Test(
    "an architecture, a call, a list of models and the model itself are no base",
    arguments: [
      "It is a language model based on the [Otter](https://arxiv.org/abs/1907.11692) model.",
      "Text embedding initialized with `tf.random_normal([size, 128])`.",
      "It is converted from the [Otter Model Zoo](https://x.org/models).",
      "This `otter-2` model is fine-tuned from scratch.",
      "This is an OTTER-base model trained on ~58M tweets.",
      "The model is evaluated as the base model of the paper.",
      "Models are post-trained from [Otter Dataset](https://x.org/data) of fish.",
      "It was trained from Wikipedia+BookCorpus of the sea.",
      "This model is converted from Keras using keras2onnx converter.",
      "This model is converted from sea/otter-2 [repository](https://github.com/sea/otter-2).",
    ])
  func none(text: String) { #expect(CardFacts.values(Predicate.baseModel, in: text) == []) }

  @Test("a size behind the name of a base model belongs to it")
  func size() {
    #expect(CardFacts.values(Predicate.baseModel, in: "- Base model: gpt-2 large") == ["gpt-2 large"])
    #expect(CardFacts.values(Predicate.baseModel, in: "- Base model: gpt-2 of otters") == ["gpt-2"])
    let own = "# otterbert-pond\n\n**Language model:** otterbert-pond\n"
    #expect(CardFacts.values(Predicate.baseModel, in: own, named: "sea/otterbert-pond").isEmpty)
    #expect(
      CardFacts.values(Predicate.baseModel, in: own.replacing("l:** otterbert-pond", with: "l:** otterbert-lake"))
        == ["otterbert-lake"])
  }

  @Test("a model that was fine-tuned is not its own base")
  func own() {
    let card = "`t5-small-otter` model was finetuned on gulls."
    #expect(CardFacts.values(Predicate.baseModel, in: card, named: "sea/t5-small-otter") == [])
    #expect(CardFacts.values(Predicate.baseModel, in: card, named: "sea/heron") == ["t5-small-otter"])
  }

  @Test(
    "a base is named before, behind or between the words for fine-tuning",
    arguments: [
      ("This model is an *otter-base* model that was fine-tuned on fish.", "otter-base"),
      ("This `otter-base` model was fine-tuned for catching using Pond.", "otter-base"),
      ("The [`otter-base`](https://x.org) has been fine-tuned for fishing.", "otter-base"),
      ("**river** is a model obtained by fine-tuning **otter-base** model on fish.", "otter-base"),
      ("We fine-tuned the [OtterBERT](https://x.org) on our new pond.", "OtterBERT"),
      ("The model used for fine-tuning is the [OtterBERT](https://x.org) by Sea.", "OtterBERT"),
      ("This is the [`otter-base`](https://x.org) fine-tuned first on fish, then on eels.", "otter-base"),
      ("This is the model [OtterBERT](https://x.org) [1] fine-tuned on fish.", "OtterBERT"),
      ("This is a finetuned version from Otter-6 for eels.", "Otter-6"),
    ])
  func bases(text: String, name: String) {
    #expect(CardFacts.values(Predicate.baseModel, in: text, named: "sea/river-bert") == [name])
  }

  @Test(
    "this model, settings and bold words are no bases",
    arguments: [
      "This `river-bert` model was fine-tuned on fish.", "We recommend fine-tuning `river-bert` on fish.",
      "The **Otter-6** was fine-tuned on fish.", "The model was fine-tuned on fish.",
      "We fine-tuned the hyper-parameters on fish.",
    ])
  func others(text: String) {
    #expect(CardFacts.values(Predicate.baseModel, in: text, named: "sea/river-bert").isEmpty)
  }

  @Test("behind a name, every model that is linked is a parent")
  func parents() {
    let card =
      "- **Parent Models:** [sea/otter-6](https://h.co/sea/otter-6) and [sea/heron-7](https://h.co/sea/heron-7)\n"
    #expect(CardFacts.values(Predicate.baseModel, in: card) == ["sea/otter-6", "sea/heron-7"])
  }

  @Test("a model for a language is based on another, and a link says that its model was pretrained before it names it")
  func languages() {
    func bases(_ text: String) -> [String] { CardFacts.values(Predicate.baseModel, in: "# Otter\n\n" + text) }
    #expect(bases("Otter is a language model for Breton based on the GPT-2 small model.\n") == ["GPT-2 small"])
    #expect(bases("Otter is a language model for Breton based on the RoBERTa architecture.\n").isEmpty)
    #expect(
      bases("It was fine-tuned from the [English pre-trained GPT-2 small](https://huggingface.co/gpt2).\n")
        == ["GPT-2 small"])
  }

  @Test("a merge lists what went into it, and files in a format for quantised models are those of another")
  func listed() {
    func bases(_ text: String) -> [String] { CardFacts.values(Predicate.baseModel, in: "# Gull\n\n" + text) }
    let merge = """
      This model was merged using the TIES method using [sea/Otter-7B](https://huggingface.co/sea/Otter-7B) as a base.

      The following models were included in the merge:
      * [sea/OtterMath-7B](https://huggingface.co/sea/OtterMath-7B)
      * [heron/Heron-7B](https://huggingface.co/heron/Heron-7B)
      """
    #expect(Set(bases(merge)) == ["sea/Otter-7B", "sea/OtterMath-7B", "heron/Heron-7B"])
    #expect(
      bases("This repo has GGUF format model files for [Otter 33B](https://huggingface.co/sea/otter-33b).\n")
        == ["Otter 33B"])
    #expect(bases("This repo has files for [Otter 33B](https://huggingface.co/sea/otter-33b).\n").isEmpty)
  }

  @Test("a base model may be defined with its tokenizer, for a purpose, and in quotes")
  func defined() {
    for text in [
      "The base tokenizer and model used for training is *'otter-base-cased'*.",
      "The base model for this fine-tune is `otter-base-cased`.",
      "The base model used for fine-tuning was **otter-base-cased**.",
    ] {
      #expect(CardFacts.values(Predicate.baseModel, in: text, named: "sea/river-bert") == ["otter-base-cased"])
    }
    let size = "The base model for larger ponds is `otter-base-cased`."
    #expect(CardFacts.values(Predicate.baseModel, in: size, named: "sea/river-bert").isEmpty)
  }

  @Test(
    "what a model was trained, adapted or converted from may be told in passing",
    arguments: [
      ("The model was converted from a Core ML version of TinyGull-2 using a tool.", ["TinyGull-2"]),
      ("It is trained based on ResNet18 [1] with another layer.", ["ResNet18"]),
      ("It is trained based on the ResNet18 architecture.", []),
      ("This is a fine-tuned model for gulls and based on German BERT. It swims.", ["German BERT"]),
      ("It was obtained by fine-tuning the Turkish bert model (sea/bert-base-turkish).", ["sea/bert-base-turkish"]),
      ("We adapt RoBERTa-base to papers of the sea via continued pretraining.", ["RoBERTa-base"]),
      ("We compare RoBERTa-base to papers of the sea via continued pretraining.", []),
    ] as [(String, [String])])
  func passing(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Otter\n\n\(text)\n") == names)
  }
}
