import Foundation
import TestSupport
import Testing

/// The real fetch from a zoo behind TLS.
@Suite(.enabled(if: SecureServer.isThere, "needs nghttpd and openssl: 'make test-setup' installs them"))
struct SecureFetchTests {
  private static let sha = String(repeating: "a", count: 40)

  private func server() throws -> SecureServer {
    try SecureServer([
      "api/models": """
      [{"id": "acme/tiny", "sha": "\(Self.sha)", "lastModified": "2026-01-02T03:04:05.000Z", "tags": [],
        "siblings": [{"rfilename": "README.md"}]}]
      """,
      "acme/tiny/resolve/\(Self.sha)/README.md": "---\nlicense: mit\n---\n# Tiny\n",
    ])
  }

  private func run(_ server: SecureServer, _ folder: TemporaryFolder, _ environment: [String: String]) async throws
    -> Programs.Answer
  {
    try folder.write(
      """
      macaroni: 1
      stages:
        fetch: { with: { zoos: [{ huggingface: { endpoint: "\(server.url)" } }] } }
        parse-readme: { from: fetch }

      """, to: "p.yaml")
    return try await Programs.run(
      "macaroni",
      ["run", "--manifest", folder.path + "/p.yaml", "--data", folder.path + "/data", "--as-of", "2026-11-23"],
      environment: ["CURL_CA_BUNDLE": "", "SSL_CERT_FILE": "", "no_proxy": "localhost"].merging(environment) { $1 })
  }

  @Test("a zoo whose authority the environment names is crawled by HTTP/2, and its cards are read from what was kept")
  func crawled() async throws {
    let server = try server()
    let folder = try TemporaryFolder()
    let answer = try await run(server, folder, ["SSL_CERT_FILE": server.certificate])
    #expect(answer.status == 0, "\(answer.talk)")
    let files = try folder.contents(of: "data")
    let claims = files.filter { $0.key.contains("parse-readme/") && $0.key.contains("claim") }.values
    #expect(claims.contains { String(decoding: $0, as: UTF8.self).contains("model.license") })
  }

  @Test("a zoo whose certificate nobody vouches for is unreachable, in a sentence that says what to do")
  func refused() async throws {
    let server = try server()
    let answer = try await run(server, try TemporaryFolder(), [:])
    #expect(answer.status == 69)
    #expect(answer.talk.contains("no secure connection, SSL certificate problem: self-signed certificate"))
    #expect(answer.talk.contains("name a file of the authorities that you trust in SSL_CERT_FILE"))
  }

  @Test("a file of authorities that is not there is told by its name")
  func missing() async throws {
    let server = try server()
    let answer = try await run(server, try TemporaryFolder(), ["SSL_CERT_FILE": "/no/such.pem"])
    #expect(answer.status == 69)
    #expect(answer.talk.contains("/no/such.pem"))
  }
}
