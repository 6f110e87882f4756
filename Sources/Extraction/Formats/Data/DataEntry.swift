import Records
import YAML

/// A value of a structured document with the names that lead to it.
struct DataEntry {
  /// Folded, without its unit.
  var key: String
  /// As printed.
  var printed: String
  /// What the name says in brackets: `ms/im` of `inference time (ms/im)`.
  var unit: String
  var node: YAML.Node
  var pointer: String
  /// The mapping that it is a value of.
  var parent: YAML.Node
  /// The names above, folded, outermost first.
  var path: [String]
  /// The same names as printed.
  var printedPath: [String]

  /// What the name means here.
  var meaning: DataKeys.Meaning? { DataKeys.meaning(of: key, in: parent, path) }

  /// The printed texts: the value itself, the items of a list, what an item with parts is called.
  var scalars: [YAML.Node] { Self.scalars(of: node) }

  private static func scalars(of node: YAML.Node) -> [YAML.Node] {
    switch node.content {
    case .scalar: return node.isStated ? [node] : []
    case .sequence(let items): return items.prefix(1000).flatMap { $0.isSequence ? [] : scalars(of: $0) }
    case .mapping:
      let named = ["name", "value", "identifier", "id", "assetid", "spdx"].lazy.compactMap { name in
        node.value(folded: name)
      }.first
      return named.map { $0.isStated ? [$0] : [] } ?? []
    }
  }
}

extension DataDocument.Subject {
  /// Calls with every value below, in reading order. What a call answers false to is not looked into.
  func forEachEntry(_ body: (DataEntry) -> Bool) { Self.walk(node, pointer, path: [], printed: [], depth: 0, body) }

  private static func walk(
    _ node: YAML.Node, _ pointer: String, path: [String], printed names: [String], depth: Int,
    _ body: (DataEntry) -> Bool
  ) {
    guard depth < 64 else { return }
    for (index, item) in node.items.enumerated() where !(item.content.isScalar) {
      walk(item, "\(pointer)/\(index)", path: path, printed: names, depth: depth + 1, body)
    }
    for pair in node.pairs {
      guard let printed = pair.key.text, printed.utf8.count <= 200 else { continue }
      let (name, unit) = split(printed)
      let entry = DataEntry(
        key: folded(name), printed: printed, unit: unit, node: pair.value,
        pointer: "\(pointer)/\(JSONPointer.step(printed))", parent: node, path: path, printedPath: names)
      guard body(entry), !pair.value.content.isScalar else { continue }
      walk(pair.value, entry.pointer, path: path + [entry.key], printed: names + [printed], depth: depth + 1, body)
    }
  }

  /// `Parameters (M)` is a name and a unit.
  private static func split(_ name: String) -> (name: Substring, unit: String) {
    guard name.utf8.last == UInt8(ascii: ")"), let open = name.lastIndex(of: "("), open > name.startIndex else {
      return (Substring(name), "")
    }
    return (name[..<open], name[name.index(after: open)...].dropLast().lowercased())
  }
}

extension YAML.Node.Content {
  var isScalar: Bool { if case .scalar = self { true } else { false } }
}

extension YAML.Node {
  /// Whether it is a text or number that says something.
  var isStated: Bool {
    guard !isNull, let text = text?.trimmed, !text.isEmpty, !text.mentions("{{") else { return false }
    if text.utf8.count < 24 {
      let name = text.lowercased()
      return
        !(ModelIndexExtractor.isMissing(name) || name == "unknown" || name == "undefined" || name.begins(with: "todo"))
    }
    return true
  }

  /// The value under a name, however it is spelt.
  func value(folded name: String) -> YAML.Node? { pairs.first { folded_($0.key) == name }?.value }

  private func folded_(_ key: YAML.Node) -> String { key.text.map { folded($0) } ?? "" }
}
