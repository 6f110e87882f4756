import Extraction
import Testing

/// Tables of models beside the one of the card, in cards that tell of several.
@Suite struct OtherModelTests {
  private func values(_ card: String, named name: String) -> [String] {
    CardFacts.results(in: card, named: name).map { String($0.prefix { $0 != " " }) }
  }

  @Test("of the sections for the base model and for the tuned one, only that of the card's model is read")
  func tuned() {
    let card = """
      ## Results

      ### Base model

      | Benchmark | Heron | Otter |
      |---|---|---|
      | MMLU | 55.1 | 61.5 |
      | BoolQ | 70.1 | 71.2 |

      ### Chat model

      | Benchmark | Heron | Otter |
      |---|---|---|
      | MMLU | 57.1 | 63.5 |
      | BoolQ | 70.1 | 75.2 |
      """
    #expect(values(card, named: "river/otter-7b-chat") == ["63.5", "75.2"])
    #expect(values(card, named: "river/otter-7b") == ["61.5", "71.2"])
    // A heading alone does not tell that there are two.
    let single = card.replacing("Chat model", with: "More")
    #expect(values(single, named: "river/otter-7b-chat") == ["61.5", "71.2", "63.5", "75.2"])
  }

  @Test("our model of another size is not that of the card")
  func otherSize() {
    let card = """
      ## Results

      | task | Heron 1B | Otter 1B (ours) |
      |---|---|---|
      | boolq | 60.1 | 61.5 |
      | copa | 70.1 | 71.2 |
      """
    #expect(values(card, named: "river/otter-7b").isEmpty)
    #expect(values(card, named: "river/otter-1b") == ["61.5", "71.2"])
    #expect(values(card, named: "river/otter") == ["61.5", "71.2"])
  }
}
