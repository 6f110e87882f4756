import Records
import Testing

@Suite struct JSONTests {
  @Test("text survives reading and writing, escapes in canonical form")
  func strings() throws {
    let pairs = [
      (#""a\u00e9\ud83d\ude00\/\b""#, #""aé😀/\b""#), (#""\ud800x""#, "\"\u{fffd}x\""),
      (#""\u001f\u007f""#, "\"\\u001f\u{7f}\""),
      (#""\\\"\n""#, #""\\\"\n""#),
    ]
    for (text, expected) in pairs {
      let value = try JSON(json: text.utf8)
      #expect(String(decoding: value.json, as: UTF8.self) == expected)
    }
  }

  @Test("strings of every length around the eight-byte step end where they end")
  func lengths() throws {
    for length in 0..<40 {
      let text = String(repeating: "x", count: length) + "\"\\" + String(repeating: "y", count: length)
      #expect(try String(json: text.json) == text)
    }
  }

  @Test(
    "what is not JSON is refused, and never reads past the end",
    arguments: [
      "", "{", "[1,", "{\"a\"}", "{\"a\":}", "[1 2]", "tru", "nul", "01x", "-", "1.", "1e", "\"abc", "\"\\",
      "\"\\u12\"",
      "\"\\q\"", "[]]", "{,}", "[,]", "{1:2}", "\u{feff}{}",
    ])
  func refused(_ text: String) {
    #expect(isRefused(JSON.self, text.utf8))
    #expect(isRefused(RawJSON.self, text.utf8))
  }

  @Test("brackets without end are refused, not recursed into")
  func depth() {
    let bomb = String(repeating: "[", count: 1_000_000)
    #expect(isRefused(JSON.self, bomb.utf8))
  }

  @Test("every prefix of a document is refused and the whole is read")
  func prefixes() throws {
    let text = Array(#"{"a":[1,-2.5e3,true,null,"x\ny"],"b":{"c":"d"}}"#.utf8)
    for count in 0..<text.count { #expect(isRefused(JSON.self, text[..<count])) }
    #expect(try JSON(json: text).json == Array(#"{"a":[1,-2500,true,null,"x\ny"],"b":{"c":"d"}}"#.utf8))
  }

  private func isRefused(_ type: (some JSONValue).Type, _ text: some Sequence<UInt8>) -> Bool {
    do throws(JSONError) {
      _ = try type.init(json: text)
      return false
    } catch {
      return true
    }
  }
}
