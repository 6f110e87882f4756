/// FNV-1a in 32 bits, which the tokenisers of the sample zoo use.
struct FNV1a32 {
  private(set) var value: UInt32

  private let prime: UInt32

  init(offset: UInt32 = 0x811c_9dc5, prime: UInt32 = 0x0100_0193) {
    value = offset
    self.prime = prime
  }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt32(byte)) &* prime }
  }
}
