/// A job graph as ninja takes it: one edge per task, each leaving a small file that names the task's folder.
public struct NinjaExport: Sendable {
  public let graph: JobGraph
  public let call: ExportedCall

  public init(_ graph: JobGraph, call: ExportedCall) {
    self.graph = graph
    self.call = call
  }

  public var files: [ExportedFile] { [ExportedFile(name: "build.ninja", text: text)] }

  private var text: String {
    // `$out` appears under its own name only when the command has succeeded.
    let command = call.shell("task", ["$task"]).ninjaKeeping("$task") + " > $out.partial && mv $out.partial $out"
    var lines = [
      "# \(graph.taskCount) tasks. Made by 'macaroni export ninja'; 'ninja -C' this folder does them,",
      "# and 'macaroni run' then publishes without doing any again.",
      "ninja_required_version = 1.5",
      "",
      "rule task",
      "  command = \(command)",
      "  description = $task",
      "",
    ]
    for job in graph.jobs {
      switch job.part {
      case .whole: lines += edge(job, nil, ShellWord.quoted(job.stage))
      case .prepare: lines += edge(job, nil, ShellWord.quoted("\(job.stage):prepare"))
      case .finish: lines += edge(job, nil, ShellWord.quoted(job.stage))
      case .shards(let shards):
        for shard in shards { lines += edge(job, shard, ShellWord.quoted("\(job.stage):\(shard)")) }
      }
      if case .shards(let shards) = job.part {
        let all = shards.map { mark(job, $0) }.joined(separator: " ")
        lines.append("build \(job.name.ninjaPath): phony \(all)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func edge(_ job: JobGraph.Job, _ shard: Int?, _ task: String) -> [String] {
    var needed: [String] = []
    for wait in job.waits {
      guard let other = graph.job(wait.job) else { continue }
      if case .shards(let shards) = other.part {
        if wait.needs == .sameShard, let shard {
          if Self.contains(shards, shard) { needed.append(mark(other, shard)) }
        } else {
          needed.append(other.name.ninjaPath)
        }
      } else {
        needed.append(mark(other, nil))
      }
    }
    let inputs = needed.isEmpty ? "" : " " + needed.joined(separator: " ")
    return ["build \(mark(job, shard)): task\(inputs)", "  task = \(task.ninja)"]
  }

  private func mark(_ job: JobGraph.Job, _ shard: Int?) -> String {
    "done/\(job.name)\(shard.map { "-\($0)" } ?? "")".ninjaPath
  }

  private static func contains(_ sorted: [Int], _ shard: Int) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < shard { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == shard
  }
}

extension String {
  /// The text as ninja reads it in a value.
  fileprivate var ninja: String { split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$") }

  /// The same, with one of ninja's own variables left in place.
  fileprivate func ninjaKeeping(_ variable: String) -> String {
    ninja.split(separator: "$" + variable, omittingEmptySubsequences: false).joined(separator: variable)
  }

  /// The text as ninja reads it in a path.
  fileprivate var ninjaPath: String {
    ninja.map { $0 == " " || $0 == ":" ? "$\($0)" : String($0) }.joined()
  }
}
