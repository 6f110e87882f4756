import Images
import Stages

/// Draws every value towards the mean of its channel, as fog on a lens does.
///
/// In 1/65,536 and rounded, where the published images were cut off: half a step brighter on average.
struct Contrast: ImagePerturbation {
  static let name = "contrast"
  static let summary = "Draw every value towards the mean of its channel."

  private static let factor = GradedParameter(
    name: "factor", large: [0.4, 0.3, 0.2, 0.1, 0.05], small: [0.75, 0.5, 0.4, 0.3, 0.15])

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    Self.factor.described(at: severity, for: sample)
  }

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard let value = Self.factor.value(at: severity, for: image) else { return }
    let factor = Int((value * 65536).rounded())
    let count = image.width * image.height
    for channel in 0..<image.channels {
      let indices = stride(from: channel, to: image.pixels.count, by: image.channels)
      let sum = indices.reduce(0) { $0 + Int(image.pixels[$1]) }
      let mean = (sum << 16 + count / 2) / count
      let table = (0..<256).map { value in
        UInt8(clamping: (mean + ((value << 16 - mean) * factor) >> 16 + 32768) >> 16)
      }
      for index in indices { image.pixels[index] = table[Int(image.pixels[index])] }
    }
  }
}
