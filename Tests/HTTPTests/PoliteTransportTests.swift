import HTTP
import Synchronization
import Testing

@Suite struct PoliteTransportTests {
  private let time = TestTime()

  /// When each of some requests started, one after another.
  private func starts(_ count: Int, _ settings: PoliteTransport.Settings, _ headers: Headers) async throws -> [Duration]
  {
    let starts = Mutex<[Duration]>([])
    let base = ScriptedTransport([.success(Response(url: "http://a", status: 200, headers: headers))]) { [time] in
      starts.withLock { $0.append(time.now) }
    }
    let transport = PoliteTransport(base, settings, time: time.keeper)
    for _ in 0..<count { _ = try await transport.send(Request(.get, "http://a/x")) }
    return starts.withLock { $0 }
  }

  @Test("requests are spread over what is left of the quota")
  func pacing() async throws {
    let headers: Headers = ["RateLimit": "\"api\";r=100;t=50"]
    #expect(
      try await starts(4, .init(share: 1), headers) == [.zero, .milliseconds(500), .seconds(1), .milliseconds(1500)])
  }

  @Test("after the last request of a window none leaves before the next one")
  func exhausted() async throws {
    #expect(try await starts(2, .init(), ["RateLimit": "\"api\";r=0;t=20"]) == [.zero, .seconds(21)])
  }

  @Test("without a quota only the interval counts")
  func interval() async throws {
    #expect(try await starts(3, .init(), [:]) == [.zero, .zero, .zero])
    #expect(try await starts(3, .init(interval: .seconds(2)), [:]) == [.zero, .seconds(2), .seconds(4)])
  }

  @Test("no more requests at one time than agreed, per host")
  func concurrency() async throws {
    struct Slow: Transport {
      let enter: @Sendable () -> Void
      let leave: @Sendable () -> Void
      func send(_ request: Request) async throws(TransportError) -> Response {
        enter()
        try? await Task.sleep(for: .milliseconds(2))
        leave()
        return Response(url: request.url, status: 200)
      }
    }
    let gauge = Gauge()
    let transport = PoliteTransport(Slow(enter: { gauge.enter() }, leave: { gauge.leave() }), .init(requestsAtOnce: 3))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<40 { group.addTask { _ = try? await transport.send(Request(.get, "http://a/x")) } }
    }
    #expect(gauge.most == 3)
  }

  @Test("a task cancelled in the queue leaves it, and the place goes to the next")
  func cancellation() async throws {
    let time = Timekeeper(now: { .zero }, sleep: { _ in try await Task.sleep(for: .seconds(60)) })
    let transport = PoliteTransport(
      ScriptedTransport((200, ["RateLimit": "\"api\";r=1;t=60"])), .init(requestsAtOnce: 1), time: time)
    let request = Request(.get, "http://a/x")
    _ = try await transport.send(request)
    let tasks = (0..<3).map { _ in Task { (try? await transport.send(request)) == nil } }
    try await Task.sleep(for: .milliseconds(50))
    for task in tasks.reversed() { task.cancel() }
    for task in tasks { #expect(await task.value) }
  }
}

/// How many are inside, and how many were at most.
final class Gauge: Sendable {
  private let state = Mutex((now: 0, most: 0))
  var most: Int { state.withLock { $0.most } }
  func enter() {
    state.withLock {
      $0.now += 1; $0.most = max($0.most, $0.now)
    }
  }
  func leave() { state.withLock { $0.now -= 1 } }
}
