import Extraction
import Records
import Testing

/// Names of models and data sets as they are printed, of several words or several to a text.
@Suite struct PrintedNameTests {
  private func bases(_ card: String) -> [String] { CardFacts.values(Predicate.baseModel, in: card) }
  private func trained(_ card: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: card) }

  @Test(
    "what a model started from, is a version of, or has the number of a version behind it",
    arguments: [
      ("The new model used roberta-pond as its starting point.", ["roberta-pond"]),
      ("We recommend using roberta-pond as a starting point.", []),
      ("The model can be used as a starting point for others.", []),
      ("This is a [roberta](https://arxiv.org/abs/1907.11692) pre-trained version on gulls.", ["roberta"]),
      ("There is no pre-trained version on the shore.", []),
      ("It is based on the [RoBERTa](https://arxiv.org/abs/1907.11692) base model and swims.", ["RoBERTa"]),
      ("It is based on the [RoBERTa](https://arxiv.org/abs/1907.11692) objective and swims.", []),
      ("We fine-tune OtterNet-15B with the following settings:", ["OtterNet-15B"]),
      ("We fine-tune OtterNets with the following settings:", []),
      ("This model is fine tuned from River Diffusion v1-3 where gulls swim.", ["River Diffusion v1-3"]),
      ("This model is fine tuned from Rivers where gulls have v1-3 wings.", []),
    ])
  func started(text: String, expected: [String]) { #expect(bases(text) == expected) }

  @Test("a column of what models began as may have names of some words, but no sentences")
  func columns() {
    let card = "| Model | Pretrain | Top-1 |\n|---|---|---|\n"
    #expect(
      bases(card + "| otter-100e | [OTTERNET 100-Epochs](https://a.b/o.pth) | 68.3 |\n") == ["OTTERNET 100-Epochs"])
    #expect(bases(card + "| otter-100e | as OTTER-1 was, by night | 68.3 |\n").isEmpty)
    let data =
      "| Backbone | Pre-train Data | Model |\n|---|---|---|\n| OtterNet-50 | SynthFish | [Link](https://a.b/o.pth) |\n"
    #expect(trained(data) == ["SynthFish"])
  }

  @Test("the front matter may name several data sets in one text")
  func several() {
    func datasets(_ value: String) -> [String] { trained("---\ndatasets:\n- \(value)\n---\n# Otter\n") }
    #expect(datasets("gulls herons river-fish") == ["gulls", "herons", "river-fish"])
    #expect(datasets("GULL300 + [Heron-20k](https://a.b/heron)") == ["GULL300", "Heron-20k"])
    #expect(datasets("social media") == ["social media"])
    #expect(datasets("Common Gull 7.0") == ["Common Gull 7.0"])
  }

  @Test("a link alone under a heading on data names it, though a full stop is behind it")
  func link() {
    #expect(trained("# Otter\n\n## Dataset:\n\n[Pond-Gull-Songs](https://a.b/gulls).\n") == ["Pond-Gull-Songs"])
    #expect(trained("# Otter\n\n## Rivers:\n\n[Pond-Gull-Songs](https://a.b/gulls).\n").isEmpty)
  }

  @Test(
    "an abbreviation in brackets belongs to the name whose letters it has, and to no other",
    arguments: [
      ("the Common Gulls and Herons (NADI) dataset.", ["Common Gulls", "Herons"]),
      ("the Common Otters in Context (COCO) dataset.", ["Common Otters in Context (COCO)"]),
      (
        "the Pond Validation and Explanation (PVE) dataset and GULL.",
        ["Pond Validation and Explanation (PVE)", "GULL"]
      ),
      ("the GullNet (OTTER) dataset.", ["GullNet"]),
      ("the GULL30M public image dataset.", ["GULL30M"]), ("the GULL30M image dataset.", ["GULL30M image"]),
      ("the Gull public image dataset.", ["Gull public image"]),
      ("[The Otter Gull Corpus](https://a.b).", ["Otter Gull Corpus"]), ("[The Pond](https://a.b).", ["The Pond"]),
    ])
  func abbreviations(text: String, expected: [String]) { #expect(trained("It was trained on " + text) == expected) }

  @Test("in a section on data, what texts were collected by or from names it, and so does what a dump is of")
  func gathered() {
    func section(_ text: String) -> [String] { trained("# Otter\n\n## Training data\n\n" + text) }
    #expect(section("7,000 songs collected by [gull-songs-dataset](https://a.b/c).") == ["gull-songs-dataset"])
    #expect(section("7,000 songs collected by our sailors, see [Gull-Songs](https://a.b/c).").isEmpty)
    #expect(trained("# Otter\n\n7,000 songs collected by [gull-songs-dataset](https://a.b/c).").isEmpty)
    #expect(section("- Recent dump of Breton [Wikipedia](https://a.b/c)") == ["Wikipedia"])
    #expect(section("- Pond Generated Content (PGC) data that was gathered") == ["Pond Generated Content (PGC)"])
  }

  @Test("a data set may stand behind the model and the language, or behind the part of it that was used")
  func behind() {
    #expect(
      trained("This is a fine-tuned Otter model for Old River Breton using the [Pond Voice](https://a.b) dataset.") == [
        "Pond Voice"
      ])
    #expect(
      trained("This is a fine-tuned Otter model for Old River Breton using the [Pond Voice](https://a.b) tool.").isEmpty
    )
    #expect(trained("We utilized the training set from GULLS to train it.") == ["GULLS"])
    #expect(trained("We utilized the training set of the sailors.").isEmpty)
  }

  @Test(
    "a link behind a label is a name as a whole, a Test with a capital may be a part of one, and tuning may be over data"
  )
  func whole() {
    func names(_ text: String) -> [String] {
      CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Details of the data - Dataset\n\n" + text)
    }
    #expect(names("- [Dataset: GULL Corpora ES](https://gull.example/corpora)\n") == ["GULL Corpora ES"])
    #expect(names("- [Dataset: GULL dataset](https://gull.example/corpora)\n") == ["GULL"])
    #expect(names("We trained Otter on GULL-CDIP Test Collection 1.0 dataset.\n") == ["GULL-CDIP Test Collection 1.0"])
    #expect(names("This model is a fine tuned Otter model over MNLI.\n") == ["MNLI"])
    #expect(names("This model is a fine tuned Otter model over rivers.\n").isEmpty)
  }
}
