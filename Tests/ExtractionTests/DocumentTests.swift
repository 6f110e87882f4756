import Extraction
import Records
import Stages
import Testing

@Suite struct HubRecordTests {
  @Test("the record of an API is read with pointers; old names and nulls are no hindrance")
  func record() {
    let json = """
      {"modelId":"me/m","sha":"ab","pipeline_tag":null,"private":false,"downloads":3,"tags":["pytorch","license:mit","arxiv:1706.03762"],
       "config":{"architectures":["BertModel"],"model_type":"bert"},"siblings":[{"rfilename":"a.bin","size":5}]}
      """
    let findings = read(Array(json.utf8), as: .hubRecord).findings
    func value(_ predicate: String) -> String? { findings.first { $0.predicate == predicate }?.value?.text }
    #expect(value(Predicate.nativeId) == "me/m")
    #expect(value(Predicate.downloads) == "3")
    #expect(value(Predicate.license) == "mit")
    #expect(value(Predicate.paper) == "1706.03762")
    #expect(value(Predicate.files) == #"[{"bytes":5,"path":"a.bin"}]"#)
    #expect(value(Predicate.task) == nil)
    #expect(findings.first { $0.predicate == Predicate.architecture }?.span.pointer == "/config/architectures/0")
    #expect(findings.allSatisfy { $0.by == .hub && $0.method == .apiField })
  }

  @Test("what is no JSON object is a rejection")
  func malformed() {
    #expect(read(Array("[1".utf8), as: .hubRecord).rejections.map(\.code) == [.malformed])
    #expect(read(Array("[1]".utf8), as: .config).rejections.map(\.code) == [.malformed])
  }
}

/// What every extractor promises, over documents that mean harm or harm was done to.
@Suite struct ContractTests {
  static let hostile: [(String, [UInt8])] = [
    ("nothing", []),
    ("CRLF", Array("---\r\nlicense: mit\r\n---\r\n# T\r\n\r\n| Metric | Value |\r\n|--|--|\r\n| F1 | 88.1 |\r\n".utf8)),
    ("NUL", Array("# T\u{0}\n\ntrained on \u{0}SQuAD\n".utf8)),
    ("UTF-16", [0xFF, 0xFE] + "# Hallo\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
    (
      "YAML bomb",
      Array(
        ("---\na: &a [x,x,x,x,x,x,x,x]\n"
          + (0..<12).map {
            "\(Character(Unicode.Scalar(98 + UInt8($0)))): &\(Character(Unicode.Scalar(98 + UInt8($0)))) [*\(Character(Unicode.Scalar(97 + UInt8($0)))),*\(Character(Unicode.Scalar(97 + UInt8($0))))]\n"
          }.joined() + "---\n").utf8)
    ),
    ("brackets", [UInt8](repeating: 0x5B, count: 10 << 20)), ("one line", [UInt8](repeating: 0x61, count: 1 << 20)),
    (
      "table bomb",
      Array(
        (String(repeating: "|a", count: 3000) + "|\n" + String(repeating: "|-", count: 3000) + "|\n"
          + String(repeating: "|x|\n", count: 3000)).utf8)
    ),
    ("template", Array("---\nlanguage: {{ language }}\nlicense: {{ license }}\n---\n# {{ name }}\n".utf8)),
    ("list", Array("---\n- a\n- b\n---\n# T\n".utf8)), ("binary", (0..<4096).map { UInt8($0 * 7 % 256) }),
    ("right to left", Array("# \u{202E}abc\n\nمدرب على SQuAD\n".utf8)),
    ("digits", Array("epochs . . 3 epochs 3.x V100s of v version of trained on on on (".utf8)),
    ("rows", Array("model,top1\n".utf8) + (0..<100_000).flatMap { _ in Array("a,1\n".utf8) }),
    ("pipes", Array("|a|b|\n|-|-|\n".utf8) + (0..<100_000).flatMap { _ in Array("|x|1|\n".utf8) }),
    ("braces", (0..<1 << 20).flatMap { _ in [0x7B, 0x22, 0x22, 0x3A] }),
    ("tags", (0..<100_000).flatMap { _ in Array("<b>".utf8) }), ("rules", [UInt8](repeating: 0x3D, count: 1 << 20)),
    ("joined words", (0..<2000).flatMap { _ in Array("trained-on-".utf8) }),
    ("backquotes", [UInt8](repeating: 0x60, count: 1 << 18)),
    ("UTF-16 without a mark", "a: 1\nlicense: mit\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
    ("too large", [UInt8](repeating: 0x20, count: (10 << 20) + 1)),
  ]

  @Test("hostile documents are survived, twice with the same outcome", arguments: hostile.map(\.0))
  func survives(name: String) throws {
    let bytes = try #require(Self.hostile.first { $0.0 == name }).1
    for kind in DocumentKind.allCases {
      let first = read(bytes, as: kind)
      let second = read(bytes, as: kind)
      #expect(first.findings == second.findings)
      #expect(first.rejections == second.rejections)
    }
  }

  @Test("what is no text is a rejection")
  func binary() throws {
    let bytes = try #require(Self.hostile.first { $0.0 == "binary" }).1
    #expect(read(bytes, as: .card).rejections.map(\.code) == [.unsupported])
    #expect(read([UInt8](repeating: 0x20, count: Reading.largest + 1), as: .card).rejections.map(\.code) == [.tooLarge])
  }

  @Test("of a card above a mebibyte the beginning gives claims, and a rejection says where reading ended")
  func large() {
    let log = String(repeating: "step 100, loss 0.25, a line of a training log\n", count: 30_000)
    let card =
      "---\nlicense: mit\n---\n# T\n\n| Dataset | Accuracy |\n|---|---|\n| SST-2 | 0.84 |\n\n" + log
      + "\n## Limitations\n\nMany.\n"
    let reading = read(Array(card.utf8), as: .card)
    let predicates = Set(reading.findings.map(\.predicate))
    #expect(predicates.isSuperset(of: [Predicate.license, Predicate.title, Predicate.evaluation]))
    #expect(!predicates.contains("section.limitations"))
    #expect(reading.rejections.map(\.code) == [.tooLarge])
    #expect(reading.rejections.first?.detail.hasSuffix("what follows line 22802 was not read") == true)
  }

  @Test("ten megabytes of brackets in lines take a bounded time")
  func largeBombs() {
    for mark in ["[", "![a](", "|a", "**", "<b>"] {
      let line = String(repeating: mark, count: 50) + "\n"
      let card = Array(String(repeating: line, count: (10 << 20) / line.utf8.count).utf8)
      #expect(ContinuousClock().measure { _ = read(card, as: .card) } < .seconds(20), "\(mark)")
    }
  }

  @Test("names of extractors are unique")
  func names() { #expect(Set(Extractors.all.map { $0.name }).count == Extractors.all.count) }
}

@Suite struct FactLineTests {
  @Test("facts are those of the labelling guide, each once")
  func facts() {
    let line = factLine(doc: "a/README.md", read(Array("---\nlicense: mit\n---\n# T\n".utf8), as: .card))
    #expect(line == #"{"doc":"a/README.md","facts":[{"lines":[2,2],"p":"model.license","raw":"mit","v":"mit"}]}"#)
    let named = factLine(doc: "a", read(Array("---\nlicense: other\nlicense_name: pond-1\n---\n".utf8), as: .card))
    #expect(named.contains(#"{"lines":[3,3],"p":"model.license","raw":"pond-1","v":"pond-1"}"#))
  }
}
