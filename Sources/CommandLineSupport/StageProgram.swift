import ArgumentParser
import FoundationEssentials
import Glibc
import Logging
import Records
import Stages

/// The whole `main` of a stage's executable: `await runStage(FetchStage.self)`.
public func runStage<S: Stage>(_ stage: S.Type) async -> Never {
  // A write beyond a limit of the shell is an error with a sentence, not a signal.
  signal(SIGXFSZ, SIG_IGN)
  await Exits.run(StageCommand<S>.self, program: "macaroni-\(S.name)")
}

/// The command line of every stage.
struct StageCommand<S: Stage>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "macaroni-\(S.name)", abstract: S.summary,
      discussion: """
        Reads \(S.reads.isEmpty ? "no records" : S.reads.map { $0.kindName }.joined(separator: ", ")); \
        writes \(S.writes.map { $0.kindName }.joined(separator: ", ")).

        Example: macaroni-\(S.name) \(S.reads.isEmpty ? "" : "--in data/STAGE/FINGERPRINT ")--data data --out /tmp/\(S.name)
        """,
      version: Version.current)
  }

  @Option(name: .customLong("in"), help: "A snapshot to read; may be given several times.")
  var inputs: [String] = []

  @Option(name: .customLong("out"), help: "Where the snapshot goes (default: DATA/\(S.name)/FINGERPRINT).")
  var output: String?

  @Option(help: "The data folder.")
  var data = "data"

  @Option(help: "The folder of published sites.")
  var reports = "reports"

  @Option(name: .customLong("with"), help: "The stage's settings, as JSON.")
  var settings = "{}"

  @Option(help: "A file or folder that the stage uses, relative to --base; may be given several times.")
  var uses: [String] = []

  @Option(help: "The folder that relative paths count from.")
  var base = "."

  @Option(help: "Over how many shards records are spread.")
  var shards = 1

  @Option(help: "The day of the run, YYYY-MM-DD (default: today).")
  var asOf: String?

  @Option(help: "A snapshot that the site published before was made of; may be given several times.")
  var previous: [String] = []

  @Option(help: "Read at most so many records.")
  var limit: Int?

  @Option(help: "Read only the records of this id or model.")
  var only: String?

  @Option(help: "How many workers run at once (default: one per core).")
  var jobs: Int?

  @Flag(help: "Run even if the snapshot is there.")
  var force = false

  @Flag(help: "Say what the stage is, reads, writes and depends on, as JSON.")
  var describe = false

  @Flag(help: "With --describe: end with 64 where the settings and what the stage uses cannot work.")
  var check = false

  @Option(help: "Do these tasks alone, such as 0-3,7 or gather, and put nothing together.")
  var tasks: String?

  @Option(help: ArgumentHelp("The task folder of what was prepared.", visibility: .hidden))
  var prepared: String?

  @Option(help: ArgumentHelp("The folder of what the shards wrote, for a gather.", visibility: .hidden))
  var gathered: String?

  @Option(help: ArgumentHelp("SHA-256 of this program, where the caller knows it.", visibility: .hidden))
  var program: String?

  @Flag(help: "With --tasks: go on with the others when a task fails.")
  var keepGoing = false

  @Option(help: .hidden)
  var progress = "automatic"

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  func run() async throws {
    let settings = try decodedSettings()
    if describe {
      do {
        let stage = try S(settings: settings)
        if check { try stage.check(UsedFiles(uses, base: base), base: base) }
        Terminal.answer(String(decoding: StageDescription(stage, base: base).json, as: UTF8.self))
      } catch let error as any SettingError {
        // The driver knows the line of each setting; which one it is, a sentence does not tell a program.
        Terminal.answer(String(decoding: (["setting": .string(error.place)] as JSON).json, as: UTF8.self))
        throw error
      }
      return
    }
    var request = RunRequest()
    request.inputs = try inputs.map { try Snapshot(folder: $0) }
    request.previous = Dictionary(try previous.map { try Snapshot(folder: $0) }.map { ($0.stage, $0) }) { first, _ in
      first
    }
    request.settings = settings
    request.asOf = try day()
    request.shards = shards
    request.limit = limit
    request.only = only
    request.base = base
    request.uses = uses
    request.data = data
    request.reports = S.publishes ? reports : nil
    request.output = output
    request.workers = max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.toolVersion = Version.current
    request.program = program

    let level: Logger.Level = quiet ? .error : verbose ? .debug : .info
    let logger = Logger(label: S.name) { StandardErrorLog(label: $0, level: level) }
    logger.debug("memory from jemalloc \(Allocator.version)")
    let progress = StageProgress()
    let style = quiet ? ProgressStyle.none : ProgressStyle(rawValue: self.progress) ?? .automatic
    let run = try StageRun(S.self, request)
    if let tasks {
      try await ProgressDisplay(stage: S.name, progress: progress, style: style).during {
        try await self.run(tasks, of: run, progress, logger, tellsTasks: style == .json)
      }
      return
    }
    let snapshot = try await ProgressDisplay(stage: S.name, progress: progress, style: style).during {
      try await run.run(progress: progress, logger: logger, force: force)
    }
    Terminal.answer(snapshot.folder)
  }

  /// Does some tasks of the stage.
  private func run(
    _ list: String, of run: StageRun<S>, _ progress: StageProgress, _ logger: Logger, tellsTasks: Bool
  ) async throws {
    guard let parts = TaskPart.parts(of: list), Set(run.description.parts(shards: shards)).isSuperset(of: parts) else {
      throw StageFailure(.wrongArguments, "--tasks \(list): \(S.name) with \(shards) shards has no such tasks")
    }
    let store = TaskStore(data: data, stage: S.name)
    let started = Clock.now()
    let batch = TaskBatch(run, store: store, progress: progress, logger: logger, force: force) { key, result in
      guard tellsTasks else { return }
      var line = TaskLine()
      line.task.key = key.text
      line.task.part = "\(key.part)"
      line.task.seconds = Clock.now().seconds - started.seconds
      if case .failure(let error) = result {
        line.task.failure = "\(error)"
        line.task.code = Int(Exits.code(for: error).rawValue)
      }
      Terminal.say(String(decoding: line.json, as: UTF8.self))
    }
    try await batch.run(
      parts, prepared: try prepared.map { try Snapshot(folder: $0) },
      gathered: try gathered.map { try Snapshot(folder: $0) }, keepGoing: keepGoing)
  }

  private func decodedSettings() throws -> JSON {
    do {
      return try JSON(json: settings.utf8)
    } catch {
      throw StageFailure(.wrongArguments, "--with: \(error.problem) in \(settings)")
    }
  }

  private func day() throws -> Day {
    guard let asOf else { return .today() }
    guard let day = Day(asOf) else {
      throw StageFailure(.wrongArguments, "--as-of \(asOf): not a day such as 2026-11-23")
    }
    return day
  }
}
