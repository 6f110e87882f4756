/// Pixels of one byte a channel, row by row from the top left, the channels of a pixel side by side.
public struct Image: Equatable, Hashable, Sendable {
  public let width: Int
  public let height: Int

  /// 1 for grey, 3 for red, green and blue.
  public let channels: Int

  public var pixels: [UInt8]

  /// Nil unless the sizes are positive and there are exactly as many pixels.
  public init?(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    guard width > 0, height > 0, channels == 1 || channels == 3 else { return nil }
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels.count % channels == 0, pixels.count / channels == area else { return nil }
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }
}
