import Records
import YAML

/// The sentences among the values of a structured document, read as cards are.
enum DataProse {
  /// How many texts of one document, and how many bytes of them, are read.
  private static let most = 2000
  private static let largest = 1 << 20

  static func read(
    _ subject: DataDocument.Subject, in document: DataDocument, _ source: SourceText, named name: String?,
    into findings: inout Findings
  ) {
    var count = 0
    var bytes = 0
    subject.forEachEntry { entry in
      switch entry.meaning {
      case .closed: return false
      case .prose where !entry.path.contains(where: { $0.begins(with: "input") }): break
      // Where only measures are listed, they are read as such.
      case .measures where entry.node.text.flatMap(DataResultsExtractor.told) == nil: break
      default: return true
      }
      for node in entry.scalars where node.isStated && node.text?.contains(" ") == true {
        count += 1
        bytes += node.text?.utf8.count ?? 0
        guard count <= most, bytes <= largest else { return false }
        read(node, entry.pointer, subject, document, source, named: name, into: &findings)
      }
      return true
    }
  }

  private static func read(
    _ node: YAML.Node, _ pointer: String, _ subject: DataDocument.Subject, _ document: DataDocument,
    _ source: SourceText, named name: String?, into findings: inout Findings
  ) {
    guard let text = node.text else { return }
    let whole = node.line...max(node.line, node.endLine)
    var origin = Origin(whole: whole, pointer: pointer)
    if let name = subject.name { origin.qualifiers["model"] = .string(name) }
    var bytes = Array(text.utf8)
    if whole.count > 1, let printed = lines(of: node, document, source) {
      (bytes, origin.each) = printed
    } else {
      origin.range = node.range.lowerBound + document.offset..<node.range.upperBound + document.offset
      bytes = inline(bytes)
    }
    findings.origin = origin
    bytes.withUnsafeBufferPointer { readCard(SourceText($0), named: name, into: &findings) }
    findings.origin = nil
  }

  /// A text over several lines as it is printed, without the indentation, and the line of each.
  private static func lines(
    of node: YAML.Node, _ document: DataDocument, _ source: SourceText
  ) -> ([UInt8], [ClosedRange<Int>])? {
    let start = node.range.lowerBound + document.offset
    let end = min(node.range.upperBound + document.offset, source.bytes.count)
    guard start < end else { return nil }
    var text: [UInt8] = []
    var lines: [ClosedRange<Int>] = []
    for number in source.line(of: start)...source.line(of: end - 1) {
      let offset = source.offset(ofLine: number)
      let line = source.line(number)
      let low = max(start, offset) - offset
      let high = min(end, offset + line.count) - offset
      guard low <= high else { continue }
      let content = UnsafeBufferPointer(rebasing: line[low..<high]).trimmed
      // The mark of a block, `|` or `>-`, is none of its text.
      if lines.isEmpty, let first = content.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ">"),
        content.count <= 3
      {
        continue
      }
      text += content
      text.append(0x0A)
      lines.append(number...number)
    }
    return lines.isEmpty ? nil : (inline(text), lines)
  }

  /// Descriptions from Sphinx sites have its marks for links.
  private static func inline(_ text: [UInt8]) -> [UInt8] {
    guard text.withUnsafeBufferPointer({ $0.contains(">`_") || $0.contains(":ref:") }) else { return text }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    return Array(lines.map { RestructuredInline().markdown($0) }.joined(separator: "\n").utf8)
  }
}
