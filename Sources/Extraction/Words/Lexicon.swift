/// Words with what each of them means, looked up by their bytes without making a `String`.
struct Lexicon<Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    var word: StaticString
    var hash: UInt64
    var value: Value
  }

  private var slots: [Slot?]
  private let mask: Int

  /// Of a word that is given twice the last meaning counts.
  init(_ entries: [(Value, [StaticString])]) {
    let count = entries.reduce(0) { $0 + $1.1.count }
    var size = 16
    while size < count * 3 { size *= 2 }
    slots = [Slot?](repeating: nil, count: size)
    mask = size - 1
    for (value, words) in entries {
      for word in words {
        let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        let hash = Self.hash(bytes)
        slots[place(of: bytes, hash)] = Slot(word: word, hash: hash, value: value)
      }
    }
  }

  subscript(bytes: UnsafeBufferPointer<UInt8>) -> Value? { slots[place(of: bytes, Self.hash(bytes))]?.value }

  subscript(text: some StringProtocol) -> Value? { text.withBytes { self[$0] } }

  /// The slot of a word, or the free one that it would take.
  private func place(of bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash) & mask
    while let slot = slots[place] {
      if slot.hash == hash, slot.word.utf8CodeUnitCount == bytes.count, bytes.has(slot.word, at: 0) { break }
      place = (place + 1) & mask
    }
    return place
  }

  /// Of the length and of the first and last eight bytes, by which the words of a list differ all but always.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var head: UInt64 = 0
    var tail: UInt64 = 0
    if raw.count >= 8 {
      head = raw.loadUnaligned(as: UInt64.self)
      tail = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    } else {
      for byte in raw { head = head << 8 | UInt64(byte) }
    }
    let hash = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(raw.count)) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ hash >> 32
  }
}

extension Lexicon where Value == Bool {
  /// A set of words.
  init(_ words: [StaticString]) { self.init([(true, words)]) }

  func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { self[bytes] ?? false }
  func contains(_ text: some StringProtocol) -> Bool { self[text] ?? false }
}

extension StringProtocol {
  /// Calls with the UTF-8 of the text, in place where it lies in one piece, as it all but always does.
  @inline(__always)
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    // A part of a text would count its letters first to find where it lies.
    if Self.self == Substring.self, var part = self as? Substring { return part.withUTF8(body) }
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = String(self)
    return copy.withUTF8(body)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Calls with every part between separators that is not empty, until one is accepted.
  @inline(__always)
  func containsPart(separatedBy separator: UInt8, where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    var start = 0
    while start < count {
      var end = start
      while end < count, self[end] != separator { end += 1 }
      if end > start, isWanted(UnsafeBufferPointer(rebasing: self[start..<end])) { return true }
      start = end + 1
    }
    return false
  }
}
