/// A name without the differences that do not matter: small letters, and one space for any run of hyphens, underscores,
/// spaces and other marks. `Top-1 (%)` is `top 1`, `eval_exact_match` is `eval exact match`.
func folded(_ name: some StringProtocol) -> String {
  var result: [UInt8] = []
  result.reserveCapacity(name.utf8.count)
  var needsSpace = false
  for byte in name.utf8 {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x80...0xFF, 0x41...0x5A, 0x40, 0x2B, 0x2E, 0x23:
      if needsSpace, !result.isEmpty { result.append(0x20) }
      needsSpace = false
      result.append(byte.lowercased)
    default: needsSpace = true
    }
  }
  return String(decoding: result, as: UTF8.self)
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: Substring {
    var utf8 = Substring(self).utf8
    while let first = utf8.first, first <= 0x20 { utf8 = utf8.dropFirst() }
    while let last = utf8.last, last <= 0x20 { utf8 = utf8.dropLast() }
    return Substring(utf8)
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
