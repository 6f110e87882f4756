import Hashing

extension WARCEntry {
  /// The line, with its line end.
  var line: [UInt8] {
    var text = "{\"date\":\"\(date)\""
    if let digest { text += ",\"digest\":\"sha256:\(digest.hex)\"" }
    text += ",\"length\":\(length)"
    if let mime { text += ",\"mime\":\(Self.quoted(mime))" }
    text += ",\"offset\":\(offset)"
    if !isReplayed { text += ",\"replayed\":0" }
    if let status { text += ",\"status\":\(status)" }
    text += ",\"type\":\"\(kind.rawValue)\",\"uri\":\(Self.quoted(uri))}\n"
    return Array(text.utf8)
  }

  /// Reads a line without its end; nil for anything but what `line` writes.
  init?(line: ArraySlice<UInt8>) {
    var scanner = FlatObjectScanner(line)
    guard let values = scanner.object(), case .number(let offset)? = values["offset"], offset >= 0,
      case .number(let length)? = values["length"], length > 0, case .text(let type)? = values["type"],
      let kind = WARCRecord.Kind(rawValue: type), case .text(let uri)? = values["uri"],
      case .text(let text)? = values["date"],
      let date = WARCDate(text)
    else { return nil }
    self.init(offset: offset, length: length, kind: kind, uri: uri, date: date)
    if case .text(let text)? = values["digest"] {
      guard text.hasPrefix("sha256:"), let digest = Digest(hex: text.dropFirst(7)) else { return nil }
      self.digest = digest
    }
    if case .number(let status)? = values["status"] { self.status = status }
    if case .text(let mime)? = values["mime"] { self.mime = mime }
    if case .number(0)? = values["replayed"] { isReplayed = false }
  }

  private static func quoted(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5c }) { return "\"\(text)\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// Reads one flat JSON object of texts and whole numbers, which is all that a journal line is.
private struct FlatObjectScanner {
  enum Value {
    case text(String)
    case number(Int)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func object() -> [String: Value]? {
    guard skip("{") else { return nil }
    var values: [String: Value] = [:]
    repeat {
      guard skip("\""), let name = text(), skip(":"), let value = value() else { return nil }
      values[name] = value
    } while skip(",")
    return skip("}") && rest.isEmpty ? values : nil
  }

  private mutating func value() -> Value? {
    if skip("\"") { return text().map(Value.text) }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest[digits.endIndex...]
    return Int(String(decoding: digits, as: UTF8.self)).map(Value.number)
  }

  /// After the opening quote.
  private mutating func text() -> String? {
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else { bytes.append(byte); continue }
      guard let escaped = rest.popFirst() else { return nil }
      guard escaped == UInt8(ascii: "u") else { bytes.append(escaped); continue }
      guard rest.count >= 4, let code = UInt8(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(code)
      rest.removeFirst(4)
    }
    return nil
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }
}
