/// A table as comma-separated values (RFC 4180), safe to open in a spreadsheet.
///
/// A cell that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, tab or carriage return and is
/// not a number) gets an apostrophe before it, as OWASP's page on CSV injection advises.
struct CommaSeparated {
  private(set) var bytes: [UInt8] = []

  mutating func append(row cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: Self.cell(cell).utf8)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), Double(text) == nil {
      text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
