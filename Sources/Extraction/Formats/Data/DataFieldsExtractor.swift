import Records
import Stages
import YAML

/// Reads what values under known names say: licence, tasks, data sets, sizes, papers, training settings.
struct DataFieldsExtractor: DataExtractor {
  static let name = "data-fields"
  static let version = 5
  static let summary = "Read values under known names in YAML, JSON and tables."
  static let method = Method.structuredFile
  static let confidence = 0.95

  func read(_ subject: DataDocument.Subject, in document: DataDocument, into findings: inout Findings) {
    let own = DataFindings(subject, in: document)
    // A table's own names are its header: nothing lies below.
    subject.forEachEntry { entry in
      guard let meaning = entry.meaning else { return true }
      return read(entry, meaning, own, &findings)
    }
  }

  /// Whether to look inside the value.
  private func read(
    _ entry: DataEntry, _ meaning: DataKeys.Meaning, _ own: DataFindings, _ findings: inout Findings
  ) -> Bool {
    func add(_ predicate: String, _ value: JSON, _ node: YAML.Node, raw: String? = nil, _ more: Qualifiers = [:]) {
      own.add(predicate, value, node, entry.pointer, raw: raw, more, to: &findings)
    }
    /// Names as printed, of at most so many bytes.
    func addNames(_ predicate: String, upTo most: Int = 120, _ spelling: (String) -> String = { $0 }) {
      for node in entry.scalars {
        guard let text = node.text.map({ String($0.trimmed) }), text.utf8.count <= most, !text.mentions("\n") else {
          continue
        }
        add(predicate, .string(spelling(text)), node)
      }
    }
    switch meaning {
    case .license: addLicenses(entry, add)
    case .language: for node in entry.scalars { addLanguages(node, add) }
    case .task:
      // The "task" of an adapter to a language is that language.
      if entry.parent.value(folded: "type")?.text?.mentions("lang") == true {
        for node in entry.scalars { addLanguages(node, add) }
      } else {
        for node in entry.scalars where !(node.text?.mentions("://") ?? true) && PrintedValue(node.text ?? "") == nil {
          guard let text = node.text?.trimmed, text.utf8.count <= 80 else { continue }
          add(Predicate.task, .string(String(text)), node)
        }
      }
    case .library: addNames(Predicate.library, upTo: 40) { $0.lowercased() }
    case .baseModel: addNames(Predicate.baseModel)
    case .kind:
      if let text = entry.node.text, let library = Frameworks.tag(text) ?? Self.library(ofClass: text) {
        add(Predicate.library, .string(library), entry.node)
      }
    case .tags:
      for node in entry.scalars {
        guard let tag = node.text else { continue }
        if Tasks.isTask(tag) || folded(tag) == "segmentation" {
          add(Predicate.task, .string(String(tag.trimmed)), node)
        }
        if let library = Frameworks.tag(tag) { add(Predicate.library, .string(library), node) }
      }
    case .dataset: return addDataset(entry, add)
    case .trainedOn:
      addDatasetNames(Predicate.trainedOn, entry, add)
      return addDataSection("section.training_data", entry, add)
    case .evaluatedOn:
      addDatasetNames(Predicate.evaluatedOn, entry, add)
      return addDataSection("section.evaluation", entry, add)
    case .paper: addPapers(entry, isSure: true, add)
    case .repository: for node in entry.scalars { addRepository(node, add) }
    case .link:
      // A model of BioImage.IO cites what it was made with as well.
      if let cited = entry.parent.value(folded: "text")?.text, Self.tools.contains(folded(cited)) { return true }
      for node in entry.scalars where !addRepository(node, add) && !entry.path.contains("dataset") {
        addPapers(of: node, isSure: entry.path.last.map { Self.papers.contains($0) } ?? false, add)
      }
    case .parameters, .size, .flops: DataQuantities.add(entry, meaning, add)
    case .latency: return DataQuantities.addLatency(entry, add)
    case .duration: DataQuantities.addDuration(entry, add)
    case .emissions: DataQuantities.addEmissions(entry, add)
    case .hardware: for node in entry.scalars { DataQuantities.addHardware(node, add) }
    case .inputSize, .inputShape, .arguments: return addInput(entry, meaning, add)
    case .hyperparameter: addHyperparameter(entry, add)
    case .architecture: addNames(Predicate.architecture)
    case .modelType: addNames(Predicate.modelType, upTo: 60)
    case .opset:
      if let text = entry.node.text, let number = Int(text) { add(Predicate.opset, .number(number), entry.node) }
    case .section(let predicate): addSection(predicate, entry, add)
    case .results:
      if entry.node.value(folded: "unitary results") != nil { addSection("section.evaluation", entry, add) }
    case .prose, .measures, .devices: break
    case .closed: return false
    }
    return true
  }

  /// `tensorflow` of `kipoi.model.TensorFlowModel`: the library that the class of a model is named after.
  private static func library(ofClass text: String) -> String? {
    guard text.ends(with: "Model"), let point = text.utf8.lastIndex(of: 0x2E) else { return nil }
    return Frameworks.tag(text[text.utf8.index(after: point)...].dropLast("Model".count))
  }

  typealias Adding = (_ predicate: String, _ value: JSON, _ node: YAML.Node, _ raw: String?, _ more: Qualifiers) -> Void

  private func addLicenses(_ entry: DataEntry, _ add: Adding) {
    for node in entry.scalars {
      guard let text = node.text?.trimmed, text.utf8.count <= 200, !text.mentions("\n") else { continue }
      // "See license.txt" is no licence.
      guard !text.lowercased().begins(with: "see ") else { continue }
      add(Predicate.license, .string(String(text)), node, nil, [:])
    }
  }

  private func addLanguages(_ node: YAML.Node, _ add: Adding) {
    guard let text = node.text, text.utf8.count < 400 else { return }
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "/" || $0 == " " }) {
      if let code = Languages.code(part) { add(Predicate.language, .string(code), node, String(part), [:]) }
    }
  }

  // MARK: Data sets

  /// A data set beside results is what they were measured on; else what the model was trained on.
  private func addDataset(_ entry: DataEntry, _ add: Adding) -> Bool {
    let isMeasured =
      entry.path.contains { $0.begins(with: "eval") || $0.begins(with: "test") || $0 == "metrics" || $0 == "results" }
      || entry.parent.pairs.contains { pair in
        let name = pair.key.text.map { folded($0) } ?? ""
        if case .results = DataKeys.meaning(of: name, in: entry.parent, entry.path) { return true }
        return DataResultsExtractor.isMetric(name) && pair.value.text.map { PrintedValue($0) != nil } == true
      }
      || entry.node.items.contains { $0.value(folded: "metrics") != nil }
    addDatasetNames(isMeasured ? Predicate.evaluatedOn : Predicate.trainedOn, entry, add)
    return false
  }

  /// A part of a card in JSON that is about data and names them.
  ///
  /// - Returns: whether to look inside: what else is said of a data set, such as its licence, is not said of the model.
  private func addDataSection(_ predicate: String, _ entry: DataEntry, _ add: Adding) -> Bool {
    guard let dataset = entry.node.value(folded: "dataset") else { return false }
    if entry.node.isMapping, dataset.value(folded: "name")?.isStated == true {
      add(predicate, true, entry.node, nil, [:])
    }
    return true
  }

  private func addDatasetNames(_ predicate: String, _ entry: DataEntry, _ add: Adding) {
    for node in entry.scalars {
      guard let text = node.text?.trimmed, (2...100).contains(text.utf8.count), !text.mentions("\n"),
        !text.mentions("://"), !text.utf8.allSatisfy({ $0.isDigit || $0 == 0x2E })
      else { continue }
      // A sentence is no name.
      guard text.spaced.count <= 10, text.utf8.last != UInt8(ascii: "."), !text.begins(with: "see ") else { continue }
      let name = Self.whole(text)
      add(predicate, .string(String(name)), node, String(name), [:])
    }
  }

  /// Without the part of a set that stands in brackets behind its name: `PondQA` of `PondQA (train set)`.
  static func whole(_ name: Substring) -> Substring {
    guard name.ends(with: " set)"), let open = name.lastIndex(of: "("), open > name.startIndex else { return name }
    return name[..<open].trimmed
  }

  // MARK: Papers and code

  /// What is cited beside the paper of a model.
  private static let tools: Set<String> = ["training library", "segmentation algorithm", "data", "training data"]

  private static let papers: Set<String> = [
    "paper", "papers", "cite", "citation", "citations", "reference", "references", "publication",
  ]

  private func addPapers(_ entry: DataEntry, isSure: Bool, _ add: Adding) {
    // Of a paper with parts, the address is read as a link below it.
    switch entry.node.content {
    case .scalar: addPapers(of: entry.node, isSure: isSure, add)
    case .sequence(let items): for item in items.prefix(200) { addPapers(of: item, isSure: isSure, add) }
    case .mapping: break
    }
  }

  /// The papers that a text names: an address alone, or ids and addresses anywhere in it.
  ///
  /// - Parameter isSure: whether an address of any kind is a paper's.
  private func addPapers(of node: YAML.Node, isSure: Bool, _ add: Adding) {
    guard node.isStated, let text = node.text?.trimmed, text.utf8.count < 20_000 else { return }
    if !text.mentions(" "), !text.mentions("\n") {
      if let paper = LinksExtractor.paper(String(text)) {
        add(Predicate.paper, .string(paper), node, paper, [:])
      } else if text.begins(with: "10."), text.mentions("/") {
        add(Predicate.paper, .string(String(text)), node, nil, [:])
      } else if isSure, text.begins(with: "http"), !text.ends(with: "..."),
        LinksExtractor.repository(String(text)) == nil
      {
        add(Predicate.paper, .string(String(text)), node, nil, [:])
      }
      return
    }
    var seen: Set<String> = []
    for word in text.split(whereSeparator: {
      $0 == "\n" || $0 == " " || $0 == "{" || $0 == "}" || $0 == "<" || $0 == ">" || $0 == "\""
    }) {
      let word = word.ends(with: ",") || word.ends(with: ".") || word.ends(with: ")") ? word.dropLast() : word
      let found = Self.paper(in: word)
      if let found, seen.insert(found).inserted { add(Predicate.paper, .string(found), node, found, [:]) }
    }
  }

  /// The paper that a word of a text names: an address, `arXiv:…`, and in BibTeX `doi={10.1/x}` and `volume={abs/1234.56789}`.
  private static func paper(in word: Substring) -> String? {
    if word.utf8.starts(with: "http".utf8) || word.mentions("arXiv:") { return LinksExtractor.paper(String(word)) }
    let bare = word.prefix { $0 != "}" }
    if bare.begins(with: "abs/") { return LinksExtractor.paper("arXiv:" + bare.dropFirst(4)) }
    return bare.begins(with: "10.") && bare.mentions("/") ? LinksExtractor.paper("https://doi.org/" + bare) : nil
  }

  @discardableResult
  private func addRepository(_ node: YAML.Node, _ add: Adding) -> Bool {
    guard let text = node.text?.trimmed, let repository = LinksExtractor.repository(String(text)) else { return false }
    add(Predicate.codeRepo, .string(repository), node, repository, [:])
    return true
  }

  // MARK: Sizes and settings

  private func addInput(_ entry: DataEntry, _ meaning: DataKeys.Meaning, _ add: Adding) -> Bool {
    switch meaning {
    case .arguments:
      for node in entry.node.items {
        guard let text = node.text, text.mentions("input"), text.mentions("shape"), let mark = text.firstIndex(of: "=")
        else {
          continue
        }
        let value = text[text.index(after: mark)...].trimmed
        if let size = ImageSize(value, isSide: false) {
          add(Predicate.inputSize, size.value, node, String(value), [:])
        }
      }
      return entry.node.isMapping
    case .inputShape:
      // Below "inputs", or as a shape that says it is one of the input.
      let isInput = entry.key != "shape" || entry.path.contains { $0.begins(with: "input") || $0.ends(with: "inputs") }
      guard isInput, !entry.path.contains(where: { $0.begins(with: "output") || $0.begins(with: "example") }) else {
        return false
      }
      let shapes = entry.node.isMapping ? entry.node.pairs.map(\.value) : [entry.node]
      for node in shapes {
        let size = node.isSequence ? ImageSize(node) : node.text.flatMap { ImageSize($0, isSide: false) }
        if let size { add(Predicate.inputSize, size.value, node, nil, [:]) }
      }
      return false
    default:
      if let size = ImageSize(entry.node) ?? entry.node.text.flatMap({ ImageSize($0) }) {
        add(Predicate.inputSize, size.value, entry.node, nil, [:])
      }
      return entry.node.isMapping
    }
  }

  private func addHyperparameter(_ entry: DataEntry, _ add: Adding) {
    // What is said beside a time is the setting of that measurement.
    guard entry.node.isStated, let text = entry.node.text?.trimmed, text.utf8.count <= 60,
      !entry.path.contains(where: { $0.begins(with: "inference") || $0.begins(with: "dataloader") })
    else { return }
    let name = Entry.snake(entry.printed)
    let printed = PrintedValue(text).flatMap { $0.rest.isEmpty && !$0.isPercent ? $0.number : nil }
    add(
      Predicate.hyperparameter, printed.map { .number($0) } ?? .string(String(text)), entry.node, nil,
      ["name": .string(name)])
  }

  /// A section is there if somebody wrote a sentence.
  private func addSection(_ predicate: String, _ entry: DataEntry, _ add: Adding) {
    func sentence(in node: YAML.Node, depth: Int) -> Bool {
      if let text = node.text {
        return node.isStated && text.utf8.count >= 30 && !SectionsExtractor.isTemplate(text) && text.contains(" ")
      }
      guard depth < 4 else { return false }
      return node.items.contains { sentence(in: $0, depth: depth + 1) }
        || node.pairs.contains { sentence(in: $0.value, depth: depth + 1) }
    }
    if sentence(in: entry.node, depth: 0) { add(predicate, true, entry.node, nil, [:]) }
  }
}
