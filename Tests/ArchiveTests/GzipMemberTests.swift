import Archive
import Foundation
import Testing

@Suite struct GzipMemberTests {
  private let card = Array(String(repeating: "# Tiny ResNet\n\nReleased under the MIT licence.\n", count: 60).utf8)

  @Test("what is compressed comes back, whatever it looks like")
  func roundTrip() throws {
    let gzip = try GzipMember.compress(card)
    var noise = SystemRandomNumberGenerator()
    for bytes in [[], [0], card, gzip, (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &noise) }] {
      #expect(try GzipMember.decompress(GzipMember.compress(bytes), limit: bytes.count) == bytes)
    }
  }

  @Test("a member has no time and no name, and equal bytes give equal members")
  func deterministic() throws {
    let member = try GzipMember.compress(card)
    #expect(Array(member.prefix(8)) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
    #expect(try GzipMember.compress(card) == member)
    #expect(member.count < card.count / 10)
  }

  @Test("the limit holds: one byte more is refused")
  func limit() throws {
    let member = try GzipMember.compress(card)
    #expect(throws: ArchiveError(.tooLarge(limit: card.count - 1), in: "gzip data")) {
      try GzipMember.decompress(member, limit: card.count - 1)
    }
  }

  @Test("no beginning of a member passes for the whole")
  func truncated() throws {
    let member = try GzipMember.compress(card)
    for count in 0..<member.count {
      #expect(throws: ArchiveError.self) { try GzipMember.decompress(Array(member.prefix(count)), limit: 1 << 20) }
    }
  }

  @Test("what is not gzip is refused, not passed through")
  func notGzip() {
    #expect(throws: ArchiveError(.notGzip, in: "gzip data")) { try GzipMember.decompress(card, limit: 1 << 20) }
  }

  @Test("members a second for 3 KB cards", .enabled(if: ProcessInfo.processInfo.environment["MEASURE"] != nil))
  func measure() throws {
    var random = SystemRandomNumberGenerator()
    let words = (0..<400).map { _ in String(UInt32.random(in: 0...UInt32.max, using: &random), radix: 36) }
    let text = Array(
      (0..<450).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ").utf8.prefix(3000))
    let member = try GzipMember.compress(text)
    let clock = ContinuousClock()
    let there = try clock.measure { for _ in 0..<10_000 { _ = try GzipMember.compress(text) } }
    let back = try clock.measure { for _ in 0..<10_000 { _ = try GzipMember.decompress(member, limit: 1 << 20) } }
    print(
      "\(text.count) → \(member.count) bytes; compress \(Int(10_000 / (there / .seconds(1))))/s, decompress \(Int(10_000 / (back / .seconds(1))))/s"
    )
  }
}
