import Markdown
import Records
import Stages
import YAML

/// Reads the metadata that cards keep in comments: one value a comment, as TF Hub has it, or a whole index of models, as timm
/// has at the end of its pages.
///
/// ```
/// <!-- task: image-classification -->
/// ```
struct MetadataCommentsExtractor: CardExtractor {
  static let name = "metadata-comments"
  static let summary = "Read metadata in comments of a card."
  static let version = 3
  static let method = Method.frontMatter
  static let confidence = 0.95

  func read(_ card: Card, into findings: inout Findings) {
    var lastLine = 0
    for block in card.document.blocks {
      guard case .html(let html) = block.content, block.lines.lowerBound > lastLine, html.mentions("<!--"),
        html.mentions(": ")
      else { continue }
      lastLine = block.lines.upperBound
      read(card.source.lines(block.lines), at: card.source.offset(ofLine: block.lines.lowerBound), card, &findings)
    }
  }

  private func read(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, _ card: Card, _ findings: inout Findings) {
    var at = 0
    while let opening = text.offset(of: "<!--", from: at) {
      let end = text.offset(of: "-->", from: opening + 4) ?? text.count
      at = end
      let body = UnsafeBufferPointer(rebasing: text[opening + 4..<end])
      let start = offset + opening + 4
      let firstLine = card.source.line(of: start)
      if readLicence(body, line: firstLine, &findings) { continue }
      let isIndex = body.trimmed.starts(with: "Type: model-index".utf8)
      guard isIndex || isValue(body) else { continue }
      // White space before the name would be indentation.
      let space = body.prefix { $0 <= 0x20 }
      let yaml = UnsafeBufferPointer(rebasing: body[space.count...])
      let line = firstLine + Markdown.Lines(UnsafeBufferPointer(rebasing: space)).lineEnds
      guard let root = YAML.parse(yaml, firstLine: line).root, root.isMapping else { continue }
      let document = DataDocument(root, offset: start + space.count)
      for subject in document.subjects {
        DataFieldsExtractor().read(subject, in: document, into: &findings)
        if isIndex { DataResultsExtractor().read(subject, in: document, into: &findings) }
      }
    }
  }

  /// `<!--- SPDX-License-Identifier: MIT -->`
  private func readLicence(_ body: UnsafeBufferPointer<UInt8>, line: Int, _ findings: inout Findings) -> Bool {
    guard let name = body.offset(of: "SPDX-License-Identifier:") else { return false }
    let key = body[(name + 24)...].drop { $0 == 0x20 }.prefix { $0 > 0x20 }
    guard !key.isEmpty, body[..<name].allSatisfy({ $0 <= 0x2D }) else { return false }
    let text = String(decoding: key, as: UTF8.self)
    findings.add(Predicate.license, .string(text), raw: text, lines: line...line)
    return true
  }

  /// `task: image-classification`, on one line.
  private func isValue(_ body: UnsafeBufferPointer<UInt8>) -> Bool {
    guard body.count < 1000, !body.contains(0x0A), let colon = body.firstIndex(of: UInt8(ascii: ":")),
      colon + 1 < body.count,
      body[colon + 1] == 0x20
    else { return false }
    let name = UnsafeBufferPointer(rebasing: body[..<colon]).trimmed
    return !name.isEmpty && name.allSatisfy { $0.isLetter || $0 == 0x2D || $0 == 0x5F }
  }
}

extension Markdown.Lines {
  /// How many line ends a text has, with the number of the line that follows it.
  fileprivate var lineEnds: Int { line(of: .max) - first }
}
