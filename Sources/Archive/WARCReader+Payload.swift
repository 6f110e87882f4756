import Glibc
import Hashing
import Synchronization

extension WARCReader {
  /// The payload of a record, found by the blank lines before it and proven by its digest alone.
  ///
  /// A stage reads tens of thousands of documents: this takes a quarter of the time of `record(at:)`, which makes every
  /// header into values. nil where the bytes there are not that payload; `record(at:)` then says why.
  public func payload(at offset: Int, length: Int, digest: Digest) throws(ArchiveError) -> [UInt8]? {
    guard offset >= 0, length > 0, length <= blockLimit else {
      throw ArchiveError(.truncated, in: path, at: offset)
    }
    let inflater = inflaters.withLock { $0.popLast() } ?? Inflater()
    defer { if inflater.isModest { inflaters.withLock { $0.append(inflater) } } }
    guard try read(inflater.input(length), at: offset) == length else {
      throw ArchiveError(.truncated, in: path, at: offset)
    }
    guard let block = inflater.member(length, limit: blockLimit), let range = Self.payloadRange(in: block) else {
      return nil
    }
    let payload = UnsafeBufferPointer(rebasing: block[range])
    return SHA256.digest(of: UnsafeRawBufferPointer(payload)) == digest ? Array(payload) : nil
  }

  /// Where the payload of a WARC record stands: behind the WARC head, and behind the HTTP head of a response.
  private static func payloadRange(in block: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let headEnd = blankLine(in: block, from: 0),
      let length = number(of: "Content-Length:", in: block, upTo: headEnd),
      length <= block.count - headEnd
    else { return nil }
    let end = headEnd + length
    guard contains("\r\nWARC-Type: response\r\n", in: block, upTo: headEnd) else { return headEnd..<end }
    guard let httpEnd = blankLine(in: block, from: headEnd), httpEnd <= end else { return nil }
    return httpEnd..<end
  }

  /// The offset behind the first blank line.
  private static func blankLine(in block: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    guard let start = block.baseAddress else { return nil }
    var at = from
    while at + 4 <= block.count, let hit = memchr(start + at, 0x0d, block.count - at - 3) {
      at = UnsafeRawPointer(hit) - UnsafeRawPointer(start)
      if block[at + 1] == 0x0a, block[at + 2] == 0x0d, block[at + 3] == 0x0a { return at + 4 }
      at += 1
    }
    return nil
  }

  private static func contains(_ words: StaticString, in block: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Bool {
    offset(of: words, in: block, upTo: end) != nil
  }

  private static func number(of name: StaticString, in block: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Int? {
    var at = 0
    return number(of: name, in: block, from: &at, upTo: end)
  }

  /// - Parameter at: where to look from; the end of the number afterwards.
  private static func number(
    of name: StaticString, in block: UnsafeBufferPointer<UInt8>, from at: inout Int, upTo end: Int
  ) -> Int? {
    guard let found = offset(of: name, in: block, from: at, upTo: end) else { return nil }
    at = found + name.utf8CodeUnitCount
    while at < end, block[at] == 0x20 { at += 1 }
    var value = 0
    let first = at
    while at < end, block[at] &- 0x30 < 10, at - first < 12 {
      value = value * 10 + Int(block[at] - 0x30)
      at += 1
    }
    return at > first ? value : nil
  }

  private static func offset(
    of words: StaticString, in block: UnsafeBufferPointer<UInt8>, from: Int = 0, upTo end: Int
  ) -> Int? {
    guard let start = block.baseAddress else { return nil }
    let count = words.utf8CodeUnitCount
    var at = from
    while at + count <= end, let hit = memchr(start + at, Int32(words.utf8Start.pointee), end - at - count + 1) {
      at = UnsafeRawPointer(hit) - UnsafeRawPointer(start)
      if memcmp(start + at, words.utf8Start, count) == 0 { return at }
      at += 1
    }
    return nil
  }
}

/// Where a record stands and what its payload's digest is: what a look-up by content needs of a journal line.
public struct WARCPlace: Sendable {
  public var kind: WARCRecord.Kind
  public var digest: Digest
  public var offset: Int
  public var length: Int
}

extension WARCReader {
  /// The places of all payloads, without making the rest of the journal into values.
  ///
  /// - Throws: `ArchiveError` where the file has no journal. Lines that are not ours are passed over: `entries()` judges them.
  public func places() throws(ArchiveError) -> [WARCPlace] {
    let bytes = try journalBytes()
    var places: [WARCPlace] = []
    places.reserveCapacity(bytes.count / 280)
    bytes.withUnsafeBufferPointer { journal in
      guard let start = journal.baseAddress else { return }
      var from = 0
      while from < journal.count, let end = memchr(start + from, 0x0a, journal.count - from) {
        let to = UnsafeRawPointer(end) - UnsafeRawPointer(start)
        if let place = Self.place(UnsafeBufferPointer(rebasing: journal[from..<to])) { places.append(place) }
        from = to + 1
      }
    }
    return places
  }

  /// A journal line has its members in one order, and inside texts every quote follows a backslash, so that the names below
  /// cannot be found inside a text.
  private static func place(_ line: UnsafeBufferPointer<UInt8>) -> WARCPlace? {
    guard var at = offset(of: "\"digest\":\"sha256:", in: line, upTo: line.count), at + 81 <= line.count,
      let digest = Digest(hex: UnsafeBufferPointer(rebasing: line[at + 17..<at + 81]))
    else { return nil }
    at += 81
    guard let length = number(of: "\"length\":", in: line, from: &at, upTo: line.count),
      let offset = number(of: "\"offset\":", in: line, from: &at, upTo: line.count),
      let typeAt = Self.offset(of: "\"type\":\"", in: line, from: at, upTo: line.count)
    else { return nil }
    let type = line[(typeAt + 8)...].prefix { $0 != 0x22 }
    guard let kind = WARCRecord.Kind(rawValue: String(decoding: type, as: UTF8.self)) else { return nil }
    return WARCPlace(kind: kind, digest: digest, offset: offset, length: length)
  }
}
