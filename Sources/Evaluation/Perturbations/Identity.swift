import Stages

/// Changes nothing, so whatever an evaluation under it loses, the evaluation itself lost.
struct Identity: Perturbation {
  static let name = "identity"
  static let summary = "Change nothing, as a check of the measurement itself."
  static let modality: Set<Modality> = [.image, .text]
  static let isGraded = false

  init(options: NoOptions) {}

  func apply(to sample: Sample, severity: Severity, using generator: inout SplitMix64) -> Sample {
    sample
  }
}
