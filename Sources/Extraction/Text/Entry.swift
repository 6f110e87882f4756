import Markdown

/// A line of the form `name: value`, as lists of hyperparameters and results have it.
struct Entry {
  var name: String
  var value: String
  var line: Int

  /// - Parameter text: `learning_rate: 3e-05`, `**Epochs** = 4`, `"eval_f1": 92.7`.
  init?(_ text: Markdown.RichText) {
    let bytes = Array(text.text.utf8)
    guard bytes.count < 400, let mark = Self.mark(in: bytes) else { return nil }
    let name = String(decoding: bytes[..<mark], as: UTF8.self).trimmed.drop {
      $0 == "\"" || $0 == "'" || $0 == "`" || $0 == "*"
    }
    var shortened = Substring(name)
    while let last = shortened.last, last == "\"" || last == "'" || last == "`" || last == "*" {
      shortened.removeLast()
    }
    var value = String(decoding: bytes[(mark + 1)...], as: UTF8.self).trimmed
    if let end = value.firstIndex(of: "\n") { value = value[..<end].trimmed }
    while let first = value.first, first == "*" || first == "`" || first == "=" || first == ":" {
      value = value.dropFirst().trimmed
    }
    while let last = value.last, last == "," || last == "`" || last == "*" { value = value.dropLast() }
    guard !shortened.isEmpty, shortened.utf8.count <= 60, !value.isEmpty else { return nil }
    self.name = String(shortened.trimmed)
    self.value = String(value)
    line = text.line
  }

  /// The first colon or equals sign.
  private static func mark(in bytes: [UInt8]) -> Int? {
    bytes.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
  }

  /// The name in snake case.
  var snake: String { Self.snake(name) }

  static func snake(_ name: some StringProtocol) -> String {
    var result: [UInt8] = []
    for byte in name.utf8 {
      let isPlain = byte.isLetter || byte.isDigit || byte >= 0x80 || byte == UInt8(ascii: ".")
      if isPlain {
        result.append(byte.lowercased)
      } else if !result.isEmpty, result.last != UInt8(ascii: "_") {
        result.append(UInt8(ascii: "_"))
      }
    }
    while result.last == UInt8(ascii: "_") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }
}
