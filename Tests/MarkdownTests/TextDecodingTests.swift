import Markdown
import Testing

@Suite struct TextDecodingTests {
  private func decode(_ bytes: [UInt8]) -> (String, TextDecoding.Repairs) {
    bytes.withUnsafeBufferPointer { bytes in
      TextDecoding.withUTF8(bytes) { (String(decoding: $0, as: UTF8.self), $1) }
    }
  }

  @Test("sound text is passed on where it lies")
  func sound() {
    let bytes = Array("Größe 模型 🙂\r\n".utf8)
    bytes.withUnsafeBufferPointer { original in
      TextDecoding.withUTF8(original) { text, repairs in
        #expect(text.baseAddress == original.baseAddress)
        #expect(repairs.isEmpty)
      }
    }
  }

  @Test("UTF-16 with a mark is read, of either order")
  func utf16() {
    #expect(decode([0xFF, 0xFE, 0x68, 0, 0x69, 0]) == ("hi", .utf16))
    #expect(decode([0xFE, 0xFF, 0, 0x68, 0, 0x69]) == ("hi", .utf16))
    #expect(decode([0xFF, 0xFE]) == ("", .utf16))
  }

  @Test(
    "invalid bytes are replaced and told",
    arguments: [
      [0x61, 0xFF, 0x62], [0x61, 0xC0, 0x80], [0x61, 0xED, 0xA0, 0x80], [0x61, 0xE2, 0x82],
    ] as [[UInt8]])
  func invalid(_ bytes: [UInt8]) {
    let (text, repairs) = decode(bytes)
    #expect(text.hasPrefix("a\u{FFFD}"))
    #expect(repairs == .invalidBytes)
  }

  @Test("NUL is replaced and told")
  func null() {
    #expect(decode([0x61, 0, 0x62]) == ("a\u{FFFD}b", .nulls))
  }
}
