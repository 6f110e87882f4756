import HTML
import Testing

@Suite struct HostileTests {
  @Test("spans that would make millions of cells are cut")
  func spans() {
    let cell = "<td colspan=1000 rowspan=65534>x</td>"
    let text = "<table>" + String(repeating: "<tr>\(cell)\(cell)</tr>", count: 1000) + "</table>"
    var document: Document?
    #expect(ContinuousClock().measure { document = Document(parsing: text) } < .seconds(2))
    #expect(document?.degraded == .tooManyCells(limit: 100_000))
  }

  @Test("one wide row does not widen thousands")
  func ragged() {
    let text = "<table><tr><td colspan=1000>x</tr>" + String(repeating: "<tr><td>y</tr>", count: 20_000)
    #expect(Document(parsing: text).degraded == .tooManyCells(limit: 100_000))
  }

  @Test("nesting ends at the limit", arguments: ["<div>", "<b>", "<table><tr><td>", "<a href=x>", "<p><ul><li>"])
  func depth(_ tag: String) {
    #expect(
      ContinuousClock().measure { _ = Document(parsing: String(repeating: tag, count: 20_000)) } < .seconds(5), "\(tag)"
    )
  }

  @Test("ten megabytes are refused at once")
  func size() {
    #expect(
      Document(parsing: String(repeating: "x", count: 10 << 20)).degraded
        == .tooLarge(bytes: 10_485_760, limit: 4 << 20))
  }

  @Test("entities of the document's own are not expanded")
  func entities() {
    let text = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'yyyy'>]><p>&x;&y;</p>"
    #expect(!Document(parsing: text).passages.contains { $0.text.contains("root:") })
  }

  @Test("several threads read at once")
  func threads() async {
    await withTaskGroup(of: Int.self) { group in
      for number in 0..<16 {
        group.addTask {
          Document(parsing: String(repeating: "<h1>\(number)</h1><zzz>", count: 150)).headings.count
        }
      }
      for await count in group { #expect(count == 150) }
    }
  }
}
