import Glibc
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

    private struct State {
      var work: [@Sendable () -> Void] = []
      var started = 0
      var busy = 0
    }

    private let state = Mutex(State())
    /// Counts the pieces that wait; what a thread finds nothing for tells it to end.
    private let signals = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(signals, 0, 0) }

    deinit {
      sem_destroy(signals)
      signals.deallocate()
    }

    func add(_ piece: @escaping @Sendable () -> Void) {
      let hasThread = state.withLock { state in
        if state.started - state.busy <= state.work.count, state.started < Self.most, start() { state.started += 1 }
        if state.started > 0 { state.work.append(piece) }
        return state.started > 0
      }
      if hasThread { sem_post(signals) } else { piece() }
    }

    /// Lets the threads go once all is done.
    func end() {
      for _ in 0..<Self.most { sem_post(signals) }
    }

    /// - Returns: whether the system gave a thread.
    private func start() -> Bool {
      let threads = Unmanaged.passRetained(self)
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { threads in
          threads.map { Unmanaged<Threads>.fromOpaque($0).takeRetainedValue().serve() }
          return nil
        }, threads.toOpaque())
      if code == 0 { pthread_detach(thread) } else { threads.release() }
      return code == 0
    }

    private func serve() {
      while let piece = next() {
        piece()
        state.withLock { $0.busy -= 1 }
      }
    }

    private func next() -> (@Sendable () -> Void)? {
      while sem_wait(signals) != 0 && errno == EINTR {}
      return state.withLock { state in
        if state.work.isEmpty { return nil }
        state.busy += 1
        return state.work.removeFirst()
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
