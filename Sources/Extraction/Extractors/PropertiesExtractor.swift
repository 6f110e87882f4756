import Markdown
import Records
import Stages
import YAML

/// Reads names with their values from lists, lines and tables of two columns: `**Base model:** X`, `GFlops | 62.2`.
struct PropertiesExtractor: CardExtractor {
  static let name = "properties"
  static let summary = "Read names with values from lists and tables of two columns."
  static let version = 15
  static let method = Method.list
  static let confidence = 0.88

  /// How far into a line its name may reach, in bytes.
  private static let longestName = 48

  func read(_ card: Card, into findings: inout Findings) {
    for passage in card.passages where !passage.isHeading {
      if !passage.text.spans.isEmpty { readBadges(passage, &findings) }
      guard !passage.text.text.isEmpty, passage.text.text.utf8.count < 4000 else { continue }
      read(passage, card, &findings)
    }
    for banner in card.banners { readBadges(banner, &findings) }
    for table in card.tables where table.header.count == 2 {
      read(table, &findings)
    }
  }

  /// Every line of a paragraph that begins with a name and a colon.
  private func read(_ passage: Passage, _ card: Card, _ findings: inout Findings) {
    var found: [(name: PropertyName, range: Range<Int>)] = []
    passage.text.text.withBytes { bytes in
      guard bytes.contains(":") else { return }
      bytes.forEachLine { line in
        let reach = line.lowerBound..<min(line.upperBound, line.lowerBound + Self.longestName + 1)
        guard let colon = bytes[reach].firstIndex(of: 0x3A), colon > line.lowerBound + 2, line.upperBound > colon + 1,
          PropertyName.mayBe(UnsafeBufferPointer(rebasing: bytes[line.lowerBound..<colon]))
        else { return }
        let name = String(decoding: bytes[line.lowerBound..<colon], as: UTF8.self)
        if let meaning = PropertyName(name) { found.append((meaning, colon + 1..<line.upperBound)) }
      }
    }
    for (name, range) in found {
      if case .processor = name, card.topic(ofSection: passage.section) != .trainingProcedure { continue }
      // "Language model: otter-6" of otter-6 itself
      if case .baseModel = name, card.isCalled(passage.words.string(range).trimmed) { continue }
      if case .licence = name { readLicence(passage.words, range, card, &findings) }
      let meaning = Self.isAboutResults(name, card.topic(ofSection: passage.section)) ? .evaluatedOn : name
      Property(meaning, in: passage.words, range: range)?.read(into: &findings, method: Self.method)
    }
  }

  /// "License: River Community License v1.0": as printed, where no known licence is named and the front matter has none.
  private func readLicence(_ words: Words, _ range: Range<Int>, _ card: Card, _ findings: inout Findings) {
    let text = words.string(range).trimmed
    guard text.utf8.count <= 60, text.spaced.count > 1, text.spaced.count <= 6,
      text.mentions("License") || text.mentions("LICENSE") || text.mentions("Licence"),
      card.frontMatter("license", "licence")?.text.map({ $0 == "other" }) ?? true,
      text.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x20 || $0 == 0x2D || $0 == 0x2E }),
      text.utf8.first.map({ $0.isCapital }) ?? false,
      LicenceProseExtractor.licence(in: Words(String(text), line: 1), near: false) == nil
    else { return }
    let line = words.line(at: range.upperBound - 1)
    // The front matter may have a name for it.
    let name = card.frontMatter("license_name")?.text.flatMap { Self.isName($0, of: text) ? $0 : nil }
    findings.add(Predicate.license, .string(name ?? String(text)), raw: String(text), lines: line...line)
  }

  /// `otter-2-license` of "River Otter License 2.0"
  private static func isName(_ name: String, of printed: Substring) -> Bool {
    let parts = folded(printed).spaced
    return folded(name).spaced.contains { part in
      part.utf8.count >= 4 && part != "license" && part != "licence" && part != "model" && parts.contains(part)
    }
  }

  /// "Dataset: X" above results is what they were measured on.
  private static func isAboutResults(_ name: PropertyName, _ topic: Topic) -> Bool {
    if case .trainedOn = name { topic == .evaluation } else { false }
  }

  private func read(_ table: Grid, _ findings: inout Findings) {
    var rows = table.rows
    // The first pair may stand where the header should.
    if rows.contains(where: { row in row.first.flatMap { PropertyName($0.text) } != nil }) {
      rows.insert(table.header, at: 0)
    }
    lazy var isOfPackage = rows.contains { $0.first.map { Self.isNamed($0, "spacy") } == true }
    lazy var isSpecification = rows.contains { $0.first.map(Self.isOfSize) == true }
    for cells in rows where cells.count == 2 {
      // What a package of spaCy was made from.
      if Self.isNamed(cells[0], "sources"), isOfPackage {
        addSources(cells[1], &findings)
        continue
      }
      let known = PropertyName(cells[0].text)
      guard let meaning = known ?? (Self.isNamed(cells[0], "type") && isSpecification ? .task : nil) else { continue }
      Property(meaning, cells[1].text, line: cells[1].line)?.read(into: &findings, method: .table)
    }
  }

  private static func isNamed(_ cell: Grid.Cell, _ name: StaticString) -> Bool {
    withFolded(cell.text) { $0.count == name.utf8CodeUnitCount && $0.has(name, at: 0) }
  }

  /// "UD Otter v2.8 (Gull, Heron) WikiGull (Tern)": names with who made each in brackets.
  private func addSources(_ cell: Grid.Cell, _ findings: inout Findings) {
    var rest = Substring(cell.text)
    // "otter/gull-base model a transformer-based masked language model"
    if let base = rest.spaced.first, base.utf8.count(where: { $0 == 0x2F }) == 1,
      rest[base.endIndex...].begins(with: " model")
    {
      findings.add(Predicate.baseModel, .string(String(base)), raw: String(base), lines: cell.lines, method: .table)
    }
    while let open = rest.place(of: " (") {
      let name = rest[..<open.lowerBound].trimmed
      var depth = 1
      let close = rest[open.upperBound...].utf8.firstIndex { byte in
        if byte == 0x28 { depth += 1 } else if byte == 0x29 { depth -= 1 }
        return depth == 0
      }
      guard let close else { return }
      rest = rest[rest.utf8.index(after: close)...]
      // "PlanTL/roberta-base-ca (BSC)", "xlm-roberta-large (Conneau)": models among the data
      if name.utf8.count(where: { $0 == 0x2F }) == 1 || BaseModelExtractor.isFamily(name.utf8),
        name.utf8.contains(0x2D), !name.utf8.contains(0x20), BaseModelExtractor.looksLikeName(name)
      {
        findings.add(Predicate.baseModel, .string(String(name)), raw: String(name), lines: cell.lines, method: .table)
        continue
      }
      guard DatasetPhrase.isName(name), !DatasetPhrase.isSentence(name), !Self.isTool(name) else { continue }
      findings.add(Predicate.trainedOn, .string(String(name)), raw: String(name), lines: cell.lines, method: .table)
    }
  }

  /// What packages are made from besides data: vectors, tables to look words up in, programs, other models.
  private static func isTool(_ name: Substring) -> Bool {
    // `otter/gull-base` is a model.
    name.utf8.contains(0x2F)
      || withFolded(name) { name in
        name.containsPart(separatedBy: 0x20) { tools.contains($0) || $0.offset(of: "bert") != nil }
      }
  }

  private static let tools = Lexicon<Bool>([
    "lookups", "vectors", "conversion", "converter", "lists", "base", "model", "lemmatizer",
  ])

  /// Whether a cell names counts of operations or parameters, beside which "Type" is the task.
  private static func isOfSize(_ cell: Grid.Cell) -> Bool {
    switch PropertyName(cell.text) {
    case .operations, .parameters: true
    default: false
    }
  }
}
