/// The lines of the block that lines can be added to, each with its end: a range of the source as long as they stand there one
/// behind the other, and a copy where marks or white space stand between them.
struct LeafLines: ~Copyable {
  private let source: UnsafeBufferPointer<UInt8>
  private var start = 0
  private var end = 0
  private var copy = Buffer<UInt8>(capacity: 1 << 10)
  private var isCopied = false

  init(of source: UnsafeBufferPointer<UInt8>) { self.source = source }

  /// Good until the next change.
  var bytes: UnsafeBufferPointer<UInt8> {
    isCopied ? copy.elements : UnsafeBufferPointer(rebasing: source[start..<end])
  }

  mutating func removeAll() {
    (start, end) = (0, 0)
    isCopied = false
  }

  /// - Parameter line: without its end, which the last line of a source may not have.
  @inline(__always)
  mutating func append(_ line: Range<Int>) {
    if !isCopied, line.lowerBound == end || start == end, line.upperBound < source.count {
      if start == end { start = line.lowerBound }
      end = line.upperBound + 1
    } else {
      appendCopy(line)
    }
  }

  private mutating func appendCopy(_ line: Range<Int>) {
    if !isCopied {
      copy.removeAll()
      copy.append(UnsafeBufferPointer(rebasing: source[start..<end]))
      isCopied = true
    }
    copy.append(UnsafeBufferPointer(rebasing: source[line]))
    copy.append(0x0A)
  }
}
