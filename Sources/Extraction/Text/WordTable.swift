/// Words with what each of them means, found by their first eight letters without comparing one by one.
///
/// Words of eight letters and more are known by their beginning, as everywhere: `improvem` is also `improvement`.
struct WordTable<Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    var key: UInt64
    var value: Value
  }

  private var slots: [Slot?]
  private let shift: UInt64

  init(_ entries: [(Value, [StaticString])]) {
    self.init(keys: entries.map { ($0, $1.map(Word.key)) }, combining: { $1 })
  }

  /// - Parameter combining: what a word means that stands in two entries, told from the meanings in the earlier and the later one.
  init(_ entries: [(Value, [String])], combining: (Value, Value) -> Value) {
    self.init(keys: entries.map { ($0, $1.map(Word.key)) }, combining: combining)
  }

  private init(keys entries: [(Value, [UInt64])], combining: (Value, Value) -> Value) {
    let count = entries.reduce(0) { $0 + $1.1.count }
    var bits: UInt64 = 4
    while 1 << bits < count * 3 { bits += 1 }
    shift = 64 - bits
    slots = [Slot?](repeating: nil, count: 1 << Int(bits))
    for (value, keys) in entries {
      for key in keys {
        var place = Self.hash(key, shift)
        while let slot = slots[place], slot.key != key { place = (place + 1) & (slots.count - 1) }
        slots[place] = Slot(key: key, value: slots[place].map { combining($0.value, value) } ?? value)
      }
    }
  }

  @inline(__always)
  subscript(word: Word) -> Value? {
    var place = Self.hash(word.key, shift)
    while let slot = slots[place] {
      if slot.key == word.key { return slot.value }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  @inline(__always)
  private static func hash(_ key: UInt64, _ shift: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift) }
}
