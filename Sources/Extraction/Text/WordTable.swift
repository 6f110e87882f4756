/// Words with what each of them means, found by their first eight letters without comparing one by one.
///
/// Words of eight letters and more are known by their beginning, as everywhere: `improvem` is also `improvement`.
struct WordTable<Value: Sendable>: Sendable {
  /// The words, each at its hash or behind it; zero for none.
  private var keys: [UInt64]
  private var values: [Value?]
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
    keys = [UInt64](repeating: 0, count: 1 << Int(bits))
    values = [Value?](repeating: nil, count: 1 << Int(bits))
    for (value, words) in entries {
      for word in words {
        let place = place(of: word)
        keys[place] = word
        values[place] = values[place].map { combining($0, value) } ?? value
      }
    }
  }

  @inline(__always)
  subscript(word: Word) -> Value? { values[place(of: word.key)] }

  /// Where a word stands, or the free place that it would take.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    while keys[place] != key, keys[place] != 0 { place = (place + 1) & (keys.count - 1) }
    return place
  }
}
