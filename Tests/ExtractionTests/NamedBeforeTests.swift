import Extraction
import Records
import Stages
import Testing

/// Bases, data sets and results that stand before the words that tell of them, or in brackets.
@Suite struct NamedBeforeTests {
  @Test("a language before a data set says which part of it is meant")
  func languages() {
    #expect(CardFacts.values(Predicate.trainedOn, in: "Trained on Breton from GULL40 dataset.") == ["GULL40"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It is trained on Breton available in GULL40 dataset.") == ["GULL40"])
  }

  @Test("a data set may be called after the task that it is for")
  func task() {
    let card = "Trained on the [MS Marco Passage Ranking](https://x.org) task.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["MS Marco Passage Ranking"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Trained on the [Passage Ranking](https://x.org) task.\n").isEmpty)
  }

  @Test("what a model achieves on a set, it was not trained on")
  func achieved() {
    let card = "Otter was trained from heron-33b and achieves 79.9 pass@1 on HumanEval.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card).isEmpty)
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "Otter was trained on PondText and achieves 0.9.\n") == ["PondText"])
  }
}
