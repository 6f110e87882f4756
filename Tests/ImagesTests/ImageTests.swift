import Testing

@testable import Images

@Suite struct ImageTests {
  private func image(channels: Int) throws -> Image {
    try #require(Image(width: 5, height: 3, channels: channels, pixels: (0..<15 * channels).map { UInt8($0 * 5) }))
  }

  @Test("what is written as a PNG is read back, in grey and in colour", arguments: [1, 3])
  func roundTrip(channels: Int) throws {
    let image = try image(channels: channels)
    #expect(try Image(png: image.png()) == image)
  }

  @Test("an image needs positive sizes, one or three channels and exactly its pixels")
  func consistent() {
    #expect(Image(width: 1, height: 1, channels: 3, pixels: [1, 2, 3]) != nil)
    #expect(Image(width: 0, height: 1, channels: 3, pixels: []) == nil)
    #expect(Image(width: 1, height: 1, channels: 2, pixels: [1, 2]) == nil)
    #expect(Image(width: 2, height: 1, channels: 3, pixels: [1, 2, 3]) == nil)
    #expect(Image(width: .max, height: 2, channels: 1, pixels: [1, 2]) == nil)
  }

  @Test("transparency is left out, not painted over")
  func transparency() throws {
    // One pixel of red 10, green 20, blue 30, wholly transparent; written by Python's zlib and struct.
    let png: [UInt8] = [
      0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0x0, 0x0, 0x0, 0xd, 0x49, 0x48, 0x44, 0x52, 0x0, 0x0, 0x0, 0x1, 0x0,
      0x0, 0x0, 0x1, 0x8, 0x6, 0x0, 0x0, 0x0, 0x1f, 0x15, 0xc4, 0x89, 0x0, 0x0, 0x0, 0xd, 0x49, 0x44, 0x41, 0x54, 0x78,
      0x9c, 0x63, 0xe0, 0x12, 0x91, 0x63, 0x0, 0x0, 0x0, 0xa5, 0x0, 0x3d, 0x69, 0x98, 0x88, 0xbc, 0x0, 0x0, 0x0, 0x0,
      0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ]
    #expect(try Image(png: png).pixels == [10, 20, 30])
  }

  @Test("a PNG that is larger than allowed is refused before it is read")
  func tooLarge() throws {
    let bytes = try image(channels: 3).png()
    #expect(throws: ImageError.tooLarge(width: 5, height: 3, limit: 14)) { try Image(png: bytes, mostPixels: 14) }
  }

  @Test("a PNG that is damaged, cut off or not one gives an error in libpng's words")
  func damaged() throws {
    let bytes = try image(channels: 3).png()
    for length in 0..<bytes.count - 12 {  // the end marker itself may be missing
      #expect(throws: ImageError.self, "cut to \(length)") { try Image(png: Array(bytes.prefix(length))) }
    }
    let error = #expect(throws: ImageError.self) { try Image(png: Array("GIF89a, not a PNG".utf8)) }
    #expect(error?.description == "the PNG cannot be read: Not a PNG file")
  }
}
