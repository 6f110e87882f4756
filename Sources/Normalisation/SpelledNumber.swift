/// A number that a card spells in words: "three", "two million".
struct SpelledNumber {
  let value: Double

  init?(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    guard let first = words.first, words.count <= 2, let count = Self.counts.firstIndex(of: String(first)) else {
      return nil
    }
    guard words.count == 2 else {
      value = Double(count + 1)
      return
    }
    switch words[1] {
    case "thousand": value = Double(count + 1) * 1e3
    case "million": value = Double(count + 1) * 1e6
    default: return nil
    }
  }

  private static let counts = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
}
