import Manifests
import Records
import Stages

/// How a stage's program is told what to do: one form for programs that take many tasks, one for those that take one.
struct TaskCommand {
  let stage: PlannedStage
  let manifestFolder: String
  let data: String
  let reports: String
  let asOf: Day
  /// Folders that the tasks read.
  let inputs: [String]
  var prepared: Snapshot?
  var gathered: String?

  /// The words for a program that takes several tasks and commits each itself.
  func batch(_ parts: [TaskPart], workers: Int, isForced: Bool, keepGoing: Bool, more: [String]) -> [String] {
    var words = [
      "--tasks", TaskPart.list(parts), "--data", data, "--as-of", "\(asOf)", "--jobs", "\(workers)",
      "--program", stage.programDigest,
    ]
    words += common
    for folder in stage.previous { words += ["--previous", folder] }
    for name in stage.entry.uses { words += ["--uses", name] }
    if stage.description.publishes { words += ["--reports", reports] }
    if let prepared { words += ["--prepared", prepared.folder] }
    if let gathered { words += ["--gathered", gathered] }
    if isForced { words.append("--force") }
    if keepGoing { words.append("--keep-going") }
    return words + more
  }

  /// The words for a program that takes one task and leaves its files in a folder.
  func one(_ part: TaskPart, output: String) -> [String] {
    var words = ["--task", "\(part)", "--out", output] + common
    for name in stage.entry.uses { words += ["--uses", name] }
    return words
  }

  /// The same for a shell script: what it needs to find its files without taking words apart.
  func variables(_ part: TaskPart, output: String) -> [String] {
    let shards = stage.recipe.shards
    let suffix = part.shard.map { shards == 1 ? "" : "-\(Self.five($0))-of-\(Self.five(shards))" } ?? ""
    return [
      "MACARONI_TASK=\(part)", "MACARONI_SHARDS=\(shards)", "MACARONI_SUFFIX=\(suffix)", "MACARONI_OUT=\(output)",
      "MACARONI_IN=\((gathered.map { [$0] } ?? inputs).joined(separator: ":"))", "MACARONI_BASE=\(manifestFolder)",
      "MACARONI_PREPARED=\(prepared.map { $0.folder + "/prepared.jsonl" } ?? "")",
    ]
  }

  private var common: [String] {
    var words = [
      "--with", String(decoding: stage.entry.settings.json, as: UTF8.self), "--base", manifestFolder, "--shards",
      "\(stage.recipe.shards)",
    ]
    for folder in inputs { words += ["--in", folder] }
    return words
  }

  private static func five(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
  }
}
