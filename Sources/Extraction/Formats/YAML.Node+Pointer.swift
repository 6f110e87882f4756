import Records
import YAML

extension YAML.Node {
  /// The value that a JSON pointer (RFC 6901) leads to.
  func value(at pointer: String) -> YAML.Node? {
    var node = self
    for part in pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst() {
      let name = JSONPointer.name(String(decoding: part, as: UTF8.self))
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
}
