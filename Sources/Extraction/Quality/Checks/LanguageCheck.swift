import YAML

/// Looks for languages that no code stands for.
struct LanguageCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    for node in card.values("language", "languages", "lang", "Language") {
      guard let text = node.text?.trimmed, !KnownLanguages.isKnown(text) else { continue }
      let parts = text.split { $0 == "," || $0 == ";" || $0 == "/" || $0 == " " }
      // "en, de", "French Italian"; but "Old English" is one.
      let codes = parts.compactMap { KnownLanguages.isKnown($0) ? String($0) : KnownLanguages.meant(by: $0) }
      if parts.count > 1, codes.count == parts.count, KnownLanguages.meant(by: text) == nil {
        remarks.add(
          .languageUnknown, line: node.line, "'\(text)' is several languages in one text",
          fix: "write a list: [\(codes.joined(separator: ", "))]")
        continue
      }
      remarks.add(
        .languageUnknown, line: node.line, "'\(text)' is no language's code",
        fix: KnownLanguages.meant(by: text).map { "write '\($0)'" } ?? "write a code of ISO 639, such as 'en'")
    }
  }
}
