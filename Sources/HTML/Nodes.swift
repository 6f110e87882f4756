import CLibXML2

/// What is read off libxml2's nodes.
extension xmlNodePtr {
  var name: String { pointee.name.map { String(cString: $0) } ?? "" }

  var line: Int { max(1, xmlGetLineNo(self)) }

  var isText: Bool { pointee.type == XML_TEXT_NODE || pointee.type == XML_CDATA_SECTION_NODE }

  /// The bytes of a text node.
  var content: UnsafeBufferPointer<UInt8> {
    guard let content = pointee.content else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content)))
  }

  func attribute(_ name: String) -> String? {
    guard let value = xmlGetNoNsProp(self, name) else { return nil }
    defer { macaroni_xml_free(value) }
    return String(cString: value)
  }

  var attributes: [Element.Attribute] {
    var attributes: [Element.Attribute] = []
    var next = pointee.properties
    while let attribute = next {
      if let name = attribute.pointee.name {
        let name = String(cString: name)
        attributes.append(Element.Attribute(name: name, value: self.attribute(name) ?? ""))
      }
      next = attribute.pointee.next
    }
    return attributes
  }

  /// Calls with each child.
  func forEachChild(_ body: (xmlNodePtr) -> Void) {
    var next = pointee.children
    while let child = next {
      body(child)
      next = child.pointee.next
    }
  }
}
