import Images

/// A parameter with five values for large pictures and five for small ones.
///
/// The values are those of ImageNet-C (224 pixels) and CIFAR-10-C (32 pixels): Hendrycks and Dietterich, "Benchmarking neural network
/// robustness to common corruptions and perturbations", ICLR 2019, <https://arxiv.org/abs/1903.12261>, and its code.
struct GradedParameter: Sendable {
  let name: String
  let large: [Double]
  let small: [Double]

  /// From this size of the shorter side on, a picture is large.
  static let largeFrom = 96

  static func isLarge(_ image: Image) -> Bool {
    min(image.width, image.height) >= largeFrom
  }

  func value(at severity: Severity, for image: Image) -> Double? {
    severity.choose(Self.isLarge(image) ? large : small)
  }

  /// The value, and which of the two columns it is from, for a record.
  func described(at severity: Severity, for sample: Sample) -> [String: Double] {
    guard case .image(let image) = sample.payload, let value = value(at: severity, for: image) else { return [:] }
    return [name: value, "column": Self.isLarge(image) ? 224 : 32]
  }

  /// A table for each severity, for both columns: `tables[isLarge ? 1 : 0][level - 1]`.
  func tables<Table>(_ make: (Double) -> Table) -> [[Table]] {
    [small.map(make), large.map(make)]
  }
}
