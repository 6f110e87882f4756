import Images

/// Turns a picture upside down: the top row becomes the bottom row.
struct Flip: ImagePerturbation {
  static let name = "flip"
  static let summary = "Swap top and bottom."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(_ image: inout Image, severity: Severity, using generator: inout some RandomNumberGenerator) {
    let row = image.width * image.channels
    for top in 0..<image.height / 2 {
      let bottom = image.height - 1 - top
      for column in 0..<row { image.pixels.swapAt(top * row + column, bottom * row + column) }
    }
  }
}
