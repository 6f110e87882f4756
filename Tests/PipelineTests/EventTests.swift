import Foundation
import Testing
import TestSupport

/// `macaroni run --json`: one event a line, each as the published schema says.
@Suite(.serialized) struct EventTests {
  private func events(_ answer: Programs.Answer) throws -> [[String: Any]] {
    let schema = try PublishedSchema("event")
    return try answer.output.split(separator: "\n").map { line in
      let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      try schema.hold(event)
      return event
    }
  }

  @Test("a run that ends well says each stage and task, and at last what it did")
  func finished() async throws {
    let bench = try await ShellPipeline()
    let events = try events(try await bench.run("--json"))
    #expect(events.filter { $0["event"] as? String == "task-done" }.count == 19)
    #expect(
      events.filter { $0["event"] as? String == "stage-finished" }.compactMap { $0["stage"] as? String }.count == 7)
    let last = try #require(events.last)
    #expect(last["event"] as? String == "run-finished")
    #expect((last["tasks"] as? [String: Int]) == ["run": 19, "reused": 0])
    let again = try self.events(try await bench.run("--json"))
    #expect(again.map { $0["event"] as? String } == Array(repeating: "stage-fresh", count: 7) + ["run-finished"])
  }

  @Test("a run that fails says which tasks, what was not reached, and at last the sentence and the code it ends with")
  func failed() async throws {
    let bench = try await ShellPipeline()
    try bench.folder.write("", to: "fail-s2-1")
    let answer = try await bench.run("--json", "--keep-going")
    let events = try events(answer)
    let failed = try #require(events.first { $0["event"] as? String == "task-failed" })
    #expect(failed["stage"] as? String == "s2" && failed["part"] as? String == "1")
    let unreached = try #require(events.first { $0["event"] as? String == "unreached" })
    #expect(unreached["stages"] as? [String] == ["s3:1", "s4:1", "s5:1", "s6:1"])
    let last = try #require(events.last)
    #expect(last["event"] as? String == "run-failed")
    #expect(last["code"] as? Int == Int(answer.status))
    let sentence = try #require(last["failure"] as? String)
    #expect(answer.talk.contains("macaroni: \(sentence)\n"), "\(answer.talk)")
  }
}
