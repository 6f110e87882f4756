import Stages

/// A named, seeded, graded change to a sample that leaves its label true.
///
/// What every perturbation promises is tested over the list in `Perturbations.swift`: severity 0 changes nothing; the same generator
/// gives the same bytes on every machine; id, label and the size of an image stay.
protocol Perturbation: Component {
  static var modality: Set<Modality> { get }

  /// Whether severities 1 to 5 differ. When they do not, one of them is enough.
  static var isGraded: Bool { get }

  /// What the severity means for this sample, by name, as evaluations record it.
  func parameters(at severity: Severity, for sample: Sample) -> [String: Double]

  /// The changed sample; the sample itself at severity 0 or when it is of another modality.
  func apply(to sample: Sample, severity: Severity, using generator: inout SplitMix64) -> Sample
}

extension Perturbation {
  static var isGraded: Bool { true }

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] { [:] }
}
