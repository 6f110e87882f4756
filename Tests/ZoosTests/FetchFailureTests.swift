import Records
import Stages
import TestSupport
import Testing

/// What a run of fetch says when it ends before its time.
@Suite struct FetchFailureTests {
  @Test("each zoo that fails is told, and a zoo that gave nothing has nothing to continue")
  func severalFailures() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let closed = try LoopbackServer { _ in .raw("") }
    closed.stop()
    let zoos: JSON = [
      "zoos": [
        ["huggingface": ["endpoint": .string(closed.url)]], ["local": ["path": "nowhere"]],
      ]
    ]
    let failure = try #require(try await run.failure(zoos))
    #expect(failure.code == .unreachable)
    #expect(failure.message.hasPrefix("huggingface: page 1: \(closed.url)/api/models: no connection to 127.0.0.1"))
    #expect(
      failure.message.hasSuffix(
        "check that the server is up; and local: there is no folder 'nowhere' (looked in \(run.folder)); correct 'path'"
      ))
    #expect(!failure.message.contains("what was gathered"))
  }

  @Test("a zoo that wants a token and gets none is told with the setting that names one")
  func noToken() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let server = try LoopbackServer { _ in .status(401) }
    defer { server.stop() }
    let failure = try #require(
      try await run.failure(["zoos": [["huggingface": ["endpoint": .string(server.url)]]]]))
    #expect(
      failure.message
        == "huggingface: page 1: \(server.url) answered 401: it does not accept a request without a token; name the variable that holds one as 'token-from'"
    )
  }
}
