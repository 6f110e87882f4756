import Images

/// Takes the colour out, keeping three equal channels.
///
/// The weights are those of ITU-R BT.601, <https://www.itu.int/rec/R-REC-BT.601>, in 1/65,536, as Pillow has them.
struct Greyscale: ImagePerturbation {
  static let name = "greyscale"
  static let summary = "Take the colour out."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(_ image: inout Image, severity: Severity, using generator: inout some RandomNumberGenerator) {
    guard image.channels == 3 else { return }
    for start in stride(from: 0, to: image.pixels.count, by: 3) {
      let red = UInt32(image.pixels[start])
      let green = UInt32(image.pixels[start + 1])
      let blue = UInt32(image.pixels[start + 2])
      let grey = UInt8((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16)
      image.pixels[start] = grey
      image.pixels[start + 1] = grey
      image.pixels[start + 2] = grey
    }
  }
}
