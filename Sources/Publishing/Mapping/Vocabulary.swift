import Foundation
import Records
import Stages
import YAML

/// What people call the terms that records hold, from the `vocabulary` files that the manifest names.
///
/// ```swift
/// vocabulary.label("task:image-classification")   // "Image classification"
/// vocabulary.label("raw:odd%20task")              // "odd task": printed so, and mapped to nothing
/// ```
/// Without the files, terms are shown by their own names.
struct Vocabulary: Sendable {
  private var labels: [String: String] = [:]
  /// A metric's scale by its id: `proportion`, `second`, `byte`, …
  private var scales: [String: String] = [:]
  /// Whether an SPDX licence allows commercial use.
  private var uses: [String: CommercialUse] = [:]

  /// The prefix that terms of a vocabulary have in records.
  private static let prefixes = [
    "tasks": "task", "libraries": "lib", "metrics": "metric", "datasets": "dataset", "languages": "lang",
  ]

  init() {}

  /// - Throws: `StageFailure` where a file is not YAML, or is no vocabulary.
  init(_ files: UsedFiles) throws(StageFailure) {
    for name in files.names where name.hasSuffix(".yaml") {
      let bytes = try files.bytes(of: name)
      let root: Node?
      do throws(ParseError) {
        root = try YAML.parseStrict(String(decoding: bytes, as: UTF8.self), file: name)
      } catch {
        throw StageFailure(.wrongArguments, "\(error)")
      }
      guard let kind = root?["vocabulary"]?.text, let terms = root?["terms"]?.pairs else { continue }
      for term in terms { if let slug = term.key.text { add(slug, term.value, of: kind) } }
    }
  }

  private mutating func add(_ slug: String, _ term: Node, of kind: String) {
    if kind == "licences" {
      let spdx = term["spdx"]?.text ?? slug
      let restrictions = term["restrictions"]?.items.compactMap(\.text) ?? []
      switch term["commercial"]?.text {
      case "no": uses[spdx] = .forbidden
      case "yes": uses[spdx] = Self.isConditional(restrictions) ? .conditional : .allowed
      default: uses[spdx] = .unknown
      }
      return
    }
    guard let prefix = Self.prefixes[kind] else { return }
    if let label = term["label"]?.text { labels["\(prefix):\(slug)"] = label }
    if prefix == "metric", let scale = term["scale"]?.text { scales["metric:\(slug)"] = scale }
  }

  private static func isConditional(_ restrictions: [String]) -> Bool {
    restrictions.contains { $0 == "use_policy" || $0 == "share_alike" || $0 == "field_limited" }
  }

  /// What people call a term: its label, or what stands behind its prefix.
  func label(_ term: String) -> String {
    if let label = labels[term] { return label }
    guard let colon = term.firstIndex(of: ":") else { return term }
    // An address also has a colon.
    let rest = term[term.index(after: colon)...]
    if rest.hasPrefix("//") || rest.isEmpty { return term }
    // Ids escape what they may not hold; people read what was printed.
    return rest.utf8.contains(UInt8(ascii: "%")) ? rest.removingPercentEncoding ?? String(rest) : String(rest)
  }

  /// The name of a language, by its code.
  func language(_ code: String) -> String { labels["lang:\(code)"] ?? code }

  func scale(of metric: String) -> String? { scales[metric] }

  /// What the licence allows; the strictest part of an expression decides.
  func commercialUse(_ licence: Licence?) -> CommercialUse {
    guard let licence else { return .unknown }
    if licence.restrictions.contains("no_commercial") { return .forbidden }
    guard let expression = licence.filterSafe ?? licence.expr else { return .unknown }
    let parts = expression.split(whereSeparator: { " ()".contains($0) }).filter { !["AND", "OR", "WITH"].contains($0) }
    let found = parts.map { uses[String($0)] ?? .unknown }
    for use in [CommercialUse.forbidden, .unknown, .conditional] where found.contains(use) { return use }
    if found.isEmpty { return .unknown }
    return Self.isConditional(licence.restrictions) ? .conditional : .allowed
  }
}
