/// Reads the value of a structured header field from left to right.
struct FieldScanner {
  private var rest: Substring.UTF8View

  init(_ value: String) { rest = Substring(value).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skipBlanks() {
    while let byte = rest.first, byte.isBlank { rest.removeFirst() }
  }

  /// Whether the next byte was that one; it is consumed if so.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Everything up to one of these, which stays.
  mutating func text(upTo stops: String) -> String {
    let stops = Array(stops.utf8)
    let text = rest.prefix { !stops.contains($0) }
    rest = rest[text.endIndex...]
    return String(decoding: text, as: UTF8.self)
  }

  /// A quoted string after its opening quote; a backslash keeps the byte after it (RFC 9110 §5.6.4). An unclosed one ends the value.
  mutating func quoted() -> String {
    var text: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\") else { text.append(byte); continue }
      if let escaped = rest.popFirst() { text.append(escaped) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `;name=value;name="value";flag`, names in lower case; a flag has an empty value.
  mutating func parameters() -> [(name: String, value: String)] {
    var parameters: [(name: String, value: String)] = []
    while true {
      skipBlanks()
      guard skip(";") else { return parameters }
      skipBlanks()
      let name = text(upTo: "=;, \t").lowercased()
      skipBlanks()
      var value = ""
      if skip("=") {
        skipBlanks()
        value = skip("\"") ? quoted() : text(upTo: ";, \t")
      }
      if !name.isEmpty { parameters.append((name, value)) }
    }
  }
}
