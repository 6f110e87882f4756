import Foundation
import Testing
import TestSupport

/// What a hand takes from the data folder, or changes while tasks run, never ends in wrong data and exit code 0.
@Suite(.serialized) struct DamageTests {
  @Test("what is cut or gone from snapshots and tasks is made again, and the rest is left as it is")
  func made() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    let expected = try bench.data()
    _ = try bench.executions()
    // Snapshots and tasks share their files, so that this cuts both.
    let cut = "\(bench.folder.path)/data/s2/\(try bench.latest("s2"))/l2-00000-of-00002.jsonl"
    #expect(truncate(cut, 10) == 0)
    let gone = "\(bench.folder.path)/data/s4/\(try bench.latest("s4"))/l4-00001-of-00002.jsonl"
    try FileManager.default.removeItem(atPath: gone)
    let status = try await bench.macaroni("status", "--as-of", "2026-11-01")
    #expect(status.status == 1)
    #expect(status.output.contains("files of the snapshot"), "\(status.output)")
    let answer = try await bench.run()
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(try bench.executions() == ["s2:0"])
    #expect(try bench.data() == expected)
  }

  /// Lets a stage's program change itself while it runs, and change back, where a file asks for that.
  private func letMeddle(_ stage: String, _ bench: ShellPipeline) async throws {
    try await bench.before(
      stage,
      do: """
        if [ -e "$MACARONI_BASE/meddle" ]; then
          cp "$0" "$MACARONI_BASE/kept" && echo "# other" >> "$0" && cat "$MACARONI_BASE/kept" > "$0"
        fi
        """)
  }

  @Test("a program that is changed while it runs, and put back, has done nothing that counts")
  func program() async throws {
    let bench = try await ShellPipeline()
    try await letMeddle("s3", bench)
    try bench.folder.write("", to: "meddle")
    // One task at a time, or they would copy from what another writes.
    let answer = try await bench.run("--jobs", "1")
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(answer.talk.contains("macaroni-s3 changed while s3 ran; what it wrote does not count, run again"))
    try FileManager.default.removeItem(atPath: bench.folder.path + "/meddle")
    let again = try await bench.run()
    #expect(again.status == 0, "\(again.talk)")
  }

  @Test("so has a task whose files under uses: were changed meanwhile")
  func usedFile() async throws {
    let bench = try await ShellPipeline()
    let manifest = try String(contentsOfFile: bench.folder.path + "/p.yaml", encoding: .utf8)
    try bench.folder.write(
      manifest.replacingOccurrences(of: "s3: { from: s2 }", with: "s3: { from: s2, uses: words.txt }"), to: "p.yaml")
    try bench.folder.write("one", to: "words.txt")
    try await bench.before(
      "s3",
      do: """
        if [ -e "$MACARONI_BASE/meddle" ]; then printf two > "$MACARONI_BASE/words.txt"; printf one > "$MACARONI_BASE/words.txt"; fi
        """)
    try bench.folder.write("", to: "meddle")
    let answer = try await bench.run()
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(answer.talk.contains("words.txt changed while s3 ran; what it wrote does not count, run again"))
    try FileManager.default.removeItem(atPath: bench.folder.path + "/meddle")
    #expect(try await bench.run().status == 0)
  }

  @Test(
    "nor has a task counted whose program or used file was exchanged after the plan was made",
    arguments: ["programs/macaroni-s3", "words.txt"])
  func exchanged(_ name: String) async throws {
    let bench = try await ShellPipeline()
    try bench.rewrite("s3: { from: s2 }", "s3: { from: s2, uses: words.txt }")
    try bench.folder.write("one", to: "words.txt")
    try await bench.before(
      "s1", do: "[ ! -e \"$MACARONI_BASE/meddle\" ] || echo \"# other\" >> \"$MACARONI_BASE/\(name)\"")
    try bench.folder.write("", to: "meddle")
    let answer = try await bench.run()
    #expect(answer.status == 75, "\(answer.talk)")
    let last = try #require(name.split(separator: "/").last)
    #expect(
      answer.talk.contains("\(last) changed while s3 ran; what it wrote does not count, run again"), "\(answer.talk)")
    #expect(try !bench.executions().contains { $0.hasPrefix("s3:") })
    try FileManager.default.removeItem(atPath: bench.folder.path + "/meddle")
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions().contains("s3:0"))
  }

  @Test("the command that a failure names goes on with the same run")
  func resumed() async throws {
    let bench = try await ShellPipeline()
    try await bench.before("s2", do: "exit 3")
    let answer = try await bench.run("--keep-going")
    let path = bench.folder.path
    #expect(
      answer.talk.contains(
        "'macaroni run --manifest \(path)/p.yaml --data \(path)/data --reports \(path)/reports --as-of 2026-11-01 --keep-going'"
          + " continues from s2"), "\(answer.talk)")
  }

  @Test("what is complete and only waits for the disk when another task fails is there for those that follow")
  func landing() async throws {
    let bench = try await ShellPipeline()
    // Shard 0 writes more than the disk takes at once, and shard 1 fails as soon as that was looked at.
    try await bench.before(
      "s2",
      do: """
        case $MACARONI_TASK in
        0)
          yes '{"id":"x"}' | head -n 3000000 > "$MACARONI_OUT/l2$MACARONI_SUFFIX.jsonl"
          exit ;;
        1)
          for try in $(seq 1000); do
            [ -z "$(find "$MACARONI_BASE/data/s2/tasks" -name receipt.json 2> /dev/null)" ] || break
            sleep 0.005
          done
          exit 3 ;;
        esac
        """)
    let answer = try await bench.run("--keep-going", "--jobs", "2")
    #expect(answer.talk.contains("not reached: s3:1, s4:1, s5:1, s6:1;"), "\(answer.talk)")
    #expect(try bench.executions().filter { $0.hasSuffix(":0") } == (1...6).map { "s\($0):0" })
  }

  @Test("a report of a failure gives way when the run has been mended")
  func report() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    let manifest = try String(contentsOfFile: bench.folder.path + "/p.yaml", encoding: .utf8)
    let demanding = manifest.replacingOccurrences(
      of: "s3: { from: s2 }", with: "s3: { from: s2, expect: { l2: { at-least: 1000 } } }")
    try bench.folder.write(demanding, to: "p.yaml")
    // Everything is fresh, and the new demand is looked at all the same.
    let broken = try await bench.run()
    #expect(broken.status == 65, "\(broken.talk)")
    #expect(broken.talk.contains("at least 1,000 l2 records") || broken.talk.contains("at least 1000 l2 records"))
    let file = bench.folder.path + "/reports/runs/latest/run.json"
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\"failure\":\"stage"))
    try bench.folder.write(manifest, to: "p.yaml")
    #expect(try await bench.run().status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\"failure\":null"))
  }

  @Test("a single task is voided likewise by a program that is changed while it runs")
  func singleTask() async throws {
    let bench = try await ShellPipeline()
    try await letMeddle("s1", bench)
    #expect(try await bench.macaroni("task", "take", "--as-of", "2026-11-01").status == 0)
    try bench.folder.write("", to: "meddle")
    let answer = try await bench.macaroni("task", "s1:0", "--as-of", "2026-11-01")
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(answer.talk.contains("macaroni-s1 changed while s1 ran; what it wrote does not count, run again"))
    try FileManager.default.removeItem(atPath: bench.folder.path + "/meddle")
    let again = try await bench.macaroni("task", "s1:0", "--as-of", "2026-11-01")
    #expect(again.status == 0, "\(again.talk)")
  }

  @Test("what a killed publish left is gone after the next run, though nothing is to do")
  func leftovers() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    try bench.folder.write("half", to: "reports/.partial-0123456789ab/index.html")
    #expect(try await bench.run().status == 0)
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/reports/.partial-0123456789ab"))
  }

  /// Changes one byte of what shard 0 of s2 wrote, and gives the folder of its snapshot.
  private func damage(_ bench: ShellPipeline) throws -> String {
    let snapshot = "\(bench.folder.path)/data/s2/\(try bench.latest("s2"))"
    let file = try #require(FileHandle(forUpdatingAtPath: snapshot + "/l2-00000-of-00002.jsonl"))
    try file.seek(toOffset: 30)
    try file.write(contentsOf: Data("Z".utf8))
    try file.close()
    return snapshot
  }

  @Test(
    "damaged bytes are not built upon: who would read them stops before, and the next run makes them again",
    arguments: ["a shard of the next stage", "the stage's own gather"])
  func damagedInput(_ reader: String) async throws {
    let bench = try await ShellPipeline()
    func change() async throws {
      if reader.hasPrefix("a shard") {
        try await bench.edit("s3") { $0 + "# Other.\n" }
      } else {
        try bench.give("other")
      }
    }
    #expect(try await bench.run().status == 0)
    let calm = try await ShellPipeline()
    if !reader.hasPrefix("a shard") { try calm.give("other") }
    #expect(try await calm.run().status == 0)
    _ = try damage(bench)
    try await change()
    let answer = try await bench.run()
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(
      answer.talk.contains(
        "l2-00000-of-00002.jsonl has other bytes than were written; it was removed, and the next run makes it again"),
      "\(answer.talk)")
    let again = try await bench.run()
    #expect(again.status == 0, "\(again.talk)")
    #expect(try bench.executions().contains("s2:0"))
    #expect(try bench.records() == calm.records())
    // Of earlier snapshots that nothing reads, one may still hold them.
    let verify = ["verify", "--data", bench.folder.path + "/data"]
    _ = try await Programs.run("macaroni", verify + ["--remove"])
    #expect(try await Programs.run("macaroni", verify).status == 0)
    #expect(try await bench.run().talk.contains(", 0 of 19 tasks ran"))
  }

  @Test("nor do our own stages build upon damaged bytes")
  func damagedInputOfOurs() async throws {
    let bench = try ZooPipeline()
    #expect(try await bench.macaroni("run").status == 0)
    let expected = try bench.records("claim", of: "parse-readme").count
    let claims = "data/parse-readme/\(try bench.latest("parse-readme"))"
    let name = try #require(
      try bench.folder.contents(of: claims).first { $0.key.hasPrefix("claim-") && !$0.value.isEmpty }?.key)
    let file = try #require(FileHandle(forUpdatingAtPath: "\(bench.folder.path)/\(claims)/\(name)"))
    try file.seek(toOffset: 2)
    try file.write(contentsOf: Data("Z".utf8))
    try file.close()
    // Nothing but normalise uses the vocabulary.
    try bench.folder.write("# Other.\n", to: "pipeline/vocabulary/more.yaml")
    let answer = try await bench.macaroni("run")
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(answer.talk.contains("\(name) has other bytes than were written"), "\(answer.talk)")
    let again = try await bench.macaroni("run")
    #expect(again.status == 0, "\(again.talk)")
    #expect(try bench.records("claim", of: "parse-readme").count == expected)
  }

  @Test("a single task does not build upon damaged bytes either")
  func damagedInputOfOne() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    _ = try damage(bench)
    try await bench.edit("s3") { $0 + "# Other.\n" }
    _ = try bench.executions()
    let answer = try await bench.macaroni("task", "s3:0", "--as-of", "2026-11-01")
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(answer.talk.contains("has other bytes than were written"), "\(answer.talk)")
    for task in ["s2:0", "s2", "s3:0"] {
      #expect(try await bench.macaroni("task", task, "--as-of", "2026-11-01").status == 0)
    }
    #expect(try bench.executions() == ["s2:0", "s3:0"])
  }

  @Test("a byte that changed on disk is found by reading, and what held it is made again")
  func flipped() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    let sound = try await Programs.run("macaroni", ["verify", "--data", bench.folder.path + "/data"])
    #expect(sound.status == 0 && sound.talk.contains(": all as written"), "\(sound.talk)")
    let expected = try bench.data()
    _ = try bench.executions()
    let snapshot = try damage(bench)
    // Planning does not read it.
    #expect(try await bench.run().talk.contains(", 0 of 19 tasks ran"))
    let found = try await Programs.run("macaroni", ["verify", "--data", bench.folder.path + "/data"])
    #expect(found.status == 65)
    #expect(found.output.contains("\(snapshot)/l2-00000-of-00002.jsonl has other bytes than were written\n"))
    // The task and its snapshot share the file.
    #expect(found.output.split(separator: "\n").count == 2 && found.talk.hasSuffix(": 2 damaged\n"), "\(found)")
    let removed = try await Programs.run("macaroni", ["verify", "--remove", "--data", bench.folder.path + "/data"])
    #expect(removed.status == 0, "\(removed.talk)")
    #expect(try await bench.run().status == 0)
    #expect(try bench.executions() == ["s2:0"])
    #expect(try bench.data() == expected)
  }
}
