import Records
import YAML

/// Looks for a licence that is missing, unknown, or not the same everywhere.
struct LicenceCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    let declared = card.values("license", "licence", "liscence", "licenses", "License", "lisence").filter {
      $0.text != nil
    }
    let prose = card.prose(Predicate.license)
    guard !declared.isEmpty else {
      let said = prose.first
      let key = said.map(\.text) ?? card.surroundings.licence.flatMap { KnownLicences.key(ofText: $0.text) }
      remarks.add(
        .licenceMissing, line: said?.line ?? 1,
        said == nil ? "the card names no licence" : "the licence stands in the text but not in the front matter",
        fix: "add 'license: \(key ?? "apache-2.0")'\(key == nil ? " or the key of yours" : "") to the front matter")
      return
    }
    for node in declared {
      guard let text = node.text?.trimmed, !KnownLicences.isKnown(text) else { continue }
      let closest = KnownLicences.closest(to: text)
      remarks.add(
        .licenceUnknown, line: node.line, "'\(text)' is no licence's key",
        fix: closest.map { "write '\($0)'" } ?? "write 'other' with 'license_name' and 'license_link'")
    }
    if let other = declared.first(where: { $0.text?.trimmed.lowercased() == "other" }),
      card.values("license_name").isEmpty, card.values("license_link").isEmpty
    {
      remarks.add(
        .licenceUnnamed, line: other.line, "the licence is 'other', and nothing says which",
        fix: "add 'license_name' and 'license_link'")
    }
    let keys = declared.compactMap { $0.text.map { String($0.trimmed) } }.filter { !["other", "unknown"].contains($0) }
    guard !keys.isEmpty else { return }
    func agrees(_ key: String) -> Bool { keys.contains { KnownLicences.agree($0, key) } }
    let line = declared[0].line
    for finding in prose where !agrees(finding.text) {
      remarks.add(
        .licenceConflict, line: finding.line,
        "the text says '\(finding.text)', the front matter (line \(line)) '\(keys.joined(separator: "', '"))'",
        fix: "make them one")
    }
    for (path, finding) in card.beside(Predicate.license) where !agrees(finding.text) {
      remarks.add(
        .licenceConflict, line: line,
        "the front matter says '\(keys.joined(separator: "', '"))', \(path) '\(finding.text)'",
        fix: "make them one")
    }
    if let file = card.surroundings.licence, let key = KnownLicences.key(ofText: file.text), !agrees(key) {
      remarks.add(
        .licenceConflict, line: line,
        "the front matter says '\(keys.joined(separator: "', '"))', the text of \(file.path) is '\(key)'",
        fix: "make them one")
    }
  }
}
