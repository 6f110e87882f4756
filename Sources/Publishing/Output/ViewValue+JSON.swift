extension ViewValue {
  /// Appends this value as JSON that is also safe inside a script: no `<`, no U+2028, no U+2029.
  func appendJSON(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text): Self.append(text, to: &bytes)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value): bytes.append(contentsOf: Self.shortest(value).utf8)
    case .flag(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.appendJSON(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.append(member.0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.1.appendJSON(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// A number in the fewest digits that read back as the same double; what JSON cannot say becomes null.
  static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { utf8 in
      bytes.append(UInt8(ascii: "\""))
      var start = 0
      var index = 0
      // Most text needs no escape, so what lies between two is copied as one run.
      func copyRun(_ bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
      }
      while index < utf8.count {
        let byte = utf8[index]
        guard
          byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<")
            || byte == 0x7F || byte == 0xE2
        else {
          index += 1
          continue
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          copyRun(&bytes)
          bytes.append(UInt8(ascii: "\\"))
          bytes.append(byte)
        case 0xE2:
          guard index + 2 < utf8.count, utf8[index + 1] == 0x80, utf8[index + 2] & 0xFE == 0xA8 else {
            index += 1
            continue
          }
          copyRun(&bytes)
          appendEscape(0x2000 | UInt16(utf8[index + 2] & 0x3F), to: &bytes)
          index += 2
        default:
          copyRun(&bytes)
          appendEscape(UInt16(byte), to: &bytes)
        }
        index += 1
        start = index
      }
      copyRun(&bytes)
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private static func appendEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
    let letters = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: "\\u".utf8)
    for shift in [12, 8, 4, 0] { bytes.append(letters[Int(unit >> UInt16(shift)) & 15]) }
  }
}
