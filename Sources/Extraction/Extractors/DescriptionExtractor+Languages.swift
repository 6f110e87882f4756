import Markdown
import Records
import Stages
import YAML

/// The languages that the first sentences of a card name.
extension DescriptionExtractor {
  /// "for Finnish ASR", "English language", "Language(s): English"
  func readLanguages(_ words: Words, _ card: Card, _ findings: inout Findings) {
    let isLabel = words.has(0, "language", "languages")
    let listed = listedLanguages(words)
    var last: Int?
    for index in words.all.indices {
      let first = words.bytes[words[index].range.lowerBound]
      guard first >= 0x41, first <= 0x5A, Signals(of: words[index]).contains(.language) else { continue }
      let text = words.string(index)
      guard let code = Languages.named(text), !words.isInLink(words[index].range.lowerBound) else { continue }
      let isMeant =
        isLabel || listed.contains(where: { $0.contains(index) })
        || words.has(
          index + 1, "language", "languages", "text", "texts", "model", "pipeline", "asr", "speech", "bert", "news",
          "sentences", "tweets", "only")
        || isTranslated(words, index) || isOfPair(words, index)
        || index > 0 && words.has(index - 1, "for", "in", "on")
        || (index == 0 || words.has(index - 1, "a", "an", "the")) && isOfModel(words, index)
        // "for Catalan, Spanish, and English"
        || last == index - 1 && index > 0 && words.gap(after: index - 1).elementsEqual(", ".utf8)
        // "for Malay and Indonesian"
        || last.map { $0 == index - 2 && words.has(index - 1, "and", "or", "to") } ?? false
      guard isMeant, !isOfOthers(words, index), !Self.isVariety(code, card) else { continue }
      if code == "en", !isLabel, last.map({ $0 < index - 2 }) ?? true, isAside(words, index), Self.isForeign(card) {
        continue
      }
      last = index
      let line = words.line(at: words[index].range.lowerBound)
      findings.addOnce(Predicate.language, code, raw: text, lines: line...line)
    }
  }

  /// Whether English stands alone, "as most research is done for English": neither in a list nor translated.
  private func isAside(_ words: Words, _ index: Int) -> Bool {
    // "the best model for English language, too"
    if words.has(index - 1, "for"), words.has(index + 1, "language") { return false }
    return !isLanguage(words, index + 1) && !(words.has(index + 1, "and", "or", "to") && isLanguage(words, index + 2))
      && !words.sentence(around: index).contains { words.has($0, "translat") }
  }

  /// Whether the front matter declares languages, and English is none of them.
  private static func isForeign(_ card: Card) -> Bool {
    guard let node = card.frontMatter("language", "languages") else { return false }
    let codes = (node.isSequence ? node.items : [node]).compactMap { $0.text?.lowercased() }
    return codes.contains { !$0.isEmpty } && !codes.contains { $0.begins(with: "en") || $0.begins(with: "multi") }
  }

  /// "on English-language NLP tasks", "even when compared to the English language"
  private func isOfOthers(_ words: Words, _ index: Int) -> Bool {
    words.has(index + 1, "language") && words.has(index + 2, "nlp", "tasks", "benchmarks")
      // "trained using only English language data", in whatever language the model is used
      || words.has(index + 1, "language") && words.has(index + 2, "data") && words.has(index - 1, "only")
      || words.has(index - 2, "to") && words.has(index - 3, "compared")
      || words.has(index - 1, "to") && words.has(index - 2, "compared")
      // "We are working on support for Breton"
      || words.places(index - 8, index).contains { words.has($0, "working") && words.has($0 + 1, "on") }
      // "The default template is in English"
      || words.has(index - 1, "in") && words.places(index - 5, index).contains { words.has($0, "template") }
      // "For Breton version see"
      || words.has(index + 1, "version") && words.has(index - 1, "for")
  }

  /// Whether the front matter declares the language as it is spoken or written somewhere, and not as such: `fy-NL`.
  private static func isVariety(_ code: String, _ card: Card) -> Bool {
    guard let node = card.frontMatter("language", "languages") else { return false }
    var isFound = false
    for item in node.isSequence ? node.items : [node] {
      guard let text = item.text, text.utf8.starts(with: code.utf8) else { continue }
      let rest = text.utf8.dropFirst(code.utf8.count).first
      if rest == nil { return false }
      isFound = isFound || rest == 0x2D
    }
    return isFound
  }

  /// "The following languages are supported:" and a list: "- Russian (6 speakers)".
  func readListedLanguages(_ card: Card, behind index: Int, _ findings: inout Findings) {
    for passage in card.passages[(index + 1)...].prefix(while: \.isItem) {
      guard let first = passage.words.all.first, let code = Languages.named(passage.words.string(first.range)) else {
        continue
      }
      let line = passage.text.line
      findings.add(Predicate.language, .string(code), raw: passage.words.string(first.range), lines: line...line)
    }
  }

  /// "a translation model from French to Fon"
  private func isTranslated(_ words: Words, _ index: Int) -> Bool {
    guard
      words.has(index - 1, "from") && words.has(index + 1, "to")
        || words.has(index - 1, "to") && words.has(index - 3, "from")
    else { return false }
    return words.sentence(around: index).contains { words.has($0, "translat") }
  }

  /// "machine translation (Breton -> French)", "a Breton-French translation model"
  private func isOfPair(_ words: Words, _ index: Int) -> Bool {
    func isLinked(_ first: Int) -> Bool {
      guard first >= 0, isLanguage(words, first), isLanguage(words, first + 1) else { return false }
      let gap = words.gap(after: first)
      return gap.count == 1 && gap.first == 0x2D || gap.elementsEqual(" -> ".utf8) || gap.elementsEqual("->".utf8)
        || gap.elementsEqual(" <-> ".utf8) || gap.elementsEqual(" → ".utf8)
    }
    return (isLinked(index) || isLinked(index - 1))
      && words.sentence(around: index).contains { words.has($0, "translat") }
  }

  /// "# OtterNet - Song Model for Modern Breton": the language that a title ends with.
  func readTitledLanguage(_ words: Words, _ findings: inout Findings) {
    let last = words.has(words.count - 1, "language") ? words.count - 2 : words.count - 1
    guard last > 1, words.has(last - 1, "for") || words.has(last - 2, "for"), isLanguage(words, last),
      words.bytes[words[last].range.lowerBound].isCapital, let code = Languages.named(words.string(last))
    else { return }
    let line = words.line(at: words[last].range.lowerBound)
    findings.addOnce(Predicate.language, code, raw: words.string(last), lines: line...line)
  }

  /// "supports 11 languages: Arabic, Chinese, English and", "languages including Japanese, Korean, Arabic"
  ///
  /// Three or more that follow one another, behind the word "languages" or "supports", and two with an "and" between.
  private func listedLanguages(_ words: Words) -> [Range<Int>] {
    guard
      let first = words.all.indices.first(where: {
        words.has($0, "language", "supports", "support") || words.has($0, "understa", "covering", "covers")
      })
    else { return [] }
    let sentence = words.sentence(around: first)
    let isOfData = sentence.contains { index in
      words.has(index, "than", "not", "dataset", "translat", "reviews", "corpus", "evaluate", "tested")
    }
    if isOfData || Self.isOfData(words) { return [] }
    var runs: [Range<Int>] = []
    for index in first + 1..<max(first + 1, sentence.upperBound) where isLanguage(words, index) {
      if let open = runs.last,
        open.upperBound == index || open.upperBound == index - 1 && words.has(index - 1, "and", "or")
      {
        runs[runs.count - 1] = open.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs.filter { $0.count > 2 }
  }

  private func isLanguage(_ words: Words, _ index: Int) -> Bool {
    index < words.count && Signals(of: words[index]).contains(.language) && Languages.named(words.string(index)) != nil
  }

  /// "a Dutch pre-trained BERT model"
  private func isOfModel(_ words: Words, _ index: Int) -> Bool {
    for next in words.places(index + 1, index + 5) {
      if words.has(next, "model", "models") { return true }
      guard words.gap(after: next).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x2A }) else { return false }
    }
    return false
  }
}
