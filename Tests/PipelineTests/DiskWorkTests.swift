import Foundation
import Stages
import Testing

@testable import Pipeline

/// What waits for the disk beside the run's own thread.
@Suite struct DiskWorkTests {
  @Test(
    "whoever waits until something has ended is woken for each, in whatever moment it ends", .timeLimit(.minutes(1)))
  func woken() throws {
    let disk = try DiskWork()
    var ended = 0
    for round in 0..<3000 {
      for _ in 0..<(round % 4) { disk.run({ () throws(StageFailure) in round }) { _ in ended += 1 } }
      while disk.pending > 0 {
        var file = pollfd(fd: disk.reading, events: Int16(POLLIN), revents: 0)
        try #require(poll(&file, 1, 5000) == 1, "nobody was told of \(disk.pending) that ended")
        disk.collect()
      }
    }
    #expect(ended == 4500)
  }

  @Test("four wait for the disk at once, however few cores are free", .timeLimit(.minutes(1)))
  func sideBySide() throws {
    let disk = try DiskWork()
    let (arrived, go) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    var ended = 0
    for _ in 0..<4 {
      disk.run({ () throws(StageFailure) in
        arrived.signal()
        go.wait()
      }) { _ in ended += 1 }
    }
    // None of them ends before all have begun.
    for _ in 0..<4 { try #require(arrived.wait(timeout: .now() + 20) == .success) }
    for _ in 0..<4 { go.signal() }
    disk.finish()
    #expect(ended == 4)
  }

  @Test("what fails tells its sentence, and waiting for all takes all in")
  func failure() throws {
    let disk = try DiskWork()
    var outcomes: [Result<Int, StageFailure>] = []
    disk.run({ () throws(StageFailure) -> Int in throw StageFailure(.cannotWrite, "no room") }) { outcomes.append($0) }
    disk.finish()
    #expect(disk.pending == 0)
    #expect(throws: StageFailure.self) { try outcomes.first?.get() }
    guard case .failure(let failure)? = outcomes.first else { return }
    #expect(failure.code == .cannotWrite && failure.message == "no room")
  }
}
