/// A document that a model's page cites.
struct SourceLine: Sendable {
  /// Its short name on the page: "README.md".
  var name: String
  var role: String
  var locator: String
  var revision: String
  var retrieved: String
  var bytes: Int
  var sha256: String
  /// Whether the address takes `#L12-L14`.
  var hasLineAnchors: Bool
  /// The address to read it at, when it may become a link: `https` or `http`.
  private let href: String?

  init(
    name: String, role: String, locator: String, url: String?, revision: String, retrieved: String, bytes: Int,
    sha256: String,
    hasLineAnchors: Bool = false
  ) {
    (self.name, self.role, self.locator) = (name, role, locator)
    (self.revision, self.retrieved, self.bytes, self.sha256) = (revision, retrieved, bytes, sha256)
    self.hasLineAnchors = hasLineAnchors
    href = WebAddress.link(url)
  }

  func link(lines: String?) -> String? {
    guard let href, hasLineAnchors, let lines else { return href }
    return href + "#" + lines.split(separator: "–").map { "L\($0)" }.joined(separator: "-")
  }

  var view: ViewValue {
    .members([
      "name": .text(name), "role": .text(role.replacing("_", with: " ")), "locator": .text(locator),
      "href": href.map(ViewValue.text), "revision": .text(revision), "retrieved": .text(retrieved),
      "bytes": .text(Figures.grouped(bytes)), "sha256": .text(sha256),
    ])
  }
}
