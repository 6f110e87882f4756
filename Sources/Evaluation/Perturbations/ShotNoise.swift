import Images
import Stages

/// Counts photons: the fewer there are, the more the brightness of each value is left to chance.
///
/// A value x becomes Poisson(x · photons) / photons. The quantiles are looked up, 4,096 for each of the 256 values.
struct ShotNoise: ImagePerturbation {
  static let name = "shot-noise"
  static let summary = "Draw every value from the photons that would have made it."

  private static let photons = GradedParameter(
    name: "photons", large: [60, 25, 12, 5, 3], small: [500, 250, 100, 75, 50])

  private let tables: [[[UInt8]]]

  init(options: NoOptions) {
    tables = Self.photons.tables(Self.table)
  }

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    Self.photons.described(at: severity, for: sample)
  }

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard let table = severity.choose(tables[GradedParameter.isLarge(image) ? 1 : 0]) else { return }
    var fields = BitFields(width: 12)
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      table.withUnsafeBufferPointer { table in
        for index in pixels.indices {
          pixels[index] = table[Int(pixels[index]) << 12 | fields.next(from: &generator)]
        }
      }
    }
  }

  /// The value that each of 4,096 equally likely draws gives, for each value there was.
  private static func table(photons: Double) -> [UInt8] {
    var table: [UInt8] = []
    table.reserveCapacity(256 * 4096)
    for value in 0..<256 {
      let mean = Double(value) / 255 * photons
      var count = 0.0
      var probability = exponential(-mean)
      var cumulative = probability
      for draw in 0..<4096 {
        let wanted = (Double(draw) + 0.5) / 4096
        while cumulative < wanted {
          count += 1
          probability *= mean / count
          cumulative += probability
        }
        table.append(UInt8(min((count / photons * 255).rounded(), 255)))
      }
    }
    return table
  }
}
