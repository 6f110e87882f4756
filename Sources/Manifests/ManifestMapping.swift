import Stages
import YAML

/// A mapping of the manifest, read strictly: errors name the file, the line and the closest known key.
struct ManifestMapping {
  let file: String
  /// What errors call it: "stage 'fetch'".
  let name: String
  let node: Node?

  func allow(_ known: String...) throws(ManifestError) {
    guard let node, !node.isNull else { return }
    guard node.isMapping else {
      throw ManifestError(file: file, line: node.line, .wrongType(key: name, expected: "a mapping"))
    }
    for pair in node.pairs {
      let key = pair.key.text ?? ""
      guard known.contains(key) else {
        throw ManifestError(
          file: file, line: pair.key.line,
          .unknownKey(key, in: name, known: known, closest: Spelling.closest(to: key, among: known)))
      }
    }
  }

  func value(_ key: String) throws(ManifestError) -> Node? {
    guard let value = node?[key], !value.isNull else { return nil }
    return value
  }

  /// One text, or a list of texts.
  func texts(_ key: String) throws(ManifestError) -> [String] {
    guard let value = try value(key) else { return [] }
    let items = value.isSequence ? value.items : [value]
    var texts: [String] = []
    for item in items {
      guard let text = item.text else {
        throw ManifestError(file: file, line: item.line, .wrongType(key: key, expected: "a name or a list of names"))
      }
      texts.append(text)
    }
    return texts
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(ManifestError) -> Int? {
    guard let value = try value(key) else { return nil }
    guard let number = value.int, range.contains(number) else {
      let bound =
        range.upperBound == .max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw ManifestError(file: file, line: value.line, .wrongType(key: key, expected: "a whole number \(bound)"))
    }
    return number
  }

  /// A share, `2%` or `0.02`.
  func share(_ key: String) throws(ManifestError) -> Double? {
    guard let value = try value(key) else { return nil }
    let text = value.text ?? ""
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    guard let number, 0...1 ~= number else {
      throw ManifestError(file: file, line: value.line, .wrongType(key: key, expected: "a share such as 2% or 0.02"))
    }
    return number
  }
}
