import Markdown
import Records
import Stages

/// Lists of languages: "covers 101 languages: Afrikaans, Albanian, …", "46 languages (en, ar, zh-cn)", and what stands
/// under "Languages covered".
extension DescriptionExtractor {
  /// Whether a heading promises a list of the languages that a model handles.
  static func isOfLanguages(_ title: String) -> Bool {
    title.utf8.count < 40 && title.mentions("anguage") && withFolded(title) { headings.contains($0) }
  }

  private static let headings = Lexicon<Bool>([
    "languages covered", "covered languages", "languages", "language s", "supported languages", "languages supported",
    "list of languages", "language support", "supported language", "language coverage", "languages used",
    "languages in the pretraining dataset", "languages in the training data", "training languages",
  ])

  /// Whether a text ends by saying that languages follow.
  static func announcesLanguages(_ passage: Passage) -> Bool {
    guard !passage.isHeading, case let text = passage.text.text, text.utf8.last == UInt8(ascii: ":") else {
      return false
    }
    return text.ends(with: "anguages:") || text.ends(with: "anguages covered:")
  }

  /// "Pre-training data additionally included these languages:" says more of it than of the model.
  static func isOfData(_ words: Words) -> Bool {
    words.all.indices.prefix(8).contains { words.has($0, "data") && words.has($0 + 1, "addition") }
  }

  /// A text that is longer, in bytes, lists no languages: there are some hundred that have a code.
  private static let longestList = 8192

  /// - Parameter isAll: whether the text is nothing but a list, as one is under such a heading.
  func readCoveredLanguages(_ passage: Passage, isAll: Bool, _ findings: inout Findings) {
    let count = passage.text.text.utf8.count
    guard count <= Self.longestList, let range = isAll ? 0..<count : Self.list(in: passage.words) else { return }
    if Self.isOfData(passage.words) { return }
    let bytes = Array(passage.text.text.utf8)
    let parts = Self.parts(of: bytes, in: range)
    let found = parts.compactMap { part in Self.language(bytes[part]).map { (code: $0, range: part) } }
    guard found.count >= (isAll ? 1 : 3), found.count * 2 > parts.count else { return }
    for (code, range) in found {
      let line = passage.line(at: range.lowerBound)
      let raw = String(decoding: bytes[range], as: UTF8.self)
      findings.add(Predicate.language, .string(code), raw: raw, lines: line...line)
    }
  }

  /// Where the list behind the word "languages" stands: between a bracket and the one that closes it, or from a colon to
  /// the end of the sentence.
  private static func list(in words: Words) -> Range<Int>? {
    for index in words.all.indices where words.has(index, "language") && words[index].range.count == 9 {
      let sentence = words.sentence(around: index)
      // What was measured on is told elsewhere, and what was translated is data.
      if sentence.contains(where: { words.has($0, "evaluate", "tested", "evaluati") || words.has($0, "translat") }) {
        continue
      }
      for next in words.places(index, index + 7) {
        let gap = words.gap(after: next)
        if let open = gap.firstIndex(where: { $0 == 0x28 || $0 == 0x3A }) {
          return end(of: words.bytes, from: open).map { open + 1..<$0 }
        }
        if words.endsSentence(after: next) { break }
      }
    }
    return nil
  }

  private static func end(of bytes: [UInt8], from open: Int) -> Int? {
    var depth = 0
    for index in bytes[(open + 1)...].indices {
      switch bytes[index] {
      case 0x28: depth += 1
      case 0x29:
        if depth == 0 { return index }
        depth -= 1
      case 0x2E where depth == 0 && (index + 1 == bytes.count || bytes[index + 1] <= 0x20): return index
      default: break
      }
    }
    return bytes[open] == 0x3A ? bytes.count : nil
  }

  /// What commas set apart, and the "and" before the last, without the spaces around it.
  private static func parts(of bytes: [UInt8], in range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    for part in bytes[range].split(whereSeparator: { $0 == 0x2C || $0 == 0x3B }) {
      var start = part.startIndex
      if part.starts(with: " and ".utf8) { start += 4 }
      if let and = place(of: " and ", in: bytes[start..<part.endIndex]) {
        parts.append(start..<and)
        start = and + 4
      }
      parts.append(start..<part.endIndex)
    }
    return parts.compactMap { part in
      var (low, high) = (part.lowerBound, part.upperBound)
      while low < high, bytes[low] <= 0x20 { low += 1 }
      while low < high, bytes[high - 1] <= 0x20 || bytes[high - 1] == 0x2E { high -= 1 }
      return low < high ? low..<high : nil
    }
  }

  private static func place(of word: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { $0.offset(of: word) }.map { bytes.startIndex + $0 }
  }

  /// The code of a part: `Asturian (ast)`, `Arabic: ar`, `Chinese-simplified`, `zh-cn`.
  static func language(_ part: ArraySlice<UInt8>) -> String? {
    guard part.count < 40 else { return nil }
    let text = String(decoding: part, as: UTF8.self)
    let name = text.utf8.prefix { $0 != 0x28 && $0 != 0x3A }
    let code = text.utf8.dropFirst(name.count + 1).prefix { $0 != 0x29 }
    if !code.isEmpty, let code = Languages.code(Substring(code).trimmed), isShort(code) {
      return code.utf8.count == 2 ? code.lowercased() : code
    }
    let plain = Substring(name).trimmed
    if let known = Languages.named(plain) ?? Languages.named(Substring(plain.utf8.prefix { $0 != 0x2D })) {
      return known
    }
    let isCode = Languages.codes.contains(Substring(plain.utf8.prefix { $0 != 0x2D && $0 != 0x5F }).lowercased())
    guard isCode, isShort(String(plain)) else { return withLowercased(plain) { others[$0]?.description } }
    return plain.utf8.count == 2 ? plain.lowercased() : String(plain)
  }

  private static func isShort(_ code: String) -> Bool { code.utf8.count < 8 && !code.utf8.contains(0x20) }

  /// Languages that text has words for which mean something else, or that only long lists name.
  private static let others = Lexicon<StaticString>([
    ("ab", ["abkhazian"]), ("ast", ["asturian"]), ("ny", ["chichewa"]), ("co", ["corsican"]), ("fo", ["faroese"]),
    ("fil", ["filipino"]), ("ht", ["haitian creole", "haitian"]), ("haw", ["hawaiian"]), ("hmn", ["hmong"]),
    ("ks", ["kashmiri"]), ("ln", ["lingala"]), ("mai", ["maithili"]), ("gv", ["manx"]), ("pa", ["panjabi"]),
    ("ps", ["pushto"]), ("sm", ["samoan"]), ("sco", ["scots"]), ("sn", ["shona"]), ("st", ["sotho"]),
    ("ti", ["tigrinya"]), ("tn", ["tswana"]), ("fy", ["western frisian", "west frisian"]), ("el", ["modern greek"]),
    ("nn", ["norwegian nynorsk", "nynorsk"]), ("war", ["waray"]),
  ])
}
