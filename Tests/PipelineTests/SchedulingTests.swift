import Foundation
import Testing
import TestSupport

/// How many tasks run at once.
@Suite(.serialized) struct SchedulingTests {
  /// The most tasks of `s1` that ran at one time.
  private func mostAtOnce(_ bench: ShellPipeline, _ options: String...) async throws -> Int {
    try? FileManager.default.removeItem(atPath: bench.folder.path + "/spans")
    let answer = try await bench.run(words: ["--only", "s1", "--force", "--jobs", "4"] + options)
    #expect(answer.status == 0, "\(answer.talk)")
    var now = 0
    var most = 0
    for line in try String(contentsOfFile: bench.folder.path + "/spans", encoding: .utf8).split(separator: "\n") {
      now += line == "begin" ? 1 : -1
      most = max(most, now)
    }
    #expect(now == 0)
    return most
  }

  @Test("as many tasks run at once as their last receipts say fit into --memory, and one always may")
  func memory() async throws {
    let bench = try await ShellPipeline(shards: 4)
    try await bench.before(
      "s1",
      do: """
        echo begin >> "$MACARONI_BASE/spans"
        trap 'echo end >> "$MACARONI_BASE/spans"' EXIT
        sleep 0.3
        """)
    #expect(try await bench.run().status == 0)
    let receipt = "\(bench.folder.path)/data/s1/\(try bench.latest("s1"))/receipt.json"
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: receipt))) as? [String: Any]
    let needed = try #require(json?["peak_memory_bytes"] as? Int)
    #expect(needed > 100_000)
    #expect(try await mostAtOnce(bench, "--memory", "1GB") == 4)
    #expect(try await mostAtOnce(bench, "--memory", "\(needed * 5 / 2)") == 2)
    #expect(try await mostAtOnce(bench, "--memory", "\(needed / 2)") == 1)
  }
}
