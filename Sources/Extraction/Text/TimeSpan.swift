/// A time that a text prints: "9 hours", "4 days and 9.5 hours", `4d 14h 50m`.
enum TimeSpan {
  /// The words of the time that begins at a word, and its seconds.
  static func at(_ words: Words, _ first: Int) -> (words: Range<Int>, seconds: Double)? {
    guard var (next, seconds) = part(words, first) else { return nil }
    while true {
      let more = words.has(next, "and") ? next + 1 : next
      // Parts grow smaller: "4 days and 9 hours", but "16 hours, 2 days".
      guard more < words.count, words.gap(after: next - 1).allSatisfy({ $0 == 0x20 || $0 == 0x2C }),
        let (end, further) = part(words, more), further < seconds
      else { return (first..<next, seconds) }
      (next, seconds) = (end, seconds + further)
    }
  }

  /// The seconds of `3:40:55`, which is all of a cell.
  static func clock(_ text: String) -> Int? {
    let parts = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].count == 2, parts[2].count == 2 else { return nil }
    let numbers = parts.compactMap { Int(Substring($0)) }
    guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 && $0 < 10_000 }) else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
  }

  /// One number with its unit, and the word behind it.
  private static func part(_ words: Words, _ index: Int) -> (next: Int, seconds: Double)? {
    guard index < words.count else { return nil }
    guard words.bytes[words[index].range.lowerBound].isDigit else { return spelled(words, index) }
    if let seconds = compact(words, index) { return (index + 1, seconds) }
    // "9.5" is two words.
    var end = index
    if words.gap(after: index).elementsEqual(".".utf8), index + 1 < words.count { end = index + 1 }
    guard end + 1 < words.count, let unit = unit(words[end + 1]),
      let printed = PrintedValue(words.string(words[index].range.lowerBound..<words[end].range.upperBound)),
      printed.rest.isEmpty
    else { return nil }
    return (end + 2, printed.number.value * Double(unit))
  }

  /// "two weeks", but not that of "one or two weeks"
  private static func spelled(_ words: Words, _ index: Int) -> (next: Int, seconds: Double)? {
    guard let number = numeral(words[index]), index + 1 < words.count, let unit = unit(words[index + 1]),
      !words.has(index - 1, "or", "to")
    else { return nil }
    return (index + 2, number * Double(unit))
  }

  private static func numeral(_ word: Word) -> Double? {
    switch word {
    case "two": 2
    case "three": 3
    case "four": 4
    case "five": 5
    case "six": 6
    case "seven": 7
    case "eight": 8
    case "ten": 10
    default: nil
    }
  }

  /// `14h`, `10days`
  private static func compact(_ words: Words, _ index: Int) -> Double? {
    let range = words[index].range
    let end = words.bytes[range].firstIndex { !$0.isDigit } ?? range.upperBound
    guard range.count < 10, end < range.upperBound, let number = Double(words.string(range.lowerBound..<end)) else {
      return nil
    }
    switch words.string(end..<range.upperBound) {
    case "d", "day", "days": return number * 86400
    case "h", "hrs", "hour", "hours": return number * 3600
    // A minute, which is a million and a metre, too, is read behind hours only.
    case "m" where index > 0 && compact(words, index - 1) != nil: return number * 60
    case "s" where index > 0 && compact(words, index - 1) != nil: return number
    default: return nil
    }
  }

  private static func unit(_ word: Word) -> Int? {
    switch word {
    case "minutes", "mins": 60
    case "hours", "hour", "hrs": 3600
    case "days", "day": 86400
    case "weeks", "week": 604_800
    case "months": 2_592_000
    default: nil
    }
  }
}
