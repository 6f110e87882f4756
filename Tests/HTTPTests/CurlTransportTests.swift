import HTTP
import TestSupport
import Testing

@Suite struct CurlTransportTests {
  private let transport = CurlTransport(.init(userAgent: "macaroni/test", usesProxies: false))

  private func reason(_ request: Request, _ other: CurlTransport? = nil) async -> TransportError.Reason? {
    do throws(TransportError) {
      _ = try await (other ?? transport).send(request)
      return nil
    } catch { return error.reason }
  }

  @Test("an answer comes with its status, its fields in order with duplicates, its head as sent, and its body")
  func wholeAnswer() async throws {
    let head =
      "HTTP/1.1 404 Not Here\r\nLink: <a>; rel=\"x\"\r\nX-Empty:\r\nlink: <b>; rel=next\r\nContent-Length: 3\r\n\r\n"
    let server = try LoopbackServer { _ in .raw(head + "abc") }
    defer { server.stop() }
    let response = try await transport.send(Request(.get, server.url + "/x"))
    #expect(response.status == 404)
    #expect(response.version == "HTTP/1.1")
    #expect(response.headers.map(\.name) == ["Link", "X-Empty", "link", "Content-Length"])
    #expect(response.headers.values(of: "LINK") == ["<a>; rel=\"x\"", "<b>; rel=next"])
    #expect(response.headers["x-empty"] == "")
    #expect(response.nextPage == server.url + "/b")
    #expect(String(decoding: response.head, as: UTF8.self) == head)
    #expect(response.body == Array("abc".utf8))
    #expect(response.url == server.url + "/x")
    #expect(response.address == "127.0.0.1")
  }

  @Test("a request says who we are, asks for compression and carries its own fields")
  func requestFields() async throws {
    let server = try LoopbackServer { _ in .ok() }
    defer { server.stop() }
    _ = try await transport.send(Request(.get, server.url, headers: ["If-None-Match": "W/\"3a\"", "X-Empty": ""]))
    let request = try #require(server.requests.first)
    #expect(request.field("User-Agent") == "macaroni/test")
    #expect(request.field("If-None-Match") == "W/\"3a\"")
    #expect(request.field("Accept-Encoding")?.contains("gzip") == true)
    #expect(request.head.contains("X-Empty:"))
  }

  @Test("a head request has no body, and a large declared length is no reason to refuse it")
  func headRequest() async throws {
    let server = try LoopbackServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n") }
    defer { server.stop() }
    let response = try await transport.send(Request(.head, server.url, limits: Limits(bodyBytes: 10)))
    #expect(response.body.isEmpty)
    #expect(response.headers["Content-Length"] == "900000")
    #expect(server.requests.first?.head.hasPrefix("HEAD / ") == true)
  }

  @Test("an interim answer and trailers leave no trace")
  func interimAndTrailers() async throws {
    let server = try LoopbackServer { _ in
      .raw(
        "HTTP/1.1 103 Early Hints\r\nLink: <early>\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Late: 1\r\n\r\n")
    }
    defer { server.stop() }
    let response = try await transport.send(Request(.get, server.url))
    #expect(response.status == 200)
    #expect(response.headers.map(\.name) == ["Transfer-Encoding"])
    #expect(response.body == Array("abc".utf8))
  }

  @Test("a gzip body arrives decompressed")
  func gzipBody() async throws {
    let server = try LoopbackServer { _ in .status(200, ["Content-Encoding: gzip"], body: zippedZeros) }
    defer { server.stop() }
    let response = try await transport.send(Request(.get, server.url))
    #expect(response.body == [UInt8](repeating: UInt8(ascii: "0"), count: 100_000))
  }

  @Test("the cap counts bytes after decompression, so a small bomb does not pass")
  func bomb() async throws {
    let server = try LoopbackServer { _ in .status(200, ["Content-Encoding: gzip"], body: zippedZeros) }
    defer { server.stop() }
    #expect(await reason(Request(.get, server.url, limits: Limits(bodyBytes: 50_000))) == .tooLarge(limit: 50_000))
  }

  @Test("a declared length over the cap is refused, an exact fit is taken, an undeclared excess is cut off")
  func cap() async throws {
    let server = try LoopbackServer { request in
      request.path == "/endless"
        ? .raw("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 5000))
        : .ok(String(repeating: "x", count: 100))
    }
    defer { server.stop() }
    #expect(await reason(Request(.get, server.url, limits: Limits(bodyBytes: 99))) == .tooLarge(limit: 99))
    #expect(await reason(Request(.get, server.url, limits: Limits(bodyBytes: 100))) == nil)
    #expect(
      await reason(Request(.get, server.url + "/endless", limits: Limits(bodyBytes: 4999))) == .tooLarge(limit: 4999))
  }

  @Test(
    "framing that lies is an error with its kind",
    arguments: [
      ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", TransportError.Reason.truncated(expected: 10, got: 3)),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc", .truncated(expected: nil, got: 3)),
    ])
  func truncated(_ raw: String, _ expected: TransportError.Reason) async throws {
    let server = try LoopbackServer { _ in .raw(raw) }
    defer { server.stop() }
    #expect(await reason(Request(.get, server.url)) == expected)
  }

  @Test(
    "what is not HTTP is an error, never a crash",
    arguments: [
      "", "\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain",
      "HTTP/1.1 200 OK\r\n" + String(repeating: "X-A: \(String(repeating: "y", count: 1000))\r\n", count: 400) + "\r\n",
    ])
  func notHTTP(_ raw: String) async throws {
    let server = try LoopbackServer { _ in .raw(raw) }
    defer { server.stop() }
    #expect(await reason(Request(.get, server.url)) != nil)
  }

  @Test("a dead endpoint is transient and names the host")
  func deadEndpoint() async throws {
    let server = try LoopbackServer { _ in .ok() }
    server.stop()
    let error = await #expect(throws: TransportError.self) { try await transport.send(Request(.get, server.url)) }
    let found = try #require(error)
    #expect(found.isTransient)
    guard case .cannotConnect(let host, _) = found.reason else {
      Issue.record("\(found)")
      return
    }
    #expect(host == "127.0.0.1:\(server.port)")
  }

  @Test("an answer that does not come in time is a time-out")
  func timeOut() async throws {
    let server = try LoopbackServer { _ in .status(200, delay: .milliseconds(700)) }
    defer { server.stop() }
    let limit = Duration.milliseconds(150)
    #expect(await reason(Request(.get, server.url, limits: Limits(total: limit))) == .timedOut(.total, limit: limit))
  }

  @Test("connections are used again")
  func keepAlive() async throws {
    let server = try LoopbackServer { _ in .ok("x") }
    defer { server.stop() }
    var reused: [Bool] = []
    for _ in 0..<5 { reused.append(try await transport.send(Request(.get, server.url)).timing.reusedConnection) }
    #expect(reused == [false, true, true, true, true])
    #expect(Set(server.requests.map(\.connection)) == [1])
  }

  @Test("no more connections than allowed, however many requests wait")
  func connectionLimit() async throws {
    let server = try LoopbackServer { _ in .ok("x") }
    defer { server.stop() }
    let narrow = CurlTransport(.init(transfersPerOrigin: 2, usesProxies: false))
    let request = Request(.get, server.url)
    let answered = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { (try? await narrow.send(request)) != nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(answered == 200)
    #expect(Set(server.requests.map(\.connection)).isSubset(of: [1, 2]))
  }

  @Test("a cancelled task gets its answer at once, also while it waits for a connection")
  func cancellation() async throws {
    let server = try LoopbackServer { _ in .status(200, delay: .seconds(200)) }
    defer { server.stop() }
    let narrow = CurlTransport(.init(transfersPerOrigin: 1, usesProxies: false))
    let request = Request(.get, server.url)
    let start = ContinuousClock.now
    let tasks = (0..<3).map { _ in
      Task { await reason(request, narrow) }
    }
    try await Task.sleep(for: .milliseconds(100))
    for task in tasks.reversed() { task.cancel() }
    for task in tasks { #expect(await task.value == .cancelled) }
    // The server answers after 200 seconds; tests beside this one may keep the pool busy for some.
    #expect(start.duration(to: .now) < .seconds(180))
  }

  @Test(
    "only http and https URLs without a user name are asked for",
    arguments: [
      "file:///etc/passwd", "ftp://a/b", "nonsense", "http://user:pw@127.0.0.1/", "http://", "gopher://127.0.0.1:70/x",
    ])
  func badURLs(_ url: String) async throws {
    guard case .badURL = await reason(Request(.get, url)) else {
      Issue.record("\(url) was not refused")
      return
    }
  }

  @Test("a line break in a header is refused, for it would be a second header")
  func headerInjection() async {
    let request = Request(.get, "http://127.0.0.1:1", headers: ["If-None-Match": "a\r\nCookie: b"])
    #expect(await reason(request) == .badHeader(name: "If-None-Match"))
  }
}

/// 100,000 zeros in 133 bytes, as `gzip -9n` writes them.
let zippedZeros: [UInt8] =
  [31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 237, 193, 49, 1, 0, 0, 0, 194, 160, 74, 235, 159, 206, 26, 30, 64, 1]
  + [UInt8](repeating: 0, count: 96) + [175, 6, 133, 194, 77, 197, 160, 134, 1, 0]
