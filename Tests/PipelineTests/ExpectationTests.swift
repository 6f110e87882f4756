import Foundation
import Testing
import TestSupport

/// Expectations between stages: what is broken stops the run before the stage, with what was found, and is reported.
@Suite(.serialized) struct ExpectationTests {
  private func bench(_ expectation: String) async throws -> ShellPipeline {
    let bench = try await ShellPipeline()
    let manifest = try String(contentsOfFile: bench.folder.path + "/p.yaml", encoding: .utf8)
    try bench.folder.write(
      manifest.replacingOccurrences(of: "s3: { from: s2 }", with: "s3: { from: s2, expect: { l2: \(expectation) } }"),
      to: "p.yaml")
    return bench
  }

  private func report(_ bench: ShellPipeline) throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: bench.folder.path + "/reports/runs/2026-11-01/run.json"))
    let run = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    try PublishedSchema("run").hold(run)
    let stages = try #require(run["stages"] as? [[String: Any]])
    return try #require(stages[3]["expectations"] as? [[String: Any]])
  }

  @Test("what holds lets the stage run, and the report says what was found")
  func held() async throws {
    let bench = try await bench(
      "{ at-least: 200, drop-at-most: 10%, rejected-at-most: 0, null-at-most: { /pad: 0 }, unique: /id }")
    let answer = try await bench.run()
    #expect(answer.status == 0, "\(answer.talk)")
    let results = try report(bench)
    #expect(results.allSatisfy { $0["held"] as? Bool == true })
    #expect(
      results.map { $0["found"] as? String } == [
        "200", "200, the first", "0 of 200 (0 %)", "0 of 200 (0 %)", "200 different or null",
      ])
  }

  @Test(
    "what is broken ends the run with 65 before the stage, naming bound, value found and a record",
    arguments: [
      ("{ at-least: 102 }", "at least 102 l2 records, and found 101", nil),
      ("{ null-at-most: { /pad: 0.5% } }", "at most 0.5 % of l2 records without /pad, and found 1 of 101 (1 %)", "odd"),
      ("{ unique: /id }", "l2 records to differ in /id, and found 1 with the value of another", "odd"),
      ("{ unique: [/pad] }", "l2 records to differ in /pad, and found 99 with the value of another", "0-101"),
    ] as [(String, String, String?)])
  func broken(_ expectation: String, _ words: String, _ example: String?) async throws {
    let bench = try await bench(expectation)
    // The second shard has one line, without `pad`.
    try bench.give("odd")
    let isDouble = expectation == "{ unique: /id }"
    if isDouble {
      let name = bench.folder.path + "/in/l0-00001-of-00002.jsonl"
      let line = try String(contentsOfFile: name, encoding: .utf8)
      try (line + line).write(toFile: name, atomically: true, encoding: .utf8)
    }
    let answer = try await bench.run()
    #expect(answer.status == 65)
    #expect(
      answer.talk.contains("stage 's3' expects \(words)\(example.map { ", such as \($0)" } ?? "")"), "\(answer.talk)")
    #expect(answer.talk.contains("the snapshots and the published site are kept; not reached: s4, s5, s6"))
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/data/s3/latest"))
    #expect(try bench.snapshots("s2").count == 1)
    let result = try #require(try report(bench).first)
    #expect(result["held"] as? Bool == false)
    #expect(result["example"] as? String == example)
  }

  @Test("rejections beside the records, and records that are not as their schema says, end the run likewise")
  func rejectedAndUnreadable() async throws {
    let bench = try await ShellPipeline()
    // The second stage writes models, of which one is none, and rejects as many as it writes.
    try await bench.edit("s2") { program in
      program.replacingOccurrences(of: "\"writes\":[\"l2\"]", with: "\"writes\":[\"l2\",\"model\"]")
        .replacingOccurrences(
          of: "  *) sed",
          with: """
              *) echo '{"id":"mz:model/hf/odd","kind":"claim"}' > "$MACARONI_OUT/model$MACARONI_SUFFIX.jsonl"
                for number in 1 2 3; do
                  echo '{"code":"malformed","detail":"no card","id":"mz:source/'$number'","kind":"rejection","v":"1.0"}'
                done > "$MACARONI_OUT/rejections$MACARONI_SUFFIX.jsonl"
                sed
            """)
    }
    for (bound, words) in [
      ("rejected-at-most: 10%", "at most 10 % rejected beside model records, and found 6 of 8 (75 %)"),
      ("schema: true", "model records to be as their schema says, and found 0 of 2 (0 %), such as mz:model/hf/odd"),
    ] {
      let old = try String(contentsOfFile: bench.folder.path + "/p.yaml", encoding: .utf8)
      try bench.rewrite("s3: { from: s2 }", "s3: { from: s2, expect: { model: { \(bound) } } }")
      let answer = try await bench.run()
      #expect(answer.status == 65)
      #expect(answer.talk.contains("stage 's3' expects \(words); the snapshots and"), "\(answer.talk)")
      #expect(!bench.has("data/s3/latest"))
      // The evidence is kept.
      #expect(bench.has("data/s2/\(try bench.latest("s2"))/rejections-00001-of-00002.jsonl"))
      try old.write(toFile: bench.folder.path + "/p.yaml", atomically: true, encoding: .utf8)
    }
  }

  @Test("a drop counts from what the stage read when it last ran")
  func drop() async throws {
    let bench = try await bench("{ drop-at-most: 20% }")
    #expect(try await bench.run().status == 0)
    try bench.give("lonely")
    let answer = try await bench.run()
    #expect(answer.status == 65)
    #expect(
      answer.talk.contains("l2 records to drop by at most 20 %, and found 200 before, now 101"), "\(answer.talk)")
  }
}
