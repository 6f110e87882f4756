import Testing
import YAML

@Suite struct LimitsTests {
  @Test("a billion laughs are refused")
  func aliasBomb() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...30 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
    }
    let parsed = YAML.parse(text)
    #expect(parsed.error?.kind == .limit)
    #expect(parsed.root?["a0"]?.items.count == 9)
  }

  @Test("merge keys count as what they bring in")
  func mergeBomb() {
    var text = "m0: &m0 {\((0..<100).map { "k\($0): v" }.joined(separator: ", "))}\n"
    for level in 1...3000 { text += "m\(level): {<<: *m0, own\(level): 1}\n" }
    #expect(YAML.parse(text).error?.kind == .limit)
  }

  @Test("a node cannot contain itself")
  func recursion() {
    #expect(YAML.parse("a: &a [1, *a]\n").error?.kind == .syntax)
  }

  @Test("nesting ends at the limit", arguments: ["[", "{a: ", "- "])
  func depth(_ opening: String) {
    let error = YAML.parse(String(repeating: opening, count: 50_000)).error
    #expect(error != nil)
  }

  @Test("ten megabytes are refused at once")
  func size() {
    let text = "a: " + String(repeating: "x", count: 10 << 20)
    #expect(
      YAML.parse(text).error?.description
        == "line 1, column 1: the document has 10485763 bytes, more than the 4194304 allowed")
  }

  @Test("too many nodes are refused")
  func nodes() {
    let text = String(repeating: "- a\n", count: 2_000)
    #expect(YAML.parse(text, limits: Limits(nodes: 1_000)).error?.kind == .limit)
  }
}
