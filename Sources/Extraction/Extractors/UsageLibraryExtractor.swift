import Markdown
import Records
import Stages

/// Reads which framework the example code of a card imports.
struct UsageLibraryExtractor: CardExtractor {
  static let name = "usage-library"
  static let summary = "Read which framework the example code imports."
  static let version = 2
  static let method = Method.code
  static let confidence = 0.9

  func read(_ card: Card, into findings: inout Findings) {
    for listing in card.listings where listing.mentions.contains(.imports) {
      listing.text.withBytes { bytes in
        var line = listing.line
        for content in bytes.lines {
          if let module = Self.module(importedBy: content), let library = Frameworks.module(module) {
            findings.add(Predicate.library, .string(library), raw: module, lines: line...line)
          }
          line += 1
        }
      }
    }
  }

  /// The outermost module of `from a.b import c` and `import a.b as c`.
  private static func module(importedBy line: Swift.Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    var rest = line.drop { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
    if rest.starts(with: "from ".utf8) {
      rest = rest.dropFirst(5)
    } else if rest.starts(with: "import ".utf8) {
      rest = rest.dropFirst(7)
    } else {
      return nil
    }
    let name = rest.drop { $0 == 0x20 }.prefix { $0.isLetter || $0.isDigit || $0 == 0x5F }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}
