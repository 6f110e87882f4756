import Foundation
import Testing
import TestSupport

/// What the engine promises, over a pipeline of small shell stages: what is recorded as done is done, what is there is
/// right, and nothing is done twice.
@Suite(.serialized) struct EngineTests {
  @Test("killed with all its tasks at fifty moments and run again: the same bytes, and only tasks in flight done twice")
  func killedAtFiftyMoments() async throws {
    let bench = try await ShellPipeline(shards: 3)
    let pace = ["TASK_SECONDS": "0.01"]
    #expect(try await bench.run("--jobs", "2", environment: pace).status == 0)
    let expected = try bench.data()
    #expect(try bench.executions().count == bench.tasks)
    // The C library's generator: the same moments each time. A moment is so many tasks and a while behind them, so that moments
    // are spread over the run however busy the machine is.
    var seed: [UInt16] = [2026, 11, 24]
    var reached: Set<Int> = []
    for _ in 0..<50 {
      try FileManager.default.removeItem(atPath: bench.folder.path + "/data")
      let tasks = Int(erand48(&seed) * Double(bench.tasks + 1))
      let delay = erand48(&seed) * 0.1
      let process = try bench.start("--jobs", "2", environment: pace)
      while process.process.isRunning, bench.executed < tasks { try await Task.sleep(for: .milliseconds(1)) }
      try await Task.sleep(for: .seconds(delay))
      kill(-process.process.processIdentifier, SIGKILL)
      process.process.waitUntilExit()
      let before = try bench.executions()
      reached.insert(before.count)
      let again = try await bench.run("--jobs", "2", environment: pace)
      #expect(again.status == 0, "after \(tasks) tasks and \(delay) s: \(again.talk)")
      let redone = before.count + (try bench.executions().count) - bench.tasks
      #expect(0...2 ~= redone, "\(redone) tasks done twice after \(tasks) tasks and \(delay) s")
      #expect(try bench.data() == expected, "after \(tasks) tasks and \(delay) s")
    }
    #expect(reached.count > 5, "the moments are spread over the run: \(reached.sorted())")
  }

  @Test("a forced run builds upon what it writes, though by its names nothing has changed")
  func forced() async throws {
    let bench = try await ShellPipeline()
    // A word that the stage does not say it reads.
    try await bench.edit("s1") {
      $0.replacingOccurrences(of: "sed 's/", with: "sed -e \"s/abcdef/$(cat \"$MACARONI_BASE/word\")/\" -e 's/")
    }
    try bench.folder.write("before", to: "word")
    #expect(try await bench.run().status == 0)
    try bench.folder.write("after", to: "word")
    #expect(try await bench.run().talk.contains(", 0 of 19 tasks ran"))
    #expect(try await bench.run("--force").status == 0)
    for (path, bytes) in try bench.records() where !path.contains("/n") {
      #expect(String(decoding: bytes, as: UTF8.self).contains("afterghijk"), "\(path)")
    }
    #expect(try await bench.run().talk.contains(", 0 of 19 tasks ran"))
    #expect(try await Programs.run("macaroni", ["verify", "--data", bench.folder.path + "/data"]).status == 0)
  }

  @Test("a task that fails is never recorded as done, whatever it has written")
  func failure() async throws {
    let bench = try await ShellPipeline(shards: 3)
    try await bench.before(
      "s2",
      do: """
        if [ -e "$MACARONI_BASE/half-$MACARONI_TASK" ]; then
          echo half > "$MACARONI_OUT/l2$MACARONI_SUFFIX.jsonl"
          echo "the second half is missing" >&2
          exit 3
        fi
        """)
    try bench.folder.write("", to: "half-1")
    for _ in 0..<2 {
      let answer = try await bench.run("--keep-going")
      #expect(answer.status == 65, "\(answer.talk)")
      #expect(answer.talk.contains("stage 's2:1' failed: the second half is missing"), "\(answer.talk)")
      #expect(answer.talk.contains("not reached: s3:1, s4:1, s5:1, s6:1"), "\(answer.talk)")
      #expect(try await bench.macaroni("status", "--as-of", "2026-11-01").status == 1)
    }
    // The other two shards were done once, the failing one each time.
    let executions = try bench.executions().filter { $0.hasPrefix("s2:") }
    #expect(executions.sorted() == ["s2:0", "s2:1", "s2:1", "s2:2"])
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/data/s2/latest"))
    try FileManager.default.removeItem(atPath: bench.folder.path + "/half-1")
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions().filter { $0.hasPrefix("s2:") } == ["s2:1", "s2:gather"])
    let healthy = try await ShellPipeline(shards: 3)
    #expect(try await healthy.run().status == 0)
    #expect(try bench.records() == healthy.records())
  }

  @Test("a shard that fails stops what is made of it and nothing else, and once it is mended that alone is left to do")
  func shards() async throws {
    let bench = try await ShellPipeline(shards: 4)
    let calm = try await ShellPipeline(shards: 4)
    #expect(try await calm.run().status == 0)
    try bench.folder.write("", to: "fail-s2-1")
    try bench.folder.write("", to: "fail-s4-3")
    // Of what is there in part it cannot be said whether it is enough.
    try bench.rewrite("s3: { from: s2 }", "s3: { from: s2, expect: { l2: { at-least: 400 } } }")
    let answer = try await bench.run("--keep-going")
    #expect(answer.status == 65, "\(answer.talk)")
    #expect(answer.talk.contains("stage 's2:1' failed"), "\(answer.talk)")
    #expect(answer.talk.contains("(and 1 more); not reached: s3:1, s4:1, s5:1,3, s6:1,3;"), "\(answer.talk)")
    let first = try bench.executions()
    let done = (0..<4).flatMap { shard in (1...6).map { "s\($0):\(shard)" } }.filter {
      !["s3:1", "s4:1", "s5:1", "s6:1", "s5:3", "s6:3"].contains($0)
    }
    #expect(first.sorted() == (done + ["s1:gather"]).sorted())
    for stage in 2...6 { #expect(!bench.has("data/s\(stage)/latest")) }
    let left = try bench.folder.contents(of: "data").keys.filter { $0.contains(".partial-") }
    #expect(left.isEmpty, "\(left)")
    for name in ["fail-s2-1", "fail-s4-3"] {
      try FileManager.default.removeItem(atPath: "\(bench.folder.path)/\(name)")
    }
    #expect(try await bench.run().status == 0)
    let missing = ["s2:1", "s3:1", "s4:1", "s5:1", "s6:1", "s4:3", "s5:3", "s6:3"] + (2...6).map { "s\($0):gather" }
    #expect(try bench.executions().sorted() == missing.sorted())
    #expect(try bench.records() == calm.records())
  }

  @Test("a task that ends well without its file, or loses a line where lines are counted, is not done")
  func incomplete() async throws {
    let bench = try await ShellPipeline()
    try await bench.edit("s1") { $0.replacingOccurrences(of: "sed 's/", with: "[ $MACARONI_TASK = 1 ] || sed 's/") }
    var answer = try await bench.run()
    #expect(answer.status == 65, "\(answer.talk)")
    try await bench.edit("s1") { $0.replacingOccurrences(of: "[ $MACARONI_TASK = 1 ] || sed", with: "sed 1d | sed") }
    try await bench.edit("s1") {
      $0.replacingOccurrences(of: "\"sharded\":true", with: "\"sharded\":true,\"balances\":true")
        .replacingOccurrences(of: "sed 1d | sed 's/stage\":0}/stage\":1}/'", with: "sed '1d;s/stage\":0}/stage\":1}/'")
    }
    answer = try await bench.run()
    #expect(answer.status == 65, "\(answer.talk)")
    #expect(answer.talk.contains("100 l0 lines in, but 99 l1 lines out and 0 rejected"), "\(answer.talk)")
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/data/s1/latest"))
  }

  @Test("what is edited runs again as far as bytes change, and no further")
  func editing() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions().count == bench.tasks)

    // A comment in the manifest decides nothing.
    let manifest = bench.folder.path + "/p.yaml"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
    try ("# A comment.\n" + text).write(toFile: manifest, atomically: true, encoding: .utf8)
    #expect(try await bench.run().talk.contains("everything is up to date") == false)
    #expect(try bench.executions() == [])

    // A program may do anything else when it is edited, so its stage runs; what it writes is the same, so nothing follows.
    try await bench.edit("s3") { $0 + "# A comment.\n" }
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions().sorted() == ["s3:0", "s3:1", "s3:gather"])

    // One shard's line: that shard through all stages, and the counts.
    let before = try bench.data()
    let input = bench.folder.path + "/in/l0-00001-of-00002.jsonl"
    let lines = try String(contentsOfFile: input, encoding: .utf8)
    try bench.give("one line")
    #expect(try await bench.run().status == 0)
    #expect(
      Set(try bench.executions()) == Set((1...6).flatMap { ["s\($0):1", "s\($0):gather"] }))

    // Put back, everything is still there: nothing runs, and the snapshots are those of before.
    try lines.write(toFile: input, atomically: true, encoding: .utf8)
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions() == [])
    let after = try bench.data()
    for (path, bytes) in before { #expect(after[path] == bytes, "\(path)") }

    // A snapshot that is gone is put together from its tasks.
    try FileManager.default.removeItem(atPath: bench.folder.path + "/data/s4/" + bench.latest("s4"))
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions() == [])
    #expect(try bench.data() == after)
  }

  @Test("of two runs at once one works, and the other leaves with a sentence or waits")
  func two() async throws {
    let bench = try await ShellPipeline()
    let first = try bench.start(environment: ["TASK_SECONDS": "0.15"])
    while !FileManager.default.fileExists(atPath: bench.folder.path + "/executions") {
      try await Task.sleep(for: .milliseconds(20))
    }
    let second = try await bench.run()
    #expect(second.status == 75)
    #expect(
      second.talk.contains("another run is writing here (process \(first.process.processIdentifier) on "),
      "\(second.talk)")
    let third = try await bench.run("--wait")
    #expect(third.status == 0, "\(third.talk)")
    #expect(third.talk.contains("waiting for it to end"), "\(third.talk)")
    #expect(!first.process.isRunning)
    #expect(first.process.terminationStatus == 0)
    #expect(try bench.executions().count == bench.tasks)
  }

  @Test("a night that was killed is caught up by the next")
  func lostNight() async throws {
    let calm = try await ShellPipeline()
    let bench = try await ShellPipeline()
    for bench in [calm, bench] { try await bench.night(1) }
    try bench.give("night-2")
    let lost = try bench.start("--as-of", "2026-11-02", environment: ["TASK_SECONDS": "0.1"])
    try await Task.sleep(for: .milliseconds(400))
    kill(-lost.process.processIdentifier, SIGKILL)
    lost.process.waitUntilExit()
    for bench in [calm, bench] { try await bench.night(3) }
    #expect(try calm.latest("s6") == bench.latest("s6"))
    #expect(try calm.records() == bench.records())
  }

  @Test(
    "a run that is ended leaves no process, not even one that does not listen or that a task started",
    arguments: [SIGTERM, SIGINT])
  func cancelled(_ signal: Int32) async throws {
    let bench = try await ShellPipeline()
    try await bench.before(
      "s2", do: "trap '' TERM INT; (trap '' TERM INT; sleep 600) & touch \"$MACARONI_BASE/deaf\"; sleep 600")
    let run = try bench.start()
    while !FileManager.default.fileExists(atPath: bench.folder.path + "/deaf") {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(Self.processes(in: bench) > 1)
    kill(run.process.processIdentifier, signal)
    run.process.waitUntilExit()
    #expect(run.process.terminationStatus == 75)
    #expect(Self.processes(in: bench) == 0)
    let left = try bench.folder.contents(of: "data").keys.filter { $0.contains(".partial-") }
    #expect(left.isEmpty, "\(left)")
  }

  /// Processes that were started for the pipeline: its folder is in their environment.
  private static func processes(in bench: ShellPipeline) -> Int {
    let mark = Data("MACARONI_BASE=\(bench.folder.path)".utf8)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int32($0) != nil }.count { name in
      let environment = FileManager.default.contents(atPath: "/proc/\(name)/environ")
      return environment?.range(of: mark) != nil
    }
  }
}
