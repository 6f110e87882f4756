import Markdown
import Stages
import YAML

/// Reads front matter, and goes on below what is broken.
struct FrontMatterReader {
  private(set) var pairs: [YAML.Pair] = []
  private(set) var rejections: [Rejection] = []
  /// Whether what stands between the marks is running text.
  private(set) var isProse = false

  /// How often reading is taken up again below an error.
  private static let attempts = 8

  init(_ yaml: UnsafeBufferPointer<UInt8>, firstLine: Int) {
    var rest = yaml
    var line = firstLine
    for attempt in 0..<Self.attempts {
      let parsed = YAML.parse(rest, firstLine: line, firstByte: yaml.count - rest.count)
      if let root = parsed.root { take(root, isFirst: attempt == 0) }
      guard let error = parsed.error else { return }
      if rejections.isEmpty {
        rejections.append(
          Rejection(
            .malformed, "the front matter is not YAML: \(error.problem) (\(Self.place(error)))", line: error.line))
      }
      // A limit was exceeded: whoever wrote this does not want to be read.
      guard error.kind != .limit, let next = Self.nextKey(in: rest, firstLine: line, after: error.line) else { return }
      rest = UnsafeBufferPointer(rebasing: rest[next.offset...])
      line = next.line
    }
  }

  private static func place(_ error: YAML.ParseError) -> String { "line \(error.line), column \(error.column)" }

  private mutating func take(_ root: YAML.Node, isFirst: Bool) {
    switch root.content {
    case .mapping(let found): if pairs.isEmpty { pairs = found } else { pairs += found }
    case .sequence where isFirst:
      rejections.append(
        Rejection(.malformed, "the front matter is a list, not a mapping of names to values", line: root.line))
      // What is listed without a name are tags.
      let name = YAML.Node(
        .scalar(Scalar(text: "tags", isPlain: true)), lines: root.line...root.line, range: root.range)
      pairs = [YAML.Pair(key: name, value: root)]
    case .scalar where isFirst: isProse = !root.isNull
    default: break
    }
  }

  /// The next line after the fault that begins with a key at its very left.
  private static func nextKey(
    in bytes: UnsafeBufferPointer<UInt8>, firstLine: Int, after fault: Int
  ) -> (offset: Int, line: Int)? {
    let lines = Markdown.Lines(bytes, firstLine: firstLine)
    var line = max(fault, firstLine + 1)
    while line <= lines.last {
      let range = lines.range(of: line)
      if let first = bytes[range].first, first.isLetter,
        let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")),
        bytes[range.lowerBound..<colon].allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == 0x2D })
      {
        return (range.lowerBound, line)
      }
      line += 1
    }
    return nil
  }
}
