import Records
import Stages
import YAML

/// The pipeline file: which stages there are, what each reads, uses and is told.
///
/// ```yaml
/// macaroni: 1
/// shards: 16
/// stages:
///   fetch: { with: { zoos: [{ local: { path: sample-zoo } }] } }
///   parse-readme: { from: fetch }
/// ```
/// No templates, no loops, no shell; an unknown key is refused.
public struct Manifest: Sendable {
  public let file: String
  /// Over how many shards records that belong to models are spread; the same in every stage.
  public let shards: Int
  /// In an order in which each stage follows those it reads.
  public let stages: [ManifestStage]

  /// The folder that relative paths count from.
  public var folder: String { Files.parent(of: file) }

  public func stage(_ name: String) -> ManifestStage? { stages.first { $0.name == name } }

  /// The stages that read from `name`, directly or by way of others, in order.
  public func followers(of name: String) -> [String] {
    var reached: Set<String> = [name]
    for stage in stages where stage.from.contains(where: reached.contains) { reached.insert(stage.name) }
    return stages.map(\.name).filter { reached.contains($0) && $0 != name }
  }

  /// The stages that `name` reads from, directly or by way of others, in order.
  public func sources(of name: String) -> [String] {
    var needed: Set<String> = [name]
    for stage in stages.reversed() where needed.contains(stage.name) { needed.formUnion(stage.from) }
    return stages.map(\.name).filter { needed.contains($0) && $0 != name }
  }

  public init(file: String) throws(ManifestError) {
    let bytes: [UInt8]
    do throws(StageFailure) {
      bytes = try Files.read(file, atMost: 1 << 20)
    } catch {
      guard Files.exists(file) else { throw ManifestError(file: file, .absent) }
      var reason = error.message
      for known in ["\(file): ", "cannot be read: "] where reason.hasPrefix(known) {
        reason.removeFirst(known.count)
      }
      throw ManifestError(file: file, .unreadable(reason))
    }
    try self.init(text: String(decoding: bytes, as: UTF8.self), file: file)
  }

  /// - Parameter file: what errors call the text, and where relative paths count from.
  public init(text: String, file: String) throws(ManifestError) {
    self.file = file
    let root: Node?
    do throws(YAML.ParseError) {
      root = try YAML.parseStrict(text, file: file)
    } catch {
      throw ManifestError(file: file, line: error.line, .syntax(error.problem))
    }
    let top = ManifestMapping(file: file, name: "the manifest", node: root)
    try top.allow("macaroni", "shards", "stages")
    guard let format = try top.value("macaroni")?.text else {
      throw ManifestError(file: file, line: root?.line, .missing(key: "macaroni", in: "the manifest"))
    }
    guard format == "1" else { throw ManifestError(file: file, line: root?.line, .newerFormat(format)) }
    shards = try top.integer("shards", in: 1...65_536) ?? 1
    guard let list = try top.value("stages"), list.isMapping, !list.pairs.isEmpty else {
      throw ManifestError(file: file, line: root?.line, .missing(key: "stages", in: "the manifest"))
    }
    var stages: [ManifestStage] = []
    for pair in list.pairs {
      stages.append(try ManifestStage(file: file, name: pair.key.text ?? "", line: pair.key.line, node: pair.value))
    }
    self.stages = try Self.ordered(stages, file)
  }

  /// The stages so that each follows what it reads; among those that could come next, in the manifest's order.
  private static func ordered(_ stages: [ManifestStage], _ file: String) throws(ManifestError) -> [ManifestStage] {
    let names = stages.map(\.name)
    for stage in stages {
      for input in stage.from where !names.contains(input) {
        throw ManifestError(
          file: file, line: stage.line,
          .unknownInput(stage: stage.name, input: input, closest: Spelling.closest(to: input, among: names)))
      }
    }
    var done: [ManifestStage] = []
    var left = stages
    while !left.isEmpty {
      let ready = left.firstIndex { stage in stage.from.allSatisfy { input in done.contains { $0.name == input } } }
      guard let ready else { throw ManifestError(file: file, line: left[0].line, .cycle(cycle(left))) }
      done.append(left.remove(at: ready))
    }
    return done
  }

  private static func cycle(_ stages: [ManifestStage]) -> [String] {
    var path = [stages[0].name]
    // Each stage that is left waits for one that is left, so the walk must come back to where it was.
    while let stage = stages.first(where: { $0.name == path.last }),
      let next = stage.from.first(where: { input in stages.contains { $0.name == input } })
    {
      if let start = path.firstIndex(of: next) { return Array(path[start...]) + [next] }
      path.append(next)
    }
    return path
  }
}

/// One stage of a manifest.
public struct ManifestStage: Sendable {
  public var name: String
  public var line: Int
  /// The stages whose snapshots it reads.
  public var from: [String]
  /// Files and folders that it uses, relative to the manifest.
  public var uses: [String]
  /// Its settings.
  public var settings: JSON
  /// The settings as they stand in the file.
  private let written: Node?
  /// The share of rejected records above which the run stops here; nil tolerates any.
  public var tolerate: Double?
  /// What must hold for the records it reads before it runs.
  public var expectations: [Expectation]

  init(file: String, name: String, line: Int, node: Node) throws(ManifestError) {
    let mapping = ManifestMapping(file: file, name: "stage '\(name)'", node: node)
    try mapping.allow("from", "uses", "with", "tolerate", "expect")
    self.name = name
    self.line = line
    from = try mapping.texts("from")
    uses = try mapping.texts("uses")
    written = try mapping.value("with")
    settings = written.map(Self.json) ?? [:]
    guard case .object = settings else {
      throw ManifestError(file: file, line: line, .wrongType(key: "with", expected: "a mapping of settings"))
    }
    tolerate = try mapping.share("tolerate")
    expectations = []
    for pair in try mapping.value("expect")?.pairs ?? [] {
      expectations.append(
        try Expectation(file: file, kind: pair.key.text ?? "", line: pair.key.line, node: pair.value))
    }
  }

  /// The line of a setting; where it is not there, of the mapping or list that should have it.
  ///
  /// - Parameter path: from the stage's settings, such as `zoos/1/local/path`.
  public func line(ofSetting path: String) -> Int {
    guard var node = written else { return line }
    var found = line
    for step in path.split(separator: "/") {
      if let index = Int(step), !node.isMapping {
        // One value stands for a list of one.
        if node.isSequence, node.items.indices.contains(index) { node = node.items[index] }
        found = node.line
      } else if let pair = node.pairs.first(where: { $0.key.text.map { $0 == step } ?? false }) {
        node = pair.value
        found = pair.key.line
      } else {
        break
      }
    }
    return found
  }

  /// The settings as JSON; plain scalars by YAML 1.2's core schema, so that `no` stays a word.
  static func json(_ node: Node) -> JSON {
    switch node.content {
    case .sequence(let items): return .array(items.map(json))
    case .mapping(let pairs):
      return .object(Dictionary(pairs.map { ($0.key.text ?? "", json($0.value)) }) { _, last in last })
    case .scalar(let scalar):
      guard scalar.isPlain else { return .string(scalar.text) }
      switch scalar.text {
      case "", "~", "null", "Null", "NULL": return .null
      case "true", "True", "TRUE": return .bool(true)
      case "false", "False", "FALSE": return .bool(false)
      default: return PrintedNumber(scalar.text).map { .number($0) } ?? .string(scalar.text)
      }
    }
  }
}
