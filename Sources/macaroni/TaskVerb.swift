import ArgumentParser
import CommandLineSupport
import Manifests
import Pipeline
import Records
import Stages

/// `macaroni task`: exactly one task, as a job of a cluster does it, or a person.
struct TaskVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "Do one task of a stage: a shard, or what comes before or after the shards.",
    discussion: """
      STAGE:3 is a shard, STAGE:prepare comes before the shards where the stage has it, and STAGE alone comes last: it does \
      what gathers the shards and puts the snapshot together. A task that is done is not done again. What a task reads must \
      be there, but the snapshots before it need not be put together yet: shard 3 goes on where shard 3 of the stage before \
      ended. Several may run at once, on several machines. Ends with 75 where something that it reads is not there yet.

      Example: macaroni task parse-readme:3 --manifest pipeline/nightly.yaml
      """)

  @Argument(help: "STAGE, STAGE:SHARD or STAGE:prepare.")
  var task: String

  @OptionGroup var options: PlanOptions

  @Flag(help: "Do the task even if it is done.")
  var force = false

  @Option(name: .shortAndLong, help: "How many workers the task may have (default: one per core).")
  var jobs: Int?

  @Flag(help: "Answer with one JSON object.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    let words = task.split(separator: ":", maxSplits: 1)
    let part = words.count > 1 ? TaskPart(words[1]) : nil
    guard let name = words.first.map(String.init), words.count == 1 || part != nil else {
      throw StageFailure(.wrongArguments, "\(task): not a task such as parse-readme:3")
    }
    let lock = try DataLock(
      data: options.data, holder: CommandLine.arguments.joined(separator: " "), isShared: true,
      waiting: { if !quiet { Terminal.say("a run is writing here (\($0)); waiting for it to end") } })
    let planner = try options.planner()
    guard planner.manifest.stage(name) != nil else {
      let known = planner.manifest.stages.map(\.name)
      throw ManifestError(
        file: planner.manifest.file,
        .unknownStage(name, closest: Spelling.closest(to: name, among: known), known: known))
    }
    var single = SingleTask(planner, workers: jobs, isForced: force)
    single.toolVersion = Version.current
    let outcome = try single.run(name, part) { line in
      if !quiet, !line.hasPrefix("{\"") { Terminal.say(line) }
    }
    withExtendedLifetime(lock) {}
    if json {
      let answer: JSON = [
        "task": .string(task), "key": .string(outcome.key), "folder": .string(outcome.folder),
        "ran": .bool(outcome.ran),
      ]
      Terminal.answer(String(decoding: answer.json, as: UTF8.self))
    } else {
      Terminal.answer(outcome.folder)
    }
  }
}
