import CommandLineSupport
import Manifests
import Pipeline
import Records
import Stages

/// A plan in words and as JSON: what `plan`, `run --dry-run` and `status` say of it alike.
struct PlanView {
  let plan: Plan
  /// The stages that are shown.
  let stages: [PlannedStage]
  /// The tasks that are shown of a stage; nil means all.
  private let parts: [String: Set<TaskPart>]
  /// Stages that would run even if they are fresh.
  var forced: Set<String> = []
  /// Whether each task is shown with its reason.
  var tellsTasks = false

  init(_ plan: Plan, _ selection: Selection? = nil) {
    self.plan = plan
    stages = plan.stages.filter { selection?.stages.contains($0.name) ?? true }
    parts = selection?.parts ?? [:]
  }

  /// A line for each stage, and under it its tasks.
  func text() throws -> String {
    let rows = try stages.map { stage in
      [stage.name, word(stage), stage.fingerprint?.text ?? "–", try Self.counts(stage), stage.reason]
    }
    let lines = TextTable(rows).text.split(separator: "\n", omittingEmptySubsequences: false)
    guard tellsTasks else { return lines.joined(separator: "\n") }
    return try zip(lines, stages).flatMap { line, stage in
      try [String(line)] + taskLines(of: stage).map { "  " + $0 }
    }.joined(separator: "\n")
  }

  private func word(_ stage: PlannedStage) -> String {
    if forced.contains(stage.name) { return "would run" }
    switch stage.state {
    case .fresh: return "fresh"
    case .stale: return "would run"
    case .waits: return "may run"
    }
  }

  /// `3 of 64 tasks to do`
  static func counts(_ stage: PlannedStage) throws -> String {
    let counts = try stage.counts()
    let all = counts.done + counts.toDo + counts.later
    if counts.later == all { return "\(all) task\(all == 1 ? "" : "s"), not known yet" }
    if counts.toDo == 0 {
      return counts.later == 0 ? "\(all) task\(all == 1 ? "" : "s") done" : "\(counts.done) of \(all) tasks done"
    }
    return "\(Spoken.count(counts.toDo)) of \(Spoken.count(all)) task\(all == 1 ? "" : "s") to do"
  }

  /// One line for each run of tasks that have one reason.
  private func taskLines(of stage: PlannedStage) throws -> [String] {
    var groups: [(reason: TaskReason, parts: [TaskPart], isOne: Bool)] = []
    for reason in try reasons(stage) {
      if let last = groups.last, Self.ingredients(last.reason) == Self.ingredients(reason) {
        groups[groups.count - 1].parts.append(reason.part)
        groups[groups.count - 1].isOne = last.isOne && last.reason.verdict == reason.verdict
      } else {
        groups.append((reason, [reason.part], true))
      }
    }
    return groups.map { group in
      let name = group.parts == [.whole] ? stage.name : "\(stage.name):\(TaskPart.list(group.parts))"
      let more = group.isOne ? "" : ", the others alike"
      return "\(name)  \(Self.words(group.reason.verdict))\(more)"
    }
  }

  private func reasons(_ stage: PlannedStage) throws -> [TaskReason] {
    try stage.reasons().filter { parts[stage.name]?.contains($0.part) ?? true }
  }

  /// What changed without the values, which differ from shard to shard.
  private static func ingredients(_ reason: TaskReason) -> [String] {
    switch reason.verdict {
    case .changed(let changes): ["changed"] + changes.map(\.ingredient)
    case .done: ["done"]
    case .gone: ["gone"]
    case .new: ["new"]
    case .later: ["later"]
    }
  }

  private static func words(_ verdict: TaskReason.Verdict) -> String {
    switch verdict {
    case .done: "done: all that decides what it writes is as it was"
    case .changed(let changes): PlannedStage.words(changes)
    case .gone: "nothing changed, but what it wrote is gone"
    case .new: "was not done before"
    case .later: "known when what it reads has been written"
    }
  }

  /// `pipeline/schemas/plan.schema.json` says what stands where.
  func json(orphans: [String] = []) throws -> JSON {
    [
      "v": "1.0", "kind": "plan", "as_of": .string("\(plan.asOf)"),
      "manifest": .string(plan.manifest.file.split(separator: "/").last.map(String.init) ?? plan.manifest.file),
      "stages": .array(try stages.map(json)), "orphans": .array(orphans.map { .string($0) }),
    ]
  }

  private func json(_ stage: PlannedStage) throws -> JSON {
    let counts = try stage.counts()
    var members: [String: JSON] = [
      "stage": .string(stage.name), "fingerprint": stage.fingerprint.map { .string($0.text) } ?? .null,
      "latest": stage.latest.map { .string($0) } ?? .null, "reason": .string(stage.reason),
      "tasks": ["done": .number(counts.done), "to_do": .number(counts.toDo), "later": .number(counts.later)],
    ]
    switch stage.state {
    case .fresh: members.merge(["state": "fresh", "changes": [], "waits_for": []]) { first, _ in first }
    case .stale(let changes):
      members.merge(["state": "stale", "changes": Self.json(changes), "waits_for": []]) { first, _ in first }
    case .waits(let stages, let changes):
      let waits = JSON.array(stages.map { .string($0) })
      members.merge(["state": "waits", "changes": Self.json(changes), "waits_for": waits]) { first, _ in first }
    }
    guard tellsTasks else { return .object(members) }
    members["why"] = .array(
      try reasons(stage).map { reason in
        var changes: [Fingerprint.Change] = []
        if case .changed(let all) = reason.verdict { changes = all }
        return [
          "part": .string("\(reason.part)"), "verdict": .string(Self.ingredients(reason)[0]),
          "changes": Self.json(changes),
        ]
      })
    return .object(members)
  }

  private static func json(_ changes: [Fingerprint.Change]) -> JSON {
    .array(
      changes.map { change in
        [
          "ingredient": .string(change.ingredient), "old": change.old.map { .string($0) } ?? .null,
          "new": change.new.map { .string($0) } ?? .null,
        ]
      })
  }
}

extension PlannedStage {
  /// Why the stage must run, in words: `its input changed: fetch 77be0d12a91c → 4f2a91c07be0`.
  var reason: String {
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

  static func words(_ changes: [Fingerprint.Change]) -> String {
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
