/// A node of a YAML document with the lines it stands on.
///
/// An alias is replaced by the node it names, which keeps the position of the node. A merge key (`<<`) is replaced by the
/// entries it brings in, before the mapping's own.
public struct Node: Sendable {
  public enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Pair])
  }

  public var content: Content
  /// The tag if one is written, resolved: `!!str` is `tag:yaml.org,2002:str`, `!LRScheduler` is itself.
  public var tag: String?

  // 32 bits each: trees of cards are made by the million, and most of a node would be positions otherwise.
  var firstLine: Int32
  var lastLine: Int32
  var firstColumn: Int32
  var start: Int32
  var end: Int32

  /// The line of the node's first character; 1-based, plus the offset the parser was given.
  public var line: Int { Int(firstLine) }
  /// The line of the node's last character.
  public var endLine: Int { Int(lastLine) }
  /// The column of the node's first character; 1-based, in characters.
  public var column: Int { Int(firstColumn) }
  /// Where the node stands in the bytes that were parsed, quotes included.
  public var range: Range<Int> { Int(start)..<Int(end) }
}

extension Node {
  /// A node of a document that is written another way, such as a row of a CSV file.
  ///
  /// - Parameters:
  ///   - lines: where it stands, 1-based.
  ///   - column: of its first character, 1-based.
  ///   - range: the bytes that it takes in its document.
  public init(_ content: Content, lines: ClosedRange<Int>, column: Int = 1, range: Range<Int>) {
    self.init(
      content: content, tag: nil, firstLine: Int32(clamping: lines.lowerBound),
      lastLine: Int32(clamping: lines.upperBound),
      firstColumn: Int32(clamping: column), start: Int32(clamping: range.lowerBound),
      end: Int32(clamping: range.upperBound))
  }

  /// The text of a scalar, quoted or not, whatever it might mean.
  public var text: String? { scalar?.text }

  /// The scalar, if the node is one.
  public var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

  /// The members of a sequence; empty for anything else.
  public var items: [Node] { if case .sequence(let items) = content { items } else { [] } }

  /// The entries of a mapping in reading order, duplicates included; empty for anything else.
  public var pairs: [Pair] { if case .mapping(let pairs) = content { pairs } else { [] } }

  public var isSequence: Bool { if case .sequence = content { true } else { false } }
  public var isMapping: Bool { if case .mapping = content { true } else { false } }

  /// The value under a key. Of duplicates the last counts, as for the Hub's own loader.
  public subscript(key: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.last { $0.key.text == key }?.value
  }

  /// The keys that stand more than once in this mapping, each once, in the order of their second appearance.
  public var duplicateKeys: [Node] {
    guard case .mapping(let pairs) = content, pairs.count > 1 else { return [] }
    var counts: [String: Int] = [:]
    return pairs.compactMap { pair in
      guard let text = pair.key.text else { return nil }
      counts[text, default: 0] += 1
      return counts[text] == 2 ? pair.key : nil
    }
  }
}
