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
