import Images
import Stages

/// Shows a picture in fewer, larger squares.
///
/// Down by the mean of the area each square covers, counted in whole parts of a pixel; up again by the nearest square.
struct Pixelate: ImagePerturbation {
  static let name = "pixelate"
  static let summary = "Show the picture in fewer, larger squares."

  private static let scale = GradedParameter(
    name: "scale", large: [0.6, 0.5, 0.4, 0.3, 0.25], small: [0.95, 0.9, 0.85, 0.75, 0.65])

  init(options: NoOptions) {}

  func parameters(at severity: Severity, for sample: Sample) -> [String: Double] {
    Self.scale.described(at: severity, for: sample)
  }

  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64) {
    guard let scale = Self.scale.value(at: severity, for: image) else { return }
    let (width, height, channels) = (image.width, image.height, image.channels)
    let columns = max(Int(Double(width) * scale), 1)
    let rows = max(Int(Double(height) * scale), 1)
    let horizontal = Self.coverage(of: width, by: columns)
    let vertical = Self.coverage(of: height, by: rows)
    // The weights of a square add up to the width and height of the picture.
    let area = width * height

    var squares = [UInt8](repeating: 0, count: columns * rows * channels)
    for row in 0..<rows {
      for column in 0..<columns {
        for channel in 0..<channels {
          var sum = 0
          for (y, weight) in vertical[row] {
            for (x, share) in horizontal[column] {
              sum += weight * share * Int(image.pixels[(y * width + x) * channels + channel])
            }
          }
          squares[(row * columns + column) * channels + channel] = UInt8((sum + area / 2) / area)
        }
      }
    }
    for y in 0..<height {
      let row = (2 * y + 1) * rows / (2 * height)
      for x in 0..<width {
        let column = (2 * x + 1) * columns / (2 * width)
        for channel in 0..<channels {
          image.pixels[(y * width + x) * channels + channel] = squares[(row * columns + column) * channels + channel]
        }
      }
    }
  }

  /// Which pixels each of `count` squares covers, and by how much, in 1/`count` of a pixel.
  private static func coverage(of size: Int, by count: Int) -> [[(pixel: Int, weight: Int)]] {
    (0..<count).map { square in
      let (start, end) = (square * size, (square + 1) * size)
      return (start / count...(end - 1) / count).map { pixel in
        (pixel, min(end, (pixel + 1) * count) - max(start, pixel * count))
      }
    }
  }
}
