import Markdown
import Records
import Stages
import YAML

/// Reads the list of models that a page carries in a comment, in the form that Papers with Code took from zoos:
///
/// ```yaml
/// Type: model-index
/// Collections: [{Name: ResNet, Paper: {URL: …}}]
/// Models: [{Name: resnet18, Metadata: {FLOPs: 1, Parameters: 2}, Code: …, Results: [{Task, Dataset, Metrics: {…}}]}]
/// ```
struct CollectionExtractor: CardExtractor {
  static let name = "collection"
  static let summary = "Read the list of models in a comment of a page."
  static let method = Method.frontMatter
  static let confidence = 0.96

  func read(_ card: Card, into findings: inout Findings) {
    for comment in card.comments where comment.text.mentions("Models:") {
      var text = comment.text
      let pairs = text.withUTF8 { FrontMatterReader($0, firstLine: comment.line).pairs }
      for pair in pairs {
        switch pair.key.text {
        case "Collections": for node in Self.items(pair.value) { read(collection: node, &findings) }
        case "Models": for node in Self.items(pair.value) { read(model: node, &findings) }
        default: break
        }
      }
    }
  }

  private static func items(_ node: YAML.Node) -> [YAML.Node] { node.isSequence ? node.items : [node] }

  private func read(collection: YAML.Node, _ findings: inout Findings) {
    readPaper(collection["Paper"], &findings)
    if let metadata = collection["Metadata"] { read(metadata: metadata, [:], &findings) }
  }

  private func readPaper(_ paper: YAML.Node?, _ findings: inout Findings) {
    guard let node = paper?["URL"] ?? paper, let url = node.text?.trimmed, url.hasPrefix("http") else { return }
    let id = LinksExtractor.paper(String(url)) ?? String(url)
    findings.add(Predicate.paper, .string(id), raw: id, lines: node.line...node.endLine)
  }

  private func read(model: YAML.Node, _ findings: inout Findings) {
    var qualifiers: [String: JSON] = [:]
    qualifiers["model"] = model["Name"]?.text.map { .string($0) }
    readPaper(model["Paper"], &findings)
    if let metadata = model["Metadata"] { read(metadata: metadata, qualifiers, &findings) }
    if let node = model["Code"]?["URL"] ?? model["Code"], let url = node.text.flatMap(LinksExtractor.repository) {
      findings.add(Predicate.codeRepo, .string(url), raw: url, lines: node.line...node.endLine)
    }
    for result in model["Results"].map(Self.items) ?? [] { read(result: result, qualifiers, &findings) }
  }

  private func read(metadata: YAML.Node, _ qualifiers: [String: JSON], _ findings: inout Findings) {
    for pair in metadata.pairs {
      guard let name = pair.key.text else { continue }
      for node in Self.items(pair.value) {
        guard !node.isNull, let text = node.text.map({ String($0.trimmed) }), !text.isEmpty else { continue }
        read(name, text, node, qualifiers, &findings)
      }
    }
  }

  private func read(
    _ name: String, _ text: String, _ node: YAML.Node, _ qualifiers: [String: JSON], _ findings: inout Findings
  ) {
    func add(_ predicate: String, _ value: JSON, raw: String? = nil, _ own: [String: JSON] = [:]) {
      findings.add(
        predicate, value, raw: raw ?? text, lines: node.line...node.endLine, own.isEmpty ? qualifiers : own)
    }
    switch folded(name) {
    case "tasks", "task": add(Predicate.task, .string(text))
    case "training data", "pretrained data", "pretraining data": add(Predicate.trainedOn, .string(text))
    case "flops", "parameters", "params":
      guard let printed = PrintedValue(text) else { return }
      let number = printed.magnified ?? printed.number
      add(folded(name) == "flops" ? Predicate.flops : Predicate.paramsTotal, .number(number))
    case "image size", "crop size", "resolution", "input size":
      guard let size = ImageSize(text) else { return }
      add(Predicate.inputSize, size.value)
    case "training resources":
      guard let hardware = Hardware.first(in: text) else { return }
      add(Predicate.hardware, .string(hardware.name), hardware.count.map { ["count": .number($0)] } ?? [:])
    case "lr", "learning rate", "epochs", "epoch", "batch size", "momentum", "weight decay", "optimizer", "dropout",
      "warmup epochs", "iterations", "steps":
      add(Predicate.hyperparameter, HyperparametersExtractor.value(text), ["name": .string(Entry.snake(name))])
    default: break
    }
  }

  private func read(result: YAML.Node, _ qualifiers: [String: JSON], _ findings: inout Findings) {
    var qualifiers = qualifiers
    if let node = result["Task"], let text = node.text {
      findings.add(Predicate.task, .string(text), raw: text, lines: node.line...node.endLine)
    }
    if let node = result["Dataset"], let text = node.text {
      findings.add(Predicate.evaluatedOn, .string(text), raw: text, lines: node.line...node.endLine)
      qualifiers["dataset"] = .string(text)
    }
    guard let metrics = result["Metrics"] else { return }
    for pair in Self.items(metrics).flatMap(\.pairs) {
      guard let name = pair.key.text, let text = pair.value.text, let printed = PrintedValue(text) else { continue }
      let scale = MetricName(name).scale
      let isPercent = printed.isPercent || (scale == .proportion && printed.number.double > 1)
      var own = qualifiers
      own["metric"] = .string(name)
      findings.add(
        Predicate.evaluation, .number(isPercent ? printed.number.scaled(byPowerOfTen: -2) : printed.number), raw: text,
        lines: pair.value.line...pair.value.endLine, own)
    }
  }
}
