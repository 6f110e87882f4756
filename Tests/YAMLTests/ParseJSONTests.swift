import Testing
import YAML

@Suite struct ParseJSONTests {
  @Test("values have the lines and bytes that they stand on")
  func places() throws {
    let text = "{\n  \"a\": [1,\n    \"b\\u00e9\\ud83d\\ude00\\n\"],\r\n  \"c\": {\"d\": null, \"e\": NaN}\n}\n"
    let root = try #require(YAML.parseJSON(text).root)
    #expect(root["a"]?.items.map(\.text) == ["1", "bé😀\n"])
    #expect(root["a"]?.items.map(\.line) == [2, 3])
    #expect(root["a"]?.line == 2)
    #expect(root["a"]?.endLine == 3)
    #expect(root["c"]?["d"]?.isNull == true)
    #expect(root["c"]?["e"]?.line == 4)
    let one = try #require(root["a"]?.items.first)
    #expect(Array(text.utf8)[one.range] == [UInt8(ascii: "1")])
    #expect(root["a"]?.items.first?.int == 1)
  }

  @Test("a text in quotes is text, whatever it looks like")
  func quoted() { #expect(YAML.parseJSON(#"{"a": "1", "b": true}"#).root?["a"]?.int == nil) }

  @Test("line ends inside a text are counted")
  func lineEnds() {
    let root = YAML.parseJSON("{\"a\": \"x\r\ny\", \"b\": 1}").root
    #expect(root?["a"]?.endLine == 2)
    #expect(root?["b"]?.line == 2)
  }

  @Test("a byte-order mark is skipped and tabs are white space")
  func marks() { #expect(YAML.parseJSON("\u{FEFF}{\t\"a\"\t:\t1}").root?["a"]?.int == 1) }

  @Test(
    "what was complete before an error is kept",
    arguments: [
      (#"{"a": 1, "b": }"#, 1), (#"{"a": 1, "b": "x"#, 1), ("{\"a\": 1,\n}", 2), (#"{"a": 1 "b": 2}"#, 1),
      (#"{"a": 1, "b": tru}"#, 1), (#"{"a": 1} x"#, 1), (#"{"a": 1, "b": "\q"}"#, 1),
    ])
  func broken(text: String, line: Int) {
    let parsed = YAML.parseJSON(text)
    #expect(parsed.root?["a"]?.int == 1)
    #expect(parsed.error?.kind == .syntax)
    #expect(parsed.error?.line == line)
  }

  @Test("depth, size and the number of values are bounded")
  func limits() {
    #expect(YAML.parseJSON(String(repeating: "[", count: 1 << 20)).error?.kind == .limit)
    #expect(YAML.parseJSON("[" + String(repeating: "1,", count: 600_000) + "1]").error?.kind == .limit)
    #expect(YAML.parseJSON(String(repeating: " ", count: 5 << 20)).error?.kind == .limit)
    #expect(YAML.parseJSON("").root == nil)
  }
}
