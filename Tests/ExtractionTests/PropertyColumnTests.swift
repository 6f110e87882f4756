import Extraction
import Records
import Stages
import Testing

/// What tables tell of a model beside its results, and results among a model's other properties.
@Suite struct PropertyColumnTests {
  private func hardware(_ card: String) -> [String] {
    CardFacts.findings(Predicate.hardware, in: card).map {
      "\($0.value?.string ?? "-")*\($0.qualifiers["count"].map { String(decoding: $0.json, as: UTF8.self) } ?? "")"
    }
  }

  @Test(
    "a column of GPUs is what each row was trained on, unless speeds stand beside it",
    arguments: [
      ("Release | Test WER | GPUs", "03-21 | 9.5 | 2xV100 32GB", ["V100 32GB*2"]),
      ("gpus | backbone | top1 acc", "8 | otter | 83.0", ["GPUs*8"]),
      ("GPUs | tokens/s", "8 | 1200", []),
      ("GPUs | accuracy", "many | 83.0", []),
    ])
  func gpus(header: String, row: String, expected: [String]) {
    let rule = header.split(separator: "|").map { _ in "---" }.joined(separator: "|")
    #expect(hardware("## Results\n\n| \(header) |\n|\(rule)|\n| \(row) |\n") == expected)
  }

  @Test("an indicator is letters with a number directly behind them")
  func indicators() {
    let card = "|Module Name|otter|\n|---|---|\n|Data Indicators|SAD77.96|\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["77.96"])
    #expect(
      CardFacts.values(Predicate.evaluation, in: card.replacing("SAD77.96", with: "v2021-02-26")).isEmpty)
  }

  @Test("GOps are operations, too")
  func operations() {
    let card = "## Specification\n\n| Metric | Value |\n|---|---|\n| GOps | 1.5 |\n| Source framework | Otter |\n"
    #expect(CardFacts.values(Predicate.flops, in: card) == ["1500000000"])
  }
}
