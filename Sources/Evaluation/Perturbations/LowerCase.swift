import Stages

/// Writes everything small. Only the letters A to Z, whose case no version of Unicode will change.
struct LowerCase: TextPerturbation {
  static let name = "lower-case"
  static let summary = "Write the letters A to Z small."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar] {
    text.map(\.lowered)
  }
}
