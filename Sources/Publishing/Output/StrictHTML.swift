import Mustache

/// Escapes text for HTML byte by byte.
///
/// The template engine's own escaping works on characters as a reader counts them, so a quotation mark followed by a
/// combining accent is one character that is not in its table and passes through; in an attribute that ends the
/// attribute. A card can say such a thing. Control characters other than tab and line ends, which no HTML may hold,
/// become U+FFFD.
struct StrictHTML: MustacheContentType {
  static let name = "STRICT"

  func escapeText(_ text: String) -> String { Self.escape(text) }

  static func escape(_ text: String) -> String {
    var text = text
    let special = text.withUTF8 { bytes in bytes.contains(where: needsEscape) }
    guard special else { return text }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
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

  private static func isForbidden(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: isForbidden(byte)
    }
  }
}
