import Markdown

/// Looks for links and images that lead to files which are not there.
struct LinksCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    guard let holds = card.surroundings.holds else { return }
    func check(_ url: String, _ line: Int) {
      guard let path = Self.path(of: url) else { return }
      switch holds(path) {
      case true?: return
      case false?:
        remarks.add(
          .linkDead, line: line, "there is no file '\(path)' to link to", fix: "correct the link, or add the file")
      case nil:
        remarks.add(
          .linkOutside, line: line, "the link '\(url)' leaves the repository", fix: "link to the full address")
      }
    }
    for text in card.card.document.texts {
      text.forEachLink { url, line in check(url, line) }
      for image in text.images { check(image.url, image.line) }
    }
    for block in card.card.document.blocks {
      guard case .html(let html) = block.content, !html.begins(with: "<!--") else { continue }
      for (offset, line) in html.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for url in Self.sources(in: line) { check(url, block.lines.lowerBound + offset) }
      }
    }
  }

  /// The path that a relative address names; nil for addresses that lead elsewhere.
  static func path(of url: String) -> String? {
    let plain = url.split(separator: "#", omittingEmptySubsequences: false).first
      .flatMap { $0.split(separator: "?", omittingEmptySubsequences: false).first }
    guard let plain, !plain.isEmpty, !plain.begins(with: "/"), !plain.begins(with: "<"), plain.utf8.count < 1000 else {
      return nil
    }
    // `mailto:`, `https:` and the like; a colon behind a slash is part of a name.
    if let colon = plain.firstIndex(of: ":"), !plain[..<colon].contains("/") { return nil }
    // Addresses without a scheme that are meant to lead to a site.
    if plain.begins(with: "www.") || !plain.contains("/") && plain.contains("@") { return nil }
    if let host = plain.split(separator: "/").first, plain.contains("/"), Self.isHost(host) { return nil }
    var path = unescaped(plain) ?? String(plain)
    for prefix in [
      "./resolve/main/", "resolve/main/", "./blob/main/", "blob/main/", "./raw/main/", "raw/main/", "tree/main/",
    ]
    where path.begins(withText: prefix) { path = String(path.dropFirst(prefix.count)) }
    return path.isEmpty || path.contains("{{") || path.utf8.contains(0) ? nil : path
  }

  /// What an address with escapes stands for (RFC 3986, 2.1); nil where an escape is broken or its bytes are no text.
  private static func unescaped(_ address: Substring) -> String? {
    func digit(_ byte: UInt8?) -> Int? { byte.flatMap { Character(Unicode.Scalar($0)).hexDigitValue } }
    var bytes: [UInt8] = []
    var rest = address.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = digit(rest.popFirst()), let low = digit(rest.popFirst()) else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isHost(_ text: some StringProtocol) -> Bool {
    [".com", ".org", ".io", ".co", ".ai", ".net", ".edu"].contains { text.lowercased().ends(with: $0) }
  }

  /// What `src` attributes on a line of HTML name.
  private static func sources(in line: Substring) -> [String] {
    var found: [String] = []
    var rest = line
    while found.count < 50, let place = rest.firstRange(of: "src=") {
      rest = rest[place.upperBound...]
      guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote) else { break }
      found.append(String(rest[..<end]))
      rest = rest[end...]
    }
    return found
  }
}
