import Images
import Stages

/// Takes the colour out, keeping three equal channels.
///
/// The weights are those of ITU-R BT.601, <https://www.itu.int/rec/R-REC-BT.601>, in 1/65,536, as Pillow has them.
struct Greyscale: ImagePerturbation {
  static let name = "greyscale"
  static let summary = "Take the colour out."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard image.channels == 3 else { return }
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      for start in stride(from: 0, to: pixels.count, by: 3) {
        let (red, green, blue) = (UInt32(pixels[start]), UInt32(pixels[start + 1]), UInt32(pixels[start + 2]))
        let grey = UInt8(truncatingIfNeeded: (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16)
        pixels[start] = grey
        pixels[start + 1] = grey
        pixels[start + 2] = grey
      }
    }
  }
}
