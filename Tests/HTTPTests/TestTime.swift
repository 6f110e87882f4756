import HTTP
import Synchronization

/// Time that passes only by sleeping, and takes none.
final class TestTime: Sendable {
  private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))

  var sleeps: [Duration] { state.withLock { $0.sleeps } }
  var now: Duration { state.withLock { $0.now } }

  var keeper: Timekeeper {
    Timekeeper(
      now: { self.now },
      sleep: { duration in
        self.state.withLock {
          $0.now += duration
          $0.sleeps.append(duration)
        }
      })
  }
}

/// Gives prepared outcomes in turn, the last one for ever.
final class ScriptedTransport: Transport {
  private let outcomes: [Result<Response, TransportError>]
  private let count = Mutex(0)
  private let onSend: @Sendable () -> Void

  init(_ outcomes: [Result<Response, TransportError>], onSend: @escaping @Sendable () -> Void = {}) {
    self.outcomes = outcomes
    self.onSend = onSend
  }

  convenience init(_ answers: (status: Int, headers: Headers)...) {
    self.init(answers.map { .success(Response(url: "http://a", status: $0.status, headers: $0.headers)) })
  }

  var sends: Int { count.withLock { $0 } }

  func send(_ request: Request) async throws(TransportError) -> Response {
    onSend()
    let index = count.withLock { count in
      defer { count += 1 }
      return count
    }
    return try outcomes[min(index, outcomes.count - 1)].get()
  }
}
