import Markdown

/// Which passages of a card an extractor looks at.
extension Card {
  /// The passages that may be about any of these, in reading order, with their places among all.
  ///
  /// The others, which are most for most extractors, are passed over without a look at them: they lie all over the memory,
  /// and of sixteen cards that are read side by side no cache of a core holds them all.
  func passages(about wanted: Signals) -> PassagesAbout { PassagesAbout(of: self, wanted) }

  /// The passages before a block, of which only the nearest are given: a card of a megabyte has tens of thousands of tables,
  /// for each of which those above are looked at.
  func passages(before block: Int) -> ArraySlice<Passage> {
    passages[..<passages.prefixCount(where: { $0.block < block })].suffix(200)
  }
}

/// Some passages of a card, with their places among all.
struct PassagesAbout: Sequence, IteratorProtocol {
  private let card: Card
  private let wanted: Signals
  private var place: Int

  fileprivate init(of card: Card, _ wanted: Signals) {
    self.card = card
    self.wanted = wanted
    place = card.signals.any.isDisjoint(with: wanted) ? card.signals.each.count : 0
  }

  mutating func next() -> (place: Int, passage: Passage)? {
    while place < card.signals.each.count {
      defer { place += 1 }
      if !card.signals.each[place].isDisjoint(with: wanted) { return (place, card.passages[place]) }
    }
    return nil
  }
}
