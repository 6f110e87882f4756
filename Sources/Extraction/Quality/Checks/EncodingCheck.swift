import Markdown
import Stages

/// Looks at the bytes of a card before anything is read of it.
enum EncodingCheck {
  static func look(at bytes: [UInt8], into remarks: inout Remarks) {
    let largest = Markdown.Limits.default.bytes
    guard bytes.count <= largest else {
      remarks.add(
        .tooLarge, line: 1, "the card has \(bytes.count) bytes, and readers stop at \(largest)",
        fix: "move logs and large tables into files of their own and link to them")
      return
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      remarks.add(.utf16, line: 1, "the card is UTF-16, which the Hub shows as garbage", fix: "save it as UTF-8")
      return
    }
    var line = 1
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      let text = rest[rest.startIndex..<end]
      if text.contains(0) {
        remarks.add(.nul, line: line, "the line holds a NUL character", fix: "remove it; editors show it as ^@")
      }
      if String(validating: text, as: UTF8.self) == nil {
        remarks.add(
          .notUTF8, line: line, "the line holds bytes that are not UTF-8",
          fix: "save the file as UTF-8 (it may be Latin-1)")
      }
      line += 1
      rest = end == rest.endIndex ? [] : rest[(end + 1)...]
    }
  }

  /// Whether nothing of the card was read; says why.
  static func isUnreadable(_ reading: Reading, into remarks: inout Remarks) -> Bool {
    guard reading.findings.isEmpty, let rejection = reading.rejections.first(where: { $0.code == .unsupported }) else {
      return false
    }
    remarks.add(.notText, line: 1, rejection.detail, fix: "write the card as UTF-8 text")
    return true
  }
}
