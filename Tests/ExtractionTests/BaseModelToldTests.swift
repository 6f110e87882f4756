import Extraction
import Records
import Stages
import Testing

/// Base models that sentences tell in plain words: what training started from, what was defined, and what was made of it.
@Suite struct BaseModelToldTests {
  private static let zoo = "https://huggingface.co/sea/otterbert-base"

  @Test(
    "training starts, is started and is continued from a model",
    arguments: [
      ("The model was fine-tuned starting from `sea/otter-base`.", ["sea/otter-base"]),
      ("Fine-tuning was started from the `bert-base-otter` checkpoint.", ["bert-base-otter"]),
      ("Pre-training was continued from `bert-base-otter`.", ["bert-base-otter"]),
      ("Starting with `sea/roberta-base`, we fine-tuned on gulls.", ["sea/roberta-base"]),
      ("Fine-tuning from `bert-base-otter` with a tiny data set.", ["bert-base-otter"]),
      ("LoRA fine-tuning of `sea/otter-7b`.", ["sea/otter-7b"]),
      ("It was made by fine tuning Heron's GPT-J-6B.", ["GPT-J-6B"]),
      ("It is the result of fine-tuning Llama-2-7b on gulls.", ["Llama-2-7b"]),
      ("Here we took `sea/roberta-base` and trained it on gulls.", ["sea/roberta-base"]),
      ("It was built taking `otterbert-base-cased` and training it on gulls.", ["otterbert-base-cased"]),
      ("We start with `sea/roberta-base` and fine-tune it on gulls.", ["sea/roberta-base"]),
      ("We used `sea/roberta-base` for fine-tuning.", ["sea/roberta-base"]),
      ("Trained with `bert-base-otter` as a starting point.", ["bert-base-otter"]),
      ("Multilingual BERT was used as an initialization for OtterBERT.", ["Multilingual BERT"]),
      ("The model is warm started from RoBERTa’s checkpoint.", ["RoBERTa"]),
      ("This is the checkpoint for [otter-base](\(zoo)) after being trained on gulls.", ["otter-base"]),
      ("We started with a walk and trained it on gulls.", []),
      ("The code allows the fine-tuning of `sea/roberta-base`.", []),
      ("We used `sea/roberta-base` for comparison.", []),
      ("This is the checkpoint for [otter-base](\(zoo)) that swims.", []),
    ] as [(String, [String])])
  func started(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n") == names)
  }

  @Test(
    "the backbone, the teacher and the underlying, original or starting model are defined",
    arguments: [
      ("The backbone is `bert-base-otter`.", ["bert-base-otter"]),
      ("The underlying language model is [otterbert-base](\(zoo)).", ["otterbert-base"]),
      ("The starting point was `t5-base`.", ["t5-base"]),
      ("The original model is from `BERT-base-otter` trained from tales.", ["BERT-base-otter"]),
      ("The pretrained architecture is [otterbert-base](\(zoo)) and the data is theirs.", ["otterbert-base"]),
      ("The teacher was `bert-large-uncased`.", ["bert-large-uncased"]),
      ("It was distilled using `bert-large-uncased` as teacher.", ["bert-large-uncased"]),
      ("It was made by knowledge distillation from OtSE.", ["OtSE"]),
      ("It was pretrained with the supervision of [otterbert-base](\(zoo)) on gulls.", ["otterbert-base"]),
      ("* Teacher: `sea/bert-large-gulls`", ["sea/bert-large-gulls"]),
      ("The original is `bert-base-otter`.", []), ("The original model is distributed under the MIT licence.", []),
      ("The base is `python3-slim`.", []), ("The pretrained encoder is frozen.", []),
      ("It was made by knowledge distillation from the OT reader.", []),
      ("The teacher was an old otter.", []),
    ] as [(String, [String])])
  func defined(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n") == names)
  }

  @Test(
    "a version is of a model where a link to a zoo or an id tells it, and what is quantised may say how in brackets",
    arguments: [
      ("This model is the Gull Inference (GI) tuned-up version of the [OtterBERT model](\(zoo)).", ["OtterBERT"]),
      ("TF.js version of [Otter Net](https://tfhub.dev/sea/otter/1).", ["Otter Net"]),
      (
        "A version of https://huggingface.co/sea/otter-small which is less loud.",
        ["sea/otter-small"]
      ),
      ("This is a cased version of `sea/otter-small`, trained on gulls.", ["sea/otter-small"]),
      ("fp16 version of sea/otter-j-6b.", ["sea/otter-j-6b"]),
      ("ONNX export of [otter-base](\(zoo)).", ["otter-base"]),
      ("The checkpoint exported into this model was `Otter-S for Gulls21k` downloaded.", []),
      ("This model is an optimized version of otter-speech-0.6b for local inference.", ["otter-speech-0.6b"]),
      (
        "This is a fully quantized version (asymmetrical int8) of the OtterNet VWW-4 model by the sea.",
        ["OtterNet VWW-4"]
      ),
      ("[sea/otter-base](\(zoo)) model quantized with a tool.", ["sea/otter-base"]),
      ("This is sea/otter-j-6b quantized to 8 bits.", ["sea/otter-j-6b"]),
      ("You can find a newer version of [otter-base](\(zoo)) here.", []),
      ("A newer version of [otter-base](\(zoo)).", []), ("A smaller version of the old one.", []),
      ("This model is an optimized version of the old one.", []),
      ("The frozen model quantized to 4-bit fits.", []),
    ] as [(String, [String])])
  func versions(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n") == names)
  }

  @Test(
    "a pre-trained model is used, combined or leveraged",
    arguments: [
      ("This model leverages the [Otter GPT-2](\(zoo)) pretrained model.", ["Otter GPT-2"]),
      (
        "A pretrained model ([sea/otterbert](\(zoo))) is combined with two layers and finetuned on gulls.",
        ["sea/otterbert"]
      ),
      ("Pretrained Breton model [sea/otterbert](\(zoo)). Fine-tuned on Breton gulls.", ["sea/otterbert"]),
      ("`gull-bert` is a pretrained model for gulls using [otterbert-base](\(zoo)) model.", ["otterbert-base"]),
      ("This model was trained using the pretrained model `bert-base-otter`.", ["bert-base-otter"]),
      ("It uses the pretrained weights of `sea/roberta-base`.", ["sea/roberta-base"]),
      ("It uses [otterbert-base](\(zoo)) as the pretrained model.", ["otterbert-base"]),
      ("We used the checkpoint `bert-base-otter`.", ["bert-base-otter"]),
      ("A pretrained model ([sea/otterbert](\(zoo))) can be found there.", []),
      ("The pretrained model swims. See [otterbert-base](\(zoo)).", []),
    ] as [(String, [String])])
  func pretrained(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n") == names)
  }

  @Test("a chain of conversions begins with what was converted", arguments: ["Source", "Description"])
  func chains(title: String) {
    let card = """
      ## \(title)
      Caffe BVLC OtterNet ==> Caffe2 OtterNet ==> ONNX OtterNet

       * PyTorch Otter-2 + script changes => ONNX Otter-2
       * ONNX OtterNet ==> Quantized ONNX OtterNet
       * the river ==> the sea
      """
    #expect(
      CardFacts.values(Predicate.baseModel, in: card) == ["Caffe BVLC OtterNet", "PyTorch Otter-2", "ONNX OtterNet"])
  }

  @Test(
    "a size, a task's data or an id tells a checkpoint that was trained from an architecture that was",
    arguments: [
      ("Roberta-large trained on MNLI.", ["Roberta-large"]),
      ("This is a BERT base cased model trained on SQuAD v2", ["BERT base cased"]),
      ("gpt2-medium trained on poems.", ["gpt2-medium"]),
      ("The model was trained with a DistilRoBERTa-base model for 10k steps.", ["DistilRoBERTa-base"]),
      ("This classifier was trained using `bert-base-otter`.", ["bert-base-otter"]),
      ("It is `bert-base-otter` further pre-trained on gulls.", ["bert-base-otter"]),
      ("`sea/roberta-base` was further trained on gulls.", ["sea/roberta-base"]),
      ("The GPT-2 medium model was fine-tuned on gulls.", ["GPT-2 medium"]),
      ("The pre-trained BERT model was fine-tuned on gulls.", ["BERT"]),
      ("`bert-base-cased` was fine-tuned on gulls.", ["bert-base-cased"]),
      ("Fine-Tuned DistilBERT for gulls.", ["DistilBERT"]),
      ("We fine-tuned Heron's GPT-2 on gulls.", ["GPT-2"]),
      ("A set of sparse bert-base-uncased models fine-tuned for gulls.", ["bert-base-uncased"]),
      ("GPT-Neo 2.7B fine-tuned on gulls.", ["GPT-Neo 2.7B"]),
      ("# Italian BERT fine-tuned on gulls", ["Italian BERT"]),
      ("This is multi-task [t5-small](https://x.org) model trained for gull counting.", ["t5-small"]),
      ("It is a fine-tuned version of the GPT‑7B‑v0.3.", ["GPT‑7B‑v0.3"]),
      ("This is our [otter](https://x.org) model trained for gull counting.", []),
      ("# Breton Otter-large trained on GULL finetuned for counting", []),
      ("The corpus, [GULL](https://x.org/g), was derived from [HERON](https://x.org/h).", []),
      ("It was initialized with [the 2B parameter model from River](river/otter-2b).", ["river/otter-2b"]),
      ("Original pre-trained model can be found here: https://huggingface.co/sea/otter", ["sea/otter"]),
      ("Original pre-trained model can be found here: https://x.org/sea/otter", []),
      ("A RoBERTa-base model trained on tweets.", []), ("RoBERTa trained on SQuAD.", []),
      ("A set of sparse BERT models fine-tuned for gulls.", []),
      ("The BERT model was fine-tuned on gulls.", []),
    ] as [(String, [String])])
  func trained(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "\(text)\n", named: "sea/river") == names)
  }

  @Test(
    "a model is based on another where a sentence says no more, or by a hyphen",
    arguments: [
      ("Based on [otterbert-base](\(zoo)).", ["otterbert-base"]),
      ("Model based on `bert-base-otter` for gulls.", ["bert-base-otter"]),
      ("This is a gull classifier based on `bert-base-otter`.", ["bert-base-otter"]),
      ("This RoBERTa-based model can tell gulls.", ["RoBERTa"]),
      ("This is a OtterBERT-based model fine-tuned to find gulls.", ["OtterBERT"]),
      ("Pretrained BERT-based ([otter-base](\(zoo))) model for gulls.", ["otter-base"]),
      ("It is a model finetuned on gulls based on Heron's GPT-J 6B model.", ["GPT-J 6B"]),
      ("Otter is a RoBERTa-based Language Model trained on tales.", []),
      ("Based on the [otterbert-base card](\(zoo)).", []),
      ("A RoBERTa-based model for gulls.", []),
    ] as [(String, [String])])
  func based(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n") == names)
  }

  @Test(
    "a release is told in brackets, a size behind a link or a line's end, and of several models none is this one",
    arguments: [
      (
        "It was initialized with OtterBERT (`OtterBERT-Base v1.0 + Gulls`).",
        ["OtterBERT", "OtterBERT-Base v1.0 + Gulls"]
      ),
      ("It was initialized with OtterBERT (`swim`).", ["OtterBERT"]),
      ("There are four models: initialized with OtterBERT or HeronBERT.", []),
      ("It is built on top of wav2vec\n2.0 with care.", ["wav2vec 2.0"]),
      ("This is a BERT-large model pre-trained on tales and fine-tuned on gulls.", ["BERT-large"]),
      ("[Sea's Wav2Vec2](https://x.org) base model pretrained on tales and fine-tuned on gulls.", ["Wav2Vec2"]),
      ("This is a BERT-large model pre-trained on tales.", []),
      ("A [OtterBERT-base](\(zoo)) tuned to match gulls.", ["OtterBERT-base"]),
    ] as [(String, [String])])
  func released(text: String, names: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n") == names)
  }

  @Test("this model is not its own base, however it is told")
  func own() {
    for text in [
      "`otterbert-base` was further trained on gulls.", "The GPT-2 medium model was fine-tuned on gulls.",
      "gpt2-medium trained on gulls.",
    ] {
      let name =
        text.hasPrefix("`") ? "sea/otterbert-base" : text.hasPrefix("g") ? "sea/gpt2-medium" : "sea/gpt-2-medium"
      #expect(CardFacts.values(Predicate.baseModel, in: "# Gull\n\n\(text)\n", named: name).isEmpty)
    }
  }
}
