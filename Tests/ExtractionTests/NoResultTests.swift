import Extraction
import Testing

/// Numbers that stand among results and are none: what a run took, and what others reported.
@Suite struct NoResultTests {
  private func results(_ card: String) -> [String] { CardFacts.results(in: card) }

  @Test("what an evaluation took and counted is no result of it")
  func statistics() {
    let card = """
      ## Results

      | key | value |
      |---|---|
      | eval_loss | 1.41 |
      | eval_rouge1 | 54.3 |
      | eval_runtime | 22.9 |
      | eval_samples_per_second | 35.7 |
      """
    #expect(results(card) == ["1.41 - eval_loss - -", "54.3 - eval_rouge1 - -"])
    let columns = "## Results\n\n| Model | Max Seq Len | F1 |\n|---|---|---|\n| Otter | 128 | 0.71 |\n"
    #expect(results(columns) == ["0.71 - F1 - -"])
  }

  @Test("who the data of a table is of is no result")
  func patients() {
    let rows = "| Male | 38.3% | 54.2% |\n| Female | 61.7% | 45.8% |\n"
    let card = "## Results\n\n| Diagnosis | CoLA | SST-2 |\n|---|---|---|\n| Number of Patients | 709 | 791 |\n" + rows
    #expect(results(card).isEmpty)
    #expect(results(card.replacing("Number of Patients", with: "Otter")).count == 6)
  }

  @Test("how much data there is of somebody whose name has a metric in it is no result")
  func counts() {
    let card =
      "## Training data\n\n| Data | Jo F1 Gull |\n|---|---|\n| Sounds recorded | 3220 |\n| Sounds kept | 71 |\n"
    #expect(results(card).isEmpty)
    #expect(results("## Results\n\n| Data | F1 |\n|---|---|\n| CoLA | 71 |\n| SST-2 | 80 |\n").count == 2)
  }

  @Test("the weight of a loss is no loss")
  func weights() {
    let card = "## Training\n\nResults:\n\n- eval_f1: 0.81\n- eval_loss: 0.4\n- lambda_ssim: 1000.0\n"
    #expect(results(card) == ["0.81 - eval_f1 - -", "0.4 - eval_loss - -"])
  }

  @Test("a column for the paper or the official code beside a metric holds another's values")
  func elsewhere() {
    let card = """
      ## Results

      | Arch | PCK@0.2 | Official Repo | Paper | Mean dist |
      |---|---|---|---|---|
      | otter_w32 | 0.63 | 0.64 | 0.66 | 2.5 |
      """
    #expect(results(card) == ["0.63 - PCK@0.2 - -", "2.5 - Mean dist - -"])
  }

  @Test("what was counted of data is no result")
  func counted() {
    let card =
      "## Results\n\n| Data | min | max | std | mean |\n|---|---|---|---|---|\n| audio | 1.6 | 32.1 | 3.7 | 8.0 |\n"
    #expect(results(card) == [])
  }

  @Test("of a metric epoch by epoch the last counts")
  func course() {
    let card = "## Training results\n\n| Epoch | Bleu |\n|---|---|\n| 1.0 | 26.2 |\n| 2.0 | 32.6 |\n| 3.0 | 37.3 |\n"
    #expect(results(card) == ["37.3 - Bleu - -"])
  }
}
