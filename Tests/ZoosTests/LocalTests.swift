import Foundation
import Records
import Stages
import Testing

@testable import Zoos

@Suite struct LocalTests {
  private let settings: JSON = [
    "zoos": [["local": ["path": "share", "name": "sample", "files": ["at-most": "1 kB", "formats": ["onnx"]]]]]
  ]

  private func share(_ run: FetchRun) throws {
    try run.write("---\nlicense: mit\n---\n# One\n", to: "share/acme/one/README.md")
    try run.write("{}", to: "share/acme/one/config.json")
    try run.write("weights", to: "share/acme/one/model.onnx")
    try run.write(String(repeating: "w", count: 2000), to: "share/acme/one/large.onnx")
    try run.write("{}", to: "share/acme/two/tokenizer_config.json")
  }

  @Test("a folder gives a record, its documents and its weight files for each repository")
  func wholeFolder() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    try share(run)
    let snapshot = try await run.run(settings)
    let sources = try snapshot.sources()
    #expect(
      sources.map { "\($0.role) \($0.locator)" }.sorted() == [
        "api local:sample/acme/one", "api local:sample/acme/two", "config local:sample/acme/one/config.json",
        "readme local:sample/acme/one/README.md", "tokenizer_config local:sample/acme/two/tokenizer_config.json",
        "weights local:sample/acme/one/model.onnx",
      ])
    #expect(snapshot.count("listed") == 2)
    #expect(snapshot.count("fetched") == 2)
    let store = DocumentStore(folder: run.data)
    let readme = try #require(sources.first { $0.role == "readme" })
    #expect(try store.document(sha256: readme.sha256, zoo: readme.zoo) == Array("---\nlicense: mit\n---\n# One\n".utf8))
    let weights = try #require(sources.first { $0.role == "weights" })
    #expect(try Files.read(try #require(store.file(weights.sha256))) == Array("weights".utf8))
    let api = try #require(sources.first { $0.role == "api" && $0.model == "mz:model/sample/acme/one" })
    let record = try JSON(json: try store.document(sha256: api.sha256, zoo: api.zoo))
    #expect(record["id"] == "acme/one")
    #expect(record["siblings"]?.array?.count == 4)
    #expect(record["sha"]?.string == readme.revision)
  }

  @Test("no record names a path of this machine")
  func noPaths() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    try share(run)
    try FileManager.default.createSymbolicLink(
      atPath: run.folder + "/share/acme/one/secret.json", withDestinationPath: "/etc/passwd")
    let snapshot = try await run.run(settings)
    for file in ["source.jsonl", "rejections.jsonl"] {
      let text = String(decoding: try snapshot.bytes(file), as: UTF8.self)
      #expect(!text.contains(run.folder))
      #expect(!text.contains("/etc/"))
    }
  }

  @Test("links and what is no plain file are rejected, and the rest is fetched")
  func linksAreRefused() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    try share(run)
    try run.write("secret", to: "elsewhere/README.md")
    for (link, target) in [("acme/two/README.md", "elsewhere/README.md"), ("acme/three", "elsewhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: run.folder + "/share/" + link, withDestinationPath: run.folder + "/" + target)
    }
    #expect(mkfifo(run.folder + "/share/acme/one/preprocessor_config.json", 0o600) == 0)
    let snapshot = try await run.run(settings)
    #expect(
      try snapshot.rejections().map { "\($0.code): \($0.detail)" }.sorted() == [
        "unsafe-path: README.md is a link; links are not followed",
        "unsafe-path: acme/three is a link; links are not followed",
        "unsupported: preprocessor_config.json is no plain file",
      ])
    #expect(snapshot.count("listed") == 3)
    #expect(snapshot.count("listed") == snapshot.count("fetched") + snapshot.count("rejected"))
    #expect(FetchStage.accounts == [.figure("listed", is: ["fetched", "rejected"])])
    #expect(try snapshot.sources().contains { $0.locator == "local:sample/acme/one/README.md" })
  }

  @Test("bytes that are no text are kept as they are")
  func garbage() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let garbage: [UInt8] = [0xff, 0xfe, 0, 0x80]
    try run.write("", to: "share/acme/one/README.md")
    try Files.write(garbage, to: run.folder + "/share/acme/one/README.md")
    let readme = try #require(try await run.run(settings).sources().first { $0.role == "readme" })
    #expect(try DocumentStore(folder: run.data).document(sha256: readme.sha256, zoo: "sample") == garbage)
  }

  @Test("a card above the limit is rejected")
  func tooLarge() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    try run.write(String(repeating: "x", count: Local.mostDocumentBytes + 1), to: "share/acme/one/README.md")
    let rejection = try #require(try await run.run(settings).rejections().first)
    #expect(rejection.code == "too-large")
    #expect(rejection.detail == "README.md is larger than 10000000 bytes")
    #expect(rejection.subject == "mz:model/sample/acme/one")
  }

  @Test("a missing folder is a wrong setting, said in a sentence")
  func missingFolder() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let failure = try #require(try await run.failure(settings))
    #expect(failure.code == .wrongArguments)
    #expect(failure.message == "local: there is no folder 'share' (looked in \(run.folder)); correct 'path'")
  }

  @Test("an edited card gives another fingerprint on the same day")
  func editedCard() async throws {
    let run = try FetchRun()
    defer { run.remove() }
    try share(run)
    let before = try StageRun(FetchStage.self, run.request(settings)).fingerprint
    #expect(try StageRun(FetchStage.self, run.request(settings)).fingerprint == before)
    try run.write("# Other", to: "share/acme/one/README.md")
    #expect(try StageRun(FetchStage.self, run.request(settings)).fingerprint != before)
  }

  @Test("two local zoos need two names")
  func names() {
    let twice: JSON = ["zoos": [["local": ["path": "a"]], ["local": ["path": "b"]]]]
    #expect(throws: InvalidSetting("zoos", "'local' twice", expected: "each zoo once; give local ones a 'name'")) {
      try FetchStage(settings: twice)
    }
  }
}
