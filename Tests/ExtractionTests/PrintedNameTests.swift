import Extraction
import Records
import Testing

/// Names of models and data sets as they are printed, of several words or several to a text.
@Suite struct PrintedNameTests {
  private func bases(_ card: String) -> [String] { CardFacts.values(Predicate.baseModel, in: card) }

  @Test(
    "what a model started from, is a version of, or has the number of a version behind it",
    arguments: [
      ("Because this model used xlm-roberta-base as its starting point, it swims.", ["xlm-roberta-base"]),
      ("The model can be used as a starting point for others.", []),
      ("This is a [roberta](https://arxiv.org/abs/1907.11692) pre-trained version on gulls.", ["roberta"]),
      ("There is no pre-trained version on the shore.", []),
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
  }
}
