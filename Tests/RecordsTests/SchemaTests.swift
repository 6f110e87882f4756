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

  @Test("each pattern of a published schema is a regular expression that takes what is written", arguments: Kinds.names)
  func patterns(_ name: String) throws {
    let kind = try #require(Kinds.named(name))
    guard case .object(let schema) = Kinds.schemaDocument(of: kind),
      case .object(let members)? = schema["properties"], case .object(let version)? = members["v"],
      case .string(let pattern)? = version["pattern"]
    else {
      Issue.record("the schema of \(name) has no pattern for 'v'")
      return
    }
    func matches(_ text: String) throws -> Bool {
      let whole = NSRange(text.startIndex..., in: text)
      return try NSRegularExpression(pattern: pattern).firstMatch(in: text, range: whole) != nil
    }
    #expect(try matches("\(SchemaVersion.current)"))
    #expect(try matches("1.17"))
    #expect(try !matches("2.0"))
    #expect(try !matches("1x0"))
  }
}
