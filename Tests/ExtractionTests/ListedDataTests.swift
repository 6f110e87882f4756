import Extraction
import Records
import Stages
import Testing

/// Data sets in lists and tables that say what a model was evaluated on, or made from.
@Suite struct ListedDataTests {
  @Test("files are no data sets")
  func files() {
    let card = """
      ## Dataset

      - `Gull_qa-train.json`: it has examples of gulls.
      - GullQA: it has questions.

      | Size | Data |
      |---|---|
      | 800 | dev.tsv |
      | 900 | HeronQA |
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["HeronQA", "GullQA"])
  }

  @Test("what the data of each language is called was trained on")
  func byLanguage() {
    let table = "Language|Dataset\n-|-\nBreton | [GullCorp](https://x.org)\nDutch | [HERON 2003](https://x.org)\n"
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "## Training data\n\nThe data is from:\n\n" + table)
        == ["GullCorp", "HERON 2003"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "## Languages\n\n" + table).isEmpty)
  }

  @Test("how much of the data there is has no name")
  func amounts() {
    let card =
      "## Training data\n\n1. Gull Tales (https://gull.org): tales.\n    1. *raw 5.6*\n    2. *clean 1.1GB*\n    3. *GULL 2*\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["Gull Tales", "GULL 2"])
  }

  @Test("a list that was announced as what the model was evaluated on names one data set an item")
  func announced() {
    let list = "\n\n- GullEval14: F1 score\n- [HERON](https://x.org)\n"
    let names = ["GullEval14", "HERON"]
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: "We evaluated it on the following German datasets:" + list) == names)
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: "It can be evaluated with any of these datasets:" + list).isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: "We evaluated it on the following datasets:" + list).isEmpty)
  }

  @Test("the parts of a benchmark that is named above their list are what was evaluated on, whatever they are called")
  func partsOfBenchmark() {
    let list = "\n\n- Code description task\n- Logical deduction\n- it is good\n"
    #expect(
      CardFacts.values(
        Predicate.evaluatedOn, in: "We also evaluate Otter on a subset of the [GULL benchmark](https://x.org):" + list)
        == ["GULL benchmark", "Code description task", "Logical deduction"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "We also evaluate Otter on these abilities:" + list).isEmpty)
  }

  @Test("an article with a capital, and what leads nowhere, in lists and tables of data")
  func articles() {
    let card = "## Training data\n\n- [The Pond24 Corpus](https://x.org)\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["The Pond24 Corpus"])
    let table =
      "## Training data\n\n| Dataset | Paper | Number of training tuples |\n|---|---|---|\n| [GULL 2020](GULL 2020) | [paper](https://x.org) | 828,395 |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: table) == ["GULL 2020"])
  }

  @Test("what a table of evaluation data lists by task was evaluated on")
  func byTask() {
    let card = "## Evaluation data\n\n| Task | Datasets |\n|---|---|\n| Songs | GULL, HERON |\n| Calls | TERN2 |\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["GULL", "HERON", "TERN2"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: card.replacing("GULL, HERON", with: "of gulls, some")) == ["TERN2"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card.replacing("Evaluation data", with: "Songs")).isEmpty)
  }

  @Test("parts of a data set with their sizes tell what was trained and evaluated on, and so do test sets")
  func halves() {
    let card = "## Details\n\n| Dataset | # samples |\n|---|---|\n| GULL2.0 train | 50 K |\n| GULL2.0 test | 8 K |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["GULL2.0"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["GULL2.0"])
    let others = card.replacing(" train", with: "").replacing(" test", with: "")
    #expect(CardFacts.values(Predicate.trainedOn, in: others).isEmpty)
    let sets =
      "## Details\n\n| testset | instance_num |\n|---|---|\n| GULL5K | 3000 |\n| HERON | 647 |\n| Total | 3647 |\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: sets) == ["GULL5K", "HERON"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: sets.replacing("testset", with: "name")).isEmpty)
  }

  @Test("items of announced lists may say of what the data is a part, and what is called a data set is one")
  func parts() {
    let list = """


      - the [gull500k](https://x.org) dataset, 500 tokens in size
      - the HERON corpus with 220k news items
      - the Breton part of the [TERN](https://x.org) corpus
      - Bitcoin dataset: https://x.org
      - Validation dataset: 3,750
      """
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It was fine-tuned on the following datasets:" + list) == [
        "gull500k", "HERON", "TERN", "Bitcoin",
      ])
    let bodies = "\n\n- [GULL-Body](https://x.org)\n"
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Models are trained and distilled on the following datasets:" + bodies)
        == ["GULL-Body"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "We list models trained on these datasets:" + bodies).isEmpty)
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: "The paper has its performance on the following datasets:" + bodies)
        == ["GULL-Body"])
  }

  @Test("lines of a paragraph name data sets of their own, though names and values stand below")
  func ownLines() {
    let card = "**Model:** otter  \n**Training data:** GULL 2.0  \n**Eval data:** HERON 2.0  \n**Code:** none at all\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["GULL 2.0"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["HERON 2.0"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Dataset ID: ```gull_v2``` from [Sea](https://x.org)\n") == ["gull_v2"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "Dataset ID: `gull` from [Sea/X](https://x.org)\n") == ["gull"])
  }

  @Test("a name in a list of data goes on with what the data is")
  func goesOn() {
    func names(_ item: String) -> [String] {
      CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Training data\n\n- \(item)\n")
    }
    #expect(names("River.io Otters dataset that was gathered in spring") == ["River.io Otters"])
    #expect(names("GullNews2 containing the Breton part") == ["GullNews2"])
    #expect(names("PONDS v4, a large corpus of songs") == ["PONDS v4"])
    #expect(names("Texts that were found").isEmpty)
    #expect(names("Songs containing the word otter").isEmpty)
  }

  @Test("the card of a data set is linked where the data of training and of testing is told")
  func cards() {
    let link = "See the [pond_talks dataset card](https://huggingface.co/datasets/gull/pond_talks) for more."
    #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Training Data\n\n" + link) == ["pond_talks"])
    let tested = "# Otter\n\n## Evaluation\n\n### Testing Data\n\n" + link
    #expect(CardFacts.values(Predicate.evaluatedOn, in: tested) == ["pond_talks"])
    #expect(CardFacts.values(Predicate.trainedOn, in: tested).isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Limitations\n\n" + link).isEmpty)
  }

  @Test("what is the same as another's, unique, or merely related has no name")
  func nameless() {
    for text in ["a unique Gull-19 related dataset", "the same large Breton Dataset as Heron"] {
      #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\nOtter was trained on \(text).\n").isEmpty)
    }
  }

  @Test("rows of sets that were held out are of what a model was evaluated on")
  func heldOut() {
    let card = "## Training data\n\n| Dataset | # samples |\n|---|---|\n| GULL train | 50 K |\n| GULL test | 8 K |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["GULL train"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["GULL test"])
  }

  @Test("the sources of a package are what it was trained on, but for vectors, tables and models")
  func sources() {
    let card = """
      | Feature | Description |
      | --- | --- |
      | **Name** | `gull_core` |
      | **spaCy** | `>=3.2.0,<3.3.0` |
      | **Sources** | [UD Otter v2.8](https://x.org) (Gull, Ann; Heron (the younger))<br />[WikiTern](https://x.org) \
      (Sea)<br />[spaCy lookups data](https://x.org) (Explosion)<br />[gull-bert](https://x.org) (Sea) |
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["UD Otter v2.8", "WikiTern"])
    let based = card.replacing(
      "[UD Otter v2.8]", with: "[sea/otter-base](https://x.org) model a transformer<br />[UD Otter]")
    #expect(CardFacts.values(Predicate.baseModel, in: based) == ["sea/otter-base", "gull-bert"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "| Kind | Of |\n|---|---|\n| Sources | UD Otter v2.8 (Gull) |\n")
        .isEmpty)
  }

  @Test("data sets in one value are joined by signs")
  func joined() {
    func names(_ value: String) -> [String] {
      CardFacts.values(
        Predicate.trainedOn, in: "| Key | Value |\n|---|---|\n| Dataset | \(value) |\n| License | mit |\n")
    }
    #expect(names("Lake Gulls+CityGulls+HERON17") == ["Lake Gulls", "CityGulls", "HERON17"])
    #expect(names("GullNet + Own Herons") == ["GullNet", "Own Herons"])
    #expect(!names("Open News data + Custom data").contains("Custom data"))
    #expect(names("RefGULL+") == ["RefGULL+"])
  }

  @Test("what a paragraph on the data begins with is a data set, if its sentence says so")
  func told() {
    func names(_ text: String) -> [String] {
      CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Dataset\n\n" + text)
    }
    #expect(names("**PondSum** is the first large-scale summarisation dataset.") == ["PondSum"])
    #expect(
      names("They scraped pages. The resulting dataset (called PondText) weights\n40GB of texts.") == ["PondText"])
    #expect(names("- [Unsupervised](https://x.org/a.py) on [local news](https://x.org/n).") == ["local news"])
    #expect(names("- First, install the tools\n- Then, run them\n- Next, look at it").isEmpty)
    #expect(
      names("[SwimQA 2.0](https://x.org) combines the 100,000 questions in SwimQA with others.") == ["SwimQA 2.0"])
    #expect(names("Pond Questions (PQ) is a crowdsourced dataset of questions.") == ["Pond Questions"])
    #expect(names("The Pond is a collection of songs of otters.") == ["Pond"])
    #expect(names("OtterNet is a model for any dataset of songs.").isEmpty)
    #expect(names("The training data contains 100,000 questions.").isEmpty)
    #expect(names("PondSum was easy to read, as a dataset should be.").isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\nPondSum is a dataset of songs.").isEmpty)
  }

  @Test("what a paragraph on the data says changes nothing about what the results are of")
  func toldBesideResults() {
    let card = """
      # Otter fine-tuned on SwimQA

      ## Dataset

      Swim QA contains 200k pairs of questions and answers.

      ## Results

      | Metric | Value |
      |---|---|
      | F1 | 81.2 |
      """
    #expect(CardFacts.results(in: card) == ["0.812 SwimQA F1 - -"])
  }

  @Test("data that a line names ends with the line")
  func ends() {
    let card = "# Otter\n\n**Training data:** POND 2.0  \n**Eval data:** POND 2.0  \n**Code:** see below  \n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["POND 2.0"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["POND 2.0"])
    let told = "**Training data:** what the keepers of seven ponds wrote  \n**Code:** see below  \n"
    #expect(CardFacts.values(Predicate.trainedOn, in: told).isEmpty)
  }

  @Test("what text is cased or in many languages is no name")
  func kinds() {
    func names(_ text: String) -> [String] {
      CardFacts.values(Predicate.trainedOn, in: "The model was trained on " + text)
    }
    #expect(names("uncased Turkish dataset.").isEmpty)
    #expect(names("2.5T of data across 100 languages data filtered from the web.").isEmpty)
    #expect(names("the Cased Turkish dataset.") == ["Cased Turkish"])
  }

  @Test("columns of data sets below the word for it are what a model was evaluated on, an average is not")
  func columns() {
    let card =
      "## Evaluation\n\n| Dataset | Gulls | AskOtter | Average |\n|---|---|---|---|\n| mAP | 0.8 | 0.6 | 0.7 |\n"
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["Gulls", "AskOtter"])
  }

  @Test(
    "an item that counts texts names where they are from, links that are numbers are no part of a name, models no data",
    arguments: [
      ("- 12,554 songs from GULL, the archive of the coast", ["GULL"]),
      ("- 19,867 songs from Otter Choir of Coast (OCC), also available from GULL.", ["GULL"]),
      ("- 61,826 songs from the sea", []),
      ("- Heron [1](https://heron.example/a) [2](https://heron.example/b)", ["Heron"]),
      ("- Otter-Base (2 epochs): 12-layer, 768-hidden, 12-heads", []),
    ])
  func sourced(item: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Training data\n\n\(item)\n") == expected)
  }

  @Test("a first column of links beside nothing but sizes is of data, whatever it is called, below such a heading")
  func linkedSources() {
    func names(_ title: String, _ size: String = "Lines", below heading: String = "Training corpora") -> [String] {
      let rows =
        "| [Breton part of Gulls](https://x.org) | 23 |\n| [Pond Wikipedia](https://y.org) | 14 |\n| Total | 37 |"
      return CardFacts.values(
        Predicate.trainedOn, in: "# Otter\n\n## \(heading)\n\n| \(title) | \(size) |\n|---|---|\n\(rows)\n")
    }
    #expect(names("Tables") == ["Breton part of Gulls", "Pond Wikipedia"])
    #expect(names("Where from") == ["Breton part of Gulls", "Pond Wikipedia"])
    #expect(names("Where from", "Accuracy").isEmpty)
    #expect(names("Where from", below: "Files").isEmpty)
  }

  @Test("what only points at data, and the version of a library, are no names")
  func pointers() {
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "The following Breton benchmark dataset is used for fine-tuning.")
        .isEmpty)
    #expect(CardFacts.values(Predicate.trainedOn, in: "Trained on the same large Breton dataset as OtterNet.").isEmpty)
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "## Using it (tested on 4.11.0.dev0)\n").isEmpty)
  }

  @Test("classes below a heading of labels are no data sets")
  func labels() {
    let card =
      "## Dataset\n\n- [GULL Corpora](https://x.org)\n\n#### 21 annotations (Labels) covered:\n\n- ATR\n- CAG.D\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["GULL Corpora"])
  }
}
