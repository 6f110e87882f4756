import Stages

extension PlannedStage {
  /// Why the stage must run, in words: `its input changed: fetch 77be0d12a91c → 4f2a91c07be0`.
  public var reason: String {
    let changed: String
    switch state {
    case .fresh: return ""
    case .stale(let changes):
      if latest == nil { return failed ?? "has not run yet" }
      changed = Self.words(changes)
    case .waits(let stages, let changes):
      let own = changes.filter { !$0.ingredient.hasPrefix("input ") && !$0.ingredient.hasPrefix("previous ") }
      let wait = "waits for \(stages.joined(separator: ", "))"
      changed = latest == nil || own.isEmpty ? wait : "\(wait); \(Self.words(own))"
    }
    return failed.map { "\(changed); \($0)" } ?? changed
  }

  /// `failed when it last ran: 1: its program ended with 3`
  private var failed: String? {
    let failures = failures
    guard let first = failures.first else { return nil }
    let part = first.part == .whole ? "" : "\(first.part): "
    let more = failures.count > 1 ? " (and \(failures.count - 1) more)" : ""
    return "failed when it last ran: \(part)\(first.message)\(more)"
  }

  /// What changed, in words; of several inputs from one stage the first.
  public static func words(_ changes: [Fingerprint.Change]) -> String {
    if changes.isEmpty { return "its snapshot is gone" }
    // Of what was read and what was published before, the first says enough: there may be dozens.
    var seen: [Substring: Int] = [:]
    for change in changes { seen[group(change), default: 0] += 1 }
    var told: Set<Substring> = []
    return changes.filter { told.insert(group($0)).inserted }.map { change in
      let more = (seen[group(change)] ?? 1) - 1
      return words(change) + (more > 0 ? " and \(more) more" : "")
    }.joined(separator: "; ")
  }

  /// Changes that are told by their first: the inputs of one stage, and the snapshots behind the last site.
  private static func group(_ change: Fingerprint.Change) -> Substring {
    let name = change.ingredient
    if name.hasPrefix("input ") { return name.prefix { $0 != "/" } }
    return name.hasPrefix("previous ") ? "previous" : name[...]
  }

  private static func words(_ change: Fingerprint.Change) -> String {
    let name = change.ingredient
    let values = "\(short(change.old)) → \(short(change.new))"
    if name == "program" { return "its program changed: \(values)" }
    if name.hasPrefix("input ") { return "its input changed: \(name.dropFirst(6)) \(values)" }
    if name.hasPrefix("file ") {
      return change.old == nil
        ? "\(name.dropFirst(5)) is new"
        : change.new == nil ? "\(name.dropFirst(5)) is gone" : "\(name.dropFirst(5)) changed"
    }
    if name == "day" { return "a new day: \(values)" }
    return "\(name): \(values)"
  }

  private static func short(_ value: String?) -> String {
    guard let value else { return "none" }
    // Digests are told apart by their beginnings.
    if value.count == 64, value.allSatisfy(\.isHexDigit) { return String(value.prefix(12)) }
    return value.count > 60 ? String(value.prefix(59)) + "…" : value
  }
}
