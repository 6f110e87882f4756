/// Addresses that come from outside.
enum WebAddress {
  /// The address when it may become a link: `https` or `http`, printable ASCII, at most 2,000 letters; nil otherwise.
  static func link(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://") ? text : nil
  }
}
