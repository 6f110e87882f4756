import Testing

@testable import HTML

@Suite struct DocumentTests {
  @Test("cells outside of a row make one")
  func cellsWithoutRow() throws {
    let document = Document(
      parsing: """
        <table><tbody>
        <!-- header -->
        <th>Name</th>
        <th>AP</th>
        <!-- body -->
        <tr><td>R50</td><td>40</td></tr>
        <td>R101</td><td>42</td>
        </tbody></table>
        """)
    let table = try #require(document.tables.first)
    #expect(table.rows.map { $0.cells.map(\.text) } == [["Name", "AP"], ["R50", "40"], ["R101", "42"]])
    #expect(table.rows.map(\.isHeader) == [true, false, false])
    #expect(table.rows.map(\.line) == [3, 6, 7])
  }

  @Test("cells outside of a row are as many rows as they fill, with what hangs down from above")
  func closedButNotOpened() throws {
    let document = Document(
      parsing: """
        <table>
        <tr><td>Model</td><td>Part</td><td>F1</td></tr>
        <tr><td rowspan="2">Otter</td><td>A</td><td>1</td></tr>
          <td>B</td><td>2</td></tr>
        </tr>
          <td rowspan="2">Heron</td><td>A</td><td>3</td></tr>
        </tr>
          <td>B</td><td>4</td></tr>
        </table>
        """)
    let table = try #require(document.tables.first)
    #expect(
      table.rows.map { $0.cells.map(\.text) } == [
        ["Model", "Part", "F1"], ["Otter", "A", "1"], ["Otter", "B", "2"], ["Heron", "A", "3"], ["Heron", "B", "4"],
      ])
    #expect(table.rows.map(\.line) == [2, 3, 4, 6, 8])
  }

  @Test("a table's spans are written out, its lines kept")
  func table() throws {
    let document = Document(
      parsing: """
        <table>
        <caption>Results</caption>
        <thead>
        <tr><th rowspan="2">Model</th><th colspan=2>COCO</th></tr>
        <tr><th>AP</th>
            <th>AP<sub>50</sub></th></tr>
        </thead>
        <tbody>
        <tr><td><a href="m.md">R50</a></td><td><b>40.2</b></td><td>61
        .0</td></tr>
        <tr><td>R101
        </table>
        """, firstLine: 101)
    let table = try #require(document.tables.first)
    #expect(table.caption == "Results")
    #expect(
      table.rows.map { $0.cells.map(\.text) } == [
        ["Model", "COCO", "COCO"], ["Model", "AP", "AP50"], ["R50", "40.2", "61 .0"], ["R101", "", ""],
      ])
    #expect(table.rows.map(\.isHeader) == [true, true, false, false])
    #expect(table.rows.map(\.line) == [104, 105, 109, 111])
    #expect(table.rows[1].cells.map(\.line) == [104, 105, 106])
    #expect(table.rows[1].cells.map(\.isSpanned) == [true, false, false])
    #expect(table.rows[2].cells.map(\.isStrong) == [false, true, false])
    #expect(table.rows[2].cells[0].links == [Link(text: "R50", url: "m.md", line: 109)])
    #expect(document.degraded == nil)
  }

  @Test("headings, links, images and text are found with their lines")
  func page() {
    let document = Document(
      parsing: """
        <!DOCTYPE html>
        <html><head><title>A  page</title><style>p { }</style></head>
        <body><h2 align="center">
          Größe &amp; Maß
        </h2>
        <p>
          one <em>two</em>
          three<br>four
        <p><a href="https://x.y"><img src="b.svg" alt="MIT"></a>
        <script>evil()</script>
        <ul><li>item
        """)
    #expect(document.title == "A page")
    #expect(document.headings == [Heading(level: 2, text: "Größe & Maß", line: 3)])
    #expect(document.links == [Link(text: "", url: "https://x.y", line: 9)])
    #expect(document.images == [Image(alternative: "MIT", url: "b.svg", target: "https://x.y", line: 9)])
    #expect(
      document.passages == [
        Passage(text: "Größe & Maß", line: 4, element: "h2"),
        Passage(text: "one two three four", line: 7, element: "p"),
        Passage(text: "item", line: 11, element: "li"),
      ])
  }

  @Test("XPath selects elements as values; a wrong expression is told")
  func xpath() {
    let bytes = Array("<p>a</p>\n<meta name='license' content='mit'>\n<p class=x>b <b>c</b></p>".utf8)
    bytes.withUnsafeBufferPointer { bytes in
      let found = Document.elements("//p[@class='x']", in: bytes)
      #expect(found?.map(\.text) == ["b c"])
      #expect(found?.map(\.line) == [3])
      #expect(Document.elements("//meta", in: bytes)?.first?["content"] == "mit")
      #expect(Document.elements("//p[", in: bytes) == nil)
    }
  }

  @Test(
    "broken and empty input is read as far as it goes",
    arguments: [
      "", " ", "<", "<table", "<table><tr><td", "</table>", "<!--", "<a href=", "&#0;&#x110000;&nosuch;", "\u{0}<p>a",
      "<p>\u{FFFD}",
    ])
  func broken(_ text: String) {
    _ = Document(parsing: text)
  }

  @Test("invalid UTF-8 does not stop the reading")
  func invalid() {
    let bytes: [UInt8] = Array("<p>a".utf8) + [0xFF, 0xC3] + Array("</p><h1>b</h1>".utf8)
    let document = bytes.withUnsafeBufferPointer { Document(parsing: $0) }
    #expect(document.headings.map(\.text) == ["b"])
  }
}
