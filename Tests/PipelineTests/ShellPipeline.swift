import Foundation
import Testing
import TestSupport

/// A pipeline of small shell stages in a folder of its own: `take`, then six stages of one `sed` a shard and a count after
/// them. Each task writes a line into `executions`, so that it can be told what ran.
struct ShellPipeline {
  let folder: TemporaryFolder
  let shards: Int

  init(shards: Int = 2) async throws {
    folder = try TemporaryFolder()
    self.shards = shards
    let script = ". '\(Programs.pipeline)/../Tests/Cluster/pipeline.sh' && pipeline_make '\(folder.path)' \(shards)"
    #expect(try await Programs.run("/bin/sh", ["-c", script]).status == 0)
  }

  /// Tasks that write into `executions`: all but `take`.
  var tasks: Int { 6 * (shards + 1) }

  private func words(_ command: String, _ more: [String]) -> [String] {
    // `export slurm` is two words.
    command.split(separator: " ").map(String.init) + [
      "--manifest", folder.path + "/p.yaml", "--data", folder.path + "/data", "--reports",
      folder.path + "/reports",
    ] + more
  }

  func environment(_ more: [String: String]) -> [String: String] {
    let path = folder.path + "/programs:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    return more.merging(["PATH": path]) { own, _ in own }
  }

  func macaroni(_ command: String, _ more: String..., environment: [String: String] = [:]) async throws
    -> Programs.Answer
  {
    try await Programs.run("macaroni", words(command, more), environment: self.environment(environment))
  }

  func macaroni(_ command: String, words more: [String]) async throws -> Programs.Answer {
    try await Programs.run("macaroni", words(command, more), environment: environment([:]))
  }

  /// A run of one fixed day.
  func run(_ more: String..., environment: [String: String] = [:]) async throws -> Programs.Answer {
    try await Programs.run(
      "macaroni", words("run", ["--as-of", "2026-11-01"] + more), environment: self.environment(environment))
  }

  func run(words more: [String]) async throws -> Programs.Answer {
    try await Programs.run(
      "macaroni", words("run", ["--as-of", "2026-11-01"] + more), environment: environment([:]))
  }

  /// The same, in the background and in a process group of its own.
  func start(_ more: String..., environment: [String: String] = [:]) throws -> Programs.Started {
    let words = words("run", ["--as-of", "2026-11-01"] + more)
    let started = try Programs.start("macaroni", words, environment: self.environment(environment))
    #expect(getpgid(started.process.processIdentifier) == started.process.processIdentifier)
    return started
  }

  /// Runs a night in which one line of the input is other than before.
  func night(_ day: Int) async throws {
    try give("night-\(day)")
    let answer = try await macaroni("run", "--as-of", "2026-11-0\(day)")
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(answer.talk.hasSuffix(" tasks ran\n"))
  }

  /// Gives shard 1 one line, and nothing else.
  func give(_ id: String) throws {
    let name = String(format: "in/l0-00001-of-%05d.jsonl", shards)
    try folder.write("{\"id\":\"\(id)\",\"stage\":0}\n", to: name)
  }

  /// Changes a stage's program.
  func edit(_ stage: String, _ change: (String) -> String) async throws {
    let name = "programs/macaroni-\(stage)"
    let program = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    try await folder.writeProgram(change(program), to: name)
  }

  /// Lets a stage's program do something before each of its tasks.
  func before(_ stage: String, do words: String) async throws {
    let task = "case $MACARONI_TASK in"
    try await edit(stage) { $0.replacingOccurrences(of: task, with: words + "\n" + task) }
  }

  /// The tasks that ran since the last call, `s2:1`, in their order.
  func executions() throws -> [String] {
    let path = folder.path + "/executions"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try? FileManager.default.removeItem(atPath: path)
    return text.split(separator: "\n").map(String.init)
  }

  /// How many tasks ran since the last call of `executions`, while a run may go on.
  var executed: Int {
    let text = try? Data(contentsOf: URL(fileURLWithPath: folder.path + "/executions"))
    return text?.count(where: { $0 == 0x0A }) ?? 0
  }

  func snapshots(_ stage: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/" + stage)
      .filter { $0.count == 12 && $0.allSatisfy(\.isHexDigit) }
  }

  func latest(_ stage: String, in data: String = "data") throws -> String {
    try String(contentsOfFile: folder.path + "/\(data)/\(stage)/latest", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The records of the latest snapshots, by stage and file.
  func records(in data: String = "data") throws -> [String: Data] {
    var records: [String: Data] = [:]
    let contents = try folder.contents(of: data)
    for stage in 1...6 {
      let latest = try latest("s\(stage)", in: data)
      for (path, bytes) in contents where path.hasPrefix("s\(stage)/\(latest)/") && path.hasSuffix(".jsonl") {
        records["s\(stage)/" + (path.split(separator: "/").last ?? "")] = bytes
      }
    }
    #expect(!records.isEmpty)
    return records
  }

  /// Replaces a piece of the manifest.
  func rewrite(_ old: String, _ new: String) throws {
    let path = folder.path + "/p.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }

  func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder.path)/\(path)") }

  /// All that the data folder holds but times, logs and what is only remembered.
  func data() throws -> [String: Data] {
    try folder.contents(of: "data").filter { path, _ in
      !path.hasSuffix("receipt.json") && path != ".lock" && !path.hasPrefix(".cache/") && !path.contains("/logs/")
        && !path.hasSuffix("/failed.txt")
    }
  }
}
