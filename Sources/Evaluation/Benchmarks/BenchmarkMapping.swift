import YAML

/// A mapping of a benchmark file, read strictly.
struct BenchmarkMapping {
  let file: String
  /// What errors call it: `dataset`.
  let name: String
  let node: Node

  init(_ node: Node, name: String, file: String, allowing known: [String]) throws(BenchmarkError) {
    guard node.isMapping else {
      throw BenchmarkError(file, line: node.line, .wrongType(key: name, expected: "a mapping"))
    }
    for pair in node.pairs where !known.contains(pair.key.text ?? "") {
      throw BenchmarkError(
        file, line: pair.key.line, .unknown(key: pair.key.text ?? "", in: name, known: known))
    }
    self.file = file
    self.name = name
    self.node = node
  }

  func value(_ key: String) throws(BenchmarkError) -> Node {
    guard let value = node[key], !value.isNull else {
      throw BenchmarkError(file, line: node.line, .missing(key: key, in: name))
    }
    return value
  }

  func optional(_ key: String) -> Node? { node[key].flatMap { $0.isNull ? nil : $0 } }

  func text(_ key: String) throws(BenchmarkError) -> String { try text(key, value(key)) }

  func optionalText(_ key: String) throws(BenchmarkError) -> String? {
    guard let value = optional(key) else { return nil }
    return try text(key, value)
  }

  func texts(_ key: String) throws(BenchmarkError) -> [String] {
    let value = try value(key)
    guard value.isSequence, !value.items.isEmpty else {
      throw BenchmarkError(file, line: value.line, .wrongType(key: key, expected: "a list of words"))
    }
    var texts: [String] = []
    for item in value.items { texts.append(try text(key, item)) }
    return texts
  }

  func mapping(_ key: String, allowing known: [String]) throws(BenchmarkError) -> BenchmarkMapping {
    try BenchmarkMapping(value(key), name: key, file: file, allowing: known)
  }

  private func text(_ key: String, _ node: Node) throws(BenchmarkError) -> String {
    guard let text = node.text, !text.isEmpty else {
      throw BenchmarkError(file, line: node.line, .wrongType(key: key, expected: "text"))
    }
    return text
  }
}
