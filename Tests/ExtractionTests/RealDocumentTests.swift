import Extraction
import Foundation
import Records
import Stages
import Testing

/// What holds for every document of the public zoos, where they lie beside the package.
@Suite struct RealDocumentTests {
  private static let zoos = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/zoos")

  /// One document in so many is read; all with `MACARONI_EVERY=1`. (`make accuracy` checks all of them sooner.)
  private static let every = ProcessInfo.processInfo.environment["MACARONI_EVERY"].flatMap { Int($0) } ?? 64

  @Test(
    "what is quoted stands on its lines byte for byte, in documents of every kind",
    .enabled(if: FileManager.default.fileExists(atPath: zoos.path), "needs ../shared/zoos beside the package"))
  func quotes() throws {
    let walk = FileManager.default.enumerator(at: Self.zoos, includingPropertiesForKeys: nil)
    var counts: [DocumentKind: Int] = [:]
    var seen: [DocumentKind: Int] = [:]
    while let url = walk?.nextObject() as? URL {
      guard let kind = DocumentKind(role: "", path: url.path), !kind.isWeights else { continue }
      // Of each kind the first and then one in so many.
      defer { seen[kind, default: 0] += 1 }
      guard seen[kind, default: 0] % Self.every == 0 else { continue }
      let bytes = Array(try Data(contentsOf: url))
      // Lines of what had to be decoded first are those of the text, not of the file.
      guard bytes.count < 1 << 20, String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { continue }
      counts[kind, default: 0] += 1
      let lines = Self.lines(bytes)
      for finding in Extraction.read(bytes, as: kind).findings {
        let first = try #require(finding.span.lineStart, "\(url.path): \(finding)")
        let last = try #require(finding.span.lineEnd)
        try #require(first >= 1 && last >= first && last <= max(1, lines.count), "\(url.path): \(finding)")
        let text = Array(bytes[lines[first - 1].lowerBound..<lines[last - 1].upperBound])
        #expect(text.contains(text: finding.raw), "\(url.path):\(first): \(finding.predicate) \(finding.raw)")
      }
    }
    for kind in [DocumentKind.card, .yaml, .json, .csv, .html, .restructuredText, .hubRecord] {
      #expect(counts[kind] ?? 0 > 0, "none read of \(kind)")
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let isEnd = bytes[index] == 10 || bytes[index] == 13 && !(index + 1 < bytes.count && bytes[index + 1] == 10)
      index += 1
      if isEnd {
        lines.append(start..<index)
        start = index
      }
    }
    if start < bytes.count || lines.isEmpty { lines.append(start..<bytes.count) }
    return lines
  }
}
