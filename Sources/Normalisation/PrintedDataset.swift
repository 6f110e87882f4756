/// A data set's name as a card prints it, apart from what is said beside it of the split and of how many items it has.
///
/// ```swift
/// PrintedDataset("tickets (test, 1,000 messages)")   // name "tickets", split "test", items 1000
/// PrintedDataset("the icons test set")               // name "icons", split "test"
/// PrintedDataset("WMT14 (en-de)")                    // all of it is the name
/// ```
struct PrintedDataset: Equatable {
  var name: String
  /// One of `SplitName`; nil where none is named.
  var split: String?
  var items: Int?

  init(_ printed: String) {
    name = printed
    stripBrackets()
    stripWords()
  }

  /// Takes split and number of items out of the brackets at the end; what else stands there stays.
  private mutating func stripBrackets() {
    guard let last = name.last, let opening: Character = [")": "(", "]": "["][last],
      let start = name.lastIndex(of: opening), start > name.startIndex
    else { return }
    let inside = name[name.index(after: start)..<name.index(before: name.endIndex)]
    var kept: [Substring] = []
    var found = self
    for part in Self.parts(inside) where !found.take(part) { kept.append(part) }
    guard found.split != nil || found.items != nil || kept.isEmpty else { return }
    var outside = String(name[..<start])
    while outside.last?.isWhitespace == true { outside.removeLast() }
    found.name = outside + (kept.isEmpty ? "" : " \(opening)\(kept.joined(separator: ", "))\(last)")
    self = found
  }

  /// At commas and semicolons, but not within "1,000".
  private static func parts(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    for index in text.indices where text[index] == "," || text[index] == ";" {
      let next = text.index(after: index)
      if next < text.endIndex, text[next].isNumber { continue }
      parts.append(text[start..<index])
      start = next
    }
    parts.append(text[start...])
    return parts.map { part in
      var part = part.drop(while: \.isWhitespace)
      while part.last?.isWhitespace == true { part.removeLast() }
      return part
    }
  }

  /// Takes "test", "test set", "1,000 messages" or "1,000 test images"; false, and nothing, for anything else.
  private mutating func take(_ part: Substring) -> Bool {
    var split = self.split
    var items: Int?
    var isCounted = false
    for word in part.lowercased().split(separator: " ").map(String.init) {
      if SplitName.isSplit(word) {
        split = SplitName.name(of: word)
      } else if let number = Int(word.filter { $0 != "," }) {
        items = number
      } else if Self.units.contains(word) {
        isCounted = true
      } else if !SplitName.nouns.contains(word), word != "the", word != "of" {
        return false
      }
    }
    // A number alone is a year or a version.
    guard (items != nil) == isCounted else { return false }
    self.split = split
    self.items = items ?? self.items
    return true
  }

  private static let units: Set<String> = [
    "examples", "images", "instances", "items", "messages", "pairs", "pictures", "questions", "records", "rows",
    "samples", "sentences", "texts", "utterances", "documents", "articles",
  ]

  /// Takes "test set" or "val" off the end, and the article off the beginning.
  private mutating func stripWords() {
    var words = name.split(whereSeparator: \.isWhitespace).map(String.init)
    var rest = words[...]
    if let last = rest.last?.lowercased(), SplitName.nouns.contains(last), rest.count > 2,
      SplitName.isSplit(rest[rest.endIndex - 2].lowercased())
    {
      rest.removeLast()
    }
    if let last = rest.last?.lowercased(), rest.count > 1, SplitName.isSplit(last) {
      split = split ?? SplitName.name(of: last)
      words = Array(rest.dropLast())
    }
    if words.count > 1, words[0].lowercased() == "the" { words.removeFirst() }
    name = words.isEmpty ? name : words.joined(separator: " ")
  }
}
