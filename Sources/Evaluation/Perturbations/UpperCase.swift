import Stages

/// Writes everything in capitals. Only the letters a to z, whose case no version of Unicode will change.
struct UpperCase: TextPerturbation {
  static let name = "upper-case"
  static let summary = "Write the letters a to z in capitals."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar] {
    text.map(\.raised)
  }
}
