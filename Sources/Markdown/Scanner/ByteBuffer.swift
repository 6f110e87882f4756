import Glibc

/// Bytes that grow and are read in place; a class, so that reading them does not lock its owner.
final class ByteBuffer {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// Good until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  var string: String { bytes.string }

  func removeAll() { count = 0 }

  func truncate(to count: Int) { self.count = min(self.count, count) }

  func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    start[count] = byte
    count += 1
  }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let other = bytes.baseAddress else { return }
    if count + bytes.count > capacity { grow(by: bytes.count) }
    (start + count).update(from: other, count: bytes.count)
    count += bytes.count
  }

  func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  private func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}

extension UnsafeBufferPointer<UInt8> {
  var string: String { String(decoding: self, as: UTF8.self) }

  /// Where a byte first stands within a range.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Without white space at both ends.
  var strippedOfSpace: UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = count
    while low < high, self[low].isMarkdownSpace { low += 1 }
    while low < high, self[high - 1].isMarkdownSpace { high -= 1 }
    return UnsafeBufferPointer(rebasing: self[low..<high])
  }
}
