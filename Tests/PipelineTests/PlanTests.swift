import Foundation
import Testing
import TestSupport

/// What a run would do and why, what is selected, and what was said, over a pipeline of small shell stages.
@Suite(.serialized) struct PlanTests {
  private let day = ["--as-of", "2026-11-01"]

  private func plan(_ bench: ShellPipeline, _ words: String...) async throws -> String {
    let answer = try await bench.macaroni("plan", words: words + day)
    #expect(answer.status == 0, "\(answer.talk)")
    return answer.output
  }

  @Test("before the first run nothing is known but the first stage's tasks; afterwards all is done")
  func first() async throws {
    let bench = try await ShellPipeline(shards: 3)
    let before = try await plan(bench, "--why")
    #expect(before.contains("1 of 1 task to do "), "\(before)")
    #expect(before.contains("has not run yet\n  take  was not done before"), "\(before)")
    #expect(before.contains("4 tasks, not known yet"), "\(before)")
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/data/take"))
    #expect(try await bench.run().status == 0)
    let after = try await plan(bench, "--why")
    #expect(after.contains("  s3:0-2,gather  done: all that decides what it writes is as it was"), "\(after)")
    #expect(after.components(separatedBy: "fresh").count == 8)
  }

  @Test("each task is told with what changed, from which value to which; tasks of one reason on one line")
  func why() async throws {
    let bench = try await ShellPipeline(shards: 3)
    #expect(try await bench.run().status == 0)
    // One shard of three: only that one is to be done, and it is told which input changed.
    try bench.give("other")
    #expect(try await bench.macaroni("run", "take", "--only", "take", "--as-of", "2026-11-01").status == 64)
    #expect(try await bench.run("--only", "take").status == 0)
    let changed = try await plan(bench, "--why", "s1")
    let pattern = /s1:1  its input changed: take\/l0 [0-9a-f]{12} → [0-9a-f]{12}\n/
    #expect(changed.contains(pattern), "\(changed)")
    #expect(changed.contains("  s1:0  done: "), "\(changed)")
    #expect(changed.contains("1 of 4 tasks to do"), "\(changed)")
    let status = try await bench.macaroni("status", "--as-of", "2026-11-01")
    #expect(status.output.contains("1 of 4 tasks to do; its input changed"), "\(status.output)")
    // Another program: all shards for one reason.
    #expect(try await bench.run().status == 0)
    try await bench.edit("s2") { $0 + "# Edited.\n" }
    let edited = try await plan(bench, "--why")
    let program = /s2:0-2  its program changed: [0-9a-f]{12} → [0-9a-f]{12}\n  s2:gather  known when what/
    #expect(edited.contains(program), "\(edited)")
    // What was removed by hand is missed.
    #expect(try await bench.run().status == 0)
    try FileManager.default.removeItem(atPath: bench.folder.path + "/data/s3/tasks")
    try FileManager.default.removeItem(atPath: bench.folder.path + "/data/s3/" + bench.latest("s3"))
    #expect(try await plan(bench, "--why").contains("s3:0-2  was not done before"))
    let dry = try await bench.run("--dry-run", "--verbose")
    #expect(try await dry.output == plan(bench, "--why"))
  }

  @Test("the plan as JSON is what its schema says")
  func json() async throws {
    let bench = try await ShellPipeline(shards: 3)
    for words in [["plan", "--json"], ["plan", "--json", "--why"], ["status", "--json"]] {
      let answer = try await bench.macaroni(words[0], words: Array(words.dropFirst()) + day)
      try PublishedSchema("plan").hold(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)))
    }
    #expect(try await bench.run().status == 0)
    try await bench.edit("s2") { $0 + "# Edited.\n" }
    let answer = try await bench.macaroni("plan", words: ["--json", "--why"] + day)
    let plan = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
    try PublishedSchema("plan").hold(plan)
    let stages = try #require((plan as? [String: Any])?["stages"] as? [[String: Any]])
    #expect(stages.map { $0["state"] as? String } == ["fresh", "fresh", "stale", "waits", "waits", "waits", "waits"])
    #expect((stages[2]["tasks"] as? [String: Int]) == ["done": 0, "to_do": 3, "later": 1])
  }

  @Test("single tasks are done alone, and the stage is put together when the last of them is")
  func singleTasks() async throws {
    let bench = try await ShellPipeline(shards: 4)
    #expect(try await bench.run("s1:2").status == 64)
    #expect(try await bench.run("--only", "take").status == 0)
    let part = try await bench.run("s1:0,2-3")
    #expect(part.status == 0, "\(part.talk)")
    #expect(part.talk.contains("3 done, 1 more to do before there is a snapshot"), "\(part.talk)")
    #expect(try bench.executions().sorted() == ["s1:0", "s1:2", "s1:3"])
    #expect(try await bench.run("s1:1").status == 0)
    #expect(try bench.executions() == ["s1:1", "s1:gather"])
    #expect(try bench.snapshots("s1").count == 1)
    #expect(try await bench.run("s1:3", "--force").status == 0)
    #expect(try bench.executions().first == "s1:3")
    let wrong = try await bench.run("s1:4")
    #expect(wrong.status == 64)
    #expect(wrong.talk.contains("stage 's1' has no task '4'; it has 0-3,gather"), "\(wrong.talk)")
    #expect(try await bench.run("s1:x").talk.contains("not tasks such as s1:3, s1:0-3,7 or s1:gather"))
  }

  @Test("a shard is taken through the stages without the others, and what reads those too is not called done")
  func shardOfEveryStage() async throws {
    let bench = try await ShellPipeline(shards: 4)
    #expect(try await bench.run(words: ["--only", "take"]).status == 0)
    let one = try await bench.run("shard=1")
    #expect(one.status == 0, "\(one.talk)")
    #expect(one.talk.contains("done, 6 of 31 tasks ran, missing: s1, s2, s3, s4, s5, s6"), "\(one.talk)")
    #expect(try bench.executions() == (1...6).map { "s\($0):1" })
    let why = try await bench.macaroni("plan", "--why", "shard=1", "--as-of", "2026-11-01")
    #expect(why.output.contains("s1:1  done") && !why.output.contains("s1:0"), "\(why.output)")

    // What is gathered is made of all shards.
    try await bench.edit("s3") { $0.replacingOccurrences(of: #""writes":["l3"]"#, with: #""writes":["l3","n3"]"#) }
    try await bench.edit("s4") { $0.replacingOccurrences(of: #""reads":["l3"]"#, with: #""reads":["l3","n3"]"#) }
    let more = try await bench.run("stage=s1:0", "s2:0,1", "s3:0", "s4:0")
    #expect(more.status == 75, "\(more.talk)")
    #expect(more.talk.contains("not reached: s4, which read more of s1, s2, s3 than was asked for"), "\(more.talk)")
    #expect(try bench.executions() == ["s1:0", "s2:0", "s3:0"])

    #expect(try await bench.run().status == 0)
    let rest = try bench.executions()
    let before = ["s1:0", "s1:1", "s2:0", "s2:1", "s3:0", "s5:1", "s6:1"]
    #expect(rest.count == bench.tasks - before.count && Set(rest).isDisjoint(with: before), "\(rest)")
    #expect(try await bench.run("shard=9").status == 64)
    #expect(try await bench.run("shard=gather").talk.contains("not shards such as shard=3"))
  }

  @Test("failed+ takes up what failed, modified+ what was edited, and STAGE+ what follows a stage")
  func selectors() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run("failed+").talk.contains("nothing failed when it last ran"))
    try bench.folder.write("", to: "fail-s3-1")
    #expect(try await bench.run("--keep-going").status != 0)
    _ = try bench.executions()
    try FileManager.default.removeItem(atPath: bench.folder.path + "/fail-s3-1")
    // What stands before is taken as it is, though it has changed.
    try bench.give("later")
    #expect(try await bench.run("failed+").status == 0)
    #expect(Set(try bench.executions().map { $0.prefix(2) }) == ["s3", "s4", "s5", "s6"])
    #expect(try await bench.run("failed+").talk.contains("nothing failed when it last ran"))

    #expect(try await bench.run().status == 0)
    _ = try bench.executions()
    #expect(try await bench.run("modified+").talk.contains("nothing was modified"))
    try await bench.edit("s5") { $0 + "# Edited.\n" }
    #expect(try await bench.run("modified+").status == 0)
    #expect(try bench.executions().sorted() == ["s5:0", "s5:1", "s5:gather"])

    try await bench.edit("s2") { $0 + "# Edited.\n" }
    try await bench.edit("s4") { $0 + "# Edited.\n" }
    #expect(try await bench.run("s3+").status == 0)
    #expect(Set(try bench.executions()) == ["s4:0", "s4:1", "s4:gather"])
    let unknown = try await bench.run("s33+")
    #expect(unknown.status == 64)
    #expect(unknown.talk.contains("there is no stage 's33'; did you mean 's3'?"), "\(unknown.talk)")
  }

  @Test("of a stage that failed it is said that it did, and why, not that it has not run")
  func failedBefore() async throws {
    let bench = try await ShellPipeline()
    for name in ["fail-s2-0", "fail-s2-1"] { try bench.folder.write("", to: name) }
    #expect(try await bench.run("--keep-going").status != 0)
    let status = try await bench.macaroni("status", "--as-of", "2026-11-01").output
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("s2 ") })
    #expect(line.contains(/failed when it last ran: [01]: its program ended with 3.* \(and 1 more\)/), "\(line)")
    #expect(!line.contains("has not run yet"))
    for name in ["fail-s2-0", "fail-s2-1"] {
      try FileManager.default.removeItem(atPath: "\(bench.folder.path)/\(name)")
    }
    #expect(try await bench.run().status == 0)
    #expect(try await !bench.macaroni("status", "--as-of", "2026-11-01").output.contains("failed"))
  }

  @Test("what a task said is printed by its name, and steers no terminal")
  func log() async throws {
    let bench = try await ShellPipeline()
    try await bench.before("s1", do: "printf 'task %s \\033[2J speaks\\n' \"$MACARONI_TASK\" >&2")
    try bench.folder.write("", to: "fail-s2-1")
    _ = try await bench.run("--keep-going")
    func log(_ words: String...) async throws -> Programs.Answer {
      try await Programs.run("macaroni", ["log", "--data", bench.folder.path + "/data"] + words)
    }
    #expect(try await log("s1:1").output == "task 1 \u{FFFD}[2J speaks\n")
    let all = try await log("s1").output
    #expect(all.contains("logs/0.log <==\ntask 0 "))
    #expect(all.hasSuffix("logs/gather.log <==\ntask gather \u{FFFD}[2J speaks\n"))
    #expect(try await log("s1:1", "--path").output == bench.folder.path + "/data/s1/logs/1.log\n")
    let failed = try await log("s2:1")
    #expect(failed.talk.contains("s2:1 failed: its program ended with 3"), "\(failed.talk)")
    #expect(failed.talk.contains("s2:1 said nothing when it last ran"), "\(failed.talk)")
    let unknown = try await log("s11")
    #expect(unknown.status == 64)
    #expect(unknown.talk.contains("no stage 's11' has run here; did you mean 's1'?"), "\(unknown.talk)")
    #expect(try await log("../s1").status == 64)
  }
}
