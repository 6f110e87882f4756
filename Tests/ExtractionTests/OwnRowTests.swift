import Extraction
import Records
import Testing

/// Which rows of a table are this model's, where none is called as its id is.
@Suite struct OwnRowTests {
  @Test(
    "a row is this model's by owner and name, by most words of its id, or by the link to it",
    arguments: [
      // Owner and name
      (
        "pond/otter-ko-small", "| | F1 |\n|---|---|\n| Pond-Otter-ko-small | 0.7 |\n| Pond-Otter-ko-en-small | 0.6 |\n",
        "0.7"
      ),
      // Without the part of ELECTRA that it is
      ("pond/otter-small-discriminator", "| | F1 |\n|---|---|\n| Heron | 0.7 |\n| Otter-Small | 0.6 |\n", "0.6"),
      // More words than its siblings
      (
        "pond/zeroshot_heronsel_medium",
        "| Model | F1 |\n|---|---|\n| zs GULL | 0.5 |\n| zs HeronSel medium | 0.6 |\n| zs HeronSel small | 0.7 |\n",
        "0.6"
      ),
      // All words of a short label
      ("pond/t5-v1_1-large-rss", "| Model | F1 |\n|---|---|\n| T5 | 0.5 |\n| T5-rss | 0.6 |\n", "0.6"),
      // The only beginning that the id has, where all end alike
      (
        "pond/gpt2-gulls-hl",
        "| Model | F1 |\n|---|---|\n| BART-HLGQ | 0.5 |\n| GPT2-HLGQ | 0.6 |\n| T5-HLGQ | 0.7 |\n", "0.6"
      ),
      // All that differs is a number, and the id has it
      (
        "pond/sum-hi-bart-base-1024-breton",
        "| Model | F1 |\n|---|---|\n| BART-base-512 | 0.5 |\n| BART-base-1024 | 0.6 |\n", "0.6"
      ),
      // A link, in a table that is no log though it has steps and a loss
      (
        "pond/otter-medium",
        """
        | | model | loss | steps |
        |---|---|---|---|
        | [pond/otter-medium](https://huggingface.co/pond/otter-medium) | gpt2 | 2.7 | 320 |
        | [pond/otter-large](https://huggingface.co/pond/otter-large) | gpt2 | 2.6 | 110 |
        | [pond/heron-small](https://huggingface.co/pond/heron-small) | gpt neo | 3.0 | 190 |

        """, "2.7"
      ),
    ])
  func own(name: String, table: String, value: String) {
    let card = "# Model\n\n## Results\n\n" + table
    #expect(CardFacts.values(Predicate.evaluation, in: card, named: name) == [value])
  }

  @Test("the column that the heading is about is this model's, and what it has no value on was not measured")
  func titled() {
    let card = """
      # Mixed & Tidal Checkpoints

      The results are reported in this table.

      | dataset | C4 | HugeNews | Mixed & Tidal |
      |---|---|---|---|
      | xsum | 45.20/22.06/36.99 | 47.21/24.56/39.25 | 47.60/24.83/39.64 |
      """
    #expect(CardFacts.values(Predicate.evaluation, in: card, named: "sea/otter") == ["47.6", "24.83", "39.64"])
    let other = """
      ## Results

      | Model | SQuAD 2.0 | SST-2 |
      |---|---|---|
      | Heron-Large | 81.8 | 93.2 |
      | Otter-Large | - | 96.5 |
      """
    #expect(CardFacts.values(Predicate.evaluatedOn, in: other, named: "sea/otter-large") == ["SST-2"])
  }

  @Test("a sibling of another language or kind is not this model though it shares words with it")
  func sibling() {
    let card = """
      # Model

      ## Results

      | Model | F1 |
      |---|---|
      | roberta-base-heron-french | 0.7 |
      | camembert-base | 0.6 |
      """
    let found = CardFacts.values(Predicate.evaluation, in: card, named: "pond/roberta-base-heron-german")
    #expect(found == ["0.7", "0.6"])
  }

  @Test("rows below a version are of the models of that version")
  func versions() {
    let rows = "|Otter-base |82.3 |90.2 |\n|Otter-large |85.7 |91.8 |\n"
    let card =
      "## Results\n\n| | Average | SQuAD1.1 |\n|---|---|---|\n|V2 |\n\(rows)|V1 |\n\(rows.replacing("8", with: "7"))"
    func lines(_ name: String) -> Set<Int> {
      Set(CardFacts.findings(Predicate.evaluation, in: card, named: name).map { $0.span.lineStart ?? 0 })
    }
    #expect(lines("sea/otter-large-v1") == [10])
    #expect(lines("sea/otter-large-v2") == [7])
  }

  @Test("of a teacher and its student, the student is this model")
  func student() {
    let card = """
      ## Results

      | Model | F1 |
      |---|---|
      | Teacher (Heron-base) | 0.7 |
      | Student (SmallHeron-base) | 0.6 |
      """
    #expect(CardFacts.values(Predicate.evaluation, in: card, named: "pond/smallheron-base") == ["0.6"])
  }

  @Test("what a text says is another model's is not read")
  func comparison() {
    let own = "| entity | precision | recall | f1 |\n|---|---|---|---|\n| PER | 0.91 | 0.92 | 0.93 |\n"
    let card =
      "## Results\n\n\(own)\nBy comparison on the same data, Heron was giving:\n\n" + own.replacing("0.9", with: "0.8")
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.91", "0.92", "0.93"])
  }
}
