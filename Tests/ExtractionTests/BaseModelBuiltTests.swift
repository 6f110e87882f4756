import Extraction
import Records
import Stages
import Testing

/// What models are built on, pretrained and quantised from; and who and what is linked there and is no model.
@Suite struct BaseModelBuiltTests {
  private static let zoo = "https://huggingface.co/sea/otter-base"

  @Test(
    "a model is told by its size, its family, its id or a link to a zoo",
    arguments: [
      (
        "The model is built on GullLip-400M and HeronBERT-8B with a total of 8B parameters.",
        ["GullLip-400M", "HeronBERT-8B"]
      ),
      ("Otter is built on XLM-R with additional pre-training.", ["XLM-R"]),
      (
        "The model is built on top of two pre-trained models: [sea/otter-base](\(zoo)) and [sea/gull-7b](\(zoo)).",
        ["sea/otter-base", "sea/gull-7b"]
      ),
      ("\"sea/otter-xls-r-1b\" was finetuned.", ["sea/otter-xls-r-1b"]),
      ("[`sea/otter_cased`](\(zoo)) has been finetuned for rivers.", ["sea/otter_cased"]),
      ("To show it, we fine-tune the [`OtterBERTa-small`](\(zoo)) checkpoint on rivers.", ["OtterBERTa-small"]),
      ("Otter is a model for SpaCy, based on `sea/otterbert` and trained on rivers.", ["sea/otterbert"]),
      ("The language model is pretrained from the `bert-base-cased` checkpoint on rivers.", ["bert-base-cased"]),
      ("The base model I used is sea/t5-base-gull (it can swim).", ["sea/t5-base-gull"]),
      ("This model is a fine-tune of Otter-7B.", ["Otter-7B"]), ("Quantized from otter-7b-swim.", ["otter-7b-swim"]),
      ("Otter is an LLM based on Mistral-7B.", ["Mistral-7B"]),
      ("We use Otter-7B as the language backbone.", ["Otter-7B"]),
      ("Heron was obtained by fine-tuning Llama 2 on gulls.", ["Llama 2"]),
      ("This is a fine-tuned version of the [Otter-8 large model](\(zoo)).", ["Otter-8 large"]),
      ("**Base LLM:** Otter-8B", ["Otter-8B"]),
      ("This is a merge of [sea/otter-7b](\(zoo)) and [sea/gull-7b](\(zoo)).", ["sea/otter-7b", "sea/gull-7b"]),
      ("An OtterNet initialized from Gulls classification\ncheckpoint.", ["Gulls classification checkpoint"]),
      ("This is a fork of [`sea/otter-7b`](\(zoo)).", ["sea/otter-7b"]),
      ("It was obtained by quantizing the weights and activations of [Otter-8B](\(zoo)) to INT8.", ["Otter-8B"]),
      ("Otter Net v2-int8 is obtained by quantising fp32 Otter Net v2 model.", ["Otter Net v2"]),
      ("We made this by quantizing sea/otter-9b-chat with care.", ["sea/otter-9b-chat"]),
    ])
  func built(text: String, expected: [String]) { #expect(CardFacts.values(Predicate.baseModel, in: text) == expected) }

  @Test(
    "parts, data, people, repositories and models beside this one are no base",
    arguments: [
      "The model is built on the OtterNet-101 backbone with a head.",
      "It is built on the OtterBERT architecture.", "You can fine-tune the [`otter-small`](https://x.org) yourself.",
      "This model is fine-tuned from [Otter Gull](https://otter.sea/) and open-sourced by the river.",
      "The table was initialized from [OTTER github repo](https://x.org/otter).",
      "If you'd like to use a larger BERT-large model fine-tuned on the same gulls, swim.",
      "An OtterNet initialized from the classification checkpoint.",
      "It runs on a fork of [otter-2](https://github.com/sea/otter-2).",
      "The library, based on `sea/otterbert`, swims.", "We use OtterNet as the backbone.",
      "It was made smaller by quantizing the weights to INT8.", "Quantizing OtterNet-5 model files is slow.",
    ])
  func other(text: String) { #expect(CardFacts.values(Predicate.baseModel, in: text) == []) }

  @Test("a column of what models were pre-trained as names their base")
  func preTrained() {
    let card = "## Results\n\n| Name | Pre-train | AP |\n|---|---|---|\n| Otter | Heron-21K | 0.5 |\n"
    #expect(CardFacts.values(Predicate.baseModel, in: card) == ["Heron-21K"])
  }

  @Test(
    "weights in other numbers or another format, merges and adapters are of the models that are told by id, size or link",
    arguments: [
      ("This repository has the GPTQ quantized weights of sea/otter-7b.", ["sea/otter-7b"]),
      ("GGUF format model files for [Sea's Otter 7B](\(zoo)).", ["Sea's Otter 7B"]),
      ("AWQ quantization of sea/otter-7b-chat.", ["sea/otter-7b-chat"]),
      ("It was quantized with a tool from sea/otter-70b.", ["sea/otter-70b"]),
      ("We quantized sea/otter-9b with care.", ["sea/otter-9b"]),
      ("This model was converted to SWIM format from [`sea/otter-8b`](\(zoo)) by hand.", ["sea/otter-8b"]),
      ("It was pruned from Heron-15B.", ["Heron-15B"]), ("A LoRA for sea/heron-7b.", ["sea/heron-7b"]),
      ("It was made by merging sea/gull-7b, Tern-7B and sea/heron-7b.", ["sea/gull-7b", "Tern-7B", "sea/heron-7b"]),
      ("Otter continues pre-training from Heron-7B on rivers.", ["Heron-7B"]),
      ("It was made by merging the old and the new model.", []), ("GPTQ models for GPU inference.", []),
      ("Use LoRA for fine-tuning.", []), ("The model can be quantized to INT8 from FP32.", []),
      ("It is converted to ONNX from a checkpoint.", []),
    ])
  func derived(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: text) == expected)
  }

  @Test("the list that tools write of what they merged names a model an item, and advice on the model itself none")
  func merges() {
    let list = "The following models were included in the merge:\n* [sea/Gull-7B](\(Self.zoo))\n* sea/tern-7b\n"
    #expect(
      CardFacts.values(Predicate.baseModel, in: "### Models Merged\n\n" + list) == ["sea/Gull-7B", "sea/tern-7b"])
    let advice = "Save memory by quantizing the weights of Otter-7B to INT8."
    #expect(CardFacts.values(Predicate.baseModel, in: advice, named: "sea/otter-7b").isEmpty)
    let made = "It is obtained by quantizing Otter-7B model."
    #expect(CardFacts.values(Predicate.baseModel, in: made, named: "sea/otter-7b") == ["Otter-7B"])
  }

  @Test("what was quantised is told without its precision")
  func precision() {
    let card =
      "# Otter\n\n## Quantization\n\nOtter-int8 and Otter-qdq are obtained by quantizing fp32 Otter-12 model. We use tools."
    #expect(CardFacts.found(Predicate.baseModel, in: card) == ["Otter-12 @5"])
  }
}
