import Mustache

/// Escapes text for HTML byte by byte.
///
/// The template engine's own escaping works on characters as a reader counts them, so a quotation mark followed by a
/// combining accent is one character that is not in its table and passes through; in an attribute that ends the
/// attribute. A card can say such a thing. Control characters other than tab and line ends, which no HTML may hold,
/// become U+FFFD.
///
/// The signs that turn the direction of text (Unicode Bidirectional Algorithm, UAX #9, section 2) reach past the
/// element that holds them: one U+202E in a title reverses the evidence behind it. They are spelt out, `[U+202E]`;
/// right-to-left writing needs none of them.
struct StrictHTML: MustacheContentType {
  static let name = "STRICT"

  func escapeText(_ text: String) -> String { Self.escape(text) }

  static func escape(_ text: String) -> String {
    var text = text
    let special = text.withUTF8 { bytes in bytes.contains(where: needsEscape) }
    guard special else { return text }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 32)
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if let sign = turningSign(bytes[place...]) {
        escaped.append(contentsOf: "[U+\(String(sign, radix: 16, uppercase: true))]".utf8)
        place += 3
        continue
      }
      place += 1
      switch byte {
      case UInt8(ascii: "<"): escaped.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): escaped.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): escaped.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\""): escaped.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): escaped.append(contentsOf: "&#39;".utf8)
      case _ where isForbidden(byte): escaped.append(contentsOf: "\u{FFFD}".utf8)
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The embedding, override or isolate that text in UTF-8 begins with: U+202A to U+202E, U+2066 to U+2069.
  private static func turningSign(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard text.first == 0xE2, text.count >= 3 else { return nil }
    let last = text[text.startIndex + 2]
    switch text[text.startIndex + 1] {
    case 0x80 where 0xAA...0xAE ~= last: return 0x2000 | UInt32(last & 0x3F)
    case 0x81 where 0xA6...0xA9 ~= last: return 0x2040 | UInt32(last & 0x3F)
    default: return nil
    }
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0xE2: true
    default: isForbidden(byte)
    }
  }
}
