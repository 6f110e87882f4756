import Images
import Stages

/// Adds normally distributed noise to every value, as a sensor in the dark does.
///
/// The deviates are looked up: 4,096 quantiles of the normal distribution, rounded to whole steps of brightness. The tails end at
/// 3.7 σ; the standard deviation is within 0.4 % of σ at the ImageNet-C strengths.
struct GaussianNoise: ImagePerturbation {
  static let name = "gaussian-noise"
  static let summary = "Add normally distributed noise to every value."

  private static let sigma = GradedParameter(
    name: "sigma", large: [0.08, 0.12, 0.18, 0.26, 0.38], small: [0.04, 0.06, 0.08, 0.09, 0.1])

  private let tables: [[[Int16]]]

  init(options: NoOptions) {
    let quantiles = (0..<4096).map { Normal.quantile((Double($0) + 0.5) / 4096) }
    tables = Self.sigma.tables { sigma in quantiles.map { Int16(($0 * sigma * 255).rounded()) } }
  }

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    Self.sigma.described(at: severity, for: sample)
  }

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard let table = severity.choose(tables[GradedParameter.isLarge(image) ? 1 : 0]) else { return }
    var fields = BitFields(width: 12)
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      table.withUnsafeBufferPointer { table in
        for index in pixels.indices {
          pixels[index] = UInt8(clamping: Int16(pixels[index]) + table[fields.next(from: &generator)])
        }
      }
    }
  }
}
