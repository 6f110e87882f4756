import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Manifests
import Pipeline
import Records
import Stages

/// `macaroni export`: the tasks that are left to do, for an engine that runs on many machines.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the tasks that are left to do for another engine.",
    discussion: """
      Each task is a call of 'macaroni task', so whoever runs it, the results are the same bytes, and a task that is done is not \
      done again.

      Example: macaroni export slurm --manifest pipeline/nightly.yaml && data/export/slurm/submit.sh
      """,
    subcommands: [Slurm.self, Ninja.self])

  /// What both are told.
  struct Options: ParsableArguments {
    @OptionGroup var plan: PlanOptions

    @Option(
      help: ArgumentHelp("The folder to write into (default: export/ENGINE in the data folder).", valueName: "folder"))
    var out: String?

    @Option(help: ArgumentHelp("Path of macaroni where the tasks run (default: this program).", valueName: "path"))
    var program: String?

    @Flag(help: "Answer with one JSON object.")
    var json = false

    /// The call with paths that hold in any folder.
    func call() throws -> ExportedCall {
      let here = FileManager.default.currentDirectoryPath
      return ExportedCall(
        program: program ?? StagePrograms.executable,
        options: [
          "--manifest", Files.resolve(plan.manifest, base: here), "--data", Files.resolve(plan.data, base: here),
          "--reports", Files.resolve(plan.reports, base: here), "--as-of", "\(try plan.day())",
        ])
    }

    func write(_ files: [ExportedFile], graph: JobGraph, engine: String, start: String) throws {
      let folder = out ?? "\(plan.data)/export/\(engine)"
      // Jobs of an earlier export must not stand beside these.
      try Files.remove(folder + "/jobs")
      for file in files {
        let path = "\(folder)/\(file.name)"
        try Files.makeFolder(Files.parent(of: path))
        try Files.write(file.text.utf8, to: path)
        if file.isExecutable { chmod(path, 0o755) }
      }
      if json {
        let answer: JSON = [
          "folder": .string(folder), "tasks": .number(graph.taskCount), "jobs": .number(graph.jobs.count),
          "unknown": .array(graph.unknown.map { .string($0) }),
        ]
        Terminal.answer(String(decoding: answer.json, as: UTF8.self))
      } else {
        let jobs = "\(graph.jobs.count) job\(graph.jobs.count == 1 ? "" : "s")"
        Terminal.say(
          graph.taskCount == 0
            ? "nothing is left to do; \(folder)/\(start) only publishes"
            : "\(Plural.count(graph.taskCount, "task")) in \(jobs); start them with \(folder)/\(start)")
        if !graph.unknown.isEmpty {
          Terminal.say(
            "which tasks of \(graph.unknown.joined(separator: ", ")) are to be done is known when what they read is there: "
              + "all are listed, and those that turn out to be done end at once; exported again then, they are left out"
          )
        }
        Terminal.answer(folder)
      }
    }
  }

  struct Slurm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "slurm", abstract: "Job arrays with dependencies shard by shard, and a script that submits them.",
      discussion: """
        submit.sh submits, watch.sh waits and releases what Slurm put on hold after it lost a node. The data folder must be one \
        that all nodes share.

        Example: macaroni export slurm --manifest pipeline/nightly.yaml --sbatch=--partition=long --throttle 200
        """)

    @OptionGroup var options: Options

    @Option(help: "What the jobs' names begin with (default: the manifest's name).")
    var name: String?

    @Option(
      help: ArgumentHelp(
        "A word for every sbatch, such as --partition=long; may be given several times.", valueName: "word"))
    var sbatch: [String] = []

    @Option(help: "Elements of one array; your Slurm's MaxArraySize less one.")
    var arraySize = 1000

    @Option(help: "At most so many elements of an array run at once.")
    var throttle: Int?

    func validate() throws {
      if arraySize < 1 { throw ValidationError("--array-size must be at least 1") }
      if let throttle, throttle < 1 { throw ValidationError("--throttle must be at least 1") }
    }

    func run() throws {
      let plan = try options.plan.plan()
      let graph = try JobGraph(plan)
      let stem = plan.manifest.file.split(separator: "/").last.map(String.init) ?? "macaroni"
      var slurm = SlurmExport.Options(name: name ?? String(stem.prefix { $0 != "." }))
      slurm.sbatch = sbatch
      slurm.arraySize = arraySize
      slurm.throttle = throttle
      let files = SlurmExport(graph, options: slurm, call: try options.call()).files
      try options.write(files, graph: graph, engine: "slurm", start: "submit.sh")
    }
  }

  struct Ninja: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ninja", abstract: "One build edge a task.",
      discussion: "Example: macaroni export ninja && ninja -C data/export/ninja && macaroni run")

    @OptionGroup var options: Options

    func run() throws {
      let graph = try JobGraph(try options.plan.plan())
      let export = NinjaExport(graph, call: try options.call())
      // What an earlier export's tasks left would tell ninja that these are done.
      try Files.remove((options.out ?? "\(options.plan.data)/export/ninja") + "/done")
      try options.write(export.files, graph: graph, engine: "ninja", start: "build.ninja (ninja -C)")
    }
  }
}
