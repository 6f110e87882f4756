import Foundation
import Records
import Stages
import Testing
import TestSupport

/// The published schemas of what stands beside records.
@Suite(.serialized) struct FileSchemaTests {
  @Test(
    "the published schemas are those of the tables; 'macaroni schema --write pipeline/schemas' renews them",
    arguments: SnapshotSchemas.names)
  func published(_ name: String) throws {
    let file = try Data(contentsOf: URL(fileURLWithPath: Programs.pipeline + "/schemas/\(name).schema.json"))
    #expect(Data((SnapshotSchemas.document(named: name)?.json ?? []) + [0x0a]) == file)
  }

  @Test(
    "every index and receipt, of our own stages, of others and of single tasks, and the history are as their schemas say"
  )
  func written() async throws {
    let shell = try await ShellPipeline()
    for task in ["take", "s1:0", "s1:1", "s1"] {
      #expect(try await shell.macaroni("task", task, "--as-of", "2026-11-01").status == 0)
    }
    #expect(try await shell.run().status == 0)
    let zoo = try ZooPipeline()
    #expect(try await zoo.macaroni("run").status == 0)
    let version = try await Programs.run("macaroni", ["--version"]).output.trimmingCharacters(in: .newlines)
    for folder in [shell.folder, zoo.folder] {
      for (name, file) in [("index", "index.json"), ("receipt", "receipt.json")] {
        let schema = try PublishedSchema(name)
        let files = try folder.contents(of: "data").filter { $0.key.hasSuffix("/" + file) }
        #expect(files.count > 6)
        for (path, bytes) in files {
          let json = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
          try schema.hold(json)
          if name == "receipt" { #expect(json["tool_version"] as? String == version, "\(path)") }
        }
      }
      let history = try await Programs.run("macaroni", ["history", "--json", "--data", folder.path + "/data"])
      let json = try #require(try JSONSerialization.jsonObject(with: Data(history.output.utf8)) as? [String: Any])
      #expect((json["snapshots"] as? [Any])?.isEmpty == false)
      try PublishedSchema("history").hold(json)
    }
  }
}
