import Archive
import Synchronization

/// Compresses and writes beside the work that makes the records, a few at a time, and holds that work back when it is too fast.
final class WARCQueue: Sendable {
  typealias Job = @Sendable () throws(ArchiveError) -> Void

  /// How many compress at one time.
  private static let writers = 2
  /// Payload bytes that may wait.
  private static let most = 32 << 20

  private struct Waiting {
    var bytes: Int
    var run: Job
  }

  private struct State {
    /// Nil where a job was taken.
    var jobs: [Waiting?] = []
    /// The jobs before this one were taken.
    var head = 0
    var bytes = 0
    var writers = 0
    var failure: StageFailure?
    var waiting: [CheckedContinuation<Void, Never>] = []
    var draining: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Hands over a job; waits while too much is waiting already.
  ///
  /// - Throws: the failure of an earlier job, after which nothing more is written.
  func add(bytes: Int, _ job: @escaping Job) async throws(StageFailure) {
    let (failure, needsWriter) = state.withLock { state in
      guard state.failure == nil else { return (state.failure, false) }
      state.jobs.append(Waiting(bytes: bytes, run: job))
      state.bytes += bytes
      guard state.writers < Self.writers else { return (nil, false) }
      state.writers += 1
      return (nil, true)
    }
    if let failure { throw failure }
    if needsWriter { Task.detached { self.work() } }
    await withCheckedContinuation { continuation in
      let goesOn = state.withLock { state in
        if state.bytes <= Self.most { return true }
        state.waiting.append(continuation)
        return false
      }
      if goesOn { continuation.resume() }
    }
  }

  /// Waits for all jobs.
  func drained() async throws(StageFailure) {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.writers == 0 { return true }
        state.draining.append(continuation)
        return false
      }
      if isIdle { continuation.resume() }
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func work() {
    while let job = next() {
      var failure: StageFailure?
      do throws(ArchiveError) {
        try job.run()
      } catch {
        failure = StageFailure(.cannotWrite, "\(error)")
      }
      let resumed = state.withLock { state in
        if let failure {
          state.failure = state.failure ?? failure
          // Nobody should wait for what will not be written.
          state.jobs.removeLast(state.jobs.count - state.head)
          state.bytes = 0
        } else {
          state.bytes = max(0, state.bytes - job.bytes)
        }
        guard state.bytes <= Self.most else { return [] as [CheckedContinuation<Void, Never>] }
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in resumed { continuation.resume() }
    }
  }

  private func next() -> Waiting? {
    let (job, drained) = state.withLock { state -> (Waiting?, [CheckedContinuation<Void, Never>]) in
      guard state.head < state.jobs.count else {
        state.jobs.removeAll(keepingCapacity: true)
        state.head = 0
        state.writers -= 1
        guard state.writers == 0 else { return (nil, []) }
        defer { state.draining = [] }
        return (nil, state.draining)
      }
      let job = state.jobs[state.head]
      state.jobs[state.head] = nil
      state.head += 1
      if state.head == 1024 {
        state.jobs.removeFirst(state.head)
        state.head = 0
      }
      return (job, [])
    }
    for continuation in drained { continuation.resume() }
    return job
  }
}
