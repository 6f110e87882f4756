import HTTP
import Records
import Stages
import TestSupport
import Testing

@testable import Zoos

@Suite struct HuggingFaceTests {
  /// A run over a hub that is stopped afterwards.
  private func with(
    _ models: [LoopbackHub.Model] = LoopbackHub.Model.made(25), faults: Set<LoopbackHub.Fault> = [],
    _ body: (FetchRun, LoopbackHub) async throws -> Void
  ) async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let hub = try LoopbackHub(models, faults: faults)
    defer { hub.stop() }
    try await body(run, hub)
  }

  @Test("a walk meets every model once and keeps pages, records and cards")
  func wholeWalk() async throws {
    try await with { run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub))
      let roles = Dictionary(grouping: try snapshot.sources(), by: \.role).mapValues(\.count)
      #expect(roles == ["listing": 3, "api": 25, "readme": 20])
      #expect(snapshot.count("listed") == 25)
      #expect(snapshot.count("fetched") == 25)
      #expect(snapshot.count("rejected") == 0)
      // Two hops for each card; none for models without one, and none for config.json.
      #expect(hub.requests.count == 3 + 2 * 20)
      let readme = try #require(try snapshot.sources().first { $0.locator == "hf:acme/model-03/README.md" })
      #expect(readme.model == "mz:model/hf/acme/model-03")
      #expect(readme.revisionKind == "git_commit")
      #expect(readme.modifiedAt == "2026-01-02T03:04:05.000Z")
      let store = DocumentStore(folder: run.data)
      #expect(try store.document(sha256: readme.sha256, zoo: readme.zoo).starts(with: Array("# Model 3\n".utf8)))
      for source in try snapshot.sources() {
        #expect(try store.document(sha256: source.sha256, zoo: source.zoo).count == source.bytes)
      }
    }
  }

  @Test("a server that does not know the properties is asked in the old way, and old records are read")
  func oldServer() async throws {
    try await with(faults: [.noExpand]) { run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub))
      #expect(snapshot.count("fetched") == 25)
      #expect(try snapshot.sources().contains { $0.model == "mz:model/hf/acme/model-07" })
    }
  }

  @Test("a limit ends the walk")
  func limit() async throws {
    try await with { run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub, ["limit": 12]))
      #expect(snapshot.count("listed") == 12)
      #expect(snapshot.count("pages") == 2)
    }
  }

  @Test("one model is asked for alone")
  func only() async throws {
    try await with { run, hub in
      var request = run.request(FetchRun.hub(hub))
      request.only = "mz:model/hf/acme/model-03"
      let snapshot = try await run.run(request)
      #expect(try snapshot.sources().map(\.role).sorted() == ["api", "readme"])
      #expect(hub.requests.count == 3)
    }
  }

  // MARK: Resume

  @Test("a walk that was cut off goes on and ends as one that was not", arguments: [1, 2, 5, 17, 30, 42])
  func resume(_ requests: Int) async throws {
    let models = LoopbackHub.Model.made(25)
    let undisturbed = try FetchRun()
    let cutOff = try FetchRun()
    defer {
      undisturbed.remove()
      cutOff.remove()
    }
    let first = try LoopbackHub(models, faults: [.dead(requests)])
    let failure = try #require(try await cutOff.failure(FetchRun.hub(first)))
    #expect(failure.code == .unreachable)
    #expect(failure.message.contains("and the next run continues"))
    let answered = first.requests.prefix(requests).map(\.path)
    first.stop()

    let second = try LoopbackHub(models, port: first.port)
    defer { second.stop() }
    let resumed = try await cutOff.run(FetchRun.hub(second))
    let asked = second.requests.map(\.path)
    // An answer that was under way when the end came may not have reached us.
    #expect(asked.filter { answered.contains($0) }.count <= 8)
    #expect(resumed.count("replayed") >= requests - 8)
    #expect(asked.count + resumed.count("replayed") == 43)
    let whole = try await undisturbed.run(FetchRun.hub(second))
    #expect(try resumed.bytes("source.jsonl") == whole.bytes("source.jsonl"))
    #expect(try resumed.bytes("rejections.jsonl") == whole.bytes("rejections.jsonl"))
  }

  @Test("a second night refers to what came before, and its lines differ in the day alone")
  func secondNight() async throws {
    try await with { run, hub in
      let first = try await run.run(FetchRun.hub(hub))
      let second = try await run.run(FetchRun.hub(hub), day: "2026-11-24")
      #expect(second.count("replayed") == 0)
      #expect(second.count("revisits") == 23)
      func text(_ snapshot: Snapshot) throws -> String {
        String(decoding: try snapshot.bytes("source.jsonl"), as: UTF8.self)
      }
      #expect(try text(first).replacing("2026-11-23", with: "2026-11-24") == text(second))
      let store = DocumentStore(folder: run.data)
      for source in try second.sources() {
        #expect(try store.document(sha256: source.sha256, zoo: source.zoo).count == source.bytes)
      }
    }
  }

  // MARK: Faults

  @Test("what cannot be had of one model is a rejection, and the others are fetched")
  func rejections() async throws {
    let faults: Set<LoopbackHub.Fault> = [
      .denied("acme/model-01"), .gated("acme/model-02"), .absent("acme/model-03"), .busy("acme/model-04", 99),
      .truncated("acme/model-06", 99), .large("acme/model-07", 10_000_001),
    ]
    try await with(faults: faults) { run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub))
      #expect(
        try snapshot.rejections().map { "\($0.subject?.suffix(2) ?? "") \($0.code): \($0.detail)" }.sorted().map {
          $0.replacing(hub.url, with: "http://hub")
        } == [
          "01 denied: README.md: private, gone or switched off, the zoo answered 401 (Invalid username or password.)",
          "02 denied: README.md: the owner asks for an agreement first, the zoo answered 403 (GatedRepo: Access to model acme/model-02 is restricted.); accept it there and name a token",
          "03 not-found: README.md is named by the record but not there, the zoo answered 404 (EntryNotFound)",
          "04 unreachable: README.md: the zoo answered 503",
          "06 unreachable: README.md: http://hub/acme/model-06/resolve/\(LoopbackHub.Model.made(6)[5].sha)/README.md: the body ended after 10 of 1000 bytes; try again",
          "07 too-large: README.md is larger than 10000000 bytes",
        ])
      #expect(snapshot.count("listed") == 25)
      #expect(snapshot.count("fetched") == 19)
      #expect(snapshot.count("rejected") == 6)
    }
  }

  @Test("a server that is busy or over its quota for a while is asked again")
  func passingFaults() async throws {
    try await with(faults: [.busy("acme/model-01", 2), .truncated("acme/model-02", 1), .limited(4), .badPage(2, 1)]) {
      run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub))
      #expect(snapshot.count("fetched") == 25)
    }
  }

  @Test("an entry that names no model is a rejection")
  func malformedEntry() async throws {
    let bad = LoopbackHub.Model(name: "../../etc", sha: "", record: Array(#"{"id":"../../etc"}"#.utf8), files: [:])
    try await with(LoopbackHub.Model.made(3) + [bad]) { run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub))
      let rejection = try #require(try snapshot.rejections().first)
      #expect(rejection.code == "malformed")
      #expect(rejection.detail == "entry 4 of a listing page: '../../etc' is no name of a model")
      #expect(snapshot.count("listed") == 4)
      #expect(snapshot.count("fetched") == 3)
    }
  }

  @Test("a page that is no JSON ends the run, and what was gathered is kept")
  func badPage() async throws {
    try await with(faults: [.badPage(2, 3)]) { run, hub in
      let failure = try #require(try await run.failure(FetchRun.hub(hub)))
      #expect(failure.code == .unreachable)
      #expect(
        failure.message
          == "huggingface: page 2: \(hub.url)/api/models gave no listing, 3 times over: expected a string (at byte 18); what was gathered is kept, and the next run continues from page 2"
      )
      let resumed = try await run.run(FetchRun.hub(hub))
      #expect(resumed.count("fetched") == 25)
      #expect(resumed.count("replayed") > 0)
    }
  }

  @Test("nobody at the endpoint ends the run with its name")
  func deadEndpoint() async throws {
    try await with(faults: [.dead(0)]) { run, hub in
      // The first request closes the door.
      let failure = try #require(try await run.failure(FetchRun.hub(hub)))
      #expect(failure.code == .unreachable)
      #expect(failure.message.hasPrefix("huggingface: page 1: \(hub.url)/api/models: no connection to 127.0.0.1"))
    }
  }

  @Test("a next page on another server is not followed")
  func foreignPage() async throws {
    try await with(faults: [.foreignPage("http://127.0.0.2:1")]) { run, hub in
      let failure = try #require(try await run.failure(FetchRun.hub(hub)))
      #expect(failure.code == .unreachable)
      #expect(failure.message.contains("names a next page on another server, http://127.0.0.2:1/api/models"))
    }
  }

  // MARK: Credentials

  private func connector(_ options: JSON, _ environment: [String: String]) throws -> HuggingFace {
    try HuggingFace(options: try HuggingFace.options(from: options), environment: environment)
  }

  @Test("a token is told to the zoo and to no other server")
  func tokenStaysHome() async throws {
    let other = try LoopbackServer { _ in .ok("# From elsewhere") }
    defer { other.stop() }
    try await with(LoopbackHub.Model.made(2), faults: [.elsewhere("acme/model-01", other.url + "/card")]) { run, hub in
      let zoo = try connector(["endpoint": .string(hub.url), "token-from": "TOKEN"], ["TOKEN": "hf_secret"])
      let access = try run.access(to: zoo)
      try await zoo.prepare(access)
      for case .model(let model) in try await zoo.page(at: nil, access).entries {
        #expect(try await zoo.documents(of: model, access).rejections.isEmpty)
      }
      try await access.crawl.finish()
      #expect(hub.requests.allSatisfy { $0.field("Authorization") == "Bearer hf_secret" })
      #expect(other.requests.count == 1)
      #expect(other.requests.allSatisfy { $0.field("Authorization") == nil })
      #expect(!"\(zoo)".contains("hf_secret"))
    }
  }

  @Test("a token that is refused ends the run with the variable's name")
  func refusedToken() async throws {
    try await with(faults: [.refusedToken]) { run, hub in
      let zoo = try connector(["endpoint": .string(hub.url), "token-from": "TOKEN"], ["TOKEN": "hf_secret"])
      let sentence = "\(hub.url) answered 401: it does not accept the token in TOKEN; put a valid one there"
      await #expect(throws: StageFailure(.unreachable, sentence)) { try await zoo.prepare(try run.access(to: zoo)) }
    }
  }

  @Test("settings that cannot work are refused in a sentence")
  func settings() throws {
    #expect(
      throws: InvalidSetting("token-from", "'TOKEN'", expected: "the name of an environment variable that is set")
    ) {
      try connector(["token-from": "TOKEN"], [:])
    }
    #expect(
      throws: InvalidSetting("endpoint", "ftp://a", expected: "the address of a server, such as https://huggingface.co")
    ) {
      try connector(["endpoint": "ftp://a"], [:])
    }
    #expect(throws: InvalidSetting("files/at-most", "much", expected: "a size such as 10 MB")) {
      try connector(["files": ["at-most": "much"]], [:])
    }
  }

  @Test("the endpoint is the setting's, else the environment's, else the Hub, and part of the fingerprint")
  func endpoint() throws {
    #expect(try connector(["endpoint": "http://a/"], ["HF_ENDPOINT": "http://b"]).server == "http://a")
    #expect(try connector([:], ["HF_ENDPOINT": "http://b"]).server == "http://b")
    #expect(try connector([:], [:]).server == "https://huggingface.co")
    #expect(try connector([:], ["HF_ENDPOINT": "http://b"]).ingredients(base: ".") == ["endpoint": "http://b"])
  }

  // MARK: Weights

  @Test("weight files are fetched where they are wanted, up to the size wanted")
  func weights() async throws {
    let files = ["model.onnx": Array("weights".utf8), "big.onnx": [UInt8](repeating: 1, count: 2000), "x.bin": [1]]
    try await with([.init(named: "acme/tiny", card: nil, files: files)]) { run, hub in
      let snapshot = try await run.run(FetchRun.hub(hub, ["files": ["at-most": "1 kB", "formats": ["onnx"]]]))
      let weights = try snapshot.sources().filter { $0.role == "weights" }
      #expect(weights.map(\.locator) == ["hf:acme/tiny/model.onnx"])
      let store = DocumentStore(folder: run.data)
      #expect(try Files.read(try #require(store.file(weights[0].sha256))) == files["model.onnx"])
      #expect(snapshot.count("fetched") == 1)
    }
  }
}
