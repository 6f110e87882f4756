import CLibXML2

/// What a page, or a fragment of one inside Markdown, says: its tables, headings, links, images and running text.
///
/// Lines are 1-based in the file that the caller's `firstLine` counts in. libxml2 keeps 16 bits for the line of an element,
/// so below line 65,535 of a page all lines read as that one.
public struct Document: Sendable {
  public var title = ""
  public var tables: [Table] = []
  public var headings: [Heading] = []
  public var links: [Link] = []
  public var images: [Image] = []
  /// The running text in reading order, that of headings and cells included; scripts and styles are none.
  public var passages: [Passage] = []
  /// Why less was read than is there.
  public var degraded: Degradation?

  init() {}

  /// Reads HTML, however broken.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - firstLine: the line number of the first line, for a fragment that stands inside another document.
  public init(parsing bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1, limits: Limits = .default) {
    guard bytes.count <= limits.bytes else {
      degraded = .tooLarge(bytes: bytes.count, limit: limits.bytes)
      return
    }
    guard !bytes.isEmpty else { return }
    guard let tree = Tree(bytes) else {
      degraded = .unreadable
      return
    }
    var reader = DocumentReader(firstLine: firstLine, limits: limits)
    self = withExtendedLifetime(tree) { reader.read(tree.root) }
  }

  /// Reads HTML, however broken; see `init(parsing:firstLine:limits:)`.
  public init(parsing text: String, firstLine: Int = 1, limits: Limits = .default) {
    var text = text
    self = text.withUTF8 { Document(parsing: $0, firstLine: firstLine, limits: limits) }
  }

  /// The elements of a page that an XPath 1.0 expression selects, in document order.
  ///
  /// - Parameter expression: our own; never one from a document. `nil` is returned if it is wrong, or the page is too large.
  public static func elements(
    _ expression: String, in bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1, limits: Limits = .default
  ) -> [Element]? {
    guard bytes.count <= limits.bytes else { return nil }
    guard let tree = Tree(bytes) else { return [] }
    var elements: [Element] = []
    let isValid = tree.select(expression) { node in
      guard node.pointee.type == XML_ELEMENT_NODE else { return }
      elements.append(
        Element(
          name: node.name, attributes: node.attributes, text: Text.joined(node, limits: limits),
          line: node.line + firstLine - 1))
    }
    return isValid ? elements : nil
  }
}
