import HTTP
import TestSupport
import Testing

@Suite struct RedirectingTransportTests {
  private let transport = RedirectingTransport(CurlTransport(.init(usesProxies: false)), limit: 3)

  @Test("every hop is kept, with how far it led")
  func hops() async throws {
    let other = try LoopbackServer { _ in .ok("the card") }
    let server = try LoopbackServer { [port = other.port] request in
      switch request.path {
      case "/old": .status(307, ["Location: new?a=b c"])
      case "/new?a=b+c": .status(302, ["Location: http://127.0.0.1:\(request.port)/newest"])
      default: .status(301, ["Location: http://localhost:\(port)/there#part"], body: Array("gone".utf8))
      }
    }
    defer {
      server.stop()
      other.stop()
    }
    let response = try await transport.send(Request(.get, server.url + "/old"))
    #expect(response.body == Array("the card".utf8))
    #expect(response.url == "http://localhost:\(other.port)/there")
    #expect(response.redirects.map(\.kind) == [.sameHostRelative, .sameHost, .crossHost])
    #expect(response.redirects.map(\.response.status) == [307, 302, 301])
    #expect(response.redirects.last?.response.body == Array("gone".utf8))
    #expect(response.redirects.map(\.response.url) == ["/old", "/new?a=b+c", "/newest"].map { server.url + $0 })
  }

  @Test("a credential is sent to its own origin and to no other, also when a header carried it")
  func credentials() async throws {
    let other = try LoopbackServer { _ in .ok() }
    let server = try LoopbackServer { [port = other.port] request in
      request.path == "/first"
        ? .status(302, ["Location: /second"]) : .status(302, ["Location: http://localhost:\(port)/"])
    }
    defer {
      server.stop()
      other.stop()
    }
    let credential = try Credential(bearer: "secret", for: server.url + "/any")
    _ = try await transport.send(
      Request(
        .get, server.url + "/first", headers: ["Cookie": "secret", "Accept": "text/plain"], credential: credential))
    #expect(server.requests.map { $0.field("Authorization") } == ["Bearer secret", "Bearer secret"])
    let away = try #require(other.requests.first)
    #expect(!away.head.contains("secret"))
    #expect(away.field("Accept") == "text/plain")
  }

  @Test("a credential for another port or another name of this host is not sent")
  func foreignCredential() async throws {
    let server = try LoopbackServer { _ in .ok() }
    defer { server.stop() }
    for url in ["http://localhost:\(server.port)", "http://127.0.0.1:1", "https://127.0.0.1:\(server.port)"] {
      _ = try await transport.send(Request(.get, server.url, credential: Credential(bearer: "secret", for: url)))
    }
    #expect(server.requests.count == 3)
    #expect(server.requests.allSatisfy { $0.field("Authorization") == nil })
  }

  @Test("a credential never prints its token")
  func redaction() throws {
    let credential = try Credential(bearer: "secret", for: "https://huggingface.co")
    let request = Request(.get, "https://huggingface.co", credential: credential)
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!"\(credential) \(String(reflecting: request)) \(dumped)".contains("secret"))
  }

  @Test("a redirect without end is given up, one to a file is refused")
  func badRedirects() async throws {
    let server = try LoopbackServer {
      $0.path == "/file" ? .status(302, ["Location: file:///etc/passwd"]) : .status(302, ["Location: /"])
    }
    defer { server.stop() }
    let endless = await #expect(throws: TransportError.self) { try await transport.send(Request(.get, server.url)) }
    #expect(endless?.reason == .tooManyRedirects(limit: 3))
    #expect(server.requests.count == 4)
    let file = await #expect(throws: TransportError.self) {
      try await transport.send(Request(.get, server.url + "/file"))
    }
    #expect(file?.reason == .badURL("only http and https are followed"))
  }

  @Test("304 is an answer, not a redirect")
  func notModified() async throws {
    let server = try LoopbackServer { _ in .raw("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n") }
    defer { server.stop() }
    let response = try await transport.send(Request(.get, server.url))
    #expect(response.status == 304)
    #expect(response.redirects.isEmpty)
  }
}

extension LoopbackServer.Received {
  /// The port in its `Host` field.
  fileprivate var port: String { field("Host")?.split(separator: ":").last.map(String.init) ?? "" }
}
