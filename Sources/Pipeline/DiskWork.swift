import Foundation
import Stages
import Synchronization

/// Waits for the disk on threads of its own, so that the run's one thread goes on deciding; that thread takes in what came
/// of it.
final class DiskWork {
  private let threads = Threads()
  private let ended: Ended
  private var followers: [Int: () -> Void] = [:]
  private var count = 0

  /// Readable when something has ended.
  var reading: Int32 { ended.pipe.reading }
  /// Pieces of which the outcome has not been taken in.
  var pending: Int { followers.count }

  init() throws(StageFailure) {
    ended = Ended(try Pipe())
  }

  deinit { threads.end() }

  /// - Parameters:
  ///   - body: what is done on another thread.
  ///   - follower: what is done with its outcome, by whoever calls `collect`.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws(StageFailure) -> Value,
    then follower: @escaping (Result<Value, StageFailure>) -> Void
  ) {
    let outcome = Outcome<Value>()
    let number = count
    count += 1
    followers[number] = { follower(outcome.take()) }
    threads.add { [ended] in
      outcome.set(body)
      ended.add(number)
    }
  }

  /// Takes in what has ended.
  func collect() {
    for number in ended.all() { followers.removeValue(forKey: number)?() }
  }

  /// Waits for all of it, and takes it in.
  func finish() {
    while pending > 0 {
      var file = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      _ = poll(&file, 1, -1)
      collect()
    }
  }

  /// Threads that do what is added, in its order. Started when first needed.
  ///
  /// No queue of the system: those start a second thread when a core is free, and what waits for the disk needs no core.
  private final class Threads: @unchecked Sendable {
    /// More at once make no disk faster.
    private static let most = 4

    /// Guards all of the below.
    private let condition = NSCondition()
    private var work: [@Sendable () -> Void] = []
    private var started = 0
    private var idle = 0
    private var hasEnded = false

    func add(_ piece: @escaping @Sendable () -> Void) {
      condition.withLock {
        work.append(piece)
        if idle < work.count, started < Self.most {
          started += 1
          Thread { self.serve() }.start()
        }
        condition.signal()
      }
    }

    /// Lets the threads go once all is done.
    func end() {
      condition.withLock {
        hasEnded = true
        condition.broadcast()
      }
    }

    private func serve() {
      while let piece = next() { piece() }
    }

    private func next() -> (@Sendable () -> Void)? {
      condition.withLock {
        while work.isEmpty {
          if hasEnded { return nil }
          idle += 1
          condition.wait()
          idle -= 1
        }
        return work.removeFirst()
      }
    }
  }

  /// The numbers of what has ended.
  private final class Ended: @unchecked Sendable {
    // Threads write to it, which is safe, and only the run's own reads.
    let pipe: Pipe
    private let numbers = Mutex<[Int]>([])

    init(_ pipe: Pipe) { self.pipe = pipe }

    func add(_ number: Int) {
      let isFirst = numbers.withLock { numbers in
        numbers.append(number)
        return numbers.count == 1
      }
      // One byte wakes for all that end until they are collected.
      if isFirst { _ = withUnsafeBytes(of: UInt8(0)) { write(pipe.writing, $0.baseAddress, 1) } }
    }

    func all() -> [Int] {
      // The byte goes first: one that is written from here on stands for a number that is still to be collected.
      if pipe.hasMore { _ = pipe.read { _ in } }
      return numbers.withLock { numbers in
        defer { numbers = [] }
        return numbers
      }
    }
  }

  private final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, StageFailure>?>(nil)

    func set(_ body: () throws(StageFailure) -> Value) {
      let found: Result<Value, StageFailure>
      do throws(StageFailure) { found = .success(try body()) } catch { found = .failure(error) }
      result.withLock { $0 = found }
    }

    func take() -> Result<Value, StageFailure> {
      result.withLock { $0 } ?? .failure(StageFailure(.bug, "the disk's work was looked at before it ended"))
    }
  }
}
