import CLibXML2

/// Text whose white space is joined as a browser would show it.
struct Text {
  private var bytes: [UInt8] = []
  private var waits = false

  var isEmpty: Bool { bytes.isEmpty }
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds a text node's bytes.
  ///
  /// - Returns: how many line ends stand before the text's first visible byte, if that is among them.
  @discardableResult
  mutating func add(_ content: UnsafeBufferPointer<UInt8>) -> Int {
    let wasEmpty = bytes.isEmpty
    var lineEnds = 0
    for byte in content {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
        waits = !bytes.isEmpty
        if wasEmpty, bytes.isEmpty, byte == 0x0A { lineEnds += 1 }
      default:
        if waits { bytes.append(0x20) }
        waits = false
        bytes.append(byte)
      }
    }
    return lineEnds
  }

  /// A break inside the text, such as `<br>`, reads as a space.
  mutating func addSpace() { waits = !bytes.isEmpty }

  /// All text inside an element, but for scripts and styles.
  static func joined(_ element: xmlNodePtr, limits: Limits) -> String {
    var text = Text()
    text.addInside(element, depth: limits.depth)
    return text.string
  }

  private mutating func addInside(_ element: xmlNodePtr, depth: Int) {
    guard depth > 0 else { return }
    var next = element.pointee.children
    while let child = next {
      if child.isText {
        add(child.content)
      } else if child.pointee.type == XML_ELEMENT_NODE {
        switch child.name {
        case "script", "style": break
        case "br": addSpace()
        default: addInside(child, depth: depth - 1)
        }
      }
      next = child.pointee.next
    }
  }
}
