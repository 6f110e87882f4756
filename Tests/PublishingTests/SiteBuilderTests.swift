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
}
