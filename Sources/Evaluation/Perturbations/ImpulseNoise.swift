import Images
import Stages

/// Turns scattered values fully off or fully on, each channel by itself, as a faulty sensor does.
struct ImpulseNoise: ImagePerturbation {
  static let name = "impulse-noise"
  static let summary = "Turn scattered values fully off or on."

  private static let share = GradedParameter(
    name: "share", large: [0.03, 0.06, 0.09, 0.17, 0.27], small: [0.01, 0.02, 0.03, 0.05, 0.07])

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    Self.share.described(at: severity, for: sample)
  }

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard let share = Self.share.value(at: severity, for: image) else { return }
    let off = Int((share * 32768).rounded())
    var fields = BitFields(width: 16)
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      for index in pixels.indices {
        let field = fields.next(from: &generator)
        if field < 2 * off { pixels[index] = field < off ? 0 : 255 }
      }
    }
  }
}
