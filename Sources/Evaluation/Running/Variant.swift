import Records
import Stages

/// One perturbation at one severity.
struct Variant: Sendable {
  let perturbation: any Perturbation
  let severity: Severity
  /// The settings that the manifest gives the perturbation, for the key that its results are kept under.
  let settings: JSON
  let seed: Int

  private var type: any Perturbation.Type { Swift.type(of: perturbation) }

  var name: String { type.name }
  var isIdentity: Bool { name == Identity.name }

  /// Every variant of the perturbations that change samples of a modality. Without a grade one severity says it all.
  static func all(
    _ perturbations: [(perturbation: any Perturbation, settings: JSON)], severities: [Severity], seed: Int,
    for modality: Modality
  ) -> [Variant] {
    perturbations.flatMap { perturbation, settings -> [Variant] in
      let type = Swift.type(of: perturbation)
      guard type.modality.contains(modality) else { return [] }
      return (type.isGraded ? severities : [Severity.all[1]]).map {
        Variant(perturbation: perturbation, severity: $0, settings: settings, seed: seed)
      }
    }
  }

  /// The changed sample: the same bytes in whatever order, on whichever thread.
  func apply(to sample: Sample, of dataset: String) -> Sample {
    var generator = ItemSeed(
      dataset: dataset, item: sample.id, perturbation: type.name, version: type.version, severity: severity,
      seed: UInt64(bitPattern: Int64(seed))
    ).generator
    return perturbation.apply(to: sample, severity: severity, using: &generator)
  }

  /// How records name it.
  func record(for sample: Sample?) -> Perturbed {
    var perturbed = Perturbed()
    perturbed.name = type.name
    perturbed.version = type.version
    perturbed.severity = severity.level
    perturbed.seed = seed
    let parameters = sample.map { perturbation.parameters(at: severity, for: $0) } ?? [:]
    perturbed.parameters = parameters.mapValues { .number($0) }
    return perturbed
  }

  /// What tells it from another, for the key that its results are kept under.
  var text: String {
    "\(type.name) \(type.version) \(String(decoding: settings.json, as: UTF8.self)) \(severity.level) \(seed)"
  }
}
