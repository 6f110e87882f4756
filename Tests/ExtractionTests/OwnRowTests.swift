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
      // All words of the id but its version, and more
      (
        "pond/otter-pond-analysis-v2",
        "| Model | F1 |\n|---|---|\n| Heron-4 | 0.5 |\n| Adapted-model-for-otter-pond-analysis | 0.6 |\n", "0.6"
      ),
      // Its architecture, where the others have another
      (
        "pond/electra-base-br-gulls",
        "| Model | F1 |\n|---|---|\n| electra-base-breton-uncased | 0.6 |\n| bert-base-breton-cased | 0.5 |\n", "0.6"
      ),
      // The end of its id, and a size whose point the id has no room for
      (
        "sea-pond-GULL-1-3B",
        "| Model | F1 |\n|---|---|\n| Heron-rw-1.3B | 0.5 |\n| GULL-1.3B | 0.6 |\n| OPT-2.7B | 0.7 |\n", "0.6"
      ),
      // The words of its id in another order
      (
        "pond/distilotter-gull-12-6",
        "| Model | F1 |\n|---|---|\n| distilotter-6-6-gull | 0.5 |\n| distilotter-12-6-gull | 0.6 |\n", "0.6"
      ),
      // A name of two letters
      ("pond/Q1", "| Model | F1 |\n|---|---|\n| Q1 | 0.6 |\n| Q1_single | 0.5 |\n| Q1p | 0.7 |\n", "0.6"),
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

  @Test("versions of what the id ends with are this model's, and all rows of a method on its page")
  func several() {
    let versions =
      "## Results\n\n| Model | F1 |\n|---|---|\n| mBERT | 0.5 |\n| OtterBERTv0.1 | 0.6 |\n| OtterBERTv1 | 0.7 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: versions, named: "pond/bert-base-otterbert") == ["0.6", "0.7"])
    #expect(CardFacts.values(Predicate.evaluation, in: versions, named: "pond/bert-base-heron").count == 3)
    let method = "## Results\n\n| Model | F1 |\n|---|---|\n| SAR | 0.5 |\n| SAR-TTA | 0.6 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: method, named: "sar") == ["0.5", "0.6"])
  }

  @Test("a folder that is named after data is no model, so that all rows of its page are told")
  func folder() {
    let page = "Results on COCO\n\n| Arch | AP |\n|---|---|\n| otter-t | 0.6 |\n| otter-t-aic-coco | 0.7 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: page, named: "coco") == ["0.6", "0.7"])
    #expect(CardFacts.values(Predicate.evaluation, in: page, named: "otter-t-aic-coco") == ["0.7"])
  }

  @Test("beside the original its update is this model")
  func update() {
    let card =
      "## Results\n\n| Benchmarks | Original | May 2025 Update |\n|---|---|---|\n| GPQA | 25.9 | 29.7 |\n| MMLU | 68.1 | 69.7 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card, named: "sea/otter") == ["0.297", "0.697"])
    let other = card.replacing("May 2025 Update", with: "Heron")
    #expect(CardFacts.values(Predicate.evaluation, in: other, named: "sea/otter").count == 4)
  }

  @Test(
    "the short name that a table of links gives a model tells its row; where none is its, all are told with their models"
  )
  func aliases() {
    let card = """
      | | H=128 | H=256 |
      |---|---|---|
      | L=2 | [**2/128 (Otter-Tiny)**][2_128] | [2/256][2_256] |
      | L=4 | [4/128][4_128] | [**4/256 (Otter-Mini)**][4_256] |

      ## Results

      | Model | CoLA | SST-2 |
      |---|---|---|
      | Otter-Tiny | 0.1 | 83.2 |
      | Otter-Mini | 0.2 | 85.9 |

      [2_128]: https://huggingface.co/pond/otter_L-2_H-128_A-2
      [2_256]: https://huggingface.co/pond/otter_L-2_H-256_A-4
      [4_128]: https://huggingface.co/pond/otter_L-4_H-128_A-2
      [4_256]: https://huggingface.co/pond/otter_L-4_H-256_A-4
      """
    #expect(CardFacts.values(Predicate.evaluation, in: card, named: "pond/otter_L-4_H-256_A-4") == ["0.2", "85.9"])
    #expect(CardFacts.values(Predicate.evaluation, in: card, named: "pond/otter_L-2_H-256_A-4").count == 4)
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
