/// One link of a `Link` header field (RFC 8288 §3): `<https://…?cursor=…>; rel="next"`.
public struct Link: Sendable, Hashable {
  /// As it stands between the angle brackets; it may be relative.
  public var target: String
  /// The relation types, in lower case; one link may have several.
  public var relations: [String]

  public init(target: String, relations: [String]) {
    self.target = target
    self.relations = relations
  }

  /// All links of all `Link` fields, in order.
  public static func parse(_ headers: Headers) -> [Link] {
    headers.values(of: "Link").flatMap { parse($0) }
  }

  /// The links of one field value. What cannot be read ends the list, as in appendix B.2.
  public static func parse(_ value: String) -> [Link] {
    var scanner = FieldScanner(value)
    var links: [Link] = []
    while true {
      scanner.skipBlanks()
      guard scanner.skip("<") else { return links }
      let target = scanner.text(upTo: ">")
      guard scanner.skip(">") else { return links }
      // The first `rel` counts (§3.3).
      let relation = scanner.parameters().first { $0.name == "rel" }?.value ?? ""
      links.append(Link(target: target, relations: relation.lowercased().split(separator: " ").map(String.init)))
      _ = scanner.text(upTo: ",")
      guard scanner.skip(",") else { return links }
    }
  }
}
