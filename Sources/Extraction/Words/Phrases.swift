import Glibc

/// Phrases in groups, all of which are looked for in one pass over a text.
struct Phrases: Sendable {
  private struct Entry: Sendable {
    var phrase: StaticString
    var group: UInt32
    /// The next phrase that begins alike, -1 for none.
    var next: Int16
  }

  private var entries: [Entry] = []
  /// The first phrase by a hash of its first two bytes, -1 for none.
  private var heads = [Int16](repeating: -1, count: 1024)

  /// - Parameter groups: at most 32; a phrase has at least two bytes.
  init(_ groups: [[StaticString]]) {
    for (group, phrases) in groups.enumerated() {
      for phrase in phrases {
        let slot = Self.slot(phrase.utf8Start[0], phrase.utf8Start[1])
        entries.append(Entry(phrase: phrase, group: 1 << UInt32(group), next: heads[slot]))
        heads[slot] = Int16(entries.count - 1)
      }
    }
  }

  /// A bit for each group of which a phrase stands in the text.
  func groups(in bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress, bytes.count > 1 else { return 0 }
    var found: UInt32 = 0
    heads.withUnsafeBufferPointer { heads in
      entries.withUnsafeBufferPointer { entries in
        for start in 0..<bytes.count - 1 {
          var next = heads[Self.slot(base[start], base[start + 1])]
          while next >= 0 {
            let entry = entries[Int(next)]
            let count = entry.phrase.utf8CodeUnitCount
            if found & entry.group == 0, count <= bytes.count - start,
              memcmp(entry.phrase.utf8Start, base + start, count) == 0
            {
              found |= entry.group
            }
            next = entry.next
          }
        }
      }
    }
    return found
  }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) &* 37 ^ Int(second)) & 1023 }
}
