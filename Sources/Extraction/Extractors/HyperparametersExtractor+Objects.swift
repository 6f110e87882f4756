import Markdown
import Records

/// Settings as configurations and dictionaries have them, one a line.
extension HyperparametersExtractor {
  /// `batch_size = 32`, `"lr": 3e-5,`
  func readSettings(_ listing: Listing, _ findings: inout Findings, onlyKnown: Bool = false) {
    guard listing.text.utf8.count < 8000 else { return }
    // Markup that breaks lines is a list of settings only if its lines are.
    if listing.isMarkup {
      let lines = listing.text.lines.filter { !$0.isEmpty }.map(\.trimmed)
      let pairs = lines.compactMap(Self.pair)
      guard pairs.count >= 8, pairs.count * 3 > lines.count * 2,
        pairs.count(where: { Self.isKnown(Entry.snake($0.name)) }) >= 2
      else { return }
    }
    readSettings(listing.text.lines, listing.line, isMarkup: listing.isMarkup, onlyKnown: onlyKnown, &findings)
  }

  /// - Parameter first: the line of the document that the first of the lines is.
  private func readSettings(
    _ lines: some Sequence<Substring>, _ first: Int, isMarkup: Bool = false, onlyKnown: Bool = false,
    _ findings: inout Findings
  ) {
    var line = first
    for content in lines {
      defer { line += 1 }
      if content.trimmed.begins(with: "{'"), content.trimmed.utf8.last == 0x7D {
        readDictionary(content.trimmed, line, &findings)
        continue
      }
      guard let pair = Self.pair(content.trimmed) else { continue }
      let name = pair.name.filter { $0 != "\"" && $0 != "'" }
      var value = pair.value
      if let comment = value.firstIndex(of: "#") { value = value[..<comment].trimmed }
      if value.last == "," { value = value.dropLast() }
      guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == 0x20 || $0 == 0x2D }),
        value.first != "{", value.first != "[", !value.isEmpty,
        name.utf8.count == pair.name.utf8.count || Self.isSetting(name, value),
        !onlyKnown || Self.isKnown(Entry.snake(name))
      else { continue }
      let bare = name == "optimizer_class" ? value.filter { $0 != "\"" } : value.filter { $0 != "\"" && $0 != "'" }
      if isMarkup || name == "model_name_or_path" && name.utf8.count < pair.name.utf8.count {
        addSetting(String(name), bare, line, &findings)
      } else {
        add(String(name), bare, raw: bare, line: line, &findings, method: .code)
      }
    }
  }

  /// "`sentence_transformers.losses.OtterLoss.OtterLoss` with parameters:", and what stands below it: how sentence-transformers
  /// tells the loss.
  func readLosses(_ card: Card, _ findings: inout Findings) {
    for passage in card.passages where passage.text.text.begins(with: "sentence_transformers.losses.") {
      let text = passage.text.text
      let name = String(text.prefix { $0 > " " })
      let line = passage.text.line
      add("loss", name, raw: name, line: line, &findings, method: .code)
      guard text.ends(with: "with parameters:"),
        let listing = card.listings.first(where: { $0.block == passage.block + 1 })
      else { continue }
      let lead = listing.text.lines.prefix { $0.trimmed.isEmpty }.count
      readDictionary(listing.text.trimmed, listing.line + lead, &findings, isWhole: true)
    }
  }

  /// Dictionaries and calls that a program is given its settings with, where a section tells how the model was trained:
  /// `model_args = {`, `config = LoraConfig(`, and one setting a line until it is closed.
  ///
  /// - Returns: whether there were any.
  func readObjects(_ listing: Listing, _ card: Card, _ findings: inout Findings) -> Bool {
    guard !listing.mentions.contains(.trainingArguments), card.topic(ofSection: listing.section) == .trainingProcedure,
      listing.text.utf8.count < 8000,
      listing.text.mentions("= {") || listing.text.mentions("onfig(") || listing.text.mentions("= dict("),
      !Self.isInvitation(listing, card)
    else { return false }
    var isFound = false
    let lines = Array(listing.text.lines)
    var index = 0
    while index < lines.count {
      defer { index += 1 }
      guard Self.opensSettings(lines[index]) else { continue }
      let inside = lines[(index + 1)...].prefix { line in
        guard let first = line.trimmed.utf8.first else { return true }
        return first != 0x7D && first != 0x29
      }
      let known = inside.count { line in
        Self.pair(line.trimmed).map { pair in
          Self.isKnown(Entry.snake(pair.name.filter { $0 != "\"" && $0 != "'" }))
        } ?? false
      }
      if known >= 2 {
        readSettings(inside, listing.line + index + 1, &findings)
        isFound = true
      }
      index = inside.endIndex
    }
    return isFound
  }

  private static func opensSettings(_ line: Substring) -> Bool {
    let line = line.trimmed
    guard let last = line.utf8.last, last == 0x7B || last == 0x28, line.utf8.count < 60,
      let sign = line.utf8.firstIndex(of: 0x3D)
    else { return false }
    let name = line[..<sign]
    return (name.mentions("arg") || name.mentions("param") || name.mentions("conf")) && !name.mentions("gen")
      && !name.mentions("model_conf")
  }
}
