import Records

/// Makes the `training` record of a model: data, settings, hardware, time and emissions of the stage that made it.
struct TrainingRules {
  let vocabularies: Vocabularies

  /// nil where no source says anything about the training.
  func training(_ claims: ModelClaims) -> Training? {
    var training = Training()
    training.model = claims.id
    training.stage = claims[Predicate.baseModel].isEmpty ? "unstated" : "finetune"
    training.id = Identifier.derived("training", [.string(claims.id), .string(training.stage)])
    fillData(&training, claims)
    fillSettings(&training, claims)
    fillCost(&training, claims)
    guard !training.prov.isEmpty else { return nil }
    training.prov.sort { $0.p.precedes($1.p) }
    return training
  }

  private func fillData(_ training: inout Training, _ claims: ModelClaims) {
    let resolution = Resolution(claims[Predicate.trainedOn], order: Precedence.statement)
    let meaning = { (claim: Claim) in vocabularies.dataset(claim.text, zoo: claims.zoo) }
    if let prov = resolution.union(at: "/datasets", meaning: meaning) { training.prov.append(prov) }
    for claim in resolution.claims {
      var dataset = TrainingDataset()
      dataset.dataset = meaning(claim)
      dataset.role = claim.qualifiers["role"]?.string ?? "train"
      if !training.datasets.contains(dataset) { training.datasets.append(dataset) }
    }
    training.datasets.sort { ($0.dataset, $0.role) < ($1.dataset, $1.role) }
  }

  private func fillSettings(_ training: inout Training, _ claims: ModelClaims) {
    let named = Dictionary(grouping: claims[Predicate.hyperparameter]) { $0.qualifiers["name"]?.string ?? "" }
    for name in named.keys.sorted(by: { $0.precedes($1) }) where !name.isEmpty {
      let resolution = Resolution(named[name] ?? [], order: Precedence.hyperparameter)
      guard let winner = resolution.claims.first, let value = winner.value else { continue }
      let place = training.hyperparameters.count
      if let prov = resolution.winner(at: "/hyperparameters/\(place)", meaning: \.text) { training.prov.append(prov) }
      var setting = HyperParameter()
      setting.name = name
      if let number = value.double ?? SpelledNumber(value.text)?.value {
        setting.num = number
      } else {
        setting.text = String(value.text.prefix(300))
      }
      training.hyperparameters.append(setting)
    }
    func setting(_ names: [String]) -> HyperParameter? {
      for name in names {
        if let found = training.hyperparameters.first(where: { $0.name == name }) { return found }
      }
      return nil
    }
    training.learningRate = setting(["learning_rate", "lr"])?.num
    training.epochs = setting(["num_epochs", "epochs", "num_train_epochs", "n_epochs"])?.num
    training.batchSizeDevice = setting(["train_batch_size", "batch_size", "per_device_train_batch_size"])?.num.flatMap {
      Int(exactly: $0)
    }
    training.seed = setting(["seed"])?.num.flatMap { Int(exactly: $0) }
    training.optimizer = setting(["optimizer"])?.text
    training.lrSchedule = setting(["lr_scheduler_type", "lr_scheduler"])?.text
  }

  private func fillCost(_ training: inout Training, _ claims: ModelClaims) {
    let hardware = Resolution(claims[Predicate.hardware], order: Precedence.statement)
    if let prov = hardware.union(at: "/hardware", meaning: \.text) { training.prov.append(prov) }
    for claim in hardware.claims {
      var use = HardwareUse()
      use.hardware = String(claim.text.prefix(200))
      use.count = claim.qualifiers["count"]?.integer
      if !training.hardware.contains(use) { training.hardware.append(use) }
    }
    func number(_ predicate: String, _ pointer: String) -> Double? {
      let resolution = Resolution(claims[predicate].filter { $0.value?.double != nil }, order: Precedence.statement)
      if let prov = resolution.winner(at: pointer, meaning: \.text) { training.prov.append(prov) }
      return resolution.claims.first?.value?.double
    }
    training.durationS = number(Predicate.duration, "/duration_s")
    training.co2eG = number(Predicate.emissions, "/co2e_g")
  }
}
