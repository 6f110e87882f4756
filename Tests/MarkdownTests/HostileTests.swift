import Markdown
import Testing

@Suite struct HostileTests {
  static func table(columns: Int, rows: Int) -> String {
    "# Results\n|" + String(repeating: "a|", count: columns) + "\n|" + String(repeating: "-|", count: columns) + "\n"
      + String(repeating: "|a\n", count: rows)
  }

  @Test("a table that would fill a gigabyte gives its headings and says why")
  func tableBomb() {
    var document: Document?
    let elapsed = ContinuousClock().measure { document = Document(parsing: Self.table(columns: 2000, rows: 2000)) }
    #expect(document?.degraded == [.tooManyCells(line: 3)])
    #expect(document?.sections.map(\.title) == ["", "Results"])
    #expect(elapsed < .milliseconds(100))
  }

  @Test("a large table of a real zoo is read")
  func largeTable() {
    let document = Document(parsing: Self.table(columns: 15, rows: 3000))
    #expect(document.degraded.isEmpty)
    #expect(document.tables.first?.rows.count == 3000)
  }

  @Test("a table in a quote or under a list is counted too")
  func quotedBomb() {
    let quoted = Self.table(columns: 400, rows: 2000).split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")
    #expect(!Document(parsing: quoted).degraded.isEmpty)
  }

  @Test("of a large document the lines within the first mebibyte are read as any, and the rest is not")
  func size() {
    let line = "a line of thirty-two characters\n"
    let text = "# A\n" + String(repeating: line, count: 32_766) + "\n# B\n" + String(repeating: line, count: 32_766)
    let document = Document(parsing: text, firstLine: 5)
    #expect(document.degraded == [.tooLarge(bytes: 2_097_033, limit: 1 << 20, lastLine: 32_774)])
    #expect(document.sections.map(\.title) == ["", "A", "B"])
    #expect(document.blocks.last?.lines == 32_774...32_774)
    #expect(
      document.degraded.first?.description
        == "the text has 2097033 bytes, of which no more than the first 1048576 are read; what follows line 32774 was not read"
    )
  }

  @Test("of ten megabytes in one line nothing is read, as half a line may say something else")
  func oneLine() {
    let document = Document(parsing: "# A\n" + String(repeating: "x", count: 10 << 20))
    #expect(document.degraded == [.tooLarge(bytes: 10_485_764, limit: 1 << 20, lastLine: 1)])
    #expect(document.sections.map(\.title) == ["", "A"])
    #expect(Document(parsing: String(repeating: "x", count: 2 << 20)).degraded.count == 1)
  }

  @Test("a large document whose beginning is a bomb says both")
  func largeBomb() {
    let document = Document(parsing: Self.table(columns: 2000, rows: 400_000))
    #expect(document.degraded.count == 2)
    #expect(document.degraded.first == .tooManyCells(line: 3))
  }

  @Test(
    "ten megabytes of marks in lines take no longer than the first of them",
    arguments: ["[", "![l", "*a_", "> ", "- ", "<a ", "<!--", "[a](", "|a|-", "`a"])
  func manyLines(_ mark: String) {
    let line = String(repeating: mark, count: 40) + "\n"
    let text = String(repeating: line, count: (10 << 20) / line.utf8.count)
    #expect(ContinuousClock().measure { _ = Document(parsing: text) } < .seconds(4))
  }

  @Test("references that copy a long link many times end at the memory limit")
  func references() {
    let text = "# A\n\n[a]: " + String(repeating: "x", count: 50_000) + "\n\n" + String(repeating: "[a]", count: 50_000)
    let document = Document(parsing: text)
    #expect(document.degraded == [.tooMuchMemory(limit: 192 << 20)])
    #expect(document.sections.map(\.title) == ["", "A"])
    #expect(Document(parsing: "# B").sections.count == 2)
  }

  @Test(
    "classic bombs of 100,000 marks are read in time",
    arguments: ["[", "![l", "*a_", "> ", "- ", "<a ", "<!--", "[a](", "[a](<b", "*a **b ", "](", "_a ", "`a", "\\["])
  func marks(_ mark: String) {
    let text = String(repeating: mark, count: 100_000)
    #expect(ContinuousClock().measure { _ = Document(parsing: text) } < .seconds(2))
  }

  @Test("many links in one paragraph keep their lines at linear cost")
  func manyLinks() {
    let document = Document(parsing: String(repeating: "[a](b)\n", count: 50_000))
    var links: [Link] = []
    #expect(ContinuousClock().measure { links = document.links } < .seconds(2))
    #expect(links.last?.line == 50_000)
  }

  @Test("rules and wide delimiter rows are no nesting")
  func rules() {
    #expect(Document(parsing: String(repeating: "- ", count: 300)).degraded.isEmpty)
    #expect(Document(parsing: "|a|b|\n|" + String(repeating: "-", count: 300) + "|-|\n").tables.count == 1)
    #expect(Document(parsing: String(repeating: "> ", count: 300) + "a").degraded == [.tooDeep(line: 1)])
  }
}
