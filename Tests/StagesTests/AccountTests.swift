import Records
import Stages
import Testing
import TestSupport

/// Says less than it did, or does less than it says, as its settings tell.
private struct Careless: ShardedStage {
  static let name = "careless"
  static let summary = "Lose a record."
  static let reads: [any Record.Type] = [Source.self]
  static let writes: [any Record.Type] = [Claim.self]
  static let accounts: [Account] = [.records(Source.self), .figure("listed", is: ["fetched", "refused"])]

  struct Options: Decodable, Sendable { var forgets: String? }
  private let forgets: String?

  init(options: Options) { forgets = options.forgets }

  func run(in context: StageContext) async throws {
    context.count("listed", 3)
    context.count("fetched", forgets == "a listed model" ? 1 : 2)
    context.count("refused")
    if forgets == "a line" { context.count(Claim.kindName) }
    let forgets = forgets
    try await context.forEach(Source.self) { source, emitter in
      if forgets == "a source", source.id.hasSuffix("/0") { return }
      emitter.account(for: Source.self, "looked at")
      var claim = Claim()
      claim.id = "mz:claim/same"
      claim.subject = source.model ?? ""
      claim.predicate = "model.title"
      claim.extractor = ExtractorStamp("careless", version: 1)
      emitter.emit(claim)
    }
  }
}

@Suite struct AccountTests {
  private func input(_ fixture: SnapshotFixture) async throws -> Snapshot {
    let sources = (0..<4).map { number in
      var source = Source()
      source.id = "mz:source/\(number)"
      source.model = "mz:model/hf/one"
      source.role = "readme"
      return source
    }
    return try await fixture.snapshot(sources)
  }

  @Test("records of one id are merged into one, and the sums are right all the same")
  func merged() async throws {
    let fixture = try SnapshotFixture()
    let output = try await fixture.run(Careless.self, over: [try await input(fixture)])
    #expect(output.index.count("claim") == 1)
    #expect(output.receipt?.counts["source: looked at"] == 4)
  }

  @Test(
    "a task in which something is not accounted for is not done; what it wrote is kept and named",
    arguments: [
      ("a source", "4 source records in, but 3 accounted for (3 looked at)"),
      ("a listed model", "3 listed, but 2 accounted for (1 fetched, 1 refused)"),
      ("a line", "5 claim records made, but 1 written and 3 merged"),
    ])
  func lost(_ what: String, _ words: String) async throws {
    let fixture = try SnapshotFixture()
    let input = try await input(fixture)
    do {
      _ = try await fixture.run(Careless.self, over: [input], settings: ["forgets": .string(what)])
      Issue.record("the task counts as done")
    } catch let failure as StageFailure {
      let kept = "\(fixture.data)/careless/logs/0.unbalanced"
      #expect(failure.code == .bug)
      #expect(
        failure.message == "careless:0: \(words); some are lost or doubled; what it wrote is kept in \(kept)")
      #expect(Files.exists(kept + "/claim.jsonl"))
    }
    #expect(Files.names(in: fixture.data + "/careless/tasks") == [])
  }
}
