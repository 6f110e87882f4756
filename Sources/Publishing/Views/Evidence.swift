/// Where one statement stood: the place in a source, how it was read, who says it, how sure we are.
struct Evidence: Sendable {
  /// The place in the page's list of sources.
  var source: Int
  /// "12" or "12–14", or nil when the source has no lines (a header, an interface's field).
  var lines: String?
  /// The heading, key or pointer, when it says more than the lines.
  var place: String?
  var method: String
  var by: String
  /// 0 to 1.
  var confidence: Double
  /// What is printed there.
  var raw: String?

  init(
    source: Int, lines: String? = nil, place: String? = nil, method: String, by: String, confidence: Double,
    raw: String? = nil
  ) {
    (self.source, self.lines, self.place, self.method) = (source, lines, place, method)
    (self.by, self.confidence, self.raw) = (by, confidence, raw)
  }

  /// `front_matter` as words.
  private static func words(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "_")) else { return name }
    return String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  func view(in sources: [SourceLine]) -> ViewValue {
    let cited = sources.indices.contains(source) ? sources[source] : nil
    return .members([
      "source": .text(cited?.name ?? "unknown source"), "href": cited?.link(lines: lines).map(ViewValue.text),
      "lines": lines.map(ViewValue.text), "range": lines?.contains("–") == true ? true : nil,
      "place": place.map(ViewValue.text),
      "method": .text(Self.words(method)), "by": .text(Self.words(by)),
      "confidence": .text(Figures.fixed(confidence, 2)), "raw": raw.map(ViewValue.text),
    ])
  }
}
