import Stages

/// Types letters twice.
struct DuplicateLetters: TextPerturbation {
  static let name = "duplicate-letters"
  static let summary = "Type letters and digits twice."

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    severity.choose(TypoRates.all).map { ["rate": $0] } ?? [:]
  }

  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar] {
    guard let rate = severity.choose(TypoRates.all) else { return text }
    return text.flatMap { $0.isTyped && generator.chance(rate) ? [$0, $0] : [$0] }
  }
}
