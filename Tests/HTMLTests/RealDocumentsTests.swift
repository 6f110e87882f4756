import Foundation
import HTML
import Testing

/// Reads real documents where the shared folder stands beside the package.
@Suite struct RealDocumentsTests {
  static let zoos = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/zoos")
  static let isPresent = FileManager.default.fileExists(atPath: zoos.path(percentEncoded: false))

  @Test("the tables of Detectron2's model zoo are read", .enabled(if: isPresent, "no ../shared beside the package"))
  func modelZoo() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.zoos.appending(path: "detectron2/MODEL_ZOO.md")))
    let document = bytes.withUnsafeBufferPointer { Document(parsing: $0) }
    #expect(document.degraded == nil)
    #expect(document.tables.count >= 8)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    for cell in document.tables.flatMap(\.rows).flatMap(\.cells) where !cell.isSpanned && Double(cell.text) != nil {
      #expect(lines[cell.line - 1].contains(cell.text), "\(cell.line): \(cell.text)")
    }
  }
}
