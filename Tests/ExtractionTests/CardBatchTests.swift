import Extraction
import Testing

@Suite struct CardBatchTests {
  private static let bert = Array(
    """
    ---
    license: mit
    datasets: [glue]
    ---
    # tiny-bert
    A fine-tuned version of bert-base-uncased. It achieves 91.3 F1 on SQuAD.

    | Model | Accuracy |
    |---|---|
    | tiny-bert | 81.2 |
    | big-bert | 88.0 |
    """.utf8)
  private static let french = Array(
    "# camembert-ner\nA French model, trained on WikiNER with a batch size of 32.\n".utf8)
  private static let utf16: [UInt8] =
    [0xFF, 0xFE]
    + "# t5\nLicensed under Apache 2.0.\n".utf16.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
  private static let binary = [UInt8](repeating: 0, count: 100)

  @Test("a card says the same among others as alone, and in its place")
  func together() {
    let cards: [(bytes: [UInt8], name: String?)] = [
      (Self.binary, nil), (Self.bert, "tiny-bert"), (Self.french, nil), (Self.binary, nil), (Self.bert, "big-bert"),
      (Self.utf16, "t5"), ([], nil), (Self.french, "camembert-ner"), (Self.binary, nil),
    ]
    var batch = CardBatch()
    for card in cards { batch.add(card.bytes, named: card.name) }
    let together = batch.read()
    let alone = cards.map { read($0.bytes, as: .card, named: $0.name) }
    #expect(together.map(\.findings) == alone.map(\.findings))
    #expect(together.map(\.rejections) == alone.map(\.rejections))
    #expect(together.map { $0.findings.isEmpty } == [true, false, false, true, false, false, true, false, true])
    #expect(together[1].findings != together[4].findings, "each is read under its own name")
  }

  @Test("a batch that was read can be filled again")
  func again() {
    var batch = CardBatch()
    batch.add(Self.bert, named: "tiny-bert")
    #expect(batch.read().count == 1)
    #expect(batch.read().isEmpty)
    batch.add(Self.french, named: nil)
    #expect(batch.read().map(\.findings) == [read(Self.french, as: .card).findings])
  }

  @Test("a batch is full by number or by size")
  func full() {
    var batch = CardBatch()
    for _ in 0..<15 { batch.add(Self.french, named: nil) }
    #expect(!batch.isFull)
    batch.add(Self.french, named: nil)
    #expect(batch.isFull)
    for _ in 0..<30 { batch.add(Self.french, named: nil) }
    #expect(batch.read().count == 46, "what is added beyond that is read as well")
    #expect(!batch.isFull)
    batch.add([UInt8](repeating: 0x20, count: 1 << 20), named: nil)
    #expect(batch.isFull)
  }
}
