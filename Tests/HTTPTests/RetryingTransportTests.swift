import HTTP
import Synchronization
import TestSupport
import Testing

@Suite struct RetryingTransportTests {
  private let time = TestTime()
  private let request = Request(.get, "http://a/page?14")

  private func sleeps(_ answers: (status: Int, headers: Headers)..., settings: RetryingTransport.Settings = .init())
    async throws
    -> [Duration]
  {
    let base = ScriptedTransport(
      answers.map { .success(Response(url: "http://a", status: $0.status, headers: $0.headers)) })
    _ = try await RetryingTransport(base, settings, time: time.keeper).send(request)
    return time.sleeps
  }

  @Test("an exhausted window is waited for, and a second more")
  func exhaustedWindow() async throws {
    #expect(try await sleeps((429, ["RateLimit": "\"api\";r=0;t=57"]), (200, [:])) == [.seconds(58)])
  }

  @Test("a refusal while the quota has requests left comes from another limiter, so its reset is not waited for")
  func anotherLimiter() async throws {
    let waits = try await sleeps((429, ["RateLimit": "\"api\";r=12;t=280"]), (200, [:]))
    #expect(waits.count == 1)
    #expect(waits.allSatisfy { (.milliseconds(500)...(.seconds(1))).contains($0) })
  }

  @Test("without a quota header Retry-After counts, and without that the back-off")
  func edgeRefusal() async throws {
    #expect(try await sleeps((429, ["Retry-After": "7"]), (200, [:])) == [.seconds(7)])
    #expect(try await sleeps((429, [:]), (200, [:])).count == 2)
    #expect(time.sleeps.last.map { $0 <= .seconds(1) } == true)
  }

  @Test("Retry-After may be a date, counted from the server's own clock")
  func retryAfterDate() async throws {
    let headers: Headers = ["Date": "Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT"]
    #expect(try await sleeps((503, headers), (200, [:])) == [.seconds(30)])
  }

  @Test("the back-off doubles up to its ceiling, with at most half taken off, and the tries end")
  func backOff() async throws {
    let waits = try await sleeps((500, [:]), settings: .init(tries: 7))
    #expect(waits.count == 6)
    for (wait, whole) in zip(waits, [1, 2, 4, 8, 8, 8]) {
      #expect(wait <= .seconds(whole) && wait >= .seconds(whole) / 2)
    }
  }

  @Test("equal seeds wait equally, other seeds do not")
  func seeded() async throws {
    func waits(_ seed: UInt64) async throws -> [Duration] {
      let time = TestTime()
      _ = try await RetryingTransport(ScriptedTransport((500, [:])), .init(seed: seed), time: time.keeper).send(request)
      return time.sleeps
    }
    #expect(try await waits(1) == waits(1))
    #expect(try await waits(1) != waits(2))
  }

  @Test("when the tries are used up the last answer is returned, and every wait was told")
  func givingUp() async throws {
    let events = Mutex<[RetryingTransport.Event]>([])
    let base = ScriptedTransport((503, ["Retry-After": "2"]))
    let transport = RetryingTransport(base, .init(tries: 3), time: time.keeper) { event in
      events.withLock { $0.append(event) }
    }
    #expect(try await transport.send(request).status == 503)
    #expect(base.sends == 3)
    let told = events.withLock { $0 }
    #expect(told.map(\.attempt) == [1, 2, 3])
    #expect(told.map(\.isTriedAgain) == [true, true, false])
    #expect(told.map(\.wait) == [.seconds(2), .seconds(2), .seconds(2)])
    #expect(told.first?.cause == .status(503))
  }

  @Test("a server that asks for too much patience gets no second request")
  func longestWait() async throws {
    let base = ScriptedTransport((503, ["Retry-After": "86400"]))
    #expect(try await RetryingTransport(base, time: time.keeper).send(request).status == 503)
    #expect(base.sends == 1)
  }

  @Test("a transient error is tried again, another is thrown at once")
  func errors() async throws {
    let lost = TransportError(.interrupted("reset"), at: "http://a")
    let base = ScriptedTransport([.failure(lost), .failure(lost), .success(Response(url: "http://a", status: 200))])
    #expect(try await RetryingTransport(base, time: time.keeper).send(request).status == 200)
    #expect(time.sleeps.count == 2)
    let large = ScriptedTransport([.failure(TransportError(.tooLarge(limit: 1), at: "http://a"))])
    await #expect(throws: TransportError.self) { try await RetryingTransport(large, time: time.keeper).send(request) }
    #expect(large.sends == 1)
  }

  @Test("final statuses are answers", arguments: [200, 304, 400, 401, 403, 404, 410, 501])
  func finalStatuses(_ status: Int) async throws {
    #expect(try await sleeps((status, ["Retry-After": "5"])) == [])
  }

  @Test("a truncated body over a real connection is asked for again")
  func overTheNetwork() async throws {
    let server = try LoopbackServer { [tries = Counter()] _ in
      tries.next() < 3 ? .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc") : .ok("0123456789")
    }
    defer { server.stop() }
    let transport = RetryingTransport(CurlTransport(.init(usesProxies: false)), time: time.keeper)
    #expect(try await transport.send(Request(.get, server.url)).body == Array("0123456789".utf8))
    #expect(time.sleeps.count == 2)
  }
}

/// Counts calls, from 1.
final class Counter: Sendable {
  private let value = Mutex(0)
  func next() -> Int {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}
