import Testing

@testable import Publishing

@Suite struct SafeOutputTests {
  @Test("a quotation mark under an accent is still escaped") func combiningQuote() {
    #expect(StrictHTML.escape("\"\u{300} onload=x") == "&quot;\u{300} onload=x")
    #expect(StrictHTML.escape("<b>&'") == "&lt;b&gt;&amp;&#39;")
    #expect(StrictHTML.escape("a\u{0}b") == "a\u{FFFD}b")
  }

  @Test("a sign that turns the direction of text is spelt out, and nothing else beyond ASCII is touched")
  func turningSigns() {
    #expect(StrictHTML.escape("safe\u{202E}lave\u{2069}.") == "safe[U+202E]lave[U+2069].")
    for sign: UInt32 in [0x202A, 0x202B, 0x202C, 0x202D, 0x2066, 0x2067, 0x2068] {
      let text = Unicode.Scalar(sign).map(String.init) ?? ""
      #expect(StrictHTML.escape("a\(text)b") == "a[U+\(String(sign, radix: 16, uppercase: true))]b")
    }
    for plain in ["מודל-עברי", "1 – 2 “x” ‰ ⁠ 中文 \u{200F}", "a\u{2029}b\u{2065}\u{206A}"] {
      #expect(StrictHTML.escape(plain) == plain)
    }
  }

  @Test(
    "seconds are printed as they are read",
    arguments: [(0.0504, "0.05"), (9.84, "9.8"), (61.2, "61.2"), (7213.4, "7,213")])
  func seconds(value: Double, printed: String) { #expect(Figures.seconds(value) == printed) }

  @Test(
    "a share is never all while one is missing, nor nothing while one is there",
    arguments: [(23_509, ">99.9"), (23_511, "100.0"), (5, "<0.1"), (0, "0.0"), (13_231, "56.3")])
  func share(part: Int, printed: String) { #expect(Figures.share(part, of: 23_511) == printed) }

  @Test("data cannot end the script that carries it") func scriptJSON() {
    var bytes: [UInt8] = []
    ViewValue.object([("a", .text("</script><!--\u{2028}\u{2029}\"\\\n")), ("b", .number(.nan))]).appendJSON(to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"a":"\u003c/script>\u003c!--\u2028\u2029\"\\\u000a","b":null}"#)
  }

  @Test("a spreadsheet does not run a cell, and numbers stay numbers") func formulas() {
    #expect(CommaSeparated.cell("=cmd()") == "'=cmd()")
    #expect(CommaSeparated.cell("@SUM(1)") == "'@SUM(1)")
    #expect(CommaSeparated.cell("-0.5") == "-0.5")
    #expect(CommaSeparated.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
  }

  @Test(
    "a path cannot leave the site",
    arguments: ["../x", "a/../b", "/etc/passwd", "a//b", "", ".hidden", "a/b\\c", "x y"])
  func paths(_ path: String) {
    #expect(throws: SiteFailure.unsafePath(path)) { try SitePath(path) }
  }

  @Test("two models never share a page, whatever their names") func pages() throws {
    var paths = PagePaths()
    let names = [
      "a", "a/index.html", "A", "a~2fb", "a/b", "..", "~2e~2e", "é", "e\u{301}", "", String(repeating: "x", count: 900),
    ]
    let found = try names.map { try paths.path(zoo: "hf", nativeID: $0).text.lowercased() }
    #expect(Set(found).count == names.count)
    #expect(found[0] == "models/hf/a/index.html")
  }

  @Test("the client's hash of a key is the generator's") func shards() {
    // FNV-1a of 32 bits: the published value for "foobar" is 0xbf9cf968.
    #expect(RecordShards.index(of: "foobar", among: 1 << 32) == 0xbf9c_f968)
    #expect(RecordShards.count(for: 25_000) == 2048)
  }

  @Test(
    "only web addresses become links",
    arguments: ["javascript:alert(1)", "data:text/html,x", "https://a b", "//x", "ftp://x"])
  func links(_ text: String) { #expect(WebAddress.link(text) == nil) }

  @Test("figures read as people write them") func figures() {
    #expect(Figures.grouped(25_424) == "25,424")
    #expect(Figures.short(109_482_240) == "109 M")
    #expect(Figures.bytes(440_449_768) == "440 MB")
    #expect(Figures.points(-0.05) == "−5.0")
    #expect(Figures.points(-0.0001) == "0.0")
    #expect(CatalogueColumns.day("1970-01-01") == 0)
    #expect(CatalogueColumns.day("2026-11-23") == 20_780)
  }
}
