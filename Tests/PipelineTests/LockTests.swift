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

  @Test("who cannot wait for another run is not told to say so")
  func lockAdvice() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    let running = try bench.start("--force", environment: ["TASK_SECONDS": "0.3"])
    defer { running.process.waitUntilExit() }
    var answer = try await bench.macaroni("gc")
    for _ in 0..<100 where answer.status != 75 && running.process.isRunning { answer = try await bench.macaroni("gc") }
    #expect(answer.status == 75, "\(answer.talk)")
    #expect(answer.talk.contains("wait for it to end"))
    #expect(!answer.talk.contains("--wait"))
    let second = try await bench.run()
    #expect(second.talk.contains("wait for it to end, or say --wait"), "\(second.talk)")
    kill(-running.process.processIdentifier, SIGKILL)
  }
}
