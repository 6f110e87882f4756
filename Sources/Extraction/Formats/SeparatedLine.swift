/// One line of comma-separated values.
enum SeparatedLine {
  /// The cells of a line, quotes undone.
  static func cells(of line: some StringProtocol, separator: Character) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append(String(cell.trimmed))
        cell = ""
      } else {
        cell.append(character)
      }
    }
    cells.append(String(cell.trimmed))
    return cells
  }
}
