import Records
import Stages

/// Repositories that commands copy or that are cited.
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

  /// `howpublished = {\url{https://github.com/otter/river-model}}`: software that is cited as the model, and as no toolbox.
  func readCited(_ card: Card, _ repositories: inout Set<String>, _ findings: inout Findings) {
    for listing in card.listings where listing.mentions.contains(.hosted) {
      guard listing.text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "@"), listing.text.mentions("itle"),
        !listing.text.mentions("oolbox")
      else { continue }
      var line = listing.line
      for content in listing.text.lines {
        defer { line += 1 }
        guard content.mentions("url") || content.mentions("howpublished"), let start = content.place(of: "http"),
          case let address = content[start.lowerBound...].utf8.prefix(while: { $0 != 0x7D && $0 > 0x20 && $0 != 0x22 }),
          let repository = Self.repository(String(Substring(address))), !LinkContext.isData(repository.lowercased())
        else { continue }
        repositories.insert(repository.lowercased())
        findings.add(Predicate.codeRepo, .string(repository), raw: repository, lines: line...line, method: .code)
      }
    }
  }

  /// Whether the example code imports the package of a repository's name, which is none of the frameworks.
  static func isImported(_ repository: Substring, _ card: Card) -> Bool {
    let name = repository.lowercased()
    guard name.utf8.count > 3, name.utf8.allSatisfy({ $0.isLetter || $0 == 0x5F }), Frameworks.module(name) == nil,
      name != "sentencepiece"
    else { return false }
    return card.listings.contains { listing in
      listing.mentions.contains(.imports) && listing.text.holds(name) && hasImport(of: name, listing.text)
    }
  }

  private static func hasImport(of name: String, _ program: String) -> Bool {
    program.withBytes { bytes in
      name.withBytes { name in
        var isImported = false
        bytes.forEachLine { line in
          if isImported { return }
          let line = UnsafeBufferPointer(rebasing: bytes[line])
          for start: StaticString in ["import ", "from "] where line.has(start, at: 0) {
            let end = start.utf8CodeUnitCount + name.count
            guard line.has(name, at: start.utf8CodeUnitCount) else { continue }
            isImported = end == line.count || !(line[end].isLetter || line[end].isDigit || line[end] == 0x5F)
          }
        }
        return isImported
      }
    }
  }

  /// How many lines begin an entry of BibTeX.
  static func entries(in text: String) -> Int {
    text.withBytes { bytes in
      var count = 0
      bytes.forEachLine { if bytes[$0].first(where: { $0 > 0x20 }) == 0x40 { count += 1 } }
      return count
    }
  }

  /// Whether a model's name begins with that of a repository: "otter-river-v2" at `pond/otter-river`.
  private static func isCalled(_ names: [String], _ repository: String) -> Bool {
    guard let slash = repository.utf8.lastIndex(of: 0x2F) else { return false }
    let name = folded(repository[repository.utf8.index(after: slash)...])
    return name.utf8.count >= 8 && names.contains { $0 == name || $0.begins(withText: name + " ") }
  }

  /// Whether a repository is somebody's copy of a library.
  private static func isFork(_ repository: String) -> Bool {
    let name = repository.lowercased()
    return ["/transformers", "/datasets", "/apex", "/fairseq", "/mmdeploy", "/espnet"].contains { name.ends(with: $0) }
  }
}
