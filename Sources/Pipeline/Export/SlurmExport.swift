/// A job graph as Slurm takes it: one array per sharded stage, whose shard i waits for shard i of the stage before.
///
/// Twelve calls of `sbatch` submit 390 tasks. A pure function: the same graph and options give the same files.
public struct SlurmExport: Sendable {
  public struct Options: Sendable {
    /// What all jobs' names begin with.
    public let name: String
    /// Further words for every `sbatch`, such as `--partition=main`.
    public var sbatch: [String] = []
    /// Elements of an array; Slurm's default `MaxArraySize` lets indices go up to 1000.
    public var arraySize = 1000
    /// At most so many elements of an array run at once.
    public var throttle: Int?

    public init(name: String) { self.name = ShellWord.name(name) }
  }

  public let graph: JobGraph
  public let options: Options
  public let call: ExportedCall

  public init(_ graph: JobGraph, options: Options, call: ExportedCall) {
    self.graph = graph
    self.options = options
    self.call = call
  }

  public var files: [ExportedFile] {
    graph.jobs.map { ExportedFile(name: "jobs/\($0.name).sbatch", text: script($0)) } + [
      ExportedFile(name: "run.sbatch", text: run),
      ExportedFile(name: "submit.sh", text: submit, isExecutable: true),
      ExportedFile(name: "watch.sh", text: watch, isExecutable: true),
    ]
  }

  // MARK: Jobs

  private func script(_ job: JobGraph.Job) -> String {
    let what: String
    let task: String
    switch job.part {
    case .whole:
      what = "the whole stage"
      task = ShellWord.quoted(job.stage)
    case .prepare:
      what = "what its shards are given"
      task = ShellWord.quoted("\(job.stage):prepare")
    case .finish:
      what = "what follows from all its shards, and its snapshot"
      task = ShellWord.quoted(job.stage)
    case .shards(let shards):
      what = shards.count == 1 ? "one shard" : "\(shards.count) shards"
      task = "\(ShellWord.quoted("\(job.stage):"))\"$((${1:-0} + SLURM_ARRAY_TASK_ID))\""
    }
    var resources = job.isAlone ? "--ntasks=1 --exclusive" : "--ntasks=1 --cpus-per-task=1"
    if let memory = job.memoryBytes { resources += " --mem=\(Self.megabytes(memory))M" }
    return """
      #!/bin/sh
      # \(ShellWord.name(job.stage)): \(what). \(Self.words(mayBeDone: job.mayBeDone))
      \(header(job.name, resources))
      exec \(call.shell("task", [task]))

      """
  }

  private static func words(mayBeDone: Bool) -> String {
    mayBeDone
      ? "Some may be done: that is known when what they read is there, and such a task ends at once."
      : "Done again, a task that is done does nothing."
  }

  /// Half more than was needed before, in steps of 64 MB: a killed task costs more than idle memory.
  static func megabytes(_ bytes: Int) -> Int {
    let wanted = (bytes + bytes / 2) / 1_000_000
    return max(64, (wanted + 63) / 64 * 64)
  }

  private func header(_ name: String, _ resources: String) -> String {
    let array = graph.job(name).map { if case .shards = $0.part { true } else { false } } ?? false
    return """
      #SBATCH --job-name=\(jobName(name))
      #SBATCH \(resources)
      #SBATCH --requeue --open-mode=append --kill-on-invalid-dep=yes
      #SBATCH --output=log/\(array ? "%x.%A_%a" : "%x.%A").out
      """
  }

  private func jobName(_ name: String) -> String { "\(options.name).\(name)" }

  /// Checks what is expected and publishes: all that is left once the tasks are done.
  private var run: String {
    """
    #!/bin/sh
    # Checks what the manifest expects of the whole, and publishes.
    \(header("run", "--ntasks=1"))
    exec \(call.shell("run"))

    """
  }

  // MARK: Submission

  private var submit: String {
    var lines = [
      "#!/bin/sh",
      "# Submits \(options.name): \(graph.taskCount) tasks in \(graph.jobs.count) jobs, and a last one that publishes.",
      "# Made by 'macaroni export slurm'; a task that was done meanwhile does nothing.",
      "set -eu",
      "cd \"$(dirname \"$0\")\"",
      "mkdir -p log",
      "names=\(names)",
      "if [ -n \"$(squeue -h -n \"$names\" -o %i)\" ]; then",
      "  echo \"submit: jobs of this pipeline are in the queue (squeue -n $names); wait for them or cancel them\" >&2",
      "  exit 75",
      "fi",
      "submitted=",
      "# All or nothing: what was submitted before a refusal is taken back.",
      "trap 'status=$?; [ $status -eq 0 ] || [ -z \"$submitted\" ] || scancel $submitted; exit $status' EXIT",
      "submit() {",
      "  id=$(sbatch --parsable\(options.sbatch.map { " " + ShellWord.quoted($0) }.joined()) \"$@\")",
      "  id=${id%%;*}",
      "  submitted=\"$submitted $id\"",
      "}",
      "",
    ]
    for job in graph.jobs { lines += submission(job) }
    let last = graph.jobs.flatMap { $0.chunkNames(of: options.arraySize) }.map { ":$\($0)" }.joined()
    lines.append("submit\(last.isEmpty ? "" : " --dependency=afterok\(last)") run.sbatch")
    lines.append("echo \"submitted $(echo $submitted | wc -w) jobs; ./watch.sh waits for them\"")
    return lines.joined(separator: "\n") + "\n"
  }

  private func submission(_ job: JobGraph.Job) -> [String] {
    guard case .shards = job.part else {
      return ["submit\(dependency(of: job, chunk: nil)) \(file(job))", "\(job.variable)=$id"]
    }
    return job.chunks(of: options.arraySize).flatMap { chunk in
      let list = Self.ranges(chunk.indices) + (options.throttle.map { "%\($0)" } ?? "")
      let base = chunk.number * options.arraySize
      return [
        "submit --array=\(list)\(dependency(of: job, chunk: chunk.number)) \(file(job))\(base > 0 ? " \(base)" : "")",
        "\(job.variable(chunk.number))=$id",
      ]
    }
  }

  private func file(_ job: JobGraph.Job) -> String { ShellWord.quoted("jobs/\(job.name).sbatch") }

  private func dependency(of job: JobGraph.Job, chunk: Int?) -> String {
    var corresponding: [String] = []
    var whole: [String] = []
    for wait in job.waits {
      guard let other = graph.job(wait.job) else { continue }
      if wait.needs == .sameShard, let chunk, case .shards = other.part {
        // A shard that the other job does not have is done already.
        let found = other.chunks(of: options.arraySize).first { $0.number == chunk }
        if found != nil { corresponding.append(other.variable(chunk)) }
      } else {
        whole += other.chunkNames(of: options.arraySize)
      }
    }
    let conditions =
      (corresponding.isEmpty ? [] : ["aftercorr" + corresponding.map { ":$\($0)" }.joined()])
      + (whole.isEmpty ? [] : ["afterok" + whole.map { ":$\($0)" }.joined()])
    return conditions.isEmpty ? "" : " --dependency=\(conditions.joined(separator: ","))"
  }

  private var names: String {
    ShellWord.quoted((graph.jobs.map(\.name) + ["run"]).map(jobName).joined(separator: ","))
  }

  /// `0-9,17`
  static func ranges(_ indices: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for index in indices {
      if let last = runs.last, last.upperBound + 1 == index {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }

  // MARK: Watching

  /// Slurm may put a task on hold when a node or the controller was lost ("launch failed requeued held"); such a task would
  /// wait for a person. What a person held ("job requeued in held state", `JobHeldUser`) is that person's.
  private var watch: String {
    """
    #!/bin/sh
    # Waits until no job of \(options.name) is queued or running, and releases those that Slurm itself put on hold after it lost a node
    # or its controller. Jobs that a person holds stay held. Ends as 'macaroni status' ends: 0 where all is done.
    set -u
    names=\(names)
    while :; do
      # Without a controller there is no answer; it may come back.
      if left=$(squeue -h -r -n "$names" -o '%i %r' 2>/dev/null); then
        [ -n "$left" ] || break
        echo "$left" | while read -r id reason; do
          case $reason in
            launch*failed*requeued*held*) scontrol release "$id" && echo "watch: released $id ($reason)" >&2 ;;
          esac
        done
      fi
      sleep "${WATCH_SECONDS:-5}"
    done
    exec \(call.shell("status"))

    """
  }
}

extension JobGraph.Job {
  fileprivate var variable: String { ShellWord.variable(name) }

  fileprivate func variable(_ chunk: Int) -> String { chunk == 0 ? variable : "\(variable)_part\(chunk)" }

  fileprivate struct Chunk {
    var number: Int
    /// Counted from the chunk's first shard.
    var indices: [Int]
  }

  /// The shards in arrays of at most `size`, cut at multiples of it, so that a shard has the same index in every stage.
  fileprivate func chunks(of size: Int) -> [Chunk] {
    guard case .shards(let shards) = part else { return [] }
    return Dictionary(grouping: shards) { $0 / size }.sorted { $0.key < $1.key }
      .map { Chunk(number: $0.key, indices: $0.value.map { $0 % size }) }
  }

  fileprivate func chunkNames(of size: Int) -> [String] {
    guard case .shards = part else { return [variable] }
    return chunks(of: size).map { variable($0.number) }
  }
}
