import ArgumentParser
import CommandLineSupport
import Manifests
import Pipeline
import Records
import Stages

/// `macaroni run`: brings snapshots and site up to date.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the stages that need it, and publish.",
    discussion: """
      Without names the whole pipeline runs. \
      The plan is checked before anything starts, and a stage whose snapshot is there is left as it is.

      Example: macaroni run normalise --manifest pipeline/nightly.yaml
      Example: macaroni run failed+
      """)

  static let selectorHelp = ArgumentHelp(
    """
    What to bring up to date (default: all): STAGE with what it needs and what follows, STAGE+ without what it needs, \
    STAGE:3 or STAGE:0-3,7 for tasks alone, shard=3 for a shard of every stage, failed+ for what failed last and what follows, modified+ for stages whose \
    program, settings or files changed and what follows.
    """, valueName: "what")

  @Argument(help: selectorHelp)
  var stages: [String] = []

  @OptionGroup var options: PlanOptions

  @Option(help: "Run this stage alone, on the latest snapshots of the others.")
  var only: String?

  @Option(help: "Run this stage and what follows, on the latest snapshots of those before.")
  var from: String?

  @Flag(help: "Run even what is up to date.")
  var force = false

  @Flag(name: .shortAndLong, help: "Say what would run and why, and run nothing.")
  var dryRun = false

  @Option(name: .shortAndLong, help: "How many workers run at once in a stage (default: one per core).")
  var jobs: Int?

  @Flag(
    name: .shortAndLong,
    help: "When a task fails, go on with the others of its stage and with stages that do not read it.")
  var keepGoing = false

  @OptionGroup var locking: LockOptions

  @Option(
    help: ArgumentHelp(
      "Memory that running tasks may need together (default: most of what is free).", valueName: "bytes"))
  var memory: String?

  @Flag(help: "Answer with JSON lines: what happens, and at last what was done.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  func validate() throws {
    if only != nil, from != nil || !stages.isEmpty {
      throw ValidationError("--only stands alone: give it without --from and names")
    }
    if from != nil, !stages.isEmpty { throw ValidationError("--from stands alone: give it without names") }
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
  }

  func run() throws {
    // What can be seen to be wrong without asking the programs is said before the data folder is touched.
    var selection = try selected()
    if dryRun {
      var view = PlanView(try options.plan(selection), selection)
      if force { view.forced = Set(selection.stages) }
      view.tellsTasks = verbose
      Terminal.answer(try view.text())
      return
    }
    // The plan is made under the lock: a run that has just ended may have done the work.
    let lock = try locking.lock(options.data, isQuiet: quiet)
    // The run that was waited for may have mended what failed.
    if locking.wait { selection = try selected() }
    try run(selection, under: lock)
  }

  /// Runs for who holds the data folder already.
  func run(under lock: DataLock) throws { try run(try selected(), under: lock) }

  private func run(_ selection: Selection, under lock: DataLock) throws {
    if selection.stages.isEmpty {
      Terminal.say("nothing \(stages.contains("failed+") ? "failed when it last ran" : "was modified")")
      return
    }
    var settings = Runner.Settings()
    settings.parts = selection.parts
    settings.jobs = jobs
    if force { settings.forced = Set(selection.stages) }
    settings.keepsGoing = keepGoing
    settings.memory = try memory.map(Self.bytes)
    settings.arguments = verbose ? ["--verbose"] : []
    settings.toolVersion = Version.current
    settings.goesBack = options.restoring
    let words = Array(CommandLine.arguments.dropFirst())
    if words.first == "run" { settings.resume = ResumeCommand.text(words) }
    let view = RunView(isQuiet: quiet || json, tellsEvents: json)
    let plan = try options.plan(selection)
    // The site and the run's report come last; that they have no place to go is better known first.
    if plan.stages.contains(where: { $0.state != .fresh }) { try Files.checkWritable(options.reports) }
    let runner = try Runner(plan, settings, observer: view)
    do {
      try runner.run(selection.stages)
    } catch {
      if json { Terminal.answer(String(decoding: Self.failed(error).json, as: UTF8.self)) }
      // The run's own failure is what is to be told, whatever becomes of its report.
      let report = report(runner, failure: "\(error)")
      _ = try? report.write(reports: options.reports)
      if !quiet, !json { Terminal.say("macaroni: \(report.summary)") }
      throw error
    }
    let report = report(runner)
    // A run that did nothing leaves the report of the one that did, unless that failed, and tells of a cluster's jobs,
    // which write none.
    if runner.counts.run > 0 {
      try report.write(reports: options.reports)
    } else if report.isNews(reports: options.reports) {
      let found = RunReport(
        runner.plan, failure: nil, ran: nil, environment: RunEnvironment(runner.plan), toolVersion: Version.current)
      try found.write(reports: options.reports)
    }
    withExtendedLifetime(lock) {}
    answer(runner, view)
    // The last line, which reads as the subject of a mail.
    if !quiet, !json { Terminal.say("macaroni: \(report.summary)") }
  }

  private func report(_ runner: Runner, failure: String? = nil) -> RunReport {
    RunReport(
      runner.plan, failure: failure, ran: runner.ran, failed: runner.failed, checked: runner.checked,
      environment: RunEnvironment(runner.plan), toolVersion: Version.current)
  }

  /// The last event of a run that fails.
  private static func failed(_ error: any Error) -> JSON {
    ["event": "run-failed", "code": .number(Int(Exits.code(for: error).rawValue)), "failure": .string("\(error)")]
  }

  /// `800000000`, `800MB` or `4GB`, in powers of ten as they are printed.
  private static func bytes(_ text: String) throws -> Int {
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("", 1)]
    for (unit, factor) in units where text.hasSuffix(unit) {
      if let number = Int(text.dropLast(unit.count)), number > 0, number < 1 << 40 { return number * factor }
    }
    throw StageFailure(.wrongArguments, "--memory \(text): not an amount such as 4GB")
  }

  private func selected() throws -> Selection {
    if let only { return try Selection(only: only, in: try Manifest(file: options.manifest)) }
    return try options.selection(from.map { [$0 + "+"] } ?? stages)
  }

  private func answer(_ runner: Runner, _ view: RunView) {
    let plan = runner.plan
    let site =
      plan.stages.contains { $0.description.publishes } ? ReportsFolder(path: plan.reports).site + "/index.html" : nil
    if json {
      let folders = plan.stages.compactMap { stage in stage.folder.map { (stage.name, JSON.string($0)) } }
      var members: [String: JSON] = [
        "event": "run-finished",
        "ran": .array(view.ran.map { .string($0) }),
        "stages": .object(Dictionary(folders) { first, _ in first }),
        "tasks": ["run": .number(runner.counts.run), "reused": .number(runner.counts.reused)],
      ]
      if let site { members["site"] = .string(site) }
      Terminal.answer(String(decoding: JSON.object(members).json, as: UTF8.self))
    } else if let site, Files.exists(site) {
      if runner.counts.run == 0, !quiet { Terminal.say("everything is up to date") }
      Terminal.answer(site)
    }
  }
}
