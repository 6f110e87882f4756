import Records
import Stages
import YAML

/// What must hold for the records of a kind before a stage that reads them runs.
///
/// ```yaml
/// expect:
///   model: { at-least: 1000, drop-at-most: 5%, rejected-at-most: 2%, null-at-most: { /license: 60% }, unique: /id, schema: true }
/// ```
public struct Expectation: Sendable, Equatable {
  /// One bound.
  public enum Bound: Sendable, Equatable {
    /// At least so many records.
    case atLeast(Int)
    /// At most this share fewer than at the last run.
    case dropAtMost(Double)
    /// At most this share of what there could be was rejected instead.
    case rejectedAtMost(Double)
    /// In at most this share of the records the member at this JSON pointer (RFC 6901) is null or absent.
    case nullAtMost(pointer: String, Double)
    /// No two records have the same value, other than null, at this JSON pointer.
    case unique(pointer: String)
    /// Each record can be read as its kind.
    case schema
  }

  public var kind: String
  public var bounds: [Bound]
  public var line: Int

  init(file: String, kind: String, line: Int, node: Node) throws(ManifestError) {
    self.kind = kind
    self.line = line
    let mapping = ManifestMapping(file: file, name: "expectation '\(kind)'", node: node)
    try mapping.allow("at-least", "drop-at-most", "rejected-at-most", "null-at-most", "unique", "schema")
    bounds = []
    if let least = try mapping.integer("at-least", in: 0...Int.max) { bounds.append(.atLeast(least)) }
    if let drop = try mapping.share("drop-at-most") { bounds.append(.dropAtMost(drop)) }
    if let rejected = try mapping.share("rejected-at-most") { bounds.append(.rejectedAtMost(rejected)) }
    if let nulls = try mapping.value("null-at-most") {
      let shares = ManifestMapping(file: file, name: "null-at-most", node: nulls)
      guard nulls.isMapping else {
        throw ManifestError(
          file: file, line: nulls.line, .wrongType(key: "null-at-most", expected: "a mapping such as { /license: 60% }")
        )
      }
      for pair in nulls.pairs {
        let pointer = try Self.pointer(pair.key.text ?? "", of: kind, file, pair.key.line)
        guard let share = try shares.share(pair.key.text ?? "") else { continue }
        bounds.append(.nullAtMost(pointer: pointer, share))
      }
    }
    for pointer in try mapping.texts("unique") {
      bounds.append(.unique(pointer: try Self.pointer(pointer, of: kind, file, line)))
    }
    switch try mapping.value("schema")?.text {
    case nil, "false": break
    case "true" where Kinds.named(kind) != nil: bounds.append(.schema)
    case "true":
      throw ManifestError(
        file: file, line: line, .wrongType(key: "schema", expected: "left out: no schema of '\(kind)' records is known")
      )
    default: throw ManifestError(file: file, line: line, .wrongType(key: "schema", expected: "true or false"))
    }
  }

  /// A JSON pointer whose first step is a member that such records have, as far as that is known.
  private static func pointer(
    _ text: String, of kind: String, _ file: String, _ line: Int
  ) throws(ManifestError) -> String {
    guard text.hasPrefix("/"), text.count > 1 else {
      throw ManifestError(file: file, line: line, .wrongType(key: text, expected: "a JSON pointer such as /license"))
    }
    guard let record = Kinds.named(kind) else { return text }
    let known = (Kinds.schemaDocument(of: record)["properties"]?.object ?? [:]).keys.sorted()
    let first = String(text.dropFirst().prefix { $0 != "/" })
    guard known.contains(first) else {
      throw ManifestError(
        file: file, line: line,
        .unknownKey(
          first, in: "a \(kind) record", known: known, closest: Spelling.closest(to: first, among: known)))
    }
    return text
  }
}
