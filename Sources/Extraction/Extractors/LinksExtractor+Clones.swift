import Records
import Stages

/// Repositories that commands copy.
extension LinksExtractor {
  /// `git clone https://github.com/otter/river-model`, where no other repository is named, or where that is the model's name.
  func readClones(
    _ card: Card, _ names: [String], _ repositories: inout Set<String>, _ findings: inout Findings
  ) {
    for listing in card.listings where listing.mentions.contains(.clone) {
      var line = listing.line
      for content in listing.text.lines {
        defer { line += 1 }
        guard let command = content.place(of: "git clone ") else { continue }
        let address = content[command.upperBound...].trimmed.prefix { $0 > " " }
        guard let repository = Self.repository(String(address)), !Self.isFork(repository),
          repositories.isEmpty || repositories.contains(repository.lowercased()) || Self.isCalled(names, repository)
        else { continue }
        repositories.insert(repository.lowercased())
        findings.add(
          Predicate.codeRepo, .string(repository), raw: repository, lines: line...line, method: .code, confidence: 0.7)
      }
    }
  }

  /// Whether a model's name begins with that of a repository: "otter-river-v2" at `pond/otter-river`.
  private static func isCalled(_ names: [String], _ repository: String) -> Bool {
    guard let slash = repository.utf8.lastIndex(of: 0x2F) else { return false }
    let name = folded(repository[repository.utf8.index(after: slash)...])
    return name.utf8.count >= 8 && names.contains { $0 == name || $0.hasPrefix(name + " ") }
  }

  /// Whether a repository is somebody's copy of a library.
  private static func isFork(_ repository: String) -> Bool {
    let name = repository.lowercased()
    return ["/transformers", "/datasets", "/apex", "/fairseq", "/mmdeploy", "/espnet"].contains { name.hasSuffix($0) }
  }
}
