import Foundation
import Markdown
import Testing

/// Reads real documents where the shared folder stands beside the package.
@Suite struct RealDocumentsTests {
  static let zoos = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/zoos")
  static let isPresent = FileManager.default.fileExists(atPath: zoos.path(percentEncoded: false))

  /// Every so-many-th Markdown document, in an order that does not change.
  static func sample(every step: Int) -> [String] {
    guard let all = FileManager.default.enumerator(atPath: zoos.path(percentEncoded: false)) else { return [] }
    let documents = all.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") || $0.hasSuffix(".mdx") }.sorted()
    return stride(from: 0, to: documents.count, by: step).map { documents[$0] }
  }

  @Test(
    "texts of real documents stand on the lines they claim", .enabled(if: isPresent, "no ../shared beside the package"))
  func lines() throws {
    var misplaced: [String] = []
    var checked = 0
    for path in Self.sample(every: 20) {
      let bytes = [UInt8](try Data(contentsOf: Self.zoos.appending(path: path)))
      bytes.withUnsafeBufferPointer { bytes in
        TextDecoding.withUTF8(bytes) { bytes, _ in
          let parts = FrontMatter.split(bytes)
          let document = Document(parsing: UnsafeBufferPointer(rebasing: bytes[parts.body]), firstLine: parts.bodyLine)
          let lines = Lines(bytes)
          for text in document.texts {
            var line = text.line(at: 0)
            for word in firstWords(text) {
              line = text.line(at: word.startIndex)
              checked += 1
              let source = String(decoding: bytes[lines.range(of: line)], as: UTF8.self)
              if !source.contains(word) { misplaced.append("\(path):\(line): \(word)") }
            }
          }
        }
      }
    }
    #expect(checked > 1000)
    #expect(misplaced == [], "of \(checked)")
  }

  /// The first word of each line of a text, if it is a long one that markup would not change.
  private func firstWords(_ text: RichText) -> [Substring] {
    text.text.split(separator: "\n").compactMap { line in
      let word = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      let utf8 = text.text.utf8
      let start = utf8.distance(from: utf8.startIndex, to: word.startIndex)
      let isWhole = !text.spans.contains { span in
        [span.range.lowerBound, span.range.upperBound].contains { start < $0 && $0 < start + word.utf8.count }
      }
      return word.count > 3 && isWhole ? word : nil
    }
  }
}
