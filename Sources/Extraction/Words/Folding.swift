/// A name without the differences that do not matter: small letters, and one space for any run of hyphens, underscores,
/// spaces and other marks. `Top-1 (%)` is `top 1`, `eval_exact_match` is `eval exact match`.
func folded(_ name: some StringProtocol) -> String {
  name.withBytes { bytes in
    // Short names, as most are, are made without a place in memory of their own.
    String(unsafeUninitializedCapacity: bytes.count) { Folding.fold(bytes, into: $0) }
  }
}

/// Calls with the folded name, for which no memory is taken.
func withFolded<R>(_ name: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
  name.withBytes { bytes in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, bytes.count)) { room in
      let count = Folding.fold(bytes, into: room)
      return body(UnsafeBufferPointer(rebasing: room[..<count]))
    }
  }
}

/// Calls with the text in small letters, as far as they are ASCII; no memory is taken.
func withLowercased<R>(_ text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
  text.withBytes { bytes in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, bytes.count)) { room in
      for index in bytes.indices { room[index] = bytes[index].lowercased }
      return body(UnsafeBufferPointer(rebasing: room[..<bytes.count]))
    }
  }
}

private enum Folding {
  /// What a byte becomes; zero for marks.
  private static let letters: [UInt8] = (UInt8.min...UInt8.max).map { byte in
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x80...0xFF, 0x41...0x5A, 0x40, 0x2B, 0x2E, 0x23: byte.lowercased
    default: 0
    }
  }

  static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into result: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    var needsSpace = false
    letters.withUnsafeBufferPointer { letters in
      for byte in bytes {
        let letter = letters[Int(byte)]
        guard letter != 0 else {
          needsSpace = true
          continue
        }
        if needsSpace, count > 0 {
          result[count] = 0x20
          count += 1
        }
        needsSpace = false
        result[count] = letter
        count += 1
      }
    }
    return count
  }
}

extension StringProtocol {
  /// The parts between spaces; by bytes, where `split` would compare letter by letter.
  var spaced: [Substring] {
    var parts: [Substring] = []
    parts.reserveCapacity(8)
    let whole = Substring(self)
    let text = whole.utf8
    whole.withBytes { bytes in
      var low = text.startIndex
      var start = 0
      for at in 0...bytes.count where at == bytes.count || bytes[at] == 0x20 {
        let high = text.index(low, offsetBy: at - start)
        if start < at { parts.append(Substring(text[low..<high])) }
        if at < bytes.count { low = text.index(after: high) }
        start = at + 1
      }
    }
    return parts
  }

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

  /// Whether the text is that word, byte by byte.
  func isEqual(to word: StaticString) -> Bool {
    withBytes { $0.count == word.utf8CodeUnitCount && $0.has(word, at: 0) }
  }

  /// Whether a word stands in here; a byte search, where `contains` would compare letter by letter.
  func mentions(_ word: StaticString) -> Bool { offset(of: word) != nil }

  /// As `mentions`, of text that is not known in advance.
  func holds(_ part: String) -> Bool {
    withBytes { bytes in part.withBytes { bytes.offset(of: $0, from: 0) != nil } }
  }

  /// How many UTF-8 bytes stand before a word.
  func offset(of word: StaticString) -> Int? { withBytes { $0.offset(of: word) } }

  /// Whether the text begins with these bytes; `hasPrefix` compares the parts of texts letter by letter.
  func begins(with word: StaticString) -> Bool {
    withBytes { $0.has(word, at: 0) }
  }

  /// Whether the text ends with these bytes.
  func ends(with word: StaticString) -> Bool {
    withBytes { $0.count >= word.utf8CodeUnitCount && $0.has(word, at: $0.count - word.utf8CodeUnitCount) }
  }

  /// As `begins(with:)`, for text that is not known in advance.
  func begins(withText part: some StringProtocol) -> Bool {
    withBytes { bytes in part.withBytes { $0.count <= bytes.count && bytes.has($0, at: 0) } }
  }

  /// As `ends(with:)`, for text that is not known in advance.
  func ends(withText part: some StringProtocol) -> Bool {
    withBytes { bytes in part.withBytes { $0.count <= bytes.count && bytes.has($0, at: bytes.count - $0.count) } }
  }

  /// Where a word stands.
  func place(of word: StaticString) -> Range<Index>? {
    guard let offset = offset(of: word) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: word.utf8CodeUnitCount)
  }
}
