import Foundation
import Testing
import TestSupport

/// Who may write a data folder, and what the others are told.
@Suite(.serialized) struct LockTests {
  @Test("what a killed run started keeps the next out with a sentence; then that goes on, and says so once")
  func orphan() async throws {
    let bench = try await ShellPipeline()
    let killed = try bench.start("--jobs", "1", environment: ["TASK_SECONDS": "60"])
    while !bench.has("executions") { try await Task.sleep(for: .milliseconds(20)) }
    // Not waited for: it counts as running for as long as what it started holds its files.
    let driver = killed.process.processIdentifier
    kill(driver, SIGKILL)
    let told = "the last run here was killed (process \(driver) on "
    let early = try await bench.run()
    #expect(early.status == 75)
    #expect(early.talk.contains("data: \(told)"), "\(early.talk)")
    let sentence = /but a program that it started is still at work \(process ([0-9]+)\); wait for it to end, or say/
    let orphan = try #require(try sentence.firstMatch(in: early.talk), "\(early.talk)")
    kill(try #require(pid_t(orphan.output.1)), SIGKILL)
    let next = try await bench.run()
    #expect(next.status == 0, "\(next.talk)")
    #expect(next.talk.contains(told), "\(next.talk)")
    #expect(next.talk.contains("going on from what it left"), "\(next.talk)")
    let last = try await bench.run()
    #expect(!last.talk.contains("killed"), "\(last.talk)")
  }

  @Test("whoever is kept out is told to say --wait, and waits when told to")
  func lockAdvice() async throws {
    let bench = try await ShellPipeline()
    try await bench.before("s1", do: "while [ -e \"$MACARONI_BASE/hold\" ]; do sleep 0.1; done")
    #expect(try await bench.run().status == 0)
    _ = try bench.executions()
    let data = bench.folder.path + "/data"
    let commands = [
      ["gc", "--manifest", bench.folder.path + "/p.yaml", "--data", data],
      ["restore", try bench.latest("s6"), "--manifest", bench.folder.path + "/p.yaml", "--data", data],
      ["verify", "--data", data], ["run", "--manifest", bench.folder.path + "/p.yaml", "--data", data, "--quiet"],
    ]
    try bench.folder.write("", to: "hold")
    let running = try bench.start("--force")
    defer { running.process.waitUntilExit() }
    while try bench.executions().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    for words in commands {
      let refused = try await Programs.run("macaroni", words, environment: bench.environment([:]))
      #expect(refused.status == 75, "\(words[0]): \(refused.talk)")
      #expect(refused.talk.contains("wait for it to end, or say --wait"), "\(words[0]): \(refused.talk)")
    }
    async let waiting = Programs.run("macaroni", commands[0] + ["--wait"], environment: bench.environment([:]))
    try await Task.sleep(for: .seconds(2))
    try FileManager.default.removeItem(atPath: bench.folder.path + "/hold")
    let waited = try await waiting
    #expect(waited.status == 0 && waited.talk.contains("waiting for it to end"), "\(waited.talk)")
    #expect(!running.process.isRunning)
    for words in commands[1...] {
      let answer = try await Programs.run("macaroni", words + ["--wait"], environment: bench.environment([:]))
      #expect(answer.status == 0, "\(words[0]): \(answer.talk)")
    }
  }
}
