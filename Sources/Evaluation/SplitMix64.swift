/// Random numbers that are the same everywhere.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, <https://doi.org/10.1145/2660193.2660195>.
///
/// Not a `RandomNumberGenerator` on purpose: what the standard library makes of one, `Int.random(in:using:)` for instance, may change
/// with its version.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mix(state)
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// A whole number from 0 to `limit` - 1. The bias is under `limit` / 2⁶⁴.
  mutating func index(below limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// True in a share of draws; the share is rounded to 1 / 65,536 so that the draw is of whole numbers.
  mutating func chance(_ share: Double) -> Bool {
    next() >> 48 < UInt64((min(max(share, 0), 1) * 65536).rounded())
  }
}
