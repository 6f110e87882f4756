/// How many letters one must add, drop or change to make one word of another (Levenshtein 1966).
enum EditDistance {
  /// Bytes beyond the first 64 do not count: the words are keys and codes.
  static func between(_ one: some StringProtocol, _ other: some StringProtocol) -> Int {
    let (left, right) = (Array(one.utf8.prefix(64)), Array(other.utf8.prefix(64)))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let changed = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
