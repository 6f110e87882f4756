import Records
import Stages
import Testing

@testable import Extraction

@Suite struct ClaimLinesTests {
  @Test("a claim's line is what the claim itself would write, whatever it holds")
  func lines() throws {
    var source = Source()
    source.id = "mz:source/a\"b"
    source.model = "mz:model/hf/é\\x"
    source.locator = "hf:x/README.md"
    var table = Span(lines: 3...4)
    table.section = ["A \"b\"", "C\n"]
    (table.table, table.row, table.col) = (0, 12, 3)
    let numbers = ["0", "-1.50", "0.001", "1e-9", "123456789012345678901234", "37.4", "2e3"].compactMap {
      PrintedNumber($0)
    }
    let values: [JSON?] =
      [nil, .null, true, .string("a\u{1}\t\u{7f}漢"), ["b": 1, "a": [2, "c"]], .array([])]
      + numbers.map { JSON.number($0) }
    var reading = Reading()
    for (index, value) in values.enumerated() {
      for span in [table, Span(pointer: "/a~1b"), Span()] {
        for qualifiers: Qualifiers in [[:], ["metric": "F1"], ["z": 1, "a": "\\", "metric": "F1"]] {
          reading.findings.append(
            Finding(
              predicate: Predicate.evaluation, value: value, raw: "raw \(index)", span: span, qualifiers: qualifiers,
              polarity: index % 2 == 0 ? .asserted : .unknown, method: .table, by: .hub,
              confidence: [0.5, 0.07, 1, 0.123, 0][index % 5], extractor: ExtractorStamp("tables", version: 2)))
        }
      }
    }
    let expected = try claims(of: reading, from: source)
    var lines: [String] = []
    var ids: [String] = []
    try ClaimLines.forEach(of: reading, from: SourceHead(source)) { id, line in
      ids.append(String(decoding: id, as: UTF8.self))
      lines.append(String(decoding: line, as: UTF8.self))
    }
    #expect(lines == expected.map { String(decoding: $0.json, as: UTF8.self) + "\n" })
    #expect(ids == expected.map(\.id))
    #expect(Set(ids).count == ids.count, "statements made again have ids of their own")
  }
}
