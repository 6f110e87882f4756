import Extraction
import Records
import Stages
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
    #expect(values(card, named: "river/otter-7b-chat") == ["0.635", "0.752"])
    #expect(values(card, named: "river/otter-7b") == ["0.615", "0.712"])
    // A heading alone does not tell that there are two.
    let single = card.replacing("Chat model", with: "More")
    #expect(values(single, named: "river/otter-7b-chat") == ["0.615", "0.712", "0.635", "0.752"])
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
    #expect(values(card, named: "river/otter-1b") == ["0.615", "0.712"])
    #expect(values(card, named: "river/otter") == ["0.615", "0.712"])
  }

  @Test("a cell may say that it is of this model, whatever its row is called")
  func marked() {
    let card = """
      ## Results

      | | GullQA | HeronQA |
      |---|---|---|
      | Otter (base) | 92.4 | **68.2** (this one) |
      | Otter (large) | 94.4 | 70.2 |
      """
    #expect(values(card, named: "river/stint") == ["68.2"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card) == ["HeronQA"])
    #expect(values(card.replacing(" (this one)", with: ""), named: "river/stint").count == 4)
  }

  @Test("where no row is called as this model is, the only one in bold is its own")
  func strong() {
    let card = """
      ## Results

      | Model | Accuracy |
      |---|---|
      | **HeronBERT** | 0.9 |
      | GullBERT | 0.8 |
      """
    #expect(values(card, named: "river/stint") == ["0.9"])
    #expect(values(card.replacing("GullBERT", with: "**GullBERT**"), named: "river/stint") == ["0.9", "0.8"])
    #expect(values(card, named: "river/gullbert") == ["0.8"])
  }

  @Test("of models that were tuned alike, the one whose link is what this model was tuned from is its own")
  func tunedFrom() {
    let card = """
      ## Results

      | Model | EM |
      |---|---|
      | [gull](https://huggingface.co/sea/gull-base) | 0.6 |
      | [multi](https://huggingface.co/otter-base-cased) | 0.7 |
      """
    #expect(values(card, named: "river/otter-base-cased-finetuned-ponds") == ["0.7"])
    #expect(values(card, named: "river/stint") == ["0.6", "0.7"])
  }

  @Test("a row may be called this one, and a line may break behind the owner")
  func called() {
    func card(_ name: String) -> String {
      "## Results\n\n| Model | F1 |\n|---|---|\n| Gull | 0.6 |\n| \(name) | 0.7 |\n"
    }
    #expect(values(card("This one"), named: "river/stint") == ["0.7"])
    #expect(values(card("river/<br/>stint-v2"), named: "river/stint-v2") == ["0.7"])
    #expect(values(card("river/<br/>heron v2"), named: "river/stint-v2") == ["0.6", "0.7"])
  }

  @Test("where every row's name begins with the model's, all are its own; beside another model, only its row is")
  func variants() {
    func card(_ last: String) -> String {
      "# OtterNet\n\n## Results\n\n| Method | PondText |\n|---|---|\n| OtterNet | 0.9 |\n| OtterNet-TTA | 0.92 |\n\(last)"
    }
    #expect(values(card(""), named: "otternet") == ["0.9", "0.92"])
    #expect(values(card("| Heron | 0.8 |\n"), named: "otternet") == ["0.9"])
  }

  @Test("what a list tells of several checkpoints is theirs, but of the one that is called as the model")
  func checkpoints() {
    let card = """
      # Otter

      - `512-pond-ema.ckpt`: trained for 200k steps at resolution `512x512`.
      - `256-base.ckpt`: trained for 150k steps at resolution `256x256`.
      """
    func steps(_ card: String, named name: String) -> [String] {
      CardFacts.values(Predicate.hyperparameter, in: card, named: name)
    }
    #expect(steps(card, named: "river/otter-2").isEmpty)
    #expect(CardFacts.values(Predicate.inputSize, in: card, named: "river/otter-2").isEmpty)
    #expect(steps(card, named: "river/otter-2-pond") == ["200000"])
    // Of one, it is the model's own.
    let one = card.split(separator: "\n- `256")[0]
    #expect(steps(String(one), named: "river/otter-2") == ["200000"])
  }
}
