/// The marks inside a line of reStructuredText, as Markdown writes them.
struct RestructuredInline {
  /// The addresses that names stand for: `.. _name: https://…`.
  private var targets: [String: String] = [:]

  init() {}

  init(targetsIn lines: [Substring]) {
    for line in lines where line.mentions(".. _") {
      let text = line.trimmed
      guard text.begins(with: ".. _"), let colon = text.place(of: ": ") else { continue }
      let name = folded(text[..<colon.lowerBound].dropFirst(4))
      let url = text[colon.upperBound...].trimmed
      if url.begins(with: "http"), targets.count < 1000 { targets[name] = String(url) }
    }
  }

  /// `` `text <url>`_ `` becomes a link, `` :role:`text` `` the text, `[1]_` nothing; code and emphasis are written alike.
  func markdown(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: { $0 == 0x60 || $0 == 0x5F || $0 == 0x5C }) else { return String(text) }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case 0x60 where at + 1 < bytes.count && bytes[at + 1] == 0x60:
        let end = Self.end(of: [0x60, 0x60], in: bytes, from: at + 2)
        result += bytes[at..<end]
        at = end
      case 0x60:
        guard let close = bytes[(at + 1)...].firstIndex(of: 0x60) else {
          at += 1
          continue
        }
        var end = close + 1
        while end < bytes.count, bytes[end] == 0x5F { end += 1 }
        result +=
          interpreted(String(decoding: bytes[(at + 1)..<close], as: UTF8.self), isReference: end > close + 1).utf8
        at = end
      case 0x3A:
        // A role before its text: `:ref:`, `:tag:`.
        let end = bytes[(at + 1)...].prefix { $0.isLetter || $0 == 0x3A || $0 == 0x2D || $0 == 0x5F }.endIndex
        if end > at + 1, end < bytes.count, bytes[end - 1] == 0x3A, bytes[end] == 0x60 {
          at = end
        } else {
          result.append(bytes[at])
          at += 1
        }
      case 0x5B:
        // A footnote's number.
        if let close = bytes[at...].firstIndex(of: 0x5D), close - at < 24, close + 1 < bytes.count,
          bytes[close + 1] == 0x5F
        {
          at = close + 2
          while result.last == 0x20 { result.removeLast() }
        } else {
          result.append(bytes[at])
          at += 1
        }
      case 0x5C where at + 1 < bytes.count && bytes[at + 1] == 0x20: at += 2
      default:
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands between backquotes.
  private func interpreted(_ text: String, isReference: Bool) -> String {
    if text.utf8.last == 0x3E, let mark = text.lastIndex(of: "<") {
      let title = text[..<mark].trimmed
      let url = text[text.index(after: mark)...].dropLast()
      return isReference && url.begins(with: "http") ? "[\(title)](<\(url)>)" : String(title)
    }
    if isReference, let url = targets[folded(text)] { return "[\(text)](<\(url)>)" }
    return text
  }

  /// The place behind the next mark, or the end.
  private static func end(of mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int {
    var at = start
    while at + mark.count <= bytes.count {
      if bytes[at...].starts(with: mark) { return at + mark.count }
      at += 1
    }
    return bytes.count
  }
}
