import Extraction
import Records
import Stages
import Testing

/// What data sentences say that other data was made of, and paragraphs that are nothing but its names.
@Suite struct MadeDataTests {
  private func trained(_ text: String, under heading: String = "") -> [String] {
    CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n\(heading)\n\n\(text)")
  }

  @Test("what a description of a task and its data adopts is what was learned from")
  func described() {
    let text =
      "The most widely used dataset\n[HERON](https://x.org) is adopted, and we follow the protocol of [GULL](https://x.org).\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: "## Task and dataset description\n\n" + text) == ["HERON"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "## Task\n\n" + text).isEmpty)
  }

  @Test(
    "the last of several has the word for all, and training may be told behind its data",
    arguments: [
      ("We used the PondParl, GullSubtitles and HeronMatrix corpora for training.", 3),
      ("We used the PondParl, GullSubtitles and HeronMatrix corpora for testing.", 0),
      ("The data used for training comes from the [Pond-2003](https://pond.example) shared task.", 1),
      ("The data used for testing comes from the [Pond-2003](https://pond.example) shared task.", 0),
      ("This model was created by training OtterNet on OpenPondText with a masked objective.", 1),
      ("One learns a lot by training Otters on weekends.", 0),
    ])
  func used(text: String, count: Int) { #expect(trained(text).count == count) }

  @Test("a cell may list data sets by their kind, and say that it adds to those of another row")
  func cells() {
    let table = """
      |Model|Training datasets|
      |--|--|
      |Otter|- Questions: GullQA, HeronQA*<br>- Songs: Tern Songs|
      |Seal-large|Same as Otter with a few more:<br>- OtterQA|
      |Walrus|Same as Seal-large with others:<br>- PondQA|
      """
    func trained(_ name: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: "# \(name)\n\n\(table)") }
    #expect(trained("Otter") == ["GullQA", "HeronQA", "Tern Songs"])
    #expect(trained("Seal-large") == ["GullQA", "HeronQA", "Tern Songs", "OtterQA"])
  }

  @Test(
    "in a section on the data, what it was made of is named, and so is what stands alone",
    arguments: [
      ("The corpus consists of Wikipedia, OSCAR and CC100.", ["Wikipedia", "OSCAR", "CC100"]),
      ("Our dataset was constructed from MultiNLI and SNLI by translating them.", ["MultiNLI", "SNLI"]),
      ("WikiANN (Breton part) and OntoNotes 5.", ["WikiANN", "OntoNotes 5"]),
      ("We use [SNLI](https://pond.example/snli).", ["SNLI"]),
      ("We use [SNLI](https://pond.example/snli) to evaluate the model.", []),
      ("Pond Corpus Stats", []),
      ("The corpus consists of Otters, mostly.", []),
    ])
  func made(text: String, expected: [String]) {
    #expect(trained(text, under: "## Training data") == expected)
  }
}
