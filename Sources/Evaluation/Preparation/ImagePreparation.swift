import Images

/// Makes pictures into numbers as a model's `preprocessor_config.json` says.
///
/// The keys and their defaults are those of the image processors of Hugging Face's transformers, as far as they are followed here; a
/// key that asks for more is refused, so that no model is judged on pictures it was not made for.
struct ImagePreparation: Decodable, Equatable, Sendable {
  /// How many pixels the model takes. A picture of another size is resized.
  struct Size: Decodable, Equatable, Sendable {
    let height: Int
    let width: Int
  }

  let size: Size?
  let resampling: Resampling
  let rescaleFactor: Double?
  let mean: [Double]
  let deviation: [Double]
  let isChannelsFirst: Bool

  private enum CodingKeys: String, CodingKey {
    case doResize = "do_resize"
    case size
    case resample
    case doCentreCrop = "do_center_crop"
    case doRescale = "do_rescale"
    case rescaleFactor = "rescale_factor"
    case doNormalise = "do_normalize"
    case mean = "image_mean"
    case deviation = "image_std"
    case dataFormat = "data_format"
  }

  init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    if try keys.decodeIfPresent(Bool.self, forKey: .doCentreCrop) == true {
      throw PreparationError.unsupported(key: "do_center_crop", value: "true")
    }
    let size = try keys.decodeIfPresent(Size.self, forKey: .size)
    self.size = try keys.decodeIfPresent(Bool.self, forKey: .doResize) ?? true ? size : nil
    if let size = self.size, !(1...4096).contains(size.width) || !(1...4096).contains(size.height) {
      throw PreparationError.unsupported(key: "size", value: "\(size.width)×\(size.height)")
    }

    let filter = try keys.decodeIfPresent(Int.self, forKey: .resample) ?? Resampling.bilinear.rawValue
    guard let resampling = Resampling(rawValue: filter) else {
      throw PreparationError.unsupported(key: "resample", value: "\(filter)")
    }
    self.resampling = resampling

    rescaleFactor =
      try keys.decodeIfPresent(Bool.self, forKey: .doRescale) ?? true
      ? keys.decodeIfPresent(Double.self, forKey: .rescaleFactor) ?? 1 / 255 : nil

    let isNormalised = try keys.decodeIfPresent(Bool.self, forKey: .doNormalise) ?? true
    mean = isNormalised ? try keys.decodeIfPresent([Double].self, forKey: .mean) ?? [0] : [0]
    deviation = isNormalised ? try keys.decodeIfPresent([Double].self, forKey: .deviation) ?? [1] : [1]
    guard [1, 3].contains(mean.count) else {
      throw PreparationError.unsupported(key: "image_mean", value: "of \(mean.count) channels")
    }
    guard [1, 3].contains(deviation.count), deviation.allSatisfy({ $0 > 0 }) else {
      throw PreparationError.unsupported(key: "image_std", value: "\(deviation)")
    }

    let format = try keys.decodeIfPresent(String.self, forKey: .dataFormat) ?? "channels_first"
    guard ["channels_first", "channels_last"].contains(format) else {
      throw PreparationError.unsupported(key: "data_format", value: format)
    }
    isChannelsFirst = format == "channels_first"
  }

  /// The numbers of one picture: channel by channel, or pixel by pixel when channels come last.
  ///
  /// - Parameter channels: How many the model takes: 3, or 1 for a model of grey pictures.
  func values(of image: Image, channels: Int = 3) -> [Float] {
    let sized = size.map { image.resized(width: $0.width, height: $0.height, by: resampling) } ?? image
    let picture = sized.withChannels(channels)

    // One value in, one number out: there are only 256 of each channel.
    let tables = (0..<channels).map { channel in
      (0..<256).map { value in
        let scaled = Double(value) * (rescaleFactor ?? 1)
        return Float(
          (scaled - mean[channel % mean.count]) / deviation[channel % deviation.count])
      }
    }
    let area = picture.width * picture.height
    return [Float](unsafeUninitializedCapacity: area * channels) { buffer, count in
      picture.pixels.withUnsafeBufferPointer { pixels in
        for channel in 0..<channels {
          tables[channel].withUnsafeBufferPointer { table in
            var source = channel
            for pixel in 0..<area {
              buffer[isChannelsFirst ? channel * area + pixel : source] = table[Int(pixels[source])]
              source += channels
            }
          }
        }
      }
      count = area * channels
    }
  }
}

extension Image {
  /// The picture with three equal channels for one, or their mean luminance (BT.601) for three.
  func withChannels(_ wanted: Int) -> Image {
    guard wanted != channels else { return self }
    let pixels =
      wanted == 3
      ? self.pixels.flatMap { [$0, $0, $0] }
      : stride(from: 0, to: self.pixels.count, by: 3).map { start in
        let (red, green, blue) = (
          UInt32(self.pixels[start]), UInt32(self.pixels[start + 1]), UInt32(self.pixels[start + 2])
        )
        return UInt8((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16)
      }
    return Image(width: width, height: height, channels: wanted, pixels: pixels) ?? self
  }
}
