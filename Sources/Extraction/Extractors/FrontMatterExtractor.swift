import Records
import Stages
import YAML

/// Reads what the front matter of a card says: licence, languages, tasks, libraries, data sets, base models, emissions.
///
/// Keys that cards often misspell count as what was meant.
struct FrontMatterExtractor: CardExtractor {
  static let name = "front-matter"
  static let summary = "Read the front matter of a card."
  static let version = 2
  static let method = Method.frontMatter
  static let confidence = 0.97

  func read(_ card: Card, into findings: inout Findings) {
    guard !card.frontMatter.isEmpty else { return }
    let front = Front(card: card)

    for node in front.values("license", "licence", "liscence", "licenses", "License", "lisence") {
      front.add(Predicate.license, node, &findings)
    }
    for node in front.values("license_name") { front.add(Predicate.licenseName, node, &findings) }
    for node in front.values("license_link") { front.add(Predicate.licenseLink, node, &findings) }
    for node in front.values("language", "languages", "lang", "Language") { addLanguages(node, front, &findings) }
    for node in front.values("library_name", "library-name", "library_tag", "library") {
      front.add(Predicate.library, node, &findings) { $0.lowercased() }
    }
    for node in front.values("pipeline_tag", "pipeline-tag", "task_categories") {
      front.add(Predicate.task, node, &findings)
    }
    for node in front.values("task", "tasks", "task_ids") where node.text.map(Tasks.isTask) == true {
      front.add(Predicate.task, node, &findings)
    }
    for node in front.values("tags", "tag") {
      guard let tag = node.text else { continue }
      if Tasks.isTask(tag) { front.add(Predicate.task, node, &findings) }
      if Frameworks.tag(tag) != nil { front.add(Predicate.library, node, &findings) { $0.lowercased() } }
    }
    for node in front.values("datasets", "dataset") { front.add(Predicate.trainedOn, node, &findings) }

    // PyTorch Hub's pages.
    for node in front.values("github-link") {
      guard let url = node.text.flatMap(LinksExtractor.repository) else { continue }
      findings.add(Predicate.codeRepo, .string(url), raw: url, lines: node.line...node.endLine)
    }
    for node in front.values("summary") {
      for phrase in DatasetPhrase.all(in: Words(node.text ?? "", line: node.line)) where phrase.isTraining {
        findings.add(Predicate.trainedOn, .string(phrase.text), raw: phrase.text, lines: node.line...node.endLine)
      }
    }

    let relation = card.frontMatter("base_model_relation")?.text
    for node in front.values("base_model", "base_models", "base-model") {
      front.add(Predicate.baseModel, node, &findings, relation.map { ["relation": .string($0)] } ?? [:])
    }
    if let node = card.frontMatter("co2_eq_emissions") { addEmissions(node, front, &findings) }
  }

  /// One language, or several in one text: `en`, `English`, `en, de`.
  private func addLanguages(_ node: YAML.Node, _ front: Front, _ findings: inout Findings) {
    guard let text = node.text else { return }
    for part in text.utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x3B || $0 == 0x2F || $0 == 0x20 }) {
      let part = Substring(part)
      guard let code = Languages.code(part) else { continue }
      findings.add(Predicate.language, .string(code), raw: String(part), lines: node.line...node.endLine)
    }
  }

  /// Grams, or a mapping with the grams under `emissions`, or text that begins with the number.
  private func addEmissions(_ node: YAML.Node, _ front: Front, _ findings: inout Findings) {
    let value = node["emissions"] ?? node
    if let text = value.text, let printed = PrintedValue(text) {
      let unit = folded(printed.rest)
      let power = unit.hasPrefix("kg") || unit.hasPrefix("kilo") ? 3 : unit.hasPrefix("t co") || unit == "t" ? 6 : 0
      findings.add(
        Predicate.emissions, .number(printed.number.scaled(byPowerOfTen: power)), raw: text,
        lines: value.line...value.endLine)
    }
    if let hardware = node["hardware_used"] { front.add(Predicate.hardware, hardware, &findings) }
  }
}

/// The front matter with the means to state what stands in it.
private struct Front {
  let card: Card

  /// What stands under any of the keys: a value alone, the items of a list, nothing that is null or has parts.
  func values(_ keys: String...) -> [YAML.Node] {
    var values: [YAML.Node] = []
    for key in keys {
      guard let node = card.frontMatter(key) else { continue }
      let nodes = node.isSequence ? node.items : [node]
      values += nodes.filter { !$0.isNull && $0.text?.trimmed.isEmpty == false }
    }
    return values
  }

  func add(
    _ predicate: String, _ node: YAML.Node, _ findings: inout Findings, _ qualifiers: Qualifiers = [:],
    _ spelling: (String) -> String = { $0 }
  ) {
    guard let text = node.text.map({ String($0.trimmed) }), !text.mentions("{{") else { return }
    findings.add(predicate, .string(spelling(text)), raw: text, lines: node.line...node.endLine, qualifiers)
  }
}
