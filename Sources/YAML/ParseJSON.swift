/// Reads one JSON document (RFC 8259) as the tree that the same text in YAML would be, with the line of every value.
///
/// libyaml refuses some of what JSON allows (surrogate pairs, long keys, tabs), so JSON is read by rules of its own. `NaN` and
/// `Infinity`, which Python writes, are values without quotes like any other. What was complete before an error is kept.
///
/// - Parameters:
///   - bytes: UTF-8; a byte-order mark is skipped.
///   - firstLine: the line number of the first line, for a document that stands inside another.
public func parseJSON(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1, limits: Limits = .default) -> Parsed {
  var reader = JSONTreeReader(bytes, firstLine: firstLine, limits: limits)
  return reader.read()
}

/// Reads one JSON document; see `parseJSON(_:firstLine:limits:)`.
public func parseJSON(_ text: String, limits: Limits = .default) -> Parsed {
  var text = text
  return text.withUTF8 { parseJSON($0, limits: limits) }
}
