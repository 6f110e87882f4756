import Foundation
import Testing
import TestSupport

/// A stage is begun while what it reads is still being gathered, where it does not read what is gathered.
@Suite(.serialized) struct AheadTests {
  /// Lets what a stage gathers wait for a file, five seconds at most; without the file it fails.
  private func gather(of stage: String, waitsFor name: String, _ pipeline: ShellPipeline) async throws {
    try await pipeline.before(
      stage,
      do: """
        if [ "$MACARONI_TASK" = gather ]; then
          for step in $(seq 100); do [ -e "$MACARONI_BASE/\(name)" ] && break; sleep 0.05; done
          [ -e "$MACARONI_BASE/\(name)" ] || exit 4
        fi
        """)
  }

  /// Expects that s2 begins when what s1 gathers is there, which takes a while.
  private func expectWaiting(_ pipeline: ShellPipeline) async throws {
    try await pipeline.before(
      "s1",
      do: #"[ $MACARONI_TASK != gather ] || { sleep 0.3; echo s1:gathered >> "$MACARONI_BASE/executions"; }"#)
    let answer = try await pipeline.run("--jobs", "2")
    #expect(answer.status == 0, "\(answer.talk)")
    let order = try pipeline.executions()
    let gathered = try #require(order.firstIndex(of: "s1:gathered"))
    let began = try #require(order.firstIndex(of: "s2:0"))
    #expect(gathered < began)
  }

  @Test("shards of the stages that follow run while a stage gathers, and only names wait")
  func overlap() async throws {
    let pipeline = try await ShellPipeline()
    // What s1 gathers ends after a shard of s3 has run, which needs all of s2's.
    try await gather(of: "s1", waitsFor: "s3-began", pipeline)
    try await pipeline.before("s3", do: ": > \"$MACARONI_BASE/s3-began\"")
    let answer = try await pipeline.run("--jobs", "2")
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(try pipeline.executions().count == pipeline.tasks)

    let undisturbed = try await ShellPipeline()
    _ = try await undisturbed.run()
    #expect(try pipeline.records() == undisturbed.records())
    #expect(try await pipeline.run().status == 0)
    #expect(try pipeline.executions().isEmpty)
    // Nothing that was only linked for the time being is left.
    #expect(try pipeline.folder.contents(of: "data").keys.allSatisfy { !$0.contains(".partial") })
  }

  @Test("a stage that reads what is gathered waits for it")
  func readsGathered() async throws {
    let pipeline = try await ShellPipeline()
    try await pipeline.edit("s1") { $0.replacingOccurrences(of: #""writes":["l1"]"#, with: #""writes":["l1","n1"]"#) }
    try await pipeline.edit("s2") { $0.replacingOccurrences(of: #""reads":["l1"]"#, with: #""reads":["l1","n1"]"#) }
    try await expectWaiting(pipeline)
  }

  @Test("a stage of which the manifest expects something of its input waits for the whole of it")
  func expects() async throws {
    let pipeline = try await ShellPipeline()
    try pipeline.rewrite("s2: { from: s1 }", "s2: { from: s1, expect: { l1: { at-least: 1 } } }")
    try await expectWaiting(pipeline)
  }

  @Test("where gathering fails, what ran ahead has no snapshot; its tasks stay done", arguments: [false, true])
  func failure(keepsGoing: Bool) async throws {
    let pipeline = try await ShellPipeline()
    try await pipeline.before(
      "s1",
      do: """
        if [ "$MACARONI_TASK" = gather ] && [ ! -e "$MACARONI_BASE/mended" ]; then
          for step in $(seq 100); do [ -e "$MACARONI_BASE/s2-began" ] && break; sleep 0.05; done
          exit 4
        fi
        """)
    try await pipeline.before("s2", do: ": > \"$MACARONI_BASE/s2-began\"")
    let first = try await pipeline.run(words: ["--jobs", "2"] + (keepsGoing ? ["--keep-going"] : []))
    #expect(first.status != 0)
    #expect(first.talk.contains("stage 's1' failed: its program ended with 4"), "\(first.talk)")
    #expect(first.talk.contains("not reached: s2, s3, s4, s5, s6"), "\(first.talk)")
    for stage in 1...6 { #expect(!pipeline.has("data/s\(stage)/latest"), "s\(stage)") }
    let report = try String(contentsOfFile: pipeline.folder.path + "/reports/runs/latest/run.json", encoding: .utf8)
    #expect(report.contains(/"stage":"s1","started_at":null,"state":"failed"/), "\(report)")
    #expect(report.contains(/"stage":"s2","started_at":null,"state":"not reached"/), "\(report)")
    let ran = try pipeline.executions()
    #expect(ran.contains { $0.hasPrefix("s2:") })
    #expect(try pipeline.folder.contents(of: "data").keys.allSatisfy { !$0.contains(".partial") })

    try pipeline.folder.write("", to: "mended")
    let second = try await pipeline.run()
    #expect(second.status == 0, "\(second.talk)")
    // Shards that were begun were ended, and are not done again.
    let again = Set(try pipeline.executions())
    #expect(again.isDisjoint(with: ran.filter { !$0.hasSuffix("gather") }), "\(ran) and \(again)")
    let undisturbed = try await ShellPipeline()
    _ = try await undisturbed.run()
    #expect(try pipeline.records() == undisturbed.records())
  }

  @Test(
    "what is gone from a task of a stage begun ahead is made again once the stage reads snapshots",
    arguments: [false, true])
  func gone(failing: Bool) async throws {
    let pipeline = try await ShellPipeline()
    try await gather(of: "s1", waitsFor: "s2-began", pipeline)
    try await pipeline.before(
      "s1", do: #"if [ "$MACARONI_TASK" = gather ] && [ -e "$MACARONI_BASE/broken" ]; then exit 4; fi"#)
    try await pipeline.before("s2", do: ": > \"$MACARONI_BASE/s2-began\"")
    #expect(try await pipeline.run("--jobs", "2").status == 0)
    _ = try pipeline.executions()

    try FileManager.default.removeItem(atPath: pipeline.folder.path + "/s2-began")
    let tasks = pipeline.folder.path + "/data/s2/tasks/"
    for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
      try? FileManager.default.removeItem(atPath: tasks + task + "/l2-00000-of-00002.jsonl")
    }
    try pipeline.give("another")
    if failing {
      try pipeline.folder.write("", to: "broken")
      let broken = try await pipeline.run("--jobs", "2")
      #expect(broken.status != 0)
      #expect(broken.talk.contains("stage 's1' failed: its program ended with 4"), "\(broken.talk)")
      try FileManager.default.removeItem(atPath: pipeline.folder.path + "/broken")
    }
    let answer = try await pipeline.run("--jobs", "2")
    #expect(answer.status == 0, "\(answer.talk)")
    let order = try pipeline.executions()
    // What s1 gathers waits for s2:1, as above, so that this ran ahead; which of two that start together writes its line
    // first is chance.
    #expect(order.count { $0 == "s2:1" } == 1, "\(order)")
    // One task of s2 more than the edit alone would take.
    #expect(order.count { $0 == "s2:0" } == 1 && order.count { $0 == "s3:0" } == 0, "\(order)")

    let undisturbed = try await ShellPipeline()
    try undisturbed.give("another")
    _ = try await undisturbed.run()
    #expect(try pipeline.records() == undisturbed.records())
    #expect(try pipeline.folder.contents(of: "data").keys.allSatisfy { !$0.contains(".partial") })
  }

  @Test(
    "a task that cannot be put on disk leaves no snapshot, neither of its stage nor of those that had begun to read it")
  func unlanded() async throws {
    let pipeline = try await ShellPipeline()
    // A file stands where the task's folder is to be.
    try await pipeline.before(
      "s1",
      do: """
        if [ "$MACARONI_TASK" = 1 ] && [ ! -e "$MACARONI_BASE/mended" ]; then
          name=${MACARONI_OUT##*/.partial-}
          : > "${MACARONI_OUT%/*}/${name%%-*}"
        fi
        """)
    let broken = try await pipeline.run("--jobs", "2")
    #expect(broken.status == 73, "\(broken.talk)")
    #expect(broken.talk.contains("s1:1"), "\(broken.talk)")
    for stage in 1...6 { #expect(!pipeline.has("data/s\(stage)/latest"), "s\(stage)") }
    #expect(try pipeline.folder.contents(of: "data").keys.allSatisfy { !$0.contains(".partial") })

    try pipeline.folder.write("", to: "mended")
    let tasks = pipeline.folder.path + "/data/s1/tasks/"
    for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: tasks + task, isDirectory: &isFolder), !isFolder.boolValue {
        try FileManager.default.removeItem(atPath: tasks + task)
      }
    }
    let answer = try await pipeline.run("--jobs", "2")
    #expect(answer.status == 0, "\(answer.talk)")
    let undisturbed = try await ShellPipeline()
    _ = try await undisturbed.run()
    #expect(try pipeline.records() == undisturbed.records())
  }
}
