import CPNG

extension Image {
  /// How many pixels an image may have: enough for any benchmark, too few to exhaust memory.
  public static let mostPixels = 64_000_000

  /// Reads a PNG: grey stays grey, everything else becomes red, green and blue.
  ///
  /// Transparency is left out, not painted over, as Pillow's `convert("RGB")` does. 16-bit channels become 8-bit. The size is checked
  /// before anything of it is allocated.
  public init(png bytes: [UInt8], mostPixels limit: Int = Image.mostPixels) throws(ImageError) {
    var control = png_image()
    control.version = png_uint_32(PNG_IMAGE_VERSION)
    // Frees what libpng holds, whichever way this ends; harmless when it holds nothing.
    defer { png_image_free(&control) }

    // libpng keeps the pointer until the image is finished, so both calls are inside.
    let outcome = bytes.withUnsafeBytes { source -> Result<Image, ImageError> in
      guard png_image_begin_read_from_memory(&control, source.baseAddress, source.count) != 0 else {
        return .failure(.unreadable(reason: control.words))
      }
      let (width, height) = (Int(control.width), Int(control.height))
      guard width > 0, height > 0, width <= limit / height else {
        return .failure(.tooLarge(width: width, height: height, limit: limit))
      }
      let format = control.format
      let isColour = format & (PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_COLORMAP) != 0
      let hasAlpha = format & PNG_FORMAT_FLAG_ALPHA != 0
      control.format = (isColour ? PNG_FORMAT_FLAG_COLOR : 0) | (hasAlpha ? PNG_FORMAT_FLAG_ALPHA : 0)

      let channels = isColour ? 3 : 1
      let stride = channels + (hasAlpha ? 1 : 0)
      var pixels = [UInt8](repeating: 0, count: width * height * stride)
      guard png_image_finish_read(&control, nil, &pixels, 0, nil) != 0 else {
        return .failure(.unreadable(reason: control.words))
      }
      if hasAlpha {
        pixels = pixels.indices.lazy.filter { $0 % stride < channels }.map { pixels[$0] }
      }
      guard let image = Image(width: width, height: height, channels: channels, pixels: pixels) else {
        return .failure(.unreadable(reason: "its size and its pixels disagree"))
      }
      return .success(image)
    }
    self = try outcome.get()
  }

  /// The image as a PNG. The bytes depend on the zlib that libpng was built with; the pixels do not.
  public func png() throws(ImageError) -> [UInt8] {
    var control = png_image()
    control.version = png_uint_32(PNG_IMAGE_VERSION)
    control.width = png_uint_32(width)
    control.height = png_uint_32(height)
    control.format = channels == 3 ? PNG_FORMAT_FLAG_COLOR : 0
    defer { png_image_free(&control) }

    var size: png_alloc_size_t = 0
    guard png_image_write_to_memory(&control, nil, &size, 0, pixels, 0, nil) != 0 else {
      throw .unwritable(reason: control.words)
    }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    guard png_image_write_to_memory(&control, &bytes, &size, 0, pixels, 0, nil) != 0 else {
      throw .unwritable(reason: control.words)
    }
    bytes.removeLast(bytes.count - Int(size))
    return bytes
  }
}

extension png_image {
  /// libpng's message for the last call.
  fileprivate var words: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
