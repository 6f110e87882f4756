import Foundation
import Testing

@testable import Publishing

@Suite(.serialized) struct SiteBuilderTests {
  /// A folder that is deleted with the test, or kept where the variable says, to be looked at.
  private func withSite(_ fixture: SiteFixture = SiteFixture(), _ body: (URL) throws -> Void) throws {
    let kept = ProcessInfo.processInfo.environment["MACARONI_KEEP_SITE"]
    let folder =
      kept.map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("site-\(UUID().uuidString)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if kept == nil { try? FileManager.default.removeItem(at: folder) } }
    try fixture.write(to: folder)
    try body(folder)
  }

  @Test("nothing that a card says becomes markup") func hostileNames() throws {
    try withSite { folder in
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".html") {
        let page = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        #expect(!page.contains("<script>"), "\(path)")
        #expect(!page.contains("<img src=x"), "\(path)")
        #expect(!page.unicodeScalars.contains { $0 == "\u{300}" } || !page.contains("\"\u{300}"), "\(path)")
        #expect(!page.contains("href=\"javascript:"), "\(path)")
        #expect(!page.contains(" style=\""), "\(path)")
        #expect(!page.unicodeScalars.contains("\u{202E}"), "\(path)")
      }
    }
  }

  @Test("two builds give equal bytes") func equalBytes() throws {
    var indexes: [Data] = []
    for _ in 0..<2 { try withSite { indexes.append(try Data(contentsOf: $0.appendingPathComponent("index.json"))) } }
    #expect(indexes[0] == indexes[1])
  }

  @Test("every link inside the site leads to a file that is there") func links() throws {
    try withSite { folder in
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".html") {
        let page = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        let base = folder.appendingPathComponent(path).deletingLastPathComponent().path
        for match in page.matches(of: /(?:href|src)="([^"#]+)/) where !match.1.hasPrefix("http") {
          let target = "\(base)/\(match.1)"
          #expect(FileManager.default.fileExists(atPath: target), "\(path) links to \(match.1)")
        }
      }
    }
  }

  @Test("the list leads with the task that the model's page leads with, and knows what is only printed")
  func taskOrder() throws {
    var first = CatalogueRow(zoo: "hf", nativeID: "a/one")
    first.tasks = ["Rare", "Common", "as they say"]
    first.unmappedTasks = ["as they say"]
    var second = CatalogueRow(zoo: "hf", nativeID: "a/two")
    second.tasks = ["Common"]
    let columns = CatalogueColumns(rows: [first, second]) { _ in nil }
    guard case .list(let facets)? = columns.dictionaries["facets"] else { return #expect(Bool(false)) }
    let task = try #require(facets.first { $0["name"] == "task" })
    #expect(task["terms"] == .texts(["Common", "Rare", "as they say"]))
    #expect(task["unmapped"] == .list([2]))
    #expect(columns.parts[0]["task"] == .list([.list([1, 0, 2]), 0]))
  }

  @Test("every page says how much of the zoos was fetched, as the coverage page does")
  func fetched() throws {
    try withSite { folder in
      let page = try String(contentsOf: folder.appendingPathComponent("about.html"), encoding: .utf8)
      #expect(page.contains("<b>92.9 %</b> of 42 listed"))
    }
  }
}
