import Markdown

/// Code that its author forgot to end, so that by the rules of Markdown the rest of a card is code.
///
/// A person reads on where a heading says that something else begins: "### Training hyperparameters".
enum OpenFence {
  /// The body with the fence closed on the blank line above the first such heading; nil if all code ends, as it mostly does.
  static func closed(
    _ document: Markdown.Document, _ body: UnsafeBufferPointer<UInt8>, firstLine: Int
  ) -> [UInt8]? {
    guard let block = document.blocks.last, case .code(let code) = block.content,
      // Behind code that ends, the fence takes a line of its own.
      code.line == block.lines.lowerBound + 1, code.text.utf8.count > 20, code.text.mentions("\n\n#"),
      code.line + code.text.lines.count - (code.text.utf8.last == 0x0A ? 1 : 0) > block.lines.upperBound
    else { return nil }
    var offset = 0
    var fence: ArraySlice<UInt8> = []
    var line = firstLine
    var blank: Int?
    while offset < body.count {
      let end = body[offset...].firstIndex(of: 0x0A) ?? body.count
      let text = UnsafeBufferPointer(rebasing: body[offset..<end]).trimmed
      if line == block.lines.lowerBound, let mark = text.first {
        fence = Array(text.prefix { $0 == mark })[...]
      } else if line > block.lines.lowerBound {
        if let blank, isHeading(text), fence.count >= 3 { return Array(body[..<blank]) + fence + body[blank...] }
        blank = text.isEmpty ? offset : nil
      }
      offset = end + 1
      line += 1
    }
    return nil
  }

  /// Whether a line is a heading that code would not have as a remark: `## Evaluation results`.
  private static func isHeading(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let marks = line.prefix { $0 == 0x23 }.count
    guard (2...6).contains(marks), marks + 1 < line.count, line[marks] == 0x20 else { return false }
    return Topic(heading: String(decoding: line[(marks + 1)...], as: UTF8.self)) != .other
  }
}
