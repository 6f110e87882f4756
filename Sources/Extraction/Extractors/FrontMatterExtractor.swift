import Records
import Stages
import YAML

/// Reads what the front matter of a card says: licence, languages, tasks, libraries, data sets, base models, emissions.
///
/// Keys that cards often misspell count as what was meant.
struct FrontMatterExtractor: CardExtractor {
  static let name = "front-matter"
  static let summary = "Read the front matter of a card."
  static let version = 11
  static let method = Method.frontMatter
  static let confidence = 0.97

  func read(_ card: Card, into findings: inout Findings) {
    guard !card.frontMatter.isEmpty else { return }
    // Each key of the card is looked up once; of duplicates the last counts.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.keys.count) { places in
      places.initialize(repeating: -1)
      for (index, pair) in card.frontMatter.enumerated() {
        guard let place = pair.key.text.flatMap({ Self.lexicon[$0] }) else { continue }
        places[place] = index
      }
      for (place, index) in places.enumerated() where index >= 0 {
        read(Self.keys[place].field, card.frontMatter[index].value, card, &findings)
      }
    }
  }

  private enum Field {
    case license, licenseName, licenseLink, language, library, task, possibleTask, tag, trainedOn
    /// Of PyTorch Hub's pages.
    case repository, summary
    case baseModel, emissions
  }

  /// In the order in which they are read.
  private static let keys: [(key: StaticString, field: Field)] = [
    ("license", .license), ("licence", .license), ("liscence", .license), ("licenses", .license),
    ("License", .license), ("lisence", .license), ("license_name", .licenseName), ("license_link", .licenseLink),
    ("language", .language), ("languages", .language), ("lang", .language), ("Language", .language),
    ("library_name", .library), ("library-name", .library), ("library_tag", .library), ("library", .library),
    ("pipeline_tag", .task), ("pipeline-tag", .task), ("task_categories", .task),
    ("task", .possibleTask), ("tasks", .possibleTask), ("task_ids", .possibleTask), ("tags", .tag), ("tag", .tag),
    ("datasets", .trainedOn), ("dataset", .trainedOn), ("github-link", .repository), ("summary", .summary),
    ("base_model", .baseModel), ("base_models", .baseModel), ("base-model", .baseModel),
    ("co2_eq_emissions", .emissions),
  ]

  private static let lexicon = Lexicon<Int>(keys.enumerated().map { ($0.offset, [$0.element.key]) })

  /// What stands under a key: a value alone, or the items of a list; nothing that is null or has parts.
  private func read(_ field: Field, _ value: YAML.Node, _ card: Card, _ findings: inout Findings) {
    if field == .emissions { return addEmissions(value, &findings) }
    if case .sequence(let items) = value.content {
      for item in items { read(field, item: item, card, &findings) }
      if field == .tag { addTags(items, value, &findings) }
    } else {
      read(field, item: value, card, &findings)
    }
  }

  private func read(_ field: Field, item node: YAML.Node, _ card: Card, _ findings: inout Findings) {
    if field == .trainedOn, let pair = node.pairs.first, node.pairs.count == 1 {
      return addTitled(pair, card, &findings)
    }
    guard !node.isNull, let text = node.text, !text.trimmed.isEmpty else { return }
    switch field {
    case .license: add(Predicate.license, node, &findings)
    case .licenseName: add(Predicate.licenseName, node, &findings)
    case .licenseLink: add(Predicate.licenseLink, node, &findings)
    case .language: addLanguages(node, &findings)
    case .library: add(Predicate.library, node, &findings) { $0.lowercased() }
    case .task: add(Predicate.task, node, &findings)
    case .possibleTask: if Tasks.isTask(text) { add(Predicate.task, node, &findings) }
    case .tag:
      if Tasks.isTask(text) { add(Predicate.task, node, &findings) }
      if Frameworks.tag(text) != nil { add(Predicate.library, node, &findings) { $0.lowercased() } }
    case .trainedOn: addDatasets(node, text, &findings)
    case .repository:
      guard let whole = LinksExtractor.repository(text) else { return }
      // Of a repository of many models the model's folder is told, as it is where the text links it.
      let isOwn = whole.utf8.lastIndex(of: 0x2F).map {
        LinkContext.isNamed(whole[whole.utf8.index(after: $0)...], like: card.names)
      }
      let isFolder = LinksExtractor.isFolder(text) && isOwn != true
      let url = isFolder ? LinksExtractor.withoutSlash(String(text.trimmed)) : whole
      findings.add(Predicate.codeRepo, .string(url), raw: url, lines: node.line...node.endLine)
    case .summary:
      let words = Words(text, line: node.line)
      DescriptionExtractor().readTasks(words, &findings)
      for phrase in words.datasetPhrases where phrase.isTraining {
        findings.add(Predicate.trainedOn, .string(phrase.text), raw: phrase.text, lines: node.line...node.endLine)
      }
    case .baseModel:
      let relation = card.frontMatter("base_model_relation")?.text
      add(Predicate.baseModel, node, &findings, relation.map { ["relation": .string($0)] } ?? [:])
    case .emissions: break
    }
  }

  /// One data set, or several in one text: `GULL + [Heron](…)`, and of ids `gulls herons river-fish`.
  private func addDatasets(_ node: YAML.Node, _ text: String, _ findings: inout Findings) {
    let ids = text.trimmed.spaced
    let areIds =
      ids.count > 1 && ids.contains { $0.utf8.contains(0x2D) || $0.utf8.contains(0x5F) }
      && ids.allSatisfy { $0.utf8.count > 3 && $0.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 == 0x2D || $0 == 0x5F } }
    var parts = areIds ? ids : []
    var rest = Substring(text)
    while let plus = rest.place(of: " + ") {
      parts.append(rest[..<plus.lowerBound].trimmed)
      rest = rest[plus.upperBound...]
    }
    guard !parts.isEmpty else { return add(Predicate.trainedOn, node, &findings) }
    if !areIds { parts.append(rest.trimmed) }
    for part in parts where !part.isEmpty {
      // "[Heron](…)" links what it names.
      let end = part.utf8.first == 0x5B ? part.place(of: "](")?.lowerBound : nil
      let name = end.map { part[part.utf8.index(after: part.startIndex)..<$0] } ?? part
      findings.add(Predicate.trainedOn, .string(String(name)), raw: String(name), lines: node.line...node.endLine)
    }
  }

  /// `- CSS10 Greek: Single Speaker Speech Dataset`: a title with a colon in it, which YAML takes for a mapping. Where an address
  /// stands behind the colon, the name is before it.
  private func addTitled(_ pair: YAML.Pair, _ card: Card, _ findings: inout Findings) {
    guard let name = pair.key.text, let rest = pair.value.text, !pair.value.isNull, pair.key.line == pair.value.endLine
    else { return }
    let title = rest.begins(with: "http") ? name : "\(name): \(rest)"
    guard title.utf8.count <= 60, name != "TODO",
      String(decoding: card.source.line(pair.key.line), as: UTF8.self).holds(title)
    else { return }
    findings.add(Predicate.trainedOn, .string(title), raw: title, lines: pair.key.line...pair.key.line)
  }

  /// All tags together, as a zoo's record lists them.
  private func addTags(_ items: [YAML.Node], _ list: YAML.Node, _ findings: inout Findings) {
    let tags = items.compactMap { $0.isNull ? nil : $0.text.map { String($0.trimmed) } }.filter { !$0.isEmpty }
    guard !tags.isEmpty, !tags.contains(where: { $0.mentions("{{") }) else { return }
    findings.add(
      Predicate.tags, .array(tags.map { .string($0) }), raw: tags.joined(separator: ", "),
      lines: list.line...list.endLine)
  }

  /// One language, or several in one text: `en`, `English`, `en, de`.
  private func addLanguages(_ node: YAML.Node, _ findings: inout Findings) {
    guard let text = node.text else { return }
    for part in text.utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x3B || $0 == 0x2F || $0 == 0x20 }) {
      let part = Substring(part)
      if part.utf8.count == 5, let pair = Languages.pair(part) {
        for code in pair {
          findings.add(Predicate.language, .string(String(code)), raw: String(code), lines: node.line...node.endLine)
        }
        continue
      }
      guard let code = Languages.code(part) else { continue }
      findings.add(Predicate.language, .string(code), raw: String(part), lines: node.line...node.endLine)
    }
  }

  /// Grams, or a mapping with the grams under `emissions`, or text that begins with the number.
  private func addEmissions(_ node: YAML.Node, _ findings: inout Findings) {
    let value = node["emissions"] ?? node
    // YAML sets the thousands off with underscores: `24_700_000`.
    if let text = value.text, let printed = PrintedValue(text.utf8.contains(0x5F) ? text.filter { $0 != "_" } : text) {
      let unit = folded(printed.rest)
      let power =
        unit.begins(with: "kg") || unit.begins(with: "kilo") ? 3 : unit.begins(with: "t co") || unit == "t" ? 6 : 0
      findings.add(
        Predicate.emissions, .number(printed.number.scaled(byPowerOfTen: power)), raw: text,
        lines: value.line...value.endLine)
    }
    guard let hardware = node["hardware_used"] else { return }
    // "8 A100 80GB GPUs"; what does not begin with a count is the name.
    guard let text = hardware.text?.trimmed, text.utf8.count <= 40, text.utf8.first?.isDigit == true,
      let device = Hardware(cell: String(text))
    else {
      // "TPUv3-8 for about 180 hours"
      if let text = hardware.text, let end = text.place(of: " for ")?.lowerBound, end > text.startIndex {
        let name = String(text[..<end].trimmed)
        findings.add(
          Predicate.hardware, .string(name), raw: name, lines: hardware.line...hardware.endLine)
        return
      }
      return add(Predicate.hardware, hardware, &findings)
    }
    findings.add(
      Predicate.hardware, .string(device.name), raw: String(text), lines: hardware.line...hardware.endLine,
      device.count.map { ["count": .number($0)] } ?? [:])
  }

  private func add(
    _ predicate: String, _ node: YAML.Node, _ findings: inout Findings, _ qualifiers: Qualifiers = [:],
    _ spelling: (String) -> String = { $0 }
  ) {
    guard let text = node.text.map({ String($0.trimmed) }), !text.mentions("{{") else { return }
    findings.add(predicate, .string(spelling(text)), raw: text, lines: node.line...node.endLine, qualifiers)
  }
}
