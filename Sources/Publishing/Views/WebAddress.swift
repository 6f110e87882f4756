/// Addresses that come from outside.
enum WebAddress {
  /// Where a value leads: it may be an address itself, an arXiv id (`2103.00020`, `arxiv:2103.00020v2`) or a DOI.
  ///
  /// Asked of every value of every model, so no regular expression stands here.
  static func of(_ value: String) -> String? {
    let text = value.utf8
    guard let first = text.first, text.count < 500 else { return nil }
    switch first {
    case UInt8(ascii: "h"): return value.hasPrefix("https://") || value.hasPrefix("http://") ? value : nil
    case UInt8(ascii: "a"), UInt8(ascii: "d"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
    default: return nil
    }
    let arXiv = value.hasPrefix("arxiv:") ? value.dropFirst(6) : value[...]
    if isArXiv(Array(arXiv.utf8)) { return "https://arxiv.org/abs/\(arXiv)" }
    let name = value.hasPrefix("doi:") ? value.dropFirst(4) : value[...]
    return isDOI(Array(name.utf8)) ? "https://doi.org/\(name)" : nil
  }

  /// Four digits, a point, four or five digits, perhaps a version: `2103.00020v2`.
  private static func isArXiv(_ text: [UInt8]) -> Bool {
    guard text.count >= 9, text.prefix(4).allSatisfy(isDigit), text[4] == UInt8(ascii: ".") else { return false }
    let number = text.dropFirst(5).prefix(while: isDigit)
    let rest = text.dropFirst(5 + number.count)
    guard (4...5).contains(number.count) else { return false }
    return rest.isEmpty || (rest.first == UInt8(ascii: "v") && rest.count > 1 && rest.dropFirst().allSatisfy(isDigit))
  }

  /// `10.`, digits, a slash and a suffix of the letters that Crossref recommends.
  private static func isDOI(_ text: [UInt8]) -> Bool {
    guard text.starts(with: "10.".utf8) else { return false }
    let registrant = text.dropFirst(3).prefix(while: isDigit)
    let suffix = text.dropFirst(3 + registrant.count)
    return (4...9).contains(registrant.count) && suffix.first == UInt8(ascii: "/") && suffix.count > 1
      && suffix.dropFirst().allSatisfy { SitePath.isSafe($0) && $0 != UInt8(ascii: "~") || ";():/".utf8.contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// The address when it may become a link: `https` or `http`, printable ASCII, at most 2,000 letters; nil otherwise.
  static func link(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://") ? text : nil
  }
}
