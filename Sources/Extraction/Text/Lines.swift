import Glibc

// Extractors cut text into lines over and over: the C library finds line ends many bytes at a time.

extension UnsafeBufferPointer<UInt8> {
  /// The lines without their ends, empty ones too.
  var lines: [Slice<Self>] {
    var lines: [Slice<Self>] = []
    lines.reserveCapacity(16)
    forEachLine { lines.append(self[$0]) }
    return lines
  }

  /// Calls with where each line stands.
  @inline(__always)
  func forEachLine(_ body: (Range<Int>) -> Void) {
    var start = 0
    while let base = baseAddress, let end = memchr(base + start, 0x0A, count - start) {
      let index = UnsafeRawPointer(end) - UnsafeRawPointer(base)
      body(start..<index)
      start = index + 1
    }
    body(start..<count)
  }
}

extension String {
  /// The lines without their ends, empty ones too. A line feed ends a line, also behind a carriage return.
  var lines: [Substring] {
    var lines: [Substring] = []
    lines.reserveCapacity(16)
    withBytes { bytes in
      bytes.forEachLine { range in
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        lines.append(Substring(utf8[start..<utf8.index(start, offsetBy: range.count)]))
      }
    }
    return lines
  }
}
