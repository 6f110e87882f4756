import Images
import Stages

/// Makes a picture brighter by adding to its value in the hue, saturation, value colour space.
///
/// Raising V to V′ and keeping hue and saturation multiplies all channels of the pixel by V′ / V, so no conversion is needed. Black
/// has no hue and becomes grey.
struct Brightness: ImagePerturbation {
  static let name = "brightness"
  static let summary = "Make every pixel brighter, keeping its hue."

  private static let amount = GradedParameter(
    name: "amount", large: [0.1, 0.2, 0.3, 0.4, 0.5], small: [0.05, 0.1, 0.15, 0.2, 0.3])

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    Self.amount.described(at: severity, for: sample)
  }

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard let value = Self.amount.value(at: severity, for: image) else { return }
    let amount = UInt32((value * 255).rounded())
    let channels = image.channels
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      for start in stride(from: 0, to: pixels.count, by: channels) {
        var brightest: UInt32 = 0
        for index in start..<start + channels { brightest = max(brightest, UInt32(pixels[index])) }
        let raised = min(brightest + amount, 255)
        for index in start..<start + channels {
          let value = brightest == 0 ? raised : (UInt32(pixels[index]) * raised + brightest / 2) / brightest
          pixels[index] = UInt8(truncatingIfNeeded: value)
        }
      }
    }
  }
}
