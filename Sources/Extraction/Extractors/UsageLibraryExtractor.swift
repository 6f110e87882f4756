import Markdown
import Records
import Stages

/// Reads which framework the example code of a card imports.
struct UsageLibraryExtractor: CardExtractor {
  static let name = "usage-library"
  static let summary = "Read which framework the example code imports."
  static let version = 4
  static let method = Method.code
  static let confidence = 0.9

  func read(_ card: Card, into findings: inout Findings) {
    var packages: [String: Bool] = [:]
    for listing in card.listings where listing.mentions.contains(.imports) {
      listing.text.withBytes { bytes in
        var line = listing.line
        for content in bytes.lines {
          Self.forEachModule(importedBy: UnsafeBufferPointer(rebasing: content)) { module in
            if let library = Frameworks.module(module) {
              findings.add(Predicate.library, .string(library), raw: module, lines: line...line)
            } else {
              if packages[module] == nil { packages[module] = Self.isOwnPackage(module, card) }
              guard packages[module] == true else { return }
              findings.add(
                Predicate.library, .string(module.lowercased()), raw: module, lines: line...line, confidence: 0.7)
            }
          }
          line += 1
        }
      }
    }
  }

  /// Calls with the outermost module of `from a.b import c` and of `import a.b as c`. Where a line break is lost, a second
  /// statement may follow on the line.
  private static func forEachModule(importedBy line: UnsafeBufferPointer<UInt8>, _ body: (String) -> Void) {
    var start = line.firstIndex { $0 > 0x20 && $0 != UInt8(ascii: ">") } ?? line.count
    if line.has("from ", at: start) {
      start += 5
    } else if line.has("import ", at: start) {
      start += 7
    } else {
      return
    }
    while true {
      let name = line[start...].drop { $0 == 0x20 }.prefix { $0.isLetter || $0.isDigit || $0 == 0x5F }
      if !name.isEmpty { body(String(decoding: name, as: UTF8.self)) }
      guard let next = line.offset(of: " as ", from: start).flatMap({ line.offset(of: " import ", from: $0) }) else {
        return
      }
      start = next + 8
    }
  }

  /// In small letters, with hyphens for underscores, as packages are named.
  private static func hyphened(_ name: some StringProtocol) -> String {
    String(decoding: name.utf8.map { $0 == 0x5F ? 0x2D : $0.lowercased }, as: UTF8.self)
  }

  /// Whether a module is the package that the card installs from a repository of its name: `pip install otternet` beside
  /// `https://github.com/river/otternet` or `git clone https://github.com/river/otternet`, or
  /// `pip install git+https://github.com/river/otternet`.
  private static func isOwnPackage(_ module: String, _ card: Card) -> Bool {
    guard module.utf8.count >= 4, module != "sentencepiece", module != "useb" else { return false }
    let name = hyphened(module)
    let commands = card.listings.map(\.text) + card.passages.map(\.text.text)
    let installations = commands.filter { $0.mentions("pip") }.compactMap { installation(of: name, in: $0) }
    if installations.contains(.fromRepository) { return true }
    guard !installations.isEmpty else { return false }
    return card.passages.contains { passage in
      passage.text.spans.contains { span in
        guard case .link(let url) = span.kind else { return false }
        return isRepository(url, of: name)
      }
    }
      || card.listings.contains { listing in
        listing.mentions.contains(.clone)
          && listing.text.lines.contains { line in
            guard let command = line.place(of: "git clone ") else { return false }
            return line[command.upperBound...].spaced.contains { isRepository(String($0), of: name) }
          }
      }
  }

  private enum Installation { case byName, fromRepository }

  /// How the commands of a text install a package; nil if they do not.
  private static func installation(of name: String, in text: String) -> Installation? {
    for line in text.lines {
      guard let command = line.place(of: "pip install ") ?? line.place(of: "pip3 install ") else { continue }
      for word in line[command.upperBound...].spaced {
        if word.hasPrefix("git+") {
          if isRepository(String(word.dropFirst(4)), of: name) { return .fromRepository }
        } else if hyphened(Substring(word.utf8.prefix { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F }))
          .hasSuffix(name)
        {
          return .byName
        }
      }
    }
    return nil
  }

  private static func isRepository(_ url: String, of name: String) -> Bool {
    LinksExtractor.repository(url).map { hyphened($0).hasSuffix(name) } ?? false
  }
}
