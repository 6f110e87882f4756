/// Walks the fields of one protobuf message, never past its end.
///
/// Implements the wire format of <https://protobuf.dev/programming-guides/encoding/>, as far as ONNX uses it (no groups).
struct ProtobufReader {
  /// One field: its number and where its value is, or the value itself.
  enum Value {
    case number(UInt64)
    /// The fields 32 or 64 bits wide; nothing in a header is one, so the bits are not kept.
    case fixed
    case bytes(Range<Int>)
  }

  private let file: FileWindow
  private var offset: Int
  private let end: Int

  init(_ file: FileWindow, range: Range<Int>) {
    self.file = file
    offset = range.lowerBound
    end = min(range.upperBound, file.count)
  }

  /// The next field, or nil at the end of the message.
  mutating func next() throws(ONNXHeaderError) -> (field: Int, value: Value)? {
    guard offset < end else { return nil }
    let key = try varint()
    let field = Int(truncatingIfNeeded: key >> 3)
    guard field > 0 else { throw .malformed(offset: offset, what: "a field numbered 0") }
    switch key & 7 {
    case 0:
      return (field, .number(try varint()))
    case 1:
      try skip(8)
      return (field, .fixed)
    case 2:
      let length = try varint()
      let start = offset
      guard length <= UInt64(end - start) else {
        throw .malformed(offset: start, what: "a field of \(length) bytes with \(end - start) left")
      }
      offset = start + Int(length)
      return (field, .bytes(start..<offset))
    case 5:
      try skip(4)
      return (field, .fixed)
    default:
      throw .malformed(offset: offset, what: "wire type \(key & 7)")
    }
  }

  /// Whether anything is left: a packed list is numbers without keys.
  var isAtEnd: Bool { offset >= end }

  /// A number of one to ten bytes, seven bits in each, lowest first.
  mutating func varint() throws(ONNXHeaderError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard offset < end, let byte = file.byte(at: offset) else {
        throw .malformed(offset: offset, what: "a number that is cut off")
      }
      offset += 1
      value |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw .malformed(offset: offset, what: "a number longer than ten bytes")
  }

  private mutating func skip(_ count: Int) throws(ONNXHeaderError) {
    guard end - offset >= count else { throw .malformed(offset: offset, what: "a field that is cut off") }
    offset += count
  }
}

extension FileWindow {
  /// The start of a text field; what is not UTF-8 is replaced.
  func text(_ range: Range<Int>, limit: Int = 4096) -> String {
    let kept = range.lowerBound..<min(range.upperBound, range.lowerBound + limit)
    return String(decoding: kept.compactMap { byte(at: $0) }, as: UTF8.self)
  }
}
