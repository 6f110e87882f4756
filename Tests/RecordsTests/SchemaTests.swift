import Foundation
import Records
import Testing

@Suite struct SchemaTests {
  @Test(
    "the published schemas are those of the tables; 'macaroni schema --write pipeline/schemas' renews them",
    arguments: Kinds.names)
  func published(_ name: String) throws {
    let kind = try #require(Kinds.named(name))
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../pipeline/schemas"
    let file = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).schema.json"))
    let schema = Kinds.schemaDocument(of: kind)
    #expect(Data(schema.json + [0x0a]) == file)
  }
}
