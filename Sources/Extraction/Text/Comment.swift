import Markdown

/// A comment of a page, `<!-- task: image-classification -->`, without its marks.
struct Comment {
  let text: String
  /// The line that the text begins on.
  let line: Int

  /// Comments that are longer, in bytes, are not read.
  static let largest = 1 << 18

  /// - Parameter html: a block of HTML; nil unless it begins with a comment that says something.
  init?(_ html: String, line: Int) {
    let found = html.withBytes { bytes -> String? in
      guard bytes.count > 8, bytes.count < Self.largest, bytes.has("<!--", at: 0), bytes.contains(0x3A) else {
        return nil
      }
      let end = bytes.offset(of: "-->", from: 4) ?? bytes.count
      return String(decoding: bytes[4..<end], as: UTF8.self)
    }
    guard let found else { return nil }
    text = found
    self.line = line
  }

  /// The name and the value of a comment of one line.
  var pair: (name: Substring, value: Substring)? {
    let plain = text.trimmed
    guard plain.utf8.count < 300, !plain.utf8.contains(0x0A), let colon = plain.utf8.firstIndex(of: 0x3A) else {
      return nil
    }
    let value = plain[plain.utf8.index(after: colon)...].trimmed
    return value.isEmpty ? nil : (plain[..<colon].trimmed, value)
  }
}
