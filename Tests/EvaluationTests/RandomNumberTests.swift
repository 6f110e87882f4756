import Testing

@testable import Evaluation

@Suite struct RandomNumberTests {
  @Test("the generator gives the published numbers for its seed")
  func published() {
    // The first outputs for seed 1234567 of the reference implementation, as listed at rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
    var generator = SplitMix64(seed: 1_234_567)
    let values = (0..<5).map { _ in generator.next() }
    #expect(
      values == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test("FNV-1a gives the published hashes")
  func fnv() {
    // RFC 9923, appendix C: the texts "" , "a" and "foobar".
    for (text, narrow, wide) in [
      ("", 0x811c_9dc5 as UInt32, 0xcbf2_9ce4_8422_2325 as UInt64), ("a", 0xe40c_292c, 0xaf63_dc4c_8601_ec8c),
      ("foobar", 0xbf9c_f968, 0x8594_4171_f739_67e8),
    ] {
      var short = FNV1a32()
      short.add(text.utf8)
      var long = FNV1a64()
      long.add(text.utf8)
      #expect(short.value == narrow && long.value == wide)
    }
  }

  @Test("whatever tells one item from another gives other numbers, and nothing else does")
  func itemSeed() {
    let base = ItemSeed(
      dataset: "d", item: "i", perturbation: "p", version: 1, severity: Severity.all[1], replicate: 0, seed: 7)
    var others: [ItemSeed] = []
    func vary(_ change: (inout ItemSeed) -> Void) {
      var other = base
      change(&other)
      others.append(other)
    }
    vary { $0.dataset = "e" }
    vary { $0.item = "j" }
    vary { $0.perturbation = "q" }
    vary { $0.version = 2 }
    vary { $0.severity = Severity.all[2] }
    vary { $0.replicate = 1 }
    vary { $0.seed = 8 }
    vary { ($0.dataset, $0.item) = ("di", "") }
    let first = ([base] + others).map { seed in
      var generator = seed.generator
      return generator.next()
    }
    #expect(Set(first).count == first.count)
    var again = base.generator
    #expect(again.next() == first[0])
  }

  @Test("whole numbers stay below their limit and chances come true as often as they should")
  func draws() {
    var generator = SplitMix64(seed: 1)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[generator.index(below: 3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
    #expect(!(0..<1000).contains { _ in generator.chance(0) })
    #expect(!(0..<1000).contains { _ in !generator.chance(1) })
    #expect(abs((0..<10_000).count { _ in generator.chance(0.25) } - 2500) < 200)
  }

  @Test("a severity is 0 to 5")
  func severity() {
    #expect(Severity(6) == nil && Severity(-1) == nil)
    #expect(Severity(5)?.share == 1)
    #expect(Severity.none.choose([1, 2, 3, 4, 5]) == nil)
    #expect(Severity(5)?.choose([1, 2, 3, 4, 5]) == 5)
  }
}
