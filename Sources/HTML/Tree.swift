import CLibXML2

/// libxml2's tree of a page, freed with the object.
///
/// The parser recovers from anything, opens no connection and no file, and keeps libxml2's own limits on size and depth.
final class Tree {
  private let document: htmlDocPtr

  /// libxml2's globals are made once, before any thread may parse.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard Self.isReady else { return nil }
    macaroni_xml_silence()
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    let tree = bytes.withMemoryRebound(to: CChar.self) {
      htmlReadMemory($0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", Int32(options))
    }
    guard let tree else { return nil }
    document = tree
  }

  deinit { xmlFreeDoc(document) }

  var root: xmlNodePtr? { xmlDocGetRootElement(document) }

  /// Calls with each node that an XPath expression selects; false if the expression is wrong.
  func select(_ expression: String, _ body: (xmlNodePtr) -> Void) -> Bool {
    macaroni_xml_silence()
    guard let context = xmlXPathNewContext(document) else { return false }
    defer { xmlXPathFreeContext(context) }
    guard let result = xmlXPathEvalExpression(expression, context) else { return false }
    defer { xmlXPathFreeObject(result) }
    guard let set = result.pointee.nodesetval else { return true }
    for index in 0..<Int(set.pointee.nodeNr) {
      if let node = set.pointee.nodeTab[index] { body(node) }
    }
    return true
  }
}
