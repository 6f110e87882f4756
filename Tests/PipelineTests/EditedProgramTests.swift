import Foundation
import Testing
import TestSupport

/// A program may do anything else once it is edited, so that its stage runs again; what it wrote before is not taken for it.
@Suite(.serialized) struct EditedProgramTests {
  @Test("every kind of shell stage runs again when its program is edited", arguments: [[], ["--keep-going"]])
  func shell(_ options: [String]) async throws {
    let bench = try await ShellPipeline()
    // A stage that is one task and reads, and one that prepares.
    try await bench.folder.writeProgram(
      """
      #!/bin/sh
      if [ "$1" = --describe ]; then echo '{"name":"sum","version":1,"reads":["l6"],"writes":["total"]}'; exit; fi
      echo "sum:whole" >> "$MACARONI_BASE/executions"
      cat "$MACARONI_IN"/l6-*.jsonl > "$MACARONI_OUT/total.jsonl"

      """, to: "programs/macaroni-sum")
    try await bench.folder.writeProgram(
      """
      #!/bin/sh
      if [ "$1" = --describe ]; then
        echo '{"name":"ready","version":1,"sharded":true,"prepares":true,"reads":["l6"],"writes":["r"]}'
        exit
      fi
      echo "ready:$MACARONI_TASK" >> "$MACARONI_BASE/executions"
      case $MACARONI_TASK in
        prepare) echo '{"ready":true}' > "$MACARONI_OUT/prepared.jsonl" ;;
        *) cp "$MACARONI_PREPARED" "$MACARONI_OUT/r$MACARONI_SUFFIX.jsonl" ;;
      esac

      """, to: "programs/macaroni-ready")
    try bench.rewrite("  s6: { from: s5 }", "  s6: { from: s5 }\n  sum: { from: s6 }\n  ready: { from: s6 }")
    let first = try await bench.run(words: options)
    #expect(first.status == 0, "\(first.talk)")
    _ = try bench.executions()
    let stages = [
      "s3": ["s3:0", "s3:1", "s3:gather"], "sum": ["sum:whole"], "ready": ["ready:0", "ready:1", "ready:prepare"],
    ]
    for (stage, tasks) in stages.sorted(by: { $0.key < $1.key }) {
      try await bench.edit(stage) { $0 + "# Edited.\n" }
      let answer = try await bench.run(words: options)
      #expect(answer.status == 0, "\(answer.talk)")
      #expect(try bench.executions().sorted() == tasks)
    }
    // The first stage reads no records; it copies, so that what follows reads the same.
    try await bench.edit("take") { $0 + "# Edited.\n" }
    #expect(try await bench.run(words: options).talk.contains(" 1 of 23 tasks ran"))
    #expect(try bench.executions() == [])
  }

  @Test("a program of ours that is not the one that was planned with does nothing")
  func exchanged() async throws {
    let bench = try ZooPipeline()
    #expect(try await bench.macaroni("run").status == 0)
    let data = bench.folder.path + "/data"
    let answer = try await Programs.run(
      "macaroni-parse-readme",
      [
        "--tasks", "0", "--shards", "2", "--data", data, "--in", "\(data)/fetch/\(try bench.latest("fetch"))",
        "--program",
        String(repeating: "0", count: 64),
      ])
    #expect(answer.status == 75)
    #expect(
      answer.talk.contains("the program of 'parse-readme' was exchanged after the run was planned; run again"),
      "\(answer.talk)")
  }

  @Test("so does each of our own stages", arguments: [[], ["--keep-going"]])
  func own(_ options: [String]) async throws {
    let bench = try ZooPipeline()
    try bench.write {
      $0 + """
          evaluate: { from: normalise, with: { engines: none } }
          perturb: { from: [normalise, evaluate], with: { engines: none } }
          publish: { from: [normalise, evaluate, perturb, parse-readme, fetch], uses: vocabulary }

        """
    }
    // The driver looks for its stages beside itself.
    let programs = bench.folder.path + "/programs"
    try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Programs.path("macaroni"), toPath: programs + "/macaroni")
    let stages = ["fetch", "parse-readme", "normalise", "evaluate", "perturb", "publish"]
    for stage in stages {
      try FileManager.default.createSymbolicLink(
        atPath: "\(programs)/macaroni-\(stage)", withDestinationPath: Programs.path("macaroni-\(stage)"))
    }
    func run() async throws -> [String] {
      let answer = try await Programs.run(
        programs + "/macaroni",
        [
          "run", "--json", "--manifest", bench.manifest, "--data", bench.folder.path + "/data", "--as-of", "2026-11-23",
          "--reports", bench.folder.path + "/reports",
        ] + options)
      #expect(answer.status == 0, "\(answer.output)\(answer.talk)")
      let last = try #require(answer.output.split(separator: "\n").last)
      let event = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
      return try #require(event?["ran"] as? [String])
    }
    #expect(try await run() == stages)
    for stage in stages {
      let path = "\(programs)/macaroni-\(stage)"
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.copyItem(atPath: Programs.path("macaroni-\(stage)"), toPath: path)
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      // What follows the last section of a program is never read.
      try file.write(contentsOf: Data("edited".utf8))
      try file.close()
      #expect(try await run() == [stage])
    }
    #expect(try await run() == [])
  }
}
