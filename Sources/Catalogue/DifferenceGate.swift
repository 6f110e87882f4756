import Records
import Stages

/// A bound on what may differ: `removed>1%`, `changed>500 of model`.
public struct DifferenceGate: Sendable {
  private let text: String
  private let what: String
  private let bound: Double
  private let isShare: Bool
  private let includesBound: Bool
  private let kind: String?

  private static let counted = ["added", "removed", "renamed", "changed"]

  /// - Throws: `StageFailure` where the text is no bound.
  public init(_ text: String) throws(StageFailure) {
    self.text = text
    let pattern = /(?<what>[a-z]+) *(?<sign>>=?) *(?<number>[0-9]+(\.[0-9]+)?) *(?<share>%?)( +of +(?<kind>[a-z]+))?/
    guard let match = try? pattern.wholeMatch(in: text), Self.counted.contains(String(match.what)),
      let number = Double(match.number)
    else {
      throw StageFailure(
        .wrongArguments,
        "--fail-on '\(text)': not a bound such as 'removed>1%' or 'changed>500 of model'; what is counted: "
          + Self.counted.joined(separator: ", "))
    }
    what = String(match.what)
    isShare = !match.share.isEmpty
    bound = number
    includesBound = match.sign == ">="
    kind = match.kind.map(String.init)
  }

  /// A sentence for each kind that is beyond the bound.
  public func broken(by report: DifferenceReport) -> [String] {
    report.counts.sorted { $0.key.precedes($1.key) }.compactMap { name, count in
      guard kind == nil || kind == name else { return nil }
      let number =
        switch what {
        case "added": count.added
        case "removed": count.removed
        case "renamed": count.renamed
        default: count.changed
        }
      // A share of nothing: whatever came is more than any share of it.
      let value =
        isShare
        ? (count.before == 0 ? (number == 0 ? 0 : .infinity) : 100 * Double(number) / Double(count.before))
        : Double(number)
      guard includesBound ? value >= bound && number > 0 : value > bound else { return nil }
      return "\(number) of \(count.before) \(name) records \(what), and '\(text)' was to fail"
    }
  }
}
