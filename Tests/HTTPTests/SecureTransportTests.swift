import HTTP
import TestSupport
import Testing

@Suite(
  .enabled(if: SecureServer.isThere, "needs nghttpd and openssl: 'make test-setup' installs them"))
struct SecureTransportTests {
  @Test("over TLS pages come by HTTP/2, many at once over one connection")
  func http2() async throws {
    let server = try SecureServer(["page.txt": "a page"])
    let transport = CurlTransport(
      .init(userAgent: "macaroni/test", usesProxies: false, certificateAuthorities: server.certificate))
    let page = server.url + "/page.txt"
    let responses = try await withThrowingTaskGroup(of: Response.self) { group in
      for _ in 0..<12 { group.addTask { try await transport.send(Request(.get, page)) } }
      return try await group.reduce(into: [Response]()) { $0.append($1) }
    }
    #expect(responses.count == 12)
    #expect(responses.allSatisfy { $0.version == "HTTP/2" && $0.status == 200 && $0.body == Array("a page".utf8) })
    #expect(responses.filter { !$0.timing.reusedConnection }.count == 1)
    #expect(responses.allSatisfy { String(decoding: $0.head, as: UTF8.self).hasPrefix("HTTP/2 200") })
  }

  @Test("a certificate that no authority vouches for is refused at once, and the sentence says what to do")
  func untrusted() async throws {
    let server = try SecureServer([:])
    let transport = CurlTransport(.init(userAgent: "macaroni/test", usesProxies: false))
    let error = await #expect(throws: TransportError.self) { try await transport.send(Request(.get, server.url)) }
    #expect(error?.isTransient == false)
    let sentence = "\(error.map { "\($0)" } ?? "")"
    #expect(sentence.hasPrefix("\(server.url): no secure connection, SSL certificate problem: self-signed certificate"))
    #expect(
      sentence.hasSuffix(
        "; check the server's certificate, or name a file of the authorities that you trust in SSL_CERT_FILE"))
  }
}

@Suite struct AuthoritiesTests {
  @Test("authorities are named as for curl and for OpenSSL, and curl's name goes first")
  func authorities() {
    func named(_ environment: [String: String]) -> String? {
      CurlTransport.Settings.certificateAuthorities(in: environment)
    }
    #expect(named(["SSL_CERT_FILE": "/a", "CURL_CA_BUNDLE": "/b"]) == "/b")
    #expect(named(["SSL_CERT_FILE": "/a", "CURL_CA_BUNDLE": ""]) == "/a")
    #expect(named([:]) == nil)
  }
}
