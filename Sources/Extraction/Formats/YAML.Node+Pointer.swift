import YAML

extension YAML.Node {
  /// The value that a JSON pointer (RFC 6901) leads to.
  func value(at pointer: String) -> YAML.Node? {
    var node = self
    for part in pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst() {
      let name = Self.unescaped(String(decoding: part, as: UTF8.self))
      if node.isSequence {
        guard let index = Int(name), node.items.indices.contains(index) else { return nil }
        node = node.items[index]
      } else {
        guard let value = node[name] else { return nil }
        node = value
      }
    }
    return node
  }

  /// A name as a part of a JSON pointer.
  static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return name }
    return name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private static func unescaped(_ part: String) -> String {
    guard part.utf8.contains(0x7E) else { return part }
    return part.replacing("~1", with: "/").replacing("~0", with: "~")
  }
}
