/// A perturbation of texts: only the change itself is left to write.
protocol TextPerturbation: Perturbation {
  /// - Parameters:
  ///   - text: Unicode scalars rather than characters, whose boundaries move with the Unicode version.
  ///   - severity: 1 to 5.
  func change(
    _ text: [Unicode.Scalar], severity: Severity, using generator: inout SplitMix64
  ) -> [Unicode.Scalar]
}

extension TextPerturbation {
  static var modality: Set<Modality> { [.text] }

  func apply(to sample: Sample, severity: Severity, using generator: inout SplitMix64) -> Sample {
    guard severity > .none, case .text(let text) = sample.payload else { return sample }
    var sample = sample
    var changed = String.UnicodeScalarView()
    changed.append(contentsOf: change(Array(text.unicodeScalars), severity: severity, using: &generator))
    sample.payload = .text(String(changed))
    return sample
  }
}

/// The share of characters that a typo changes, severity 1 to 5.
enum TypoRates {
  static let all = [0.01, 0.05, 0.1, 0.2, 0.3]
}
