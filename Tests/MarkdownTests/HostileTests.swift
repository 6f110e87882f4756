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
    #expect(document?.degraded == .tooManyCells(line: 3))
    #expect(document?.sections.map(\.title) == ["", "Results"])
    #expect(elapsed < .milliseconds(100))
  }

  @Test("a large table of a real zoo is read")
  func largeTable() {
    let document = Document(parsing: Self.table(columns: 15, rows: 3000))
    #expect(document.degraded == nil)
    #expect(document.tables.first?.rows.count == 3000)
  }

  @Test("a table in a quote or under a list is counted too")
  func quotedBomb() {
    let quoted = Self.table(columns: 400, rows: 2000).split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")
    #expect(Document(parsing: quoted).degraded != nil)
  }

  @Test("ten megabytes are refused at once")
  func size() {
    let document = Document(parsing: "# A\n" + String(repeating: "x", count: 10 << 20))
    #expect(document.degraded == .tooLarge(bytes: 10_485_764, limit: 1 << 20))
    #expect(document.blocks.isEmpty)
  }

  @Test("references that copy a long link many times end at the memory limit")
  func references() {
    let text = "# A\n\n[a]: " + String(repeating: "x", count: 50_000) + "\n\n" + String(repeating: "[a]", count: 50_000)
    let document = Document(parsing: text)
    #expect(document.degraded == .tooMuchMemory(limit: 192 << 20))
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
    #expect(Document(parsing: String(repeating: "- ", count: 300)).degraded == nil)
    #expect(Document(parsing: "|a|b|\n|" + String(repeating: "-", count: 300) + "|-|\n").tables.count == 1)
    #expect(Document(parsing: String(repeating: "> ", count: 300) + "a").degraded == .tooDeep(line: 1))
  }
}
