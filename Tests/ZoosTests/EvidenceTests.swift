import Archive
import HTTP
import Records
import Stages
import TestSupport
import Testing

@testable import Zoos

/// What is kept of answers that nobody can use.
@Suite struct EvidenceTests {
  /// A kept answer as `status reason-it-broke-off bytes-of-body`.
  private func kept(in run: FetchRun) throws -> [(uri: String, words: String, record: WARCRecord)] {
    var kept: [(String, String, WARCRecord)] = []
    let folder = run.data + "/warc/hf"
    for name in Files.names(in: folder) where name.hasSuffix(".warc.gz") {
      try WARCReader(folder + "/" + name).forEachRecord { record in
        guard record.kind == .response || record.kind == .revisit, let uri = record.targetURI else { return }
        let words = [record.status.map(String.init) ?? "", record.truncated ?? "whole", "\(record.payload.count)"]
        kept.append((uri, words.joined(separator: " "), record))
      }
    }
    return kept
  }

  @Test("busy answers, bodies that broke off and pages that are no JSON are kept as they came, each try on its own")
  func kept() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let hub = try LoopbackHub(
      LoopbackHub.Model.made(15),
      faults: [
        .busy("acme/model-01", 2), .truncated("acme/model-02", 3), .badPage(2, 1), .large("acme/model-03", 10_000_001),
      ])
    defer { hub.stop() }
    let snapshot = try await run.run(FetchRun.hub(hub))
    #expect(snapshot.count("fetched") == 14)
    let kept = try kept(in: run)
    func words(_ part: String) -> [String] { kept.filter { $0.uri.contains(part) }.map(\.words) }
    #expect(words("acme/model-01/resolve").filter { $0 == "503 whole 17" }.count == 2)
    #expect(words("acme/model-02/resolve").filter { $0 == "200 disconnect 10" }.count == 3)
    #expect(words("acme/model-03/resolve").filter { $0.hasPrefix("200 length ") }.count == 1)
    let pages = kept.filter { $0.uri.contains("cursor=") }
    #expect(pages.map { String(decoding: $0.record.payload.prefix(18), as: UTF8.self) }.first == #"[{"id":"acme/one","#)
    #expect(pages.count == 2)
    // As many records as answers, no two under one name.
    #expect(kept.count == hub.requests.count)
    #expect(Set(kept.map(\.record.id)).count == kept.count)
  }

  @Test("what is kept as evidence is never replayed: the next try asks again and is answered")
  func notReplayed() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let first = try LoopbackHub(LoopbackHub.Model.made(15), faults: [.badPage(2, 99)])
    _ = try #require(try await run.failure(FetchRun.hub(first)))
    first.stop()
    #expect(try kept(in: run).filter { $0.uri.contains("cursor=") }.count == 3)
    let second = try LoopbackHub(LoopbackHub.Model.made(15), port: first.port)
    defer { second.stop() }
    let snapshot = try await run.run(FetchRun.hub(second))
    #expect(snapshot.count("fetched") == 15)
    #expect(second.requests.filter { $0.path.contains("cursor=") }.count == 1)
    let store = DocumentStore(folder: run.data)
    for source in try snapshot.sources() {
      #expect(try store.document(sha256: source.sha256, zoo: source.zoo).count == source.bytes)
    }
  }

  @Test("an answer that is nobody's business but ours is kept nowhere, even where the server is busy")
  func privateAnswer() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let server = try LoopbackServer { _ in .status(503, [], body: Array("whose token this is".utf8)) }
    defer { server.stop() }
    let zoo = try HuggingFace(
      options: try HuggingFace.options(from: ["endpoint": .string(server.url)]), environment: [:])
    var access = try run.access(to: zoo)
    access.transport = WitnessTransport(CurlTransport(.init(usesProxies: false)), access.crawl)
    _ = try await access.getUnrecorded(Request(.get, server.url + "/api/whoami-v2"))
    _ = try await access.get(Request(.get, server.url + "/api/models"))
    try await access.crawl.finish()
    #expect(try kept(in: run).map(\.uri) == [server.url + "/api/models"])
  }
}
