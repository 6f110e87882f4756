import Stages

/// Swaps a letter with the next one, as hurried fingers do.
struct SwapAdjacent: TextPerturbation {
  static let name = "swap-adjacent"
  static let summary = "Swap letters with the next letter of the word."

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    severity.choose(TypoRates.all).map { ["rate": $0] } ?? [:]
  }

  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar] {
    guard let rate = severity.choose(TypoRates.all) else { return text }
    var text = text
    var index = 0
    while index + 1 < text.count {
      if text[index].isTyped, text[index + 1].isTyped, generator.chance(rate) {
        text.swapAt(index, index + 1)
        // The letter that moved on stays where it is.
        index += 1
      }
      index += 1
    }
    return text
  }
}
