import Images
import Stages

/// Turns a picture upside down: the top row becomes the bottom row.
struct Flip: ImagePerturbation {
  static let name = "flip"
  static let summary = "Swap top and bottom."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    let row = image.width * image.channels
    let height = image.height
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      for top in 0..<height / 2 {
        let bottom = height - 1 - top
        for column in 0..<row {
          let above = pixels[top * row + column]
          pixels[top * row + column] = pixels[bottom * row + column]
          pixels[bottom * row + column] = above
        }
      }
    }
  }
}
