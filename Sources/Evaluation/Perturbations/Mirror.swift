import Images
import Stages

/// Swaps left and right.
struct Mirror: ImagePerturbation {
  static let name = "mirror"
  static let summary = "Swap left and right."
  static let isGraded = false

  init(options: NoOptions) {}

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    let (width, height, channels) = (image.width, image.height, image.channels)
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      for row in 0..<height {
        for column in 0..<width / 2 {
          let left = (row * width + column) * channels
          let right = (row * width + width - 1 - column) * channels
          for channel in 0..<channels { pixels.swapAt(left + channel, right + channel) }
        }
      }
    }
  }
}
