import Stages

/// Hits the key beside the one that was meant, on the keyboard of the United States.
struct KeyboardTypos: TextPerturbation {
  static let name = "keyboard-typos"
  static let summary = "Replace letters and digits by a key beside them."

  private static let rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.unicodeScalars) }

  /// The keys beside each key: left and right in its row, and those that touch it in the rows above and below.
  private let neighbours: [Unicode.Scalar: [Unicode.Scalar]]

  init(options: NoOptions) {
    var neighbours: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for (row, keys) in Self.rows.enumerated() {
      for (column, key) in keys.enumerated() {
        // Each row stands half a key to the right of the one above.
        let places = [
          (row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1), (row + 1, column - 1),
          (row + 1, column),
        ]
        neighbours[key] = places.compactMap { row, column in
          Self.rows.indices.contains(row) && Self.rows[row].indices.contains(column) ? Self.rows[row][column] : nil
        }
      }
    }
    self.neighbours = neighbours
  }

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    severity.choose(TypoRates.all).map { ["rate": $0] } ?? [:]
  }

  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar] {
    guard let rate = severity.choose(TypoRates.all) else { return text }
    return text.map { letter in
      guard let keys = neighbours[letter.lowered], generator.chance(rate) else { return letter }
      let key = keys[generator.index(below: keys.count)]
      return letter.lowered == letter ? key : key.raised
    }
  }
}
