import Foundation
import Records
import Stages
import Synchronization
import Testing
import TestSupport

/// Gives every source a claim; rejects those whose role is `bad`.
private struct Echo: Transform {
  static let name = "echo"
  static let summary = "One claim for each source."
  static let writes: [any Record.Type] = [Claim.self]
  static let runs = Atomic<Int>(0)

  struct Options: Decodable, Sendable { var repeats: Int? }
  let repeats: Int

  init(options: Options) throws {
    repeats = options.repeats ?? 1
    guard repeats > 0 else { throw InvalidSetting("repeats", repeats, expected: "at least 1") }
  }

  func transform(_ source: Source, in context: StageContext) async throws(Rejection) -> [any Record] {
    Self.runs.add(1, ordering: .relaxed)
    guard source.role != "bad" else { throw Rejection(.malformed, "not a document", line: 3) }
    return (0..<repeats).map { number in
      var claim = Claim()
      claim.id = "mz:claim/\(source.id)-\(number)"
      claim.subject = source.model ?? ""
      claim.predicate = "model.title"
      claim.value = .number(number)
      claim.source = source.id
      claim.extractor = ExtractorStamp("echo", version: 1)
      return claim
    }
  }
}

/// Changes a file that it uses, and changes it back.
private struct Meddler: Stage {
  static let name = "meddler"
  static let summary = "Touch what is used."
  static let writes: [any Record.Type] = [Claim.self]

  init(options: NoOptions) {}

  func run(in context: StageContext) async throws {
    let path = try context.uses.path(of: "words.txt")
    for text in ["two", "one"] { try Files.write(Array(text.utf8), to: path) }
  }
}

@Suite struct StageRunTests {
  @Test("a task is not done where a file that it uses was changed while it ran, though it was put back")
  func meddled() async throws {
    let fixture = try SnapshotFixture()
    try fixture.folder.write("one", to: "words.txt")
    await #expect(
      throws: StageFailure(
        .tryAgainLater, "words.txt changed while 'meddler' ran; what it wrote does not count, run again")
    ) { _ = try await fixture.run(Meddler.self, over: [], uses: ["words.txt"], base: fixture.folder.path) }
    #expect(Files.names(in: fixture.data + "/meddler/tasks") == [])
  }

  private func sources(_ count: Int, bad: Set<Int> = []) -> [Source] {
    (0..<count).map { number in
      var source = Source()
      source.id = "mz:source/\(number)"
      source.model = "mz:model/hf/\(number % 7)"
      source.zoo = "zoo:hf"
      source.role = bad.contains(number) ? "bad" : "readme"
      source.locator = "hf:\(number)"
      return source
    }
  }

  @Test("sources that differ in nothing but the day they were retrieved on are other bytes, and make no other snapshot")
  func anotherDay() async throws {
    let fixture = try SnapshotFixture()
    func retrieved(on day: String, _ edit: (inout Source) -> Void = { _ in }) async throws -> Snapshot {
      let sources = sources(10).map { source in
        var source = source
        source.retrievedAt = day
        edit(&source)
        return source
      }
      return try await fixture.snapshot(sources)
    }
    let first = try await retrieved(on: "2026-11-23")
    let second = try await retrieved(on: "2026-11-24")
    let other = try await retrieved(on: "2026-11-24") { $0.sha256 = "other" }
    #expect(first.index.files.map(\.sha256) != second.index.files.map(\.sha256))
    #expect(first.content == second.content)
    #expect(second.content != other.content)
    let claims = try await fixture.run(Echo.self, over: [first])
    #expect(try await fixture.run(Echo.self, over: [second]).index.fingerprint == claims.index.fingerprint)
    #expect(try await fixture.run(Echo.self, over: [other]).index.fingerprint != claims.index.fingerprint)
  }

  @Test("goes on after a bad record")
  func badRecord() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(sources(10, bad: [4]))
    let output = try await fixture.run(Echo.self, over: [input])
    let claims = try output.records(Claim.self)
    #expect(claims.count == 9)
    let rejections = try output.records(RejectionRecord.self)
    #expect(rejections.map(\.id) == ["mz:source/4"])
    #expect(rejections.first?.code == "malformed")
    #expect(rejections.first?.line == 3)
    #expect(output.receipt?.counts["read source"] == 10)
  }

  @Test("a second run does nothing")
  func secondRun() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(sources(3))
    let first = try await fixture.run(Echo.self, over: [input])
    let receipt = try Files.read(first.folder + "/receipt.json")
    let second = try await fixture.run(Echo.self, over: [input])
    #expect(second.folder == first.folder)
    let unchanged = try Files.read(second.folder + "/receipt.json")
    #expect(unchanged == receipt)
  }

  @Test("input order does not matter, nor how many workers there are", arguments: [1, 4])
  func order(_ shards: Int) async throws {
    var outputs: [[String: Data]] = []
    for (workers, records) in [(1, sources(500)), (4, sources(500).reversed())] {
      let fixture = try SnapshotFixture(shards: shards, workers: workers)
      let input = try await fixture.snapshot(records)
      let output = try await fixture.run(
        Echo.self, over: [input], settings: ["repeats": 3], output: fixture.folder.path + "/out")
      #expect(output.index.count("claim") == 1500)
      var files = try fixture.folder.contents(of: "out")
      files["receipt.json"] = nil
      files["index.json"] = nil
      outputs.append(files)
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].keys.filter { $0.hasPrefix("claim") }.count == shards)
  }

  @Test("two runs give equal bytes, the receipt apart")
  func equalBytes() async throws {
    let fixture = try SnapshotFixture(shards: 3)
    let input = try await fixture.snapshot(sources(50, bad: [7]))
    var outputs: [[String: Data]] = []
    for name in ["one", "two"] {
      _ = try await fixture.run(Echo.self, over: [input], output: fixture.folder.path + "/" + name)
      var files = try fixture.folder.contents(of: name)
      #expect(files.removeValue(forKey: "receipt.json") != nil)
      outputs.append(files)
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test("a partial folder that a killed run left is no snapshot, and the next run replaces it")
  func partialFolder() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(sources(3))
    let first = try await fixture.run(Echo.self, over: [input])
    let home = fixture.data + "/echo"
    try Files.remove(first.folder)
    let partial = "\(home)/.partial-\(first.index.fingerprint)"
    try fixture.folder.write("half a li", to: "data/echo/.partial-\(first.index.fingerprint)/claim.jsonl")
    let again = try await fixture.run(Echo.self, over: [input])
    #expect(again.folder == first.folder)
    #expect(!Files.exists(partial))
    let claims = try again.records(Claim.self)
    #expect(claims.count == 3)
  }

  @Test("the fingerprint names every ingredient, and a change of one is told")
  func ingredients() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(sources(3))
    let one = try await fixture.run(Echo.self, over: [input])
    let two = try await fixture.run(Echo.self, over: [input], settings: ["repeats": 2])
    #expect(one.folder != two.folder)
    let changes = Fingerprint(of: try #require(two.receipt).ingredients).changes(
      since: try #require(one.receipt).ingredients)
    #expect(changes == [Fingerprint.Change(ingredient: "setting repeats", old: nil, new: "2")])
  }

  @Test("a line that is not a record ends the run with its file and line")
  func brokenInput() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(sources(3))
    let path = input.folder + "/source.jsonl"
    var text = String(decoding: try Files.read(path), as: UTF8.self)
    text = text.replacingOccurrences(
      of: "\"role\":\"readme\",", with: "\"rule\":\"readme\",", options: [],
      range: text.range(of: text.split(separator: "\n")[1]))
    try Files.write(text.utf8, to: path)
    do {
      _ = try await fixture.run(Echo.self, over: [input])
      Issue.record("the run went on")
    } catch let failure as StageFailure {
      #expect(failure.message == "\(path):2: no 'role'; run the stage that wrote the file again with --force")
    }
    let size = text.utf8.count
    try Files.write(text.utf8.dropLast(1), to: path)
    do {
      _ = try await fixture.run(Echo.self, over: [input])
      Issue.record("half of the file was taken for all of it")
    } catch let failure as StageFailure {
      #expect(
        failure.message
          == "\(path): has \(size - 1) bytes where its index says \(size); run again, and it is made anew")
    }
    #expect(Files.names(in: fixture.data + "/echo") == ["tasks"])
    #expect(Files.names(in: fixture.data + "/echo/tasks") == [])
  }

  @Test("an unwritable data folder is a sentence and exit code 73")
  func unwritable() async throws {
    let fixture = try SnapshotFixture()
    let input = try await fixture.snapshot(sources(1))
    try fixture.folder.write("in the way", to: "data/echo")
    do {
      _ = try await fixture.run(Echo.self, over: [input])
      Issue.record("the run went on")
    } catch let failure as StageFailure {
      #expect(failure.code == .cannotWrite)
      #expect(failure.message.hasSuffix("make room or allow writing, then run again"))
    }
  }
}
