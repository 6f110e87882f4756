import Extraction
import Records
import Stages
import Testing

/// What a model was trained on, where no "trained on" stands directly before its name.
@Suite struct TrainedOtherwiseTests {
  @Test(
    "data may follow by, for and in, if it is known or called so",
    arguments: [
      ("The module is trained by GULLScapes dataset, and draws gulls.", ["GULLScapes"]),
      ("This model is trained for GullEmotions dataset which has songs.", ["GullEmotions"]),
      ("Sparse models fine-tuned for SQuADv1.", ["SQuADv1"]),
      ("The weights were pretrained in the GuWac corpus.", ["GuWac"]),
      ("It can be fine-tuned for SQuAD.", []), ("It was trained for NER by OtterNet.", []),
      ("It was fine tuned by gull/roberta-large.", []),
      ("Pre-trained OtterNet models for the GULL visual dataset with heron.", []),
    ])
  func prepositions(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n\(text)\n") == expected)
  }

  @Test("of siblings in quotation marks the one that the card begins with is this model")
  func siblings() {
    let families = "There are two: \"Otter-S\", pre-trained on GULL1K, and \"Otter-M\", pre-trained on GULL21K.\n"
    func trained(_ name: String) -> [String] {
      CardFacts.values(
        Predicate.trainedOn, in: "# River\n\nSongs of the \(name) R50 model.\n\n## Overview\n\n\(families)")
    }
    #expect(trained("Otter-S") == ["GULL1K"])
    #expect(trained("Otter-M") == ["GULL21K"])
  }

  @Test(
    "who trained a model may stand before what it was trained on",
    arguments: [
      ("It was pre-trained by Otto Gull on the [GULL100 dataset](https://x.org).", ["GULL100"]),
      ("The model was trained by Otter on the Pond's [TERN19 Dataset](https://x.org) of songs.", []),
      ("The model was trained by Otter on Heron's [TERN19 Dataset](https://x.org) of songs.", ["TERN19"]),
      ("It was trained by Otter on a V100.", []), ("It was trained by hand on GULL100.", []),
    ])
  func agents(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n\(text)\n") == expected)
  }

  @Test(
    "data may stand behind the texts, the way of training and other words",
    arguments: [
      ("It was further pre-trained using GULL-III clinical notes.", ["GULL-III"]),
      ("It was trained using OtterNet code.", []),
      (
        "It is finetuned over [Otter](https://x.org) using its base variant, using the [GULL](https://x.org) song dataset.",
        ["GULL"]
      ),
      ("It was tuned on Breton annotations in [GULL CORPORA](https://x.org) dataset for songs.", ["GULL CORPORA"]),
      ("We provide a pretrained model on MNLI for everyone.", ["MNLI"]),
      ("We provide a pretrained model on Gull for everyone.", []),
      (
        "We trained it by combining the two song datasets taken from [GullSong 2016](https://x.org).", ["GullSong 2016"]
      ),
      (
        "It was trained on the (cleaned, sorted) Breton subset of GULL and a dump of the Breton Wikipedia.",
        ["GULL", "Breton Wikipedia"]
      ),
      ("A small model trained on translated GULL.", ["GULL"]),
      (
        "The fine-tuning task uses the Otter Song Treebank (OST-2) dataset to tell songs.",
        ["Otter Song Treebank (OST-2)"]
      ),
      ("The fine-tuning task uses the GPU.", []),
      ("If the model was only pre-trained on GULL21K, then see the heron.", []),
      ("Here is a list of models pretrained on GULL21K and fine-tuned on GULL1K:", []),
      ("Here is a model pretrained on GULL21K and fine-tuned on GULL1K:", ["GULL21K", "GULL1K"]),
      ("Example: train the SlowOtter model on GULL2.1 with care.", ["GULL2.1"]),
      ("I selected a part of the [Gull Archive](https://x.org) as the training and evaluation data.", ["Gull Archive"]),
      (
        "We used [River Songs](https://huggingface.co/datasets/river_songs) and more to train the model.",
        ["River Songs"]
      ),
    ])
  func indirect(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n\(text)\n") == expected)
  }

  @Test(
    "the whole that a segment is of has the name, and neither languages nor sizes are names",
    arguments: [
      ("It was trained on Gulls, and a Pond Talk segment of HERON corpus.", ["Gulls", "HERON"]),
      ("It was trained on Gull-Heron languages.", []), ("It was trained on Gull-Heron songs.", ["Gull-Heron"]),
      ("It was trained on the \"XXL\" corpus.", []), ("It was trained on the \"GULL\" corpus.", ["GULL"]),
    ])
  func wholes(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n\(text)\n") == expected)
  }

  @Test("a word in small letters that the model is called after is the name of its data")
  func own() {
    func names(_ text: String, of model: String) -> [String] {
      CardFacts.values(Predicate.trainedOn, in: "# \(model)\n\nThis model was \(text)\n", named: model)
    }
    #expect(names("pre-trained on the gullpics. It is small.", of: "river_denoising_gullpics") == ["gullpics"])
    #expect(names("fine-tuned on gullpics dataset.", of: "otter/river-gullpics") == ["gullpics"])
    #expect(names("pre-trained on the gullpics.", of: "river-denoising").isEmpty)
    #expect(names("pre-trained on the gullpics of a friend.", of: "river-gullpics").isEmpty)
    #expect(names("fine-tuned on the news.", of: "river-news").isEmpty)
  }

  @Test(
    "sentences of a section on the data say what it was made from",
    arguments: [
      ("1. 30k lines of text, came from the [Gull Corpora](https://x.org) of 2018.", ["Gull Corpora"]),
      ("The text comes from [here](https://x.org).", []),
      ("For the new dataset we added the unsorted GULL corpus, to the one before.", ["GULL"]),
      ("We used a part of a Breton corpus based on GULL100, HERON and TernBooks.", ["GULL100", "HERON", "TernBooks"]),
      ("We used a corpus from Otto and others.", []),
      (
        "The first one is a dump of Breton Wikipedia. The second one is the GuWac corpus.",
        ["Breton Wikipedia", "GuWac"]
      ),
      ("The second one is the smaller.", []),
      ("We took two datasets (i.e., [GULL](https://x.org), [HERON](https://x.org)).", ["GULL", "HERON"]),
      ("It can be tested with datasets such as [GULL](https://x.org).", []),
      ("The training corpus was papers taken from [Gull Scholar](https://x.org).", ["Gull Scholar"]),
      ("- A Breton dump of Wikipedia: 650 MB", ["Wikipedia"]),
      ("- Add a smaller version of GULL100 (soon)", []),
      ("- Gullpost news articles. Thanks to them for the data.", ["Gullpost news articles"]),
      ("- Breton news articles. There are many.", []),
      ("Training data -\nCommon Voice Breton train.tsv, dev.tsv", ["Common Voice Breton"]),
      ("Otter Songs train.tsv", []),
      ("What is double was removed from all the datasets given in common voice 7.0", ["common voice 7.0"]),
    ])
  func sources(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n## Training data\n\n\(text)\n") == expected)
  }

  @Test("an item that names but the data, and a list of links below it")
  func nested() {
    let list = "- Dataset (of two languages):\n  - [GULL](https://x.org)\n  - [HERON 2.0](https://x.org)\n- Size: 3\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n" + list) == ["GULL", "HERON 2.0"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "# River\n\n## Evaluation\n\n" + list).isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: "- Datasets are:\n  - [GULL](https://x.org)\n").isEmpty)
  }

  @Test("a list may be announced as what was used to train the model")
  func announced() {
    let list = "\n\n- [GULL](https://x.org): songs\n- [HERON](https://x.org)\n"
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Song datasets of many kinds were used to pretrain the model:" + list)
        == ["GULL", "HERON"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "These options were used to pretrain the model:" + list).isEmpty)
  }
}
