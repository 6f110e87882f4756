import CMarkGFM
import Glibc

/// Collects the text of one paragraph, heading or cell.
///
/// The bytes go through one buffer that is kept from text to text; what is handed out is copied once.
struct TextBuilder {
  private var buffer: [UInt8] = []
  private var spans: [RichText.Span] = []
  private var open: [Int] = []
  private var jumps: [RichText.Jump] = []
  /// cmark's line of the text's start, and how many lines have passed since.
  private var base = 0
  private(set) var passed = 0

  mutating func begin(_ node: OpaquePointer) {
    buffer.removeAll(keepingCapacity: true)
    spans = []
    open.removeAll(keepingCapacity: true)
    jumps = []
    base = Int(cmark_node_get_start_line(node))
    passed = 0
  }

  mutating func enter(_ node: OpaquePointer, _ kind: macaroni_node_kind) {
    switch kind {
    case MACARONI_TEXT:
      notePlace(of: node)
      append(cmark_node_get_literal(node))
    case MACARONI_BREAK:
      buffer.append(UInt8(ascii: "\n"))
      passed += 1
    case MACARONI_CODE:
      notePlace(of: node)
      let start = buffer.count
      append(cmark_node_get_literal(node))
      spans.append(RichText.Span(kind: .code, range: start..<buffer.count))
    case MACARONI_HTML_INLINE:
      notePlace(of: node)
      let tag = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
      spans.append(RichText.Span(kind: .html(tag), range: buffer.count..<buffer.count))
      if tag.utf8.count < 8, tag.lowercased().hasPrefix("<br") { buffer.append(UInt8(ascii: " ")) }
    case MACARONI_EMPHASIS: open(.emphasis)
    case MACARONI_STRONG: open(.strong)
    case MACARONI_LINK: open(.link(url: url(node)))
    case MACARONI_IMAGE: open(.image(url: url(node)))
    default: break
    }
  }

  mutating func leave() {
    guard let index = open.popLast() else { return }
    spans[index].range = spans[index].range.lowerBound..<buffer.count
  }

  mutating func finish(line: Int) -> RichText {
    let text = buffer.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    for index in jumps.indices { jumps[index].line += line }
    return RichText(text: text, spans: spans, line: line, jumps: jumps)
  }

  /// Code and tags may have taken line ends with them: what comes after then begins further down than counted.
  private mutating func notePlace(of node: OpaquePointer) {
    let lines = Int(cmark_node_get_start_line(node)) - base
    guard lines > passed else { return }
    passed = lines
    jumps.append(RichText.Jump(offset: buffer.count, line: lines))
  }

  private mutating func open(_ kind: RichText.Span.Kind) {
    open.append(spans.count)
    spans.append(RichText.Span(kind: kind, range: buffer.count..<buffer.count))
  }

  private mutating func append(_ characters: UnsafePointer<CChar>?) {
    guard let characters else { return }
    let bytes = UnsafeRawBufferPointer(start: characters, count: strlen(characters))
    buffer.append(contentsOf: bytes)
  }

  private func url(_ node: OpaquePointer) -> String { cmark_node_get_url(node).map { String(cString: $0) } ?? "" }
}
