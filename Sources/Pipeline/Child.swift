import Foundation
import Stages

/// A program that is started, listened to and waited for.
enum Child {
  /// Runs a program to its end.
  ///
  /// The calling thread waits: Linux ends a child that asked for it when the *thread* that started it ends.
  /// - Parameters:
  ///   - talk: called with each line of standard error.
  /// - Returns: the exit code, or 128 and the signal that ended the program; and what it wrote to standard output.
  static func run(
    _ path: String, _ arguments: [String], talk: (String) -> Void
  ) throws(StageFailure) -> (status: Int32, answer: [UInt8]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging([StageEnvironment.driven: "1"]) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw StageFailure(.bug, "\(path): cannot be started: \(error.localizedDescription)")
    }
    // Standard output is read beside standard error, so that neither pipe fills up while the other is waited for.
    let done = DispatchSemaphore(value: 0)
    let answer = Answer()
    let handle = output.fileHandleForReading
    // A thread of its own: the queue's threads are all waiting for such programs when several are asked at once, and the
    // system takes a second to notice that.
    Thread.detachNewThread {
      answer.bytes = [UInt8](handle.readDataToEndOfFile())
      done.signal()
    }
    var rest: [UInt8] = []
    while true {
      let data = errors.fileHandleForReading.availableData
      if data.isEmpty { break }
      rest += data
      while let end = rest.firstIndex(of: 0x0a) {
        talk(String(decoding: rest[..<end], as: UTF8.self))
        rest.removeSubrange(...end)
      }
    }
    if !rest.isEmpty { talk(String(decoding: rest, as: UTF8.self)) }
    done.wait()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return (isSignal ? 128 + process.terminationStatus : process.terminationStatus, answer.bytes)
  }

  /// Written by the reading thread before it signals, read after the signal.
  private final class Answer: @unchecked Sendable {
    var bytes: [UInt8] = []
  }
}
