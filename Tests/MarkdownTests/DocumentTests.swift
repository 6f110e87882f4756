@testable import Markdown
import Testing

@Suite struct DocumentTests {
  @Test("blocks come in reading order with their lines")
  func order() {
    let document = Document(
      parsing: """
        # Title

        Some *text* with
        two lines.

        - item one
          goes on
          - nested
        1. first

        ```py
        x = 1
        ```
        Under
        lined
        ---
        <div>
        </div>

        ***
        """, firstLine: 11)
    #expect(
      document.blocks.map(\.lines) == [11...11, 13...14, 16...17, 18...18, 19...19, 21...23, 24...26, 27...28, 30...30])
    #expect(document.blocks[1].text?.text == "Some text with\ntwo lines.")
    #expect(document.blocks[2].text?.text == "item one\ngoes on")
    #expect(document.blocks[2].item == Block.Item(depth: 1, list: 0, index: 0, number: nil, isStart: true))
    #expect(document.blocks[3].item == Block.Item(depth: 2, list: 1, index: 0, number: nil, isStart: true))
    #expect(document.blocks[4].item?.number == 1)
    #expect(document.blocks[5].content == .code(Block.Code(info: "py", text: "x = 1\n", line: 22)))
    #expect(document.blocks[7].content == .html("<div>\n</div>\n"))
  }

  @Test("a place in a text knows its line, whatever spans lines above it")
  func linesInText() throws {
    let document = Document(
      parsing: """
        one `code
        span` two <b
        x=1> three
        four

        [ref]: http://x
        [r2]: http://y
        after
        definitions

        see [a
        link](u
        "title") behind
        end

        > quoted
        lazy
        """)
    func line(_ word: String) throws -> Int {
      let text = try #require(document.blocks.compactMap(\.text).first { $0.text.contains(word) })
      let start = try #require(text.text.firstRange(of: word)).lowerBound
      return text.line(at: start)
    }
    for (word, expected) in [
      ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("after", 8), ("definitions", 9), ("see", 11), ("link", 12),
      ("behind", 13), ("end", 14), ("quoted", 16), ("lazy", 17),
    ] { #expect(try line(word) == expected, "\(word)") }
    #expect(document.blocks.map(\.lines) == [1...4, 8...9, 11...14, 16...17])
    #expect(document.blocks.last?.quotes == 1)
  }

  @Test("a table has its cells, their marks and their lines, also below a paragraph")
  func table() throws {
    let document = Document(
      parsing: """
        Results below:
        second line
        | Model | Acc | [F1](m) |
        |:--|--:|---|
        | a\\|b | **84.2** | `x` |
        | short |
        """)
    let table = try #require(document.tables.first)
    #expect(document.blocks.map(\.lines) == [1...2, 3...6])
    #expect(document.blocks[0].text.map { $0.line(at: $0.text.utf8.count) } == 2)
    #expect(table.header.cells.map(\.text) == ["Model", "Acc", "F1"])
    #expect(table.header.cells[2].links == [Link(text: "F1", url: "m", line: 3)])
    #expect(table.rows.map(\.line) == [5, 6])
    #expect(table.rows[0].cells.map(\.text) == ["a|b", "84.2", "x"])
    #expect(table.rows[0].cells.map(\.isStrong) == [false, true, false])
    #expect(table.rows[0].cells.map(\.line) == [5, 5, 5])
    #expect(table.rows[1].cells.map(\.text) == ["short", "", ""])
    #expect(Document(parsing: "text\n| h |\n|---|\n").tables.map(\.header.line) == [2])
  }

  @Test("links, images and badges are found with their lines")
  func links() {
    let document = Document(
      parsing: "See [paper](https://arxiv.org/abs/1).\n[![MIT](b.svg)](LICENSE) ![plot](p.png) <https://x.y>\n")
    #expect(
      document.links == [
        Link(text: "paper", url: "https://arxiv.org/abs/1", line: 1), Link(text: "MIT", url: "LICENSE", line: 2),
        Link(text: "https://x.y", url: "https://x.y", line: 2),
      ])
    #expect(
      document.images == [
        Image(alternative: "MIT", url: "b.svg", target: "LICENSE", line: 2),
        Image(alternative: "plot", url: "p.png", target: nil, line: 2),
      ])
  }

  @Test("sections nest and cover their lines")
  func sections() {
    let document = Document(parsing: "intro\n# A\na\n## B\nb\n### C\n## D\nd\n# E\n")
    #expect(document.sections.map(\.title) == ["", "A", "B", "C", "D", "E"])
    #expect(document.sections.map(\.lines) == [1...9, 2...8, 4...6, 6...6, 7...8, 9...9])
    #expect(document.sections.map(\.parent) == [nil, 0, 1, 2, 1, 0])
    #expect(document.path(ofSection: 3) == ["A", "B", "C"])
    #expect(document.sections[1].blocks == 1..<8)
    #expect(document.sections[1].ownBlocks == 1..<3)
    #expect(document.blocks.map(\.section) == [0, 1, 1, 2, 2, 3, 4, 4, 5])
  }

  @Test("line ends of any kind count as one")
  func lineEnds() {
    for end in ["\n", "\r\n", "\r"] {
      let document = Document(parsing: ["# A", "", "b", "c"].joined(separator: end))
      #expect(document.blocks.map(\.lines) == [1...1, 3...4])
      #expect(document.sections.last?.lines == 1...4)
    }
  }

  @Test("nothing is a document too", arguments: ["", "\n", " ", "\u{FEFF}", "\u{0}"])
  func empty(_ text: String) {
    #expect(Document(parsing: text).sections.count == 1)
  }
}
