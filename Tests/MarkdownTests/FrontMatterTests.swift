import Markdown
import Testing

@Suite struct FrontMatterTests {
  private func split(_ text: String) -> (
    form: FrontMatter.Form, yaml: String, yamlLine: Int, body: String, bodyLine: Int
  ) {
    let bytes = Array(text.utf8)
    let parts = bytes.withUnsafeBufferPointer { FrontMatter.split($0) }
    return (
      parts.form, String(decoding: bytes[parts.yaml], as: UTF8.self), parts.yamlLine,
      String(decoding: bytes[parts.body], as: UTF8.self), parts.bodyLine
    )
  }

  @Test(
    "front matter is found in every spelling",
    arguments: [
      ("---\na: 1\n---\nb\n", "a: 1\n", 2, "b\n", 4),
      ("\u{FEFF}---\na: 1\n---\nb\n", "a: 1\n", 2, "b\n", 4),
      ("\n \n---\na: 1\n---\nb", "a: 1\n", 4, "b", 6),
      ("---\r\na: 1\r\n---\r\nb\r\n", "a: 1\r\n", 2, "b\r\n", 4),
      ("---  \na: 1\n...\nb", "a: 1\n", 2, "b", 4),
      ("---\n---\nb", "", 2, "b", 3),
      ("---\na: 1\n---", "a: 1\n", 2, "", 4),
      ("---\ra: 1\r---\rb", "a: 1\r", 2, "b", 4),
      ("\\n---\na: 1\n---\nb", "a: 1\n", 2, "b", 4),
    ] as [(String, String, Int, String, Int)])
  func closed(_ text: String, _ yaml: String, _ yamlLine: Int, _ body: String, _ bodyLine: Int) {
    let parts = split(text)
    #expect(parts == (.closed, yaml, yamlLine, body, bodyLine))
  }

  @Test(
    "a card that does not begin with it has none",
    arguments: [
      "", "\n", "# A\n---\na: 1\n---\n", "```\n---\na: 1\n---\n```\n", "---", "---\n\ntext", "--- a\nb: 1\n---\n",
      "----\na: 1\n---\n", "\\n--\na: 1\n---\n",
    ])
  func absent(_ text: String) {
    let parts = split(text)
    #expect(parts == (.absent, "", 1, text, 1))
  }

  @Test("a title may stand above front matter that begins with a name of the Hub and is closed")
  func titled() {
    #expect(split("# A\n---\ntags:\n- b\n---\nc\n") == (.closed, "tags:\n- b\n", 3, "c\n", 6))
    #expect(split("A's logo\n\n---\nlanguage: yo\n---\nc\n") == (.closed, "language: yo\n", 4, "c\n", 6))
    for text in ["# A\n---\ntags: b\nc\n", "# A\n\nb\n---\ntags: c\n---\n", "# A\n---\ntagged: b\n---\n"] {
      #expect(split(text).form == .absent)
    }
  }

  @Test("unclosed front matter ends at a blank line or a heading")
  func unclosed() {
    #expect(split("---\na: 1\n\ntext\n") == (.unclosed, "a: 1\n", 2, "\ntext\n", 3))
    #expect(split("---\na: 1\n# T\n") == (.unclosed, "a: 1\n", 2, "# T\n", 3))
    #expect(split("---\na: 1\n\nb-c:\n- d\n\n\n# T\n") == (.unclosed, "a: 1\n\nb-c:\n- d\n", 2, "\n\n# T\n", 6))
    #expect(split("---\na: 1\n\nNote: text\n") == (.unclosed, "a: 1\n", 2, "\nNote: text\n", 3))
    #expect(split("---\na: 1\n\n") == (.unclosed, "a: 1\n", 2, "\n", 3))
    #expect(split("---\na: 1\n").yaml == "a: 1\n")
  }
}
