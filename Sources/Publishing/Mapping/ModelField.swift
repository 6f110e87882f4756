import Foundation
import Records

/// A field of a model that its page shows and that the coverage page counts.
struct ModelField: Sendable {
  enum Group: String, CaseIterable { case configuration, dataset, documentation, origin }

  /// The member of the record, as the first part of a `prov` pointer names it.
  let name: String
  let label: String
  let group: Group
  /// Whether the page says so where it is missing.
  let isExpected: Bool
  /// The values as people read them; one for each element of a list.
  let values: @Sendable (Model, Labels) -> [String]

  private init(
    _ name: String, _ label: String, _ group: Group, expected: Bool = false,
    _ values: @escaping @Sendable (Model, Labels) -> [String]
  ) {
    (self.name, self.label, self.group, isExpected, self.values) = (name, label, group, expected, values)
  }

  static let baseModels = ModelField("base_models", "Base model", .configuration, expected: true) { model, labels in
    model.baseModels.map { labels.model($0.model) }
  }

  /// In the order of the page.
  static let all: [ModelField] = [
    ModelField("tasks", "Task", .configuration, expected: true) { $0.tasks.map($1.term) },
    ModelField("license", "Licence", .configuration, expected: true) { model, _ in licence(model.license) },
    ModelField("libraries", "Library", .configuration, expected: true) { $0.libraries.map($1.term) },
    ModelField("languages", "Language", .configuration, expected: true) { $0.languages.map($1.language) },
    ModelField("architecture", "Architecture", .configuration, expected: true) { one($0.architecture.map($1.term)) },
    ModelField("model_type", "Model type", .configuration) { model, _ in one(model.modelType) },
    ModelField("params_total", "Parameters", .configuration, expected: true) { model, _ in
      one(model.paramsTotal.map(Figures.grouped))
    },
    ModelField("flops", "Operations per sample", .configuration) { model, _ in
      one(model.flops.map { PrintedNumber($0).canonical })
    },
    ModelField("input_hw", "Input size", .configuration) { model, _ in
      model.inputHw.isEmpty ? [] : [model.inputHw.map(String.init).joined(separator: " × ") + " pixels"]
    },
    ModelField("domains", "Domain", .configuration) { $0.domains.map($1.domain) },
    baseModels,
    ModelField("trained_on", "Trained on", .dataset, expected: true) { $0.trainedOn.map($1.dataset) },
    ModelField("evaluated_on", "Evaluated on", .dataset, expected: true) { $0.evaluatedOn.map($1.dataset) },
    ModelField("papers", "Paper", .documentation, expected: true) { model, _ in model.papers },
    ModelField("code_repo", "Code", .documentation, expected: true) { model, _ in one(model.codeRepo) },
    ModelField("created_at", "Created", .origin) { model, _ in one(model.createdAt) },
    ModelField("modified_at", "Changed", .origin) { model, _ in one(model.modifiedAt) },
    ModelField("revision", "Revision", .origin) { model, _ in one(model.revision) },
    ModelField("gated", "Gated", .origin) { model, _ in one(model.gated.map { $0 ? "yes" : "no" }) },
    ModelField("tags", "Tags", .origin) { model, _ in
      model.tags.isEmpty ? [] : [model.tags.joined(separator: ", ")]
    },
  ]

  /// The predicates whose claims the field is concluded from, where a question asks for one of them.
  var predicates: [String] {
    switch name {
    case "tasks": [Predicate.task]
    case "license": [Predicate.license]
    case "libraries": [Predicate.library]
    case "languages": [Predicate.language]
    case "params_total": [Predicate.paramsTotal]
    case "trained_on": [Predicate.trainedOn]
    case "papers": [Predicate.paper]
    case "code_repo": [Predicate.codeRepo]
    default: []
    }
  }

  /// What a question of a completeness profile is called, by its first predicate.
  static func question(_ predicate: String) -> String {
    switch predicate {
    case Predicate.evaluation: return "Reported results"
    case Predicate.paper: return "Paper or code"
    case "section.training_data": return "Training data"
    default: break
    }
    if let field = all.first(where: { $0.predicates.contains(predicate) }) { return field.label }
    let words = predicate.drop { $0 != "." }.dropFirst().replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Sections of the card that are too long to repeat, by the member that points at them.
  static let sections: [(name: String, label: String, ref: @Sendable (Model) -> TextRef?)] = [
    ("summary_ref", "Summary", { $0.summaryRef }),
    ("intended_use_ref", "Intended use", { $0.intendedUseRef }),
    ("limitations_ref", "Limitations", { $0.limitationsRef }),
    ("training_ref", "Training procedure", { $0.trainingRef }),
    ("evaluation_ref", "Evaluation", { $0.evaluationRef }),
    ("usage_ref", "How to use", { $0.usageRef }),
    ("citation_ref", "Citation", { $0.citationRef }),
  ]

  private static func one(_ value: String?) -> [String] { value.map { [$0] } ?? [] }

  static func licence(_ licence: Licence?) -> [String] {
    guard let licence else { return [] }
    if let name = licence.expr ?? licence.name { return [name] }
    return licence.keys.isEmpty ? [] : [licence.keys.joined(separator: ", ")]
  }
}

/// How ids of other things are shown on a page.
struct Labels: Sendable {
  let vocabulary: Vocabulary
  let datasets: [String: String]

  func term(_ id: String) -> String { vocabulary.label(id) }

  func language(_ code: String) -> String { vocabulary.language(code) }

  func domain(_ id: String) -> String { Self.domains[id] ?? term(id) }

  /// A value of a model's field, whose name says what its bare codes stand for: `cv` is a domain and a language.
  func term(_ id: String, of field: Substring) -> String {
    switch field {
    case "languages": language(id)
    case "domains": domain(id)
    default: term(id)
    }
  }

  /// "Icons, test": what a result is about.
  func subject(of evaluation: Evaluation) -> String {
    let dataset = evaluation.dataset.map(dataset) ?? evaluation.datasetName.map { Text.cut($0, to: 200) }
    if dataset == nil, evaluation.category == "size" || evaluation.category == "compute" { return "The file itself" }
    let parts = [dataset ?? "No dataset named", evaluation.config, evaluation.split.map(split)]
    return Text.cut(parts.compactMap { $0 }.joined(separator: ", "), to: 300)
  }

  /// "fp32, AMD EPYC, 2 threads, onnxruntime 1.32.0": what was run on what.
  func setting(_ evaluation: Evaluation) -> String? {
    guard let setting = evaluation.setting else { return nil }
    let count = setting.hardwareCount.map { $0 > 1 ? "\($0) × " : "" } ?? ""
    let parts = [
      setting.precision.map(term), setting.hardware.map { count + term($0) },
      setting.threads.map { $0 == 1 ? "1 thread" : "\($0) threads" },
      setting.backend.map(term).map { name in setting.backendVersion.map { "\(name) \($0)" } ?? name },
    ]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    return text.isEmpty ? nil : Text.cut(text, to: 200)
  }

  /// "test" from `split:test`, and from what other stages write.
  func split(_ id: String) -> String {
    id.hasPrefix("split:") ? id.dropFirst(6).removingPercentEncoding ?? String(id.dropFirst(6)) : id
  }

  private static let domains = [
    "cv": "Computer vision", "nlp": "Language", "audio": "Audio", "multimodal": "Multimodal", "tabular": "Tabular",
    "rl": "Reinforcement learning", "graph": "Graphs", "time_series": "Time series", "other": "Other",
  ]

  func dataset(_ id: String) -> String {
    datasets[id] ?? Self.native(id, after: "mz:dataset/") ?? vocabulary.label(id)
  }

  /// A model's id without the `mz:model/<zoo>/` before it, or what was printed where it is no id.
  func model(_ id: String) -> String { Self.native(id, after: "mz:model/") ?? vocabulary.label(id) }

  private static func native(_ id: String, after prefix: String) -> String? {
    guard id.hasPrefix(prefix), let slash = id.dropFirst(prefix.count).firstIndex(of: "/") else { return nil }
    let rest = String(id[id.index(after: slash)...])
    return rest.removingPercentEncoding ?? rest
  }
}
