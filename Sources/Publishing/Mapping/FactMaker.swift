import Records

/// Turns the values of records and the `prov` entries behind them into facts for a page.
struct FactMaker {
  let labels: Labels
  let citations: Citations

  /// The facts of one field of a model; none where the field is unknown and nothing was said of it.
  ///
  /// A `prov` entry points at a whole field (`/license`), at a part of it (`/license/expr`) or at an element
  /// (`/tasks/0`).
  func facts(of field: ModelField, in model: Model) -> [Fact] {
    let values = field.values(model, labels)
    var whole: [Prov] = []
    var elements: [Int: Prov] = [:]
    for prov in model.prov {
      let parts = prov.p.split(separator: "/", omittingEmptySubsequences: true)
      guard let first = parts.first, first == field.name else { continue }
      if parts.count > 1, let index = Int(parts[1]), values.indices.contains(index), elements[index] == nil {
        elements[index] = prov
      } else {
        whole.append(prov)
      }
    }
    if !elements.isEmpty {
      return values.enumerated().map { fact(field.label, $1, elements[$0].map { [$0] } ?? whole) }
    }
    if values.isEmpty {
      return whole.filter { $0.status == .conflicted }.prefix(1).map { fact(field.label, nil, [$0]) }
    }
    // Normalise concludes the domain from the task; it has no claims of its own.
    if field.name == "domains", whole.isEmpty {
      return [Fact(field.label, values.joined(separator: ", "), status: .inferred, evidence: [])]
    }
    // Several addresses are several facts: each has its own link.
    if values.count > 1, values.contains(where: { WebAddress.of($0) != nil }) {
      return values.map { fact(field.label, $0, whole) }
    }
    return [fact(field.label, values.joined(separator: ", "), whole)]
  }

  /// A value and what stands behind it.
  func fact(_ label: String, _ value: String?, _ provs: [Prov]) -> Fact {
    let lead = provs.first
    var cited: Set<String> = []
    let claims = provs.flatMap(\.claims).filter { cited.insert($0).inserted }
    let others = provs.flatMap(\.others).map { other in
      Fact.Alternative(spelt(other.value, lead?.p ?? ""), evidence: citations.evidence(other.claim))
    }
    let isOpen = lead?.status == .conflicted
    // Where no rule may choose, the winner's claims are alternatives like the rest.
    let chosen = isOpen ? [] : claims.compactMap(citations.evidence)
    let contested =
      isOpen && others.isEmpty
      ? claims.compactMap { id in
        citations.claim(id).map {
          Fact.Alternative(spelt($0.value ?? .null, lead?.p ?? ""), evidence: citations.evidence($0))
        }
      } : others
    return Fact(
      label, isOpen ? nil : value.map { Text.cut($0, to: 2000) }, url: value.flatMap(WebAddress.of),
      status: lead.flatMap { Fact.Status(rawValue: $0.status.rawValue) } ?? .unsourced,
      rule: lead.flatMap { ["only", "equal", ""].contains($0.rule) ? nil : $0.rule }, evidence: chosen,
      others: contested)
  }

  /// The facts of a training record.
  ///
  /// A `prov` entry points at a member (`/seed`), at an element of a list (`/hyperparameters/2`) or at the whole list
  /// (`/datasets`). A typed member that only repeats a hyperparameter is not said twice: the hyperparameter has the
  /// name that the card prints, and the lines.
  func facts(of training: Training, prefix: String) -> [Fact] {
    var facts: [Fact] = []
    func number(_ value: Double?) -> String? { value.map { PrintedNumber($0).canonical } }
    let settings = training.hyperparameters.map {
      (label: $0.name.replacing("_", with: " "), value: number($0.num) ?? $0.text)
    }
    func provs(of member: String) -> [Prov] {
      let pointer = "/\(member)"
      let own = training.prov.filter { $0.p == pointer || $0.p.hasPrefix(pointer + "/") }
      return own.isEmpty ? training.prov.filter { pointer.hasPrefix($0.p + "/") } : own
    }
    func add(_ member: String, _ label: String, _ value: String?) {
      guard let value else { return }
      let provs = provs(of: member)
      facts.append(fact(prefix + label, value, provs))
    }
    func addUnlessRepeated(_ member: String, _ label: String, _ value: String?) {
      if provs(of: member).isEmpty, settings.contains(where: { $0.value == value }) { return }
      add(member, label, value)
    }
    for (place, use) in training.datasets.enumerated() {
      add("datasets/\(place)", "Dataset (\(use.role))", labels.dataset(use.dataset))
    }
    addUnlessRepeated("optimizer", "Optimiser", training.optimizer)
    addUnlessRepeated("learning_rate", "Learning rate", number(training.learningRate))
    addUnlessRepeated("lr_schedule", "Schedule", training.lrSchedule)
    addUnlessRepeated("epochs", "Epochs", number(training.epochs))
    addUnlessRepeated("batch_size_device", "Batch size per device", training.batchSizeDevice.map(String.init))
    addUnlessRepeated("seed", "Seed", training.seed.map(String.init))
    for (place, use) in training.hardware.enumerated() {
      add("hardware/\(place)", "Hardware", (use.count.map { "\($0) × " } ?? "") + labels.term(use.hardware))
    }
    add("duration_s", "Duration, seconds", number(training.durationS))
    add("co2e_g", "CO₂ equivalent, grams", number(training.co2eG))
    for (place, setting) in settings.enumerated() {
      add("hyperparameters/\(place)", setting.label, setting.value)
    }
    return facts
  }

  private func spelt(_ value: JSON, _ pointer: String) -> String {
    let field = pointer.dropFirst().prefix { $0 != "/" }
    if let text = value.string { return Text.cut(labels.term(text, of: field), to: 500) }
    if let licence = value["expr"]?.string ?? value["name"]?.string { return licence }
    return Text.print(value)
  }
}
