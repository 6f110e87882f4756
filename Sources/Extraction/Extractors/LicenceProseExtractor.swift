import Markdown
import Records
import Stages
import YAML

/// Reads a licence from a sentence, a list or a licence section: "released under the MIT licence".
struct LicenceProseExtractor: CardExtractor {
  static let name = "licence-prose"
  static let summary = "Read a licence from running text."
  static let version = 7
  static let method = Method.proseRule
  static let confidence = 0.85

  func read(_ card: Card, into findings: inout Findings) {
    for (_, passage) in card.passages(about: card.topics.contains(.licence) ? .passage : .licence) {
      let isSection = card.topics[passage.section] == .licence
      guard !passage.isHeading, passage.signals.contains(.licence) || isSection else { continue }
      let text = passage.text.text
      guard text.utf8.count < 2000 else { continue }
      let words = passage.words
      guard let found = Self.licence(in: words, near: !isSection) else { continue }
      let line = words.line(at: found.range.lowerBound)
      let key = Self.versioned(found.key, card)
      findings.add(Predicate.license, .string(key), raw: words.string(found.range), lines: line...line)
    }
    // The licence itself, under a heading of that kind.
    for listing in card.listings where card.topics[listing.section] == .licence {
      let words = Words(
        String(listing.text.lines.first { !$0.isEmpty }?.trimmed ?? ""), line: listing.line)
      guard let found = Self.licence(in: words, near: false) else { continue }
      findings.add(
        Predicate.license, .string(found.key), raw: words.string(found.range), lines: listing.line...listing.line,
        method: .code)
    }
    for (number, table) in card.tables.enumerated() {
      for (row, cells) in table.rows.enumerated() where cells.count == 2 {
        guard folded(cells[0].text) == "license" || folded(cells[0].text) == "licence" else { continue }
        let words = Words(cells[1].text, line: cells[1].line)
        guard let found = Self.licence(in: words, near: false) else { continue }
        findings.add(
          Predicate.license, .string(found.key), raw: words.string(found.range), lines: cells[1].lines,
          cell: (number, row, 1), method: .table)
      }
    }
  }

  /// "CC-BY-NC", of which the front matter tells the version: `cc-by-nc-4.0`.
  private static func versioned(_ key: String, _ card: Card) -> String {
    guard key.begins(with: "cc-by"), key.utf8.last.map({ !$0.isDigit }) ?? false,
      let told = card.frontMatter("license", "licence")?.text?.lowercased(), told.begins(withText: key + "-"),
      told.utf8.dropFirst(key.utf8.count + 1).first?.isDigit == true
    else { return key }
    return told
  }

  /// The SPDX key of the licence that a text names.
  ///
  /// - Parameter near: whether the word "licence" must stand in the same sentence, and no data or code be meant.
  static func licence(in words: Words, near: Bool) -> (key: String, range: Range<Int>)? {
    for index in words.all.indices {
      guard let found = key(words, index) else { continue }
      if near {
        let sentence = words.sentence(around: index)
        guard
          sentence.contains(where: { words.has($0, "license", "licence", "licensed", "licenced") })
            || isUnder(words, index, sentence)
        else { continue }
        if sentence.contains(where: { words.has($0, "dataset", "datasets", "corpus", "data", "logo") }) { continue }
      }
      // "a derivative of [GULL](…), used under CC BY-NC 4.0": that of what it was made from.
      if near, words.has(index - 1, "under"), words.has(index - 2, "used") { continue }
      if isOfCode(words, index) { continue }
      return (found.key, words[index].range.lowerBound..<words[found.last].range.upperBound)
    }
    return nil
  }

  /// "The weights are released under Apache 2.0", which needs no word for a licence.
  private static func isUnder(_ words: Words, _ index: Int, _ sentence: Range<Int>) -> Bool {
    let under = words.has(index - 1, "the") ? index - 2 : index - 1
    return words.has(under, "under")
      && sentence.prefix { $0 < under }.contains { words.has($0, "model", "models", "weights", "checkpoi") }
  }

  /// "This code repository is licensed under the MIT License. The use of the model is subject to another."
  private static func isOfCode(_ words: Words, _ index: Int) -> Bool {
    let sentence = words.sentence(around: index)
    let before = sentence.prefix { $0 < index }
    return before.contains { words.has($0, "code") }
      && !before.contains { words.has($0, "model", "models", "weights", "checkpoi") }
  }

  private static func key(_ words: Words, _ index: Int) -> (key: String, last: Int)? {
    func number(_ from: Int, _ wanted: String) -> Int? {
      // "2.0" is the words 2 and 0; "v2.0" the words v2 and 0.
      for position in words.places(from, from + 5) {
        let text = words.string(position)
        if text == wanted || text == "v" + wanted { return words.has(position + 1, "0") ? position + 1 : position }
      }
      return nil
    }
    if words.has(index, "apache"), let last = number(index + 1, "2") { return ("apache-2.0", last) }
    if words.has(index, "mit"),
      words.has(index + 1, "license", "licence") || words.count < 6 || words.has(index + 1, "licensed")
    {
      return ("mit", index)
    }
    if words.has(index, "bsd"), let last = number(index + 1, "3") { return ("bsd-3-clause", last) }
    if words.has(index, "bsd"), let last = number(index + 1, "2") { return ("bsd-2-clause", last) }
    if words.has(index, "creativeml"), words.string(index).lowercased() == "creativeml" {
      var last = index
      while last + 1 < words.count, words.has(last + 1, "openrail", "rail", "m", "open") {
        // "CreativeML Open RAIL++-M" is another licence.
        if words.gap(after: last + 1).starts(with: "++".utf8) { return ("openrail++", last + 1) }
        last += 1
      }
      return ("creativeml-openrail-m", last)
    }
    if words.has(index, "creative"), words.has(index + 1, "commons") { return creativeCommons(words, index + 2) }
    // "[Attribution-ShareAlike 3.0 Unported](…)", whose letters say no more than the words
    if words.has(index, "attribution"), words.gap(after: index).elementsEqual("-".utf8),
      let found = creativeCommons(words, index), found.key.utf8.last.map({ $0.isDigit }) == true
    {
      return found
    }
    if words.has(index, "gplv3") { return ("gpl-3.0", index) }
    if words.has(index, "agpl", "lgpl", "gpl"), let last = number(index + 1, "3") {
      return (words.string(index).lowercased() + "-3.0", last)
    }
    guard words.has(index, "cc"), !words.has(index + 1, "net") else { return nil }
    var parts: [String] = []
    var next = index + 1
    while words.has(next, "by", "sa", "nc", "nd") {
      parts.append(words.string(next).lowercased())
      next += 1
    }
    if words.has(next, "0"), parts.isEmpty { return ("cc0-1.0", next) }
    guard !parts.isEmpty else { return nil }
    return creativeCommons(parts, words, next)
  }

  /// With the version that stands behind: "4.0", "v3.0", "2.5", "4".
  private static func creativeCommons(_ parts: [String], _ words: Words, _ next: Int) -> (key: String, last: Int) {
    let name = "cc-" + parts.joined(separator: "-")
    guard next < words.count, case let text = words.string(next),
      let major = ["4", "3", "2", "1"].first(where: { text == $0 || text == "v" + $0 })
    else { return (name, next - 1) }
    let isPrecise = words.gap(after: next).elementsEqual(".".utf8) && words.has(next + 1, "0", "5")
    return (name + "-" + major + (isPrecise ? "." + words.string(next + 1) : ".0"), isPrecise ? next + 1 : next)
  }

  /// "Attribution-ShareAlike 3.0", as a licence of Creative Commons is called when it is not by its letters.
  private static func creativeCommons(_ words: Words, _ first: Int) -> (key: String, last: Int)? {
    var parts: [String] = []
    var next = first
    while next < min(first + 8, words.count) {
      if words.has(next, "attribution") {
        parts.append("by")
      } else if words.has(next, "sharealike") || words.has(next, "share") && words.has(next + 1, "alike") {
        parts.append("sa")
      } else if words.has(next, "noncommercial") || words.has(next, "non") && words.has(next + 1, "commercial") {
        parts.append("nc")
      } else if words.has(next, "noderivatives", "noderivs") || words.has(next, "no") {
        parts.append("nd")
      } else if !words.has(next, "alike", "commercial", "derivatives", "derivs") {
        break
      }
      next += 1
    }
    guard parts.first == "by" else { return nil }
    return creativeCommons(parts, words, next)
  }
}
