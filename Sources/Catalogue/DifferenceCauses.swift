import Records
import Stages

/// What brought the differences of two snapshots: the ingredients that changed, in their own run and in those before it.
///
/// A stage whose ingredients are the same but for its inputs passed on what changed above it.
struct DifferenceCauses {
  private(set) var lines: [String] = []

  init(_ before: Snapshot, _ after: Snapshot) {
    var seen: Set<String> = []
    follow(before, after, &seen)
  }

  private mutating func follow(_ before: Snapshot, _ after: Snapshot, _ seen: inout Set<String>) {
    guard seen.insert(after.stage).inserted, let old = before.receipt, let new = after.receipt else { return }
    let names = Set(old.ingredients.keys).union(new.ingredients.keys).sorted { $0.precedes($1) }
    for name in names where old.ingredients[name] != new.ingredients[name] {
      // What changed above is said there.
      if name.hasPrefix("input ") || name.hasPrefix("previous ") { continue }
      lines.append(
        "\(after.stage): \(name) \(Self.short(old.ingredients[name])) → \(Self.short(new.ingredients[name]))")
    }
    let data = Files.parent(of: Files.parent(of: after.folder))
    for stage in new.inputs.keys.sorted(by: { $0.precedes($1) }) {
      guard let earlier = old.inputs[stage], let later = new.inputs[stage], earlier != later,
        let one = try? Snapshot(folder: "\(data)/\(stage)/\(earlier)"),
        let other = try? Snapshot(folder: "\(data)/\(stage)/\(later)")
      else { continue }
      follow(one, other, &seen)
    }
    if new.inputs.isEmpty, old.inputs.isEmpty, !lines.contains(where: { $0.hasPrefix("\(after.stage): ") }) {
      lines.append("\(after.stage): what it read changed")
    }
  }

  private static func short(_ value: String?) -> String {
    guard let value else { return "none" }
    return value.count > 24 ? String(value.prefix(12)) + "…" : value
  }
}
