import CLibYAML

/// Turns libyaml's marks into bytes and lines of the input.
///
/// libyaml counts characters, and starts a new line at U+0085, U+2028 and U+2029 too, which no editor does. For ASCII
/// both counts agree with ours and marks are taken as they are; otherwise a cursor follows the marks through the bytes.
/// Marks move forward with few small steps back, so following them costs one pass.
struct Positions {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private let firstLine: Int
  private var character = 0
  private var offset = 0
  private var line = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int) {
    self.bytes = bytes
    self.firstLine = firstLine
    isASCII = Self.isASCII(bytes)
  }

  /// The byte offset and the line number of a mark.
  mutating func locate(_ mark: yaml_mark_t) -> (offset: Int, line: Int) {
    if isASCII { return (min(mark.index, bytes.count), mark.line + firstLine - (isBeyond(mark) ? 1 : 0)) }
    while character < mark.index, offset < bytes.count { stepForward() }
    while character > mark.index, offset > 0 { stepBack() }
    return (offset, line + firstLine)
  }

  /// Whether a mark stands on the line that libyaml begins at the end of its input, also where the last line has no end.
  private func isBeyond(_ mark: yaml_mark_t) -> Bool {
    mark.index >= bytes.count && mark.column == 0 && mark.line > 0 && !endsLine(bytes.count - 1)
  }

  /// The line and column (1-based, in characters) of a byte.
  func place(ofByte target: Int) -> (line: Int, column: Int) {
    var line = firstLine
    var column = 1
    for index in 0..<min(max(target, 0), bytes.count) {
      if endsLine(index) {
        line += 1
        column = 1
      } else if bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  private mutating func stepForward() {
    if endsLine(offset) { line += 1 }
    offset += 1
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    character += 1
  }

  private mutating func stepBack() {
    offset -= 1
    while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    if endsLine(offset) { line -= 1 }
    character -= 1
  }

  /// Lines end in LF, CR LF or CR.
  private func endsLine(_ index: Int) -> Bool {
    switch bytes[index] {
    case 0x0A: true
    case 0x0D: index + 1 == bytes.count || bytes[index + 1] != 0x0A
    default: false
    }
  }

  private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= raw.count {
      if raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
      index += 8
    }
    return raw[index...].allSatisfy { $0 < 0x80 }
  }
}
