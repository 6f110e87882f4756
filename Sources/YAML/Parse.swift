/// Reads one YAML document and keeps what can be read.
///
/// A syntax error ends the reading: the nodes that were complete before it are returned with the error, because the
/// first keys of a broken front matter are still worth having. Nothing is constructed from tags.
///
/// - Parameters:
///   - bytes: UTF-8; a byte-order mark is skipped.
///   - firstLine: the line number of the first line, for a document that stands inside another.
///   - firstByte: what to count the first byte as, likewise.
public func parse(
  _ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1, firstByte: Int = 0, limits: Limits = .default
) -> Parsed {
  // A node takes a byte at least, so that these limits cannot be passed. The rest of a broken document is seldom plain.
  if firstByte == 0, bytes.count <= min(limits.bytes, limits.nodes), limits.depth > 1 {
    var plain = PlainReader(bytes, firstLine: firstLine)
    if let parsed = plain.read() { return parsed }
  }
  var builder = TreeBuilder(bytes: bytes, firstLine: firstLine, firstByte: firstByte, limits: limits)
  return builder.build()
}

/// Reads one YAML document and keeps what can be read; see `parse(_:firstLine:firstByte:limits:)`.
public func parse(_ text: String, firstLine: Int = 1, limits: Limits = .default) -> Parsed {
  var text = text
  return text.withUTF8 { parse($0, firstLine: firstLine, limits: limits) }
}

/// Reads a file of our own, such as a manifest or a vocabulary, where every irregularity is a mistake.
///
/// Besides what `parse(_:firstLine:firstByte:limits:)` reports, a duplicate key and a second document are refused.
///
/// - Parameter file: what to call the file in the error.
/// - Returns: the document's value, or `nil` if it is empty.
public func parseStrict(
  _ bytes: UnsafeBufferPointer<UInt8>, file: String, limits: Limits = .default
) throws(ParseError) -> Node? {
  var builder = TreeBuilder(bytes: bytes, firstLine: 1, limits: limits, isStrict: true)
  let parsed = builder.build()
  if var error = parsed.error {
    error.file = file
    throw error
  }
  return parsed.root
}

/// Reads a file of our own; see `parseStrict(_:file:limits:)`.
public func parseStrict(_ text: String, file: String, limits: Limits = .default) throws(ParseError) -> Node? {
  let bytes = Array(text.utf8)
  let result = bytes.withUnsafeBufferPointer { bytes in
    Result { () throws(ParseError) in try parseStrict(bytes, file: file, limits: limits) }
  }
  return try result.get()
}
