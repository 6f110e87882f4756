import CNative
import Glibc

/// Where each line of a text begins. Lines end in LF, CR LF or CR, as in CommonMark.
public struct Lines: Sendable {
  private let starts: [Int]
  /// The first line number.
  public let first: Int
  private let count: Int

  public init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1) {
    var starts: [Int] = []
    starts.reserveCapacity(bytes.count / 40 + 8)
    starts.append(0)
    Self.forEachEnd(in: bytes) { starts.append($0) }
    self.starts = starts
    first = firstLine
    count = bytes.count
  }

  /// The last line number; a line end at the very end begins no line.
  public var last: Int { first + max(0, starts.count - 1 - (starts.count > 1 && starts.last == count ? 1 : 0)) }

  /// The bytes of a line, its end included; empty when there is no such line.
  public func range(of line: Int) -> Range<Int> {
    let index = line - first
    guard starts.indices.contains(index) else { return count..<count }
    return starts[index]..<(index + 1 < starts.count ? starts[index + 1] : count)
  }

  /// The line that a byte stands on.
  public func line(of offset: Int) -> Int {
    max(0, starts.prefixCount(where: { $0 <= offset }) - 1) + first
  }

  /// Calls with the first byte after each line end.
  @inline(__always)
  private static func forEachEnd(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    guard let base = bytes.baseAddress else { return }
    var index = 0
    if memchr(base, 0x0D, bytes.count) == nil {
      for block in stride(from: 0, to: bytes.count, by: 64) {
        var feeds = macaroni_line_feeds(base, bytes.count, block)
        while feeds != 0 {
          body(block + feeds.trailingZeroBitCount + 1)
          feeds &= feeds - 1
        }
      }
      return
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A {
        body(index)
      } else if byte == 0x0D {
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
        body(index)
      }
    }
  }
}
