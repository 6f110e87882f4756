import Extraction
import Foundation
import Testing

/// The sentences that the rules' comments quote, cut before and behind each of their words.
///
/// Rules look at the words around one that they know, and texts begin and end anywhere: nothing may trap or go on for ever.
@Suite struct CutSentenceTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Extraction")

  /// What stands in quotation marks in the comments of the sources.
  private static let sentences: [String] = {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: Set<String> = []
    for case let file as URL in files! where file.pathExtension == "swift" {
      let source = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      for line in source.split(separator: "\n") {
        guard let comment = line.range(of: "// ") ?? line.range(of: "/// ") else { continue }
        let parts = line[comment.upperBound...].split(separator: "\"", omittingEmptySubsequences: false)
        for index in stride(from: 1, to: parts.count - 1, by: 2) { found.insert(String(parts[index])) }
      }
    }
    return found.sorted()
  }()

  /// Every run of words of a sentence, from one of its first six on, or to its end.
  private static func parts(of sentence: String) -> [String] {
    let words = sentence.split(separator: " ")
    return words.indices.flatMap { first in
      words[first...].indices.compactMap { last in
        first < 6 || last == words.count - 1 ? words[first...last].joined(separator: " ") : nil
      }
    }
  }

  @Test("sentences cut at any word are read, as paragraphs and as items of lists", arguments: ["", "- "])
  func cut(mark: String) {
    #expect(Self.sentences.count > 1000)
    let paragraphs = Set(Self.sentences.flatMap(Self.parts)).sorted().map { mark + $0 }
    for start in stride(from: 0, to: paragraphs.count, by: 200) {
      let text = paragraphs[start..<min(start + 200, paragraphs.count)].joined(separator: "\n\n")
      let reading = read(Array(text.utf8), as: .card)
      #expect(reading.rejections.isEmpty)
      #expect(reading.findings.filter { !text.contains($0.raw) }.isEmpty)
    }
  }

  @Test(
    "sentences that once trapped or never ended",
    arguments: [
      "Classification model trained on GULL.", "- Segmentation network of otters.", "- Thousand training steps",
      "It was trained starting from an instance", "It reached 81.2%\nF-1 score-rate word error Error rate",
    ])
  func once(text: String) { _ = read(Array(text.utf8), as: .card) }
}
