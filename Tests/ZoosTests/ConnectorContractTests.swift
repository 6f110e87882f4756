import Records
import Stages
import TestSupport
import Testing

@testable import Zoos

/// What every connector promises; a new one needs a case in `settings(for:_:)`.
@Suite struct ConnectorContractTests {
  /// Settings under which a connector finds something.
  private func settings(for name: String, _ run: FetchRun, _ hub: LoopbackHub) throws -> JSON? {
    switch name {
    case "huggingface": return ["endpoint": .string(hub.url), "page-size": 10]
    case "local":
      for model in 1...12 { try run.write("# \(model)", to: "share/acme/model-\(model)/README.md") }
      return ["path": "share"]
    default: return nil
    }
  }

  @Test(
    "every connector gives ids in its own zoo, the same page for the same cursor, and an end",
    arguments: Connectors.all.names)
  func keepsTheContract(_ name: String) async throws {
    let run = try FetchRun()
    defer { run.remove() }
    let hub = try LoopbackHub(LoopbackHub.Model.made(25))
    defer { hub.stop() }
    let options = try #require(try settings(for: name, run, hub), "give '\(name)' settings to be tested with")
    let connector = try Connectors.all.make(ComponentChoice(name, options: options))
    let access = try run.access(to: connector)
    try await connector.prepare(access)
    var cursor: String?
    var models: [String] = []
    for _ in 1...10 {
      let page = try await connector.page(at: cursor, access)
      let again = try await connector.page(at: cursor, access)
      #expect(page.models.map(\.name) == again.models.map(\.name))
      #expect(page.next == again.next)
      models += page.models.map(\.id)
      if let model = page.models.first {
        let found = try await connector.documents(of: model, access)
        #expect(!found.sources.isEmpty)
        #expect(found.sources.allSatisfy { $0.zoo == "zoo:\(connector.zoo)" && $0.model == model.id })
      }
      cursor = page.next
      if cursor == nil { break }
    }
    #expect(cursor == nil)
    #expect(!models.isEmpty)
    #expect(models.allSatisfy { $0.hasPrefix("mz:model/\(connector.zoo)/") })
    #expect(Set(models).count == models.count)
  }
}

extension Page {
  fileprivate var models: [ListedModel] {
    entries.compactMap { entry in
      if case .model(let model) = entry { model } else { nil }
    }
  }
}
