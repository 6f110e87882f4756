import Glibc

// Extractors cut text into lines over and over: the C library finds line ends many bytes at a time.

extension UnsafeBufferPointer<UInt8> {
  /// The lines without their ends, empty ones too.
  var lines: [Slice<Self>] {
    var lines: [Slice<Self>] = []
    var start = 0
    while let base = baseAddress, let end = memchr(base + start, 0x0A, count - start) {
      let index = UnsafeRawPointer(end) - UnsafeRawPointer(base)
      lines.append(self[start..<index])
      start = index + 1
    }
    lines.append(self[start..<count])
    return lines
  }
}

extension String {
  /// The lines without their ends, empty ones too. A line feed ends a line, also behind a carriage return.
  var lines: [Substring] {
    var text = self
    let ranges = text.withUTF8 { bytes in bytes.lines.map { $0.startIndex..<$0.endIndex } }
    return ranges.map { range in
      let start = utf8.index(startIndex, offsetBy: range.lowerBound)
      return Substring(utf8[start..<utf8.index(start, offsetBy: range.count)])
    }
  }
}
