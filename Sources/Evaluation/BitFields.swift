/// Deals out a random word in fields of a few bits: one draw is enough for five values of 12 bits.
struct BitFields {
  private let width: UInt64
  private let fields: Int
  private var word: UInt64 = 0
  private var left = 0

  /// - Parameter width: In bits, 1 to 63.
  init(width: Int) {
    self.width = UInt64(width)
    fields = 64 / width
  }

  mutating func next(from generator: inout SplitMix64) -> Int {
    if left == 0 {
      word = generator.next()
      left = fields
    }
    let field = word & (1 &<< width &- 1)
    word &>>= width
    left &-= 1
    return Int(truncatingIfNeeded: field)
  }
}
