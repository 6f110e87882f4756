import Extraction
import Records
import Stages
import Testing

/// Ways in which sentences say what a model was trained on.
@Suite struct TrainedPhraseTests {
  @Test(
    "models are distilled, pre-trained and fine-tuned on data, also by those who write",
    arguments: [
      ("This is a small model distilled on GullQA v1.1 training set from a larger one.", ["GullQA v1.1"]),
      ("This model was distilled from OtterBERT on a laptop.", []),
      ("We pre-train OTTER small on the [GULLS](https://x.org) dataset, with 40 million tokens.", ["GULLS"]),
      ("Readers may finetune the otter on GULL.", []), ("The otter was finetuned on GULL.", ["GULL"]),
      ("It was trained on sounds, and was not fine-tuned on the GULL training set.", []),
      ("It was trained on [Azure Machine Learning](https://x.org).", []),
      ("It was trained on a single GPU from [Paperspace](https://x.org).", []),
      (
        "It was trained on GULL + [HERON](https://x.org) + [Otter News](https://x.org).",
        ["GULL", "HERON", "Otter News"]
      ),
      ("It was trained on GULL +wave2vec.", ["GULL"]),
      ("We fine-tune the learning rate on the fly.", []),
      (
        "It adapts OtterBERT by fine-tuning on the 80,000 English QA pairs from the [GullQA](https://x.org) set.",
        ["GullQA"]
      ),
      ("Otter was fine-tuned on the Song Recognition task using the [GULL dataset](https://x.org).", ["GULL"]),
      ("Otter was fine-tuned on the Song Recognition task using Gull Trainer.", []),
      ("It was trained using a preliminary version of the [OtterTube-8M](https://x.org) dataset.", ["OtterTube-8M"]),
      ("A network trained on the semantic segmentation dataset iSEA [4].", ["iSEA"]),
      ("This model is trained on the 'Pond Gull Calls' dataset.", ["Pond Gull Calls"]),
      ("Load an En-Fr model trained on GULL'14 data:", ["GULL'14"]), ("It was trained on Otter's lyrics.", []),
      ("It was pre-trained on a new Common Gull-based dataset.", []),
    ])
  func verbs(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test(
    "the Trainer's sentence names the set in any words, with the part of it and the code of its language",
    arguments: [
      ("the heron de", ["heron de"]), ("the Breton wikigull", ["Breton wikigull"]),
      ("the gull_corpus_v2", ["gull_corpus_v2"]),
      ("the SEA/COMMON_GULLS_8_0 - OR", ["SEA/COMMON_GULLS_8_0 - OR"]), ("the None", []), ("an unknown", []),
      ("the large custom", []),
    ])
  func trainer(set: String, expected: [String]) {
    let text =
      "This model is a fine-tuned version of [sea/otter](https://huggingface.co/sea/otter) on \(set) dataset.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It is a fine-tuned version of otter on the same old dataset of gulls.")
        .isEmpty)
  }

  @Test("a name of many words may stand between \"version of\" and the set")
  func longNames() {
    let name = "sea/otter-base-breton-www-cased-finetuned-spa-lake2-br"
    let text = "This model is a fine-tuned version of [\(name)](https://huggingface.co/\(name)) on the gulls dataset.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == ["gulls"])
  }

  @Test(
    "data that was used as, or for, what a model was trained on is named before or behind that",
    arguments: [
      ("GULLCorpus2020 and HeronCorpusSmall are used as training corpus.", ["GULLCorpus2020", "HeronCorpusSmall"]),
      ("10% of the Common Gulls `train`, `validation` datasets were used for training.", ["Common Gulls"]),
      ("Question and answer pairs from GullExchange was used as training data for the model.", ["GullExchange"]),
      ("Words from a friend of ours were used as training data.", []),
      ("5000 examples of the River Gulls dataset were used for training.", ["River Gulls"]),
      ("The model developers used GULL dataset for training the model.", ["GULL"]),
      ("The model developers used the following dataset for training the model:", []),
      (
        "We used the concatenation from multiple Gullexchange Question-Answer datasets to fine-tune our model.",
        ["Gullexchange Question-Answer"]
      ),
      ("We used the Gull Trainer to fine-tune our model.", []),
      ("The training data used for this model come from Breton Wikipedia.", ["Breton Wikipedia"]),
      (
        "The source data for the model consists of a recent Wikipedia dump and EU Gullshop corpus. The training took long.",
        ["Wikipedia", "EU Gullshop"]
      ),
      ("The training data is the HeronShore dataset, of songs.", ["HeronShore"]),
      (
        "We use the same training data and extend it with data from the Breton part of the [GULL corpus](https://x.org).",
        ["GULL"]
      ),
      ("The training set is the GULL format data set made by sailors. The training data is English.", []),
      ("The training data consists of notes from Otter General Hospital.", []),
    ])
  func used(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test(
    "a version of data that was used, and source data, need no word of training beside them",
    arguments: [
      (
        "- We used an alternative version of Wikipedia and Gull Corpus, collected for others.",
        ["Wikipedia", "Gull Corpus"]
      ),
      ("We used a newer version of OtterNet and of Wikipedia.", []),
      ("Version of the otter. We used a small version of it.", []),
      (
        "The source data for the model consists of a recent Wikipedia dump and EU Gullshop corpus. The result is large.",
        ["Wikipedia", "EU Gullshop"]
      ),
    ])
  func versions(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test("by which method a model was tuned may stand before what it was tuned on")
  func methods() {
    let text = "We fine-tuned the model with DPO on UltraGulls and HERON for one epoch.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n" + text) == ["UltraGulls", "HERON"])
  }

  @Test("what is trained behind an \"and\" has data of its own")
  func again() {
    let text = "We train small OtterNets on 106 sampled sentences from English Wikipedia, and train large ones on GULL."
    #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n\(text)\n") == ["English Wikipedia", "GULL"])
  }
}
