/// Deals out a random word in fields of a few bits: one draw is enough for five values of 12 bits.
struct BitFields {
  private let width: UInt64
  private var word: UInt64 = 0
  private var left = 0

  /// - Parameter width: In bits, 1 to 64.
  init(width: Int) {
    self.width = UInt64(width)
  }

  mutating func next(from generator: inout some RandomNumberGenerator) -> Int {
    if left == 0 {
      word = generator.next()
      left = 64 / Int(width)
    }
    let field = word & (1 << width - 1)
    word >>= width
    left -= 1
    return Int(field)
  }
}
