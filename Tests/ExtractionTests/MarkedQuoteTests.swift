import Extraction
import Records
import Stages
import Testing

/// What is quoted where a document prints marks within what was read.
@Suite struct MarkedQuoteTests {
  private func quote(_ predicate: String, _ card: String) -> [String] {
    CardFacts.findings(predicate, in: card).map { "\($0.raw) @\($0.span.lineStart ?? 0)-\($0.span.lineEnd ?? 0)" }
  }

  @Test(
    "a quote has the marks that stand in it, and no more",
    arguments: [
      ("It has **156.85** million parameters and *ca.* **627 MB**.", "**156.85** million @1-1"),
      ("It has 156.85 *million* parameters and more.", "156.85 *million* @1-1"),
      ("It has about 156.85\nmillion parameters and more.", "156.85\nmillion @1-2"),
      ("> It has about 156.85\n> million parameters and more.", "156.85\n> million @1-2"),
      ("It has [156.85](https://x.org) million parameters.", "[156.85](https://x.org) million @1-1"),
      ("It has 156.85 million parameters.", "156.85 million @1-1"),
    ])
  func marks(card: String, expected: String) { #expect(quote(Predicate.paramsTotal, card) == [expected]) }

  @Test("of a line without end no more is looked through than a little, and what stands there is quoted")
  func long() {
    let card = String(repeating: "1 ", count: 400_000) + ". It has **156.85** million parameters."
    let start = ContinuousClock.now
    let quotes = CardFacts.findings(Predicate.paramsTotal, in: card).map(\.raw)
    #expect(quotes.allSatisfy { card.contains($0) })
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
