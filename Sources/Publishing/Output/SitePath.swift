/// A path inside the site: relative, of safe characters, that cannot climb out of its folder.
struct SitePath: Hashable, Sendable, Comparable, CustomStringConvertible {
  let text: String

  init(_ text: String) throws(SiteFailure) {
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    for segment in segments {
      guard !segment.isEmpty, segment.utf8.count <= 200, segment.utf8.allSatisfy(Self.isSafe),
        segment.utf8.first != UInt8(ascii: "."), segment.utf8.last != UInt8(ascii: ".")
      else { throw .unsafePath(text) }
    }
    self.text = text
  }

  var description: String { text }

  /// What leads from this file's folder back to the site's: "" or "../" as often as needed.
  var toRoot: String { String(repeating: "../", count: text.utf8.count { $0 == UInt8(ascii: "/") }) }

  static func < (a: SitePath, b: SitePath) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

  static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
