/// A name without the differences that do not matter: small letters, and one space for any run of hyphens, underscores,
/// spaces and other marks. `Top-1 (%)` is `top 1`, `eval_exact_match` is `eval exact match`.
func folded(_ name: some StringProtocol) -> String {
  name.withBytes { bytes in
    // Short names, as most are, are made without a place in memory of their own.
    String(unsafeUninitializedCapacity: bytes.count) { result in
      var count = 0
      var needsSpace = false
      for byte in bytes {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x80...0xFF, 0x41...0x5A, 0x40, 0x2B, 0x2E, 0x23:
          if needsSpace, count > 0 {
            result[count] = 0x20
            count += 1
          }
          needsSpace = false
          result[count] = byte.lowercased
          count += 1
        default: needsSpace = true
        }
      }
      return count
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: Substring {
    let text = Substring(self)
    let (low, high) = text.withBytes { bytes in
      var low = 0
      var high = bytes.count
      while low < high, bytes[low] <= 0x20 { low += 1 }
      while low < high, bytes[high - 1] <= 0x20 { high -= 1 }
      return (low, bytes.count - high)
    }
    if low == 0, high == 0 { return text }
    let utf8 = text.utf8
    return Substring(utf8[utf8.index(utf8.startIndex, offsetBy: low)..<utf8.index(utf8.endIndex, offsetBy: -high)])
  }

  /// Whether a word stands in here; a byte search, where `contains` would compare letter by letter.
  func mentions(_ word: StaticString) -> Bool { offset(of: word) != nil }

  /// How many UTF-8 bytes stand before a word.
  func offset(of word: StaticString) -> Int? {
    if let found = utf8.withContiguousStorageIfAvailable({ $0.offset(of: word) }) { return found }
    var copy = String(self)
    return copy.withUTF8 { $0.offset(of: word) }
  }

  /// Where a word stands.
  func place(of word: StaticString) -> Range<Index>? {
    guard let offset = offset(of: word) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: word.utf8CodeUnitCount)
  }
}
