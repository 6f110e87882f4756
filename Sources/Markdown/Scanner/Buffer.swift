import Glibc

/// Values without references that grow at one end. Room is kept when they are taken out.
///
/// Unlike an array it has one owner, so that no change has to ask for others.
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  private var start: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// Good until the next change.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  var isEmpty: Bool { count == 0 }
  var last: Element? { count > 0 ? start[count - 1] : nil }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return start[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count)
      yield &start[index]
    }
  }

  mutating func removeAll() { count = 0 }

  mutating func truncate(to count: Int) { self.count = min(self.count, count) }

  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count -= 1
    return start[count]
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    start[count] = element
    count += 1
  }

  @inline(__always)
  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    guard let other = elements.baseAddress else { return }
    if count + elements.count > capacity { grow(by: elements.count) }
    (start + count).update(from: other, count: elements.count)
    count += elements.count
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}

extension UnsafeBufferPointer<UInt8> {
  var string: String { String(decoding: self, as: UTF8.self) }

  /// Where a byte first stands within a range.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Without white space at both ends.
  @inline(__always)
  var strippedOfSpace: UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = count
    while low < high, self[low].isMarkdownSpace { low += 1 }
    while low < high, self[high - 1].isMarkdownSpace { high -= 1 }
    return UnsafeBufferPointer(rebasing: self[low..<high])
  }
}
