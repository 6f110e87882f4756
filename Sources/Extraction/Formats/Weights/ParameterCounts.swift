import Records
import Stages

/// The elements of a weight file's tensors by type. Headers may lie: neither a shape nor the sum of all can overflow.
struct ParameterCounts {
  /// No file holds a quadrillion weights.
  private static let most = 1 << 50

  let path: String
  private var elements: [String: Int] = [:]
  private var all = 0

  init(path: String) { self.path = path }

  /// Counts a tensor.
  mutating func add(shape: some Sequence<Int>, type: String) throws(Rejection) {
    var product = 1
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow, size >= 0, next < Self.most else { throw impossible }
      product = next
    }
    all += product
    guard all < Self.most else { throw impossible }
    elements[type, default: 0] += product
  }

  private var impossible: Rejection { Rejection(.malformed, "\(path): a tensor with an impossible shape") }

  /// States parameters in all and by type. Whole numbers of 64 bits and truth values are indices and masks, no weights.
  func state(pointer: String, in findings: inout Findings) {
    let weights = elements.filter { !["I64", "U64", "BOOL"].contains($0.key) }
    let total = weights.values.reduce(0, +)
    let place: Qualifiers = ["path": .string(path)]
    findings.add(Predicate.artifactParams, .number(total), raw: String(total), pointer: pointer, place)
    for (type, count) in weights.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      findings.add(
        Predicate.artifactParams, .number(count), raw: String(count), pointer: pointer,
        ["dtype": .string(type), "path": .string(path)])
    }
  }
}
