import Stages

/// Leaves letters out.
struct DeleteLetters: TextPerturbation {
  static let name = "delete-letters"
  static let summary = "Leave letters and digits out."

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    severity.choose(TypoRates.all).map { ["rate": $0] } ?? [:]
  }

  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar] {
    guard let rate = severity.choose(TypoRates.all) else { return text }
    return text.filter { !($0.isTyped && generator.chance(rate)) }
  }
}
