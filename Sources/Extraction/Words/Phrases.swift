import Glibc

/// Phrases in groups, all of which are looked for in one pass over a text.
struct Phrases: Sendable {
  private struct Entry: Sendable {
    var phrase: StaticString
    /// The first eight bytes, and which bits of eight bytes of a text are compared with them.
    var head: UInt64
    var mask: UInt64
    var group: UInt32
    /// The next phrase that begins alike, -1 for none.
    var next: Int16
  }

  private var entries: [Entry] = []
  /// The first phrase by a hash of its first two bytes, -1 for none.
  private var heads = [Int16](repeating: -1, count: Self.slots)
  private var allGroups: UInt32 = 0

  private static let slots = 1024

  /// - Parameter groups: at most 32; a phrase has at least two bytes.
  init(_ groups: [[StaticString]]) {
    for (group, phrases) in groups.enumerated() {
      allGroups |= 1 << UInt32(group)
      for phrase in phrases {
        let bytes = UnsafeBufferPointer(start: phrase.utf8Start, count: phrase.utf8CodeUnitCount)
        let slot = Self.slot(bytes[0], bytes[1])
        let head = Self.head(bytes)
        entries.append(
          Entry(
            phrase: phrase, head: head, mask: bytes.count >= 8 ? .max : (1 << UInt64(8 * bytes.count)) - 1,
            group: 1 << UInt32(group), next: heads[slot]))
        heads[slot] = Int16(entries.count - 1)
      }
    }
  }

  /// A bit for each group of which a phrase stands in the text.
  func groups(in bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard bytes.count > 1 else { return 0 }
    var found: UInt32 = 0
    heads.withUnsafeBufferPointer { heads in
      entries.withUnsafeBufferPointer { entries in
        var start = 0
        while true {
          // At most places no phrase begins, which one look tells.
          start = Self.candidate(bytes, from: start, heads)
          guard start < bytes.count - 1 else { return }
          var next = heads[Self.slot(bytes[start], bytes[start + 1])]
          let rest = UnsafeBufferPointer(rebasing: bytes[start...])
          let head = Self.head(rest)
          while next >= 0 {
            let entry = entries[Int(next)]
            if head & entry.mask == entry.head, found & entry.group == 0, Self.begins(rest, with: entry.phrase) {
              found |= entry.group
              if found == allGroups { return }
            }
            next = entry.next
          }
          start += 1
        }
      }
    }
    return found
  }

  /// The first place from an offset on where a phrase may begin. (In a loop of its own, which then needs but registers.)
  @inline(__always)
  private static func candidate(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ heads: UnsafeBufferPointer<Int16>
  ) -> Int {
    var start = start
    while start < bytes.count - 1, heads[slot(bytes[start], bytes[start + 1])] < 0 { start += 1 }
    return start
  }

  /// Whether the text goes on like the phrase, of which eight bytes are known to be there.
  @inline(__always)
  private static func begins(_ text: UnsafeBufferPointer<UInt8>, with phrase: StaticString) -> Bool {
    let count = phrase.utf8CodeUnitCount
    guard count <= text.count, let base = text.baseAddress else { return false }
    return count <= 8 || memcmp(phrase.utf8Start + 8, base + 8, count - 8) == 0
  }

  /// The first eight bytes, the first in the lowest; zero behind the end.
  @inline(__always)
  private static func head(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    if raw.count >= 8 { return UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) }
    var head: UInt64 = 0
    for (index, byte) in raw.enumerated() { head |= UInt64(byte) << UInt64(8 * index) }
    return head
  }

  @inline(__always)
  private static func slot(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) &* 37 ^ Int(second)) & (slots - 1) }
}
