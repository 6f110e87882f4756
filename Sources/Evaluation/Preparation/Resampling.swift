import Images

/// How a picture is made larger or smaller, by the numbers of Pillow that configurations use.
enum Resampling: Int, Sendable {
  case nearest = 0
  case bilinear = 2
}

extension Image {
  /// The picture in another size, as Pillow's `resize` makes it, to the bit.
  ///
  /// Bilinear means a triangle as wide as a pixel of the smaller picture, so that nothing is skipped when a picture shrinks: columns
  /// first, then rows, in 1/4,194,304 and rounded after each, as Pillow's `Resample.c` does for bytes.
  func resized(width newWidth: Int, height newHeight: Int, by resampling: Resampling) -> Image {
    guard newWidth != width || newHeight != height else { return self }
    switch resampling {
    case .nearest:
      let columns = Self.nearest(width, newWidth)
      var pixels: [UInt8] = []
      pixels.reserveCapacity(newWidth * newHeight * channels)
      for row in Self.nearest(height, newHeight) {
        for column in columns {
          let start = (row * width + column) * channels
          pixels += self.pixels[start..<start + channels]
        }
      }
      return Image(width: newWidth, height: newHeight, channels: channels, pixels: pixels) ?? self
    case .bilinear:
      let wide = newWidth == width ? self : weighted(Self.triangles(width, newWidth), isVertical: false)
      return newHeight == height ? wide : wide.weighted(Self.triangles(height, newHeight), isVertical: true)
    }
  }

  /// Which old pixels make a new one, and how much of each.
  private struct Taps {
    let first: Int
    let weights: [Int]
  }

  private static func nearest(_ size: Int, _ newSize: Int) -> [Int] {
    (0..<newSize).map { min(Int((Double($0) + 0.5) * Double(size) / Double(newSize)), size - 1) }
  }

  private static func triangles(_ size: Int, _ newSize: Int) -> [Taps] {
    let scale = Double(size) / Double(newSize)
    let reach = max(scale, 1)
    return (0..<newSize).map { position in
      let centre = (Double(position) + 0.5) * scale
      let first = max(Int(centre - reach + 0.5), 0)
      let last = min(Int(centre + reach + 0.5), size)
      let weights = (first..<last).map { max(1 - abs((Double($0) - centre + 0.5) / reach), 0) }
      let sum = weights.reduce(0, +)
      return Taps(first: first, weights: weights.map { Int(($0 / sum * 4_194_304).rounded()) })
    }
  }

  private func weighted(_ taps: [Taps], isVertical: Bool) -> Image {
    let (newWidth, newHeight) = isVertical ? (width, taps.count) : (taps.count, height)
    let step = isVertical ? width * channels : channels
    var pixels = [UInt8](repeating: 0, count: newWidth * newHeight * channels)
    var target = 0
    for row in 0..<newHeight {
      for column in 0..<newWidth {
        let tap = taps[isVertical ? row : column]
        let start = isVertical ? (tap.first * width + column) * channels : (row * width + tap.first) * channels
        for channel in 0..<channels {
          var sum = 1 << 21
          for (index, weight) in tap.weights.enumerated() {
            sum += weight * Int(self.pixels[start + channel + index * step])
          }
          pixels[target] = UInt8(clamping: sum >> 22)
          target += 1
        }
      }
    }
    return Image(width: newWidth, height: newHeight, channels: channels, pixels: pixels) ?? self
  }
}
