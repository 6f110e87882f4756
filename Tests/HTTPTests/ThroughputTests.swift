import Glibc
import HTTP
import TestSupport
import Testing

/// Not a test but a measurement; it runs when asked for: `MEASURE=1 swift test -c release --filter ThroughputTests`.
@Suite(.enabled(if: getenv("MEASURE") != nil), .serialized) struct ThroughputTests {
  @Test("requests a second over loopback", arguments: [1, 8, 32])
  func loopback(_ atOnce: Int) async throws {
    let body = String(repeating: "x", count: 3000)
    let server = try LoopbackServer(remembers: false) { _ in .ok(body) }
    defer { server.stop() }
    let transport = CurlTransport(.init(transfersPerOrigin: atOnce, transfers: atOnce, usesProxies: false))
    let request = Request(.get, server.url + "/card")
    let count = 20_000
    let duration = await ContinuousClock().measure {
      await withTaskGroup(of: Int.self) { group in
        for _ in 0..<atOnce {
          group.addTask {
            var answered = 0
            for _ in 0..<(count / atOnce) where (try? await transport.send(request))?.status == 200 { answered += 1 }
            return answered
          }
        }
        let answered = await group.reduce(0, +)
        #expect(answered == count)
      }
    }
    print("\(atOnce) at once: \(Int(Double(count) / (duration / .seconds(1)))) requests/s")
  }
}
