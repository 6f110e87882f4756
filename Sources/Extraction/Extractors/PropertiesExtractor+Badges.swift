import Markdown
import Records
import Stages

/// Names with values in the addresses of badges: `![Model size](https://img.shields.io/badge/Params-120M-blue)`.
extension PropertiesExtractor {
  func readBadges(_ passage: Passage, _ findings: inout Findings) {
    for span in passage.text.spans {
      switch span.kind {
      case .image(let address), .html(let address):
        guard address.utf8.count < 1000, let place = address.place(of: "shields.io/badge/") else { continue }
        let rest = address[place.upperBound...]
        readBadge(
          rest.prefix { $0 != "?" && $0 != "\"" && $0 != "#" }, line: passage.line(at: span.range.lowerBound), &findings
        )
      default: continue
      }
    }
  }

  /// - Parameter badge: its name, value and colour, between hyphens: `Params-120M-blue`.
  private func readBadge(_ badge: Substring, line: Int, _ findings: inout Findings) {
    // Two hyphens are one of the text.
    let parts = badge.utf8.split(separator: 0x2D, maxSplits: 12, omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count > 2, !parts[1].isEmpty else { return }
    let value = parts.count > 3 && parts[2].isEmpty ? badge[parts[1].startIndex..<parts[3].endIndex] : parts[1]
    switch parts[0].lowercased() {
    case "params", "parameters", "model%20size":
      Property(.parameters(0), value, line: line)?.read(into: &findings, method: Self.method)
    case "language", "languages":
      guard let code = Self.language(value) else { return }
      findings.add(Predicate.language, .string(code), raw: String(value), lines: line...line)
    case "license", "licence", "model_license", "model%20license":
      let text = badge[parts[1].startIndex..<(parts.dropLast().last?.endIndex ?? value.endIndex)]
      let words = Words(String(text.replacing("%20", with: " ").replacing("_", with: " ")), line: line)
      guard let licence = LicenceProseExtractor.licence(in: words, near: false) else { return }
      findings.add(Predicate.license, .string(licence.key), raw: String(text), lines: line...line)
    default: break
    }
  }

  /// `en-US` of `en--US`, and `multilingual`.
  private static func language(_ value: Substring) -> String? {
    let text = value.split(separator: "--").joined(separator: "-")
    return text.lowercased() == "multilingual" ? "multilingual" : Languages.code(text)
  }
}
