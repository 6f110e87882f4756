import Records
import Stages
import YAML

/// A document of values under names, taken apart once for all extractors.
struct DataDocument {
  /// A model that the document describes, or what it says outside of any.
  struct Subject {
    var node: YAML.Node
    var pointer: String
    /// What the model is called, where the document has several.
    var name: String?
  }

  /// In reading order.
  private(set) var subjects: [Subject] = []
  private(set) var rejections: [Rejection] = []
  /// Where the bytes that positions of nodes count in begin in the document.
  let offset: Int
  /// Whether it is a table, of which every row is a model.
  let isTable: Bool

  /// - Parameter offset: where the parsed bytes begin, for a document that stands inside another.
  init(_ root: YAML.Node, offset: Int = 0, isTable: Bool = false) {
    self.offset = offset
    self.isTable = isTable
    if let reason = Self.refusal(of: root) {
      rejections.append(reason)
      return
    }
    let root = Self.byRows(root) ?? root
    if root.isSequence {
      take(root.items, at: "")
      return
    }
    guard root.isMapping else {
      rejections.append(
        Rejection(.malformed, "the document is neither a mapping of names to values nor a list", line: root.line))
      return
    }
    for pair in root.pairs where pair.value.isSequence && Self.modelLists.contains(folded(pair.key.text ?? "")) {
      guard pair.value.items.contains(where: { $0.isMapping }) else { continue }
      take(pair.value.items, at: "/" + JSONPointer.step(pair.key.text ?? ""))
    }
    // What stands beside the models, such as the paper of all of them.
    var rest = root
    rest.content = .mapping(
      root.pairs.filter { pair in
        !(pair.value.isSequence && Self.modelLists.contains(folded(pair.key.text ?? ""))
          && pair.value.items.contains(where: { $0.isMapping }))
      })
    subjects.insert(Subject(node: rest, pointer: ""), at: 0)
  }

  /// Names of lists that hold one model an item.
  private static let modelLists: Set<String> = ["models", "model list", "model index", "collection"]
  private static let names = ["name", "model name", "base name", "model", "modelid", "id", "display name"]

  private mutating func take(_ items: [YAML.Node], at pointer: String) {
    let models = items.enumerated().filter { $0.element.isMapping && !Self.isOther($0.element) }
    let first = subjects.count
    subjects += models.map { index, node in
      Subject(node: node, pointer: "\(pointer)/\(index)", name: models.count > 1 ? Self.name(of: node) : nil)
    }
    if subjects.count == first, let other = items.first(where: { $0.isMapping }) {
      rejections.append(Rejection(.unsupported, "the list describes no models", line: other.line))
    }
  }

  /// What a model is called.
  static func name(of node: YAML.Node) -> String? {
    for name in names {
      let value = node.pairs.first { folded($0.key.text ?? "") == name }?.value
      if let text = value?.text?.trimmed, !text.isEmpty, text.utf8.count <= 200 { return String(text) }
    }
    return nil
  }

  // MARK: What is no description of a model

  private static func refusal(of root: YAML.Node) -> Rejection? {
    if root["$schema"] != nil || root["type"]?.text == "object", root["properties"]?.isMapping == true,
      root["name"]?.text == nil
    {
      return Rejection(
        .unsupported, "the document is a schema: it says what others may state and states nothing itself")
    }
    if isOther(root) {
      return Rejection(
        .unsupported, "the document describes \(root["type"]?.text ?? "something else"), not a model", line: root.line)
    }
    if let line = placeholder(in: root, depth: 0) {
      return Rejection(
        .unsupported, "the document is a template with places to fill in (Jinja); render it and read what comes out",
        line: line)
    }
    return nil
  }

  /// Catalogues list data sets and applications beside models and say so.
  private static func isOther(_ node: YAML.Node) -> Bool {
    guard let type = node["type"]?.text?.lowercased() else { return false }
    return ["dataset", "application", "notebook"].contains(type)
  }

  /// `{{ name }}` without quotes is a mapping whose key is a mapping.
  private static func placeholder(in node: YAML.Node, depth: Int) -> Int? {
    guard depth < 100 else { return nil }
    for pair in node.pairs {
      if pair.key.isMapping { return pair.key.line }
      if let line = placeholder(in: pair.value, depth: depth + 1) { return line }
    }
    for item in node.items {
      if let line = placeholder(in: item, depth: depth + 1) { return line }
    }
    return nil
  }

  // MARK: Columns

  /// A table that was written by columns (`{"id": {"0": "a"}, "likes": {"0": 3}}`) by rows; nil for anything else.
  private static func byRows(_ root: YAML.Node) -> YAML.Node? {
    guard root.pairs.count > 1, let first = root.pairs.first?.value, first.isMapping, !first.pairs.isEmpty,
      first.pairs.allSatisfy({ $0.key.text.flatMap { Int($0) } != nil }),
      root.pairs.allSatisfy({ $0.value.pairs.count == first.pairs.count })
    else { return nil }
    let rows = first.pairs.indices.map { row in
      let pairs = root.pairs.map { YAML.Pair(key: $0.key, value: $0.value.pairs[row].value) }
      return YAML.Node(.mapping(pairs), lines: root.line...root.endLine, range: root.range)
    }
    return YAML.Node(.sequence(rows), lines: root.line...root.endLine, range: root.range)
  }
}
