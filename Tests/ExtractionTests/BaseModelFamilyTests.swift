import Extraction
import Records
import Stages
import Testing

/// Base models that are told by the family they are of, whatever size stands behind it.
@Suite struct BaseModelFamilyTests {
  private static let zoo = "https://huggingface.co/sea/otter-base"

  @Test(
    "a family and the size behind it is the name before \"fine-tuned\"",
    arguments: [
      ("# XLM-R large fine-tuned on gulls", "XLM-R large"),
      ("# RoBERTa (large) fine-tuned on gulls", "RoBERTa (large)"),
      ("# Albert v2 finetuned on gulls.", "Albert v2"), ("### Bart model finetuned on gulls", "Bart"),
      ("This is the DeBERTa V2 xlarge model fine-tuned with gulls.", "DeBERTa V2 xlarge"),
      ("BioBERT model fine-tuned in fishing with gulls.", "BioBERT"),
      ("This is mbart-large-cc25, finetuned on gulls.", "mbart-large-cc25"),
      ("This is a `t5-small` pretrained model, fine-tuned jointly on gulls.", "t5-small"),
      ("[Otter Bert large](\(zoo)), fine-tuned for gulls.", "Otter Bert large"),
      ("This is the [sea/otter-base](\(zoo)) model fine-tuned to predict gulls.", "sea/otter-base"),
      ("A small GPT2 (`sea/gpt2-otter`) language model fine-tuned to please gulls.", "sea/gpt2-otter"),
      ("This model is a T5 model (sea/t5-otter) that was fine-tuned in Breton.", "sea/t5-otter"),
      ("GPT-2 (774M model) finetuned on gulls.", "GPT-2"),
      ("# [XLM](https://x.org/xlm) (multilingual version) fine-tuned for gulls", "XLM"),
      ("This model is a [RoBERTa base model](\(zoo)) that was further trained using gulls.", "RoBERTa base"),
    ])
  func before(text: String, name: String) { #expect(CardFacts.values(Predicate.baseModel, in: text) == [name]) }

  @Test(
    "a family may stand between \"fine-tuned\" and \"model\", and behind what else was done",
    arguments: [
      ("This repository contains a finetuned BioBERT model that can find gulls.", "BioBERT"),
      ("This is a fine tuned GPT2 text generation model on gulls.", "GPT2"),
      ("Finetuned T5 small summarization model for Breton.", "T5 small"),
      ("A fine-tuned GPT-2 version for gulls.", "GPT-2"),
      ("This is a fine-tuned model of the DialoGPT (medium) on gulls.", "DialoGPT (medium)"),
      ("This is a fine-tuned version of [Ottertweet-bert](\(zoo)).", "Ottertweet-bert"),
      ("A finetuned version of Roberta base.", "Roberta base"), ("It was finetuned over [XLM-R](\(zoo)).", "XLM-R"),
      ("It is finetuned on multilingual bert model.", "multilingual bert"),
      ("Sentence encoders built on top of T5 models.", "T5"),
      ("We continued the pre-training of [gpt2](\(zoo)).", "gpt2"),
      ("It is built by further training the BERT language model on gulls.", "BERT"),
      ("The model was originally the pretrained [Otter BERT Small](\(zoo)) and is now better.", "Otter BERT Small"),
      ("We start from a pretrained ROBERTA-BASE model and fine-tune it on gulls.", "ROBERTA-BASE"),
      ("This model takes [sea/bart-otter](\(zoo)) and fine-tunes it on gulls.", "sea/bart-otter"),
      ("Classification of gulls by fine-tuning XLM-Roberta-Large.", "XLM-Roberta-Large"),
      ("We rebuilt the vocabulary and fine-tuned the OtterBERT v1.1 on gulls.", "OtterBERT v1.1"),
      ("It was fine-tuned on the `gulls` corpus from [`sea/bart-otter`](\(zoo)) checkpoint.", "sea/bart-otter"),
      ("It was fine-tuned for gulls using [sea/bert-otter](\(zoo)) model.", "sea/bert-otter"),
      ("It was trained starting from an instance of [bert-otter-cased](\(zoo)).", "bert-otter-cased"),
      ("This is a long version of the [OtterBERT](\(zoo)) model by the sea.", "OtterBERT"),
      ("We took a multilingual version of BERT-base as an initialization for ours.", "BERT-base"),
      ("This is the model for gulls in Breton based on [otter-t5](\(zoo)).", "otter-t5"),
      ("This model is based on **[bert-otter](\(zoo))** and was finetuned on gulls.", "bert-otter"),
      ("A *question answering* model based on T5-small.", "T5-small"),
      ("INT8 quantised version of MobileNet v2 model.", "MobileNet v2"),
    ])
  func behind(text: String, name: String) { #expect(CardFacts.values(Predicate.baseModel, in: text) == [name]) }

  @Test(
    "other models, architectures, classes and people are no base",
    arguments: [
      "It is better than other BERT models fine-tuned on gulls.", "It outperforms a Roberta model fine-tuned on gulls.",
      "The code supports training and fine-tuning GPT2 on a GPU.", "It was built on top of a dinghy.",
      "A classifier trained on top of the `CLS` token.", "A language model based on the BERT-Base structure of layers.",
      "It was fine-tuned using RobertaForMaskedLM.", "It can be fine-tuned on BERT.",
      "A set of fine-tuned BERT models of others.", "There Robert fine-tuned on the beach.",
      "It is a version of the old one.",
    ])
  func none(text: String) { #expect(CardFacts.values(Predicate.baseModel, in: text).isEmpty) }

  @Test(
    "a name is read whole, and where models start is told in many ways",
    arguments: [
      ("HeR-m R50x1 fine-tuned on gulls.", "HeR-m R50x1"),
      ("# BERT L-10 H-512 fine-tuned on gulls", "BERT L-10 H-512"),
      ("# BERT (base-multilingual-cased) fine-tuned for gulls", "BERT (base-multilingual-cased)"),
      ("We initialized the pre-training with weights from [GullBERT](\(zoo)), which swims.", "GullBERT"),
      ("We initialized Otter-BERT from the pre-trained weights of the base version of Longformer.", "Longformer"),
      ("It was trained using OtterT5-XL model as an initial checkpoint.", "OtterT5-XL"),
      ("The **teacher model** for the distillation was `bert-otter-cased`.", "bert-otter-cased"),
      ("A distillation version of the well known [OtterBERT](\(zoo)).", "OtterBERT"),
      ("It is distilled from an in-house pre-trained [OtterLM v2](https://x.org) model.", "OtterLM v2"),
      ("This is an instance of [sea/otter-gpt](\(zoo)) trained on a game.", "sea/otter-gpt"),
      ("We train on the basis of the pre-trained model [gpt2-otter](\(zoo)).", "gpt2-otter"),
      ("The base language model used is the [otter-base](\(zoo)).", "otter-base"),
      ("- Based model: [sea/otter-7](\(zoo))\n", "sea/otter-7"),
      ("- **Parent Model:** Luke\n", "Luke"), ("- Pretrained model used: otBERT\n", "otBERT"),
    ])
  func whole(text: String, name: String) { #expect(CardFacts.values(Predicate.baseModel, in: text) == [name]) }

  @Test("a model may be made from two")
  func two() {
    let text = "A fine-tuned version of [sea/otter-2](\(Self.zoo)) and [heron-3](\(Self.zoo)) on the gulls dataset."
    #expect(CardFacts.values(Predicate.baseModel, in: text) == ["sea/otter-2", "heron-3"])
    let other = "A fine-tuned version of [sea/otter-2](\(Self.zoo)) and [heron-3](https://x.org) on the gulls dataset."
    #expect(CardFacts.values(Predicate.baseModel, in: other) == ["sea/otter-2"])
  }

  @Test(
    "amounts, corpora, people and architectures are no base",
    arguments: [
      "It was pre-trained from 93GB of otter tales.",
      "The network was trained from a checkpoint pretrained on GULL-2012 (\"Gulls\").",
      "It is converted from the Otter repository <https://github.com/river/keras-otter>.",
      "It was trained from the clinical corpus [SemOtter](https://x.org).",
      "Otters are derived from the HeronNet architecture of old.",
      "Its words are derived from the [Breton Wikipedia](https://x.org), using the [Byte-Pair](https://y.org) method.",
      "This is an adapted version of [@otter7](https://x.org) [notes](https://y.org).", "- Parent Model: see below\n",
      "We initialized everything with care.",
    ])
  func amounts(text: String) { #expect(CardFacts.values(Predicate.baseModel, in: text).isEmpty) }

  @Test("a model that is called as a family is, is not its own base")
  func own() {
    let card = "# Otter-BERT\n\nOtter-BERT model fine-tuned on gulls.\n"
    #expect(CardFacts.values(Predicate.baseModel, in: card, named: "sea/otter-bert").isEmpty)
  }

  @Test("a model that is merely said to be used, or to be the basis, is one where a link or quotation marks tell it")
  func used() {
    func names(_ text: String) -> [String] { CardFacts.values(Predicate.baseModel, in: "# Otter\n\n\(text)\n") }
    let link = "[electra-base](https://huggingface.co/google/electra-base-discriminator)"
    #expect(names("This model uses \(link).") == ["electra-base"])
    #expect(names("This model uses \(link) as its teacher's judge.").isEmpty)
    #expect(names("The data was text. The model was based on the \"gpt2\" pretrained transformer.") == ["gpt2"])
  }

  @Test("pages of TensorFlow Hub say first what they are themselves")
  func modules() {
    let page = "# Module sea/otter/1\nMLP-Mixer L-16 fine-tuned on ImageNet-1k.\n"
    #expect(CardFacts.values(Predicate.baseModel, in: page).isEmpty)
    #expect(CardFacts.values(Predicate.baseModel, in: page.replacing("Module ", with: "The ")) == ["MLP-Mixer L-16"])
  }
}
